//! Polls, recognised by their shape in any language: a shouted title, a question, and answers with votes.

use crate::export::line::PollOption;
use crate::export::marks::{digit, trim, without_marks};

/// Far above WhatsApp's own limit of twelve answers.
const OPTIONS_MAX: usize = 50;

/// `POLL:`, the question, then lines of `OPTION: answer (5 votes)`.
pub(super) fn read(words: &str) -> Option<(String, Vec<PollOption>)> {
    let mut lines = words.lines().map(trim).filter(|line| !line.is_empty());
    if !is_title(lines.next()?) {
        return None;
    }
    let (mut question, mut options) = (String::new(), Vec::new());
    for line in lines {
        match option(line) {
            Some(option) if !question.is_empty() && options.len() < OPTIONS_MAX => options.push(option),
            Some(_) => return None,
            None if options.is_empty() => {
                if !question.is_empty() {
                    question.push('\n');
                }
                question.push_str(&without_marks(line));
            }
            None => return None,
        }
    }
    (options.len() >= 2).then_some((question, options))
}

/// The answers, without the votes that change from export to export.
pub(super) fn texts(options: &[PollOption]) -> String {
    options.iter().map(|option| format!("\n{}", option.text)).collect()
}

fn is_title(line: &str) -> bool {
    const TITLE_MAX_CHARS: usize = 30;
    let Some(title) = line.strip_suffix([':', '：']) else {
        return false;
    };
    let title = without_marks(title);
    title.chars().count() <= TITLE_MAX_CHARS
        && title.chars().any(char::is_alphabetic)
        && !title.chars().any(char::is_lowercase)
}

fn option(line: &str) -> Option<PollOption> {
    let plain = without_marks(line);
    let (label, answer) = plain.split_once(": ").or_else(|| plain.split_once('：'))?;
    if label.chars().any(|letter| letter.is_lowercase() || letter.is_whitespace()) {
        return None;
    }
    let (text, votes) = answer.trim_end().strip_suffix([')', '）'])?.rsplit_once(['(', '（'])?;
    let digits: String = votes.chars().filter_map(digit).filter_map(|value| char::from_digit(value, 10)).collect();
    let has_word = votes.chars().any(char::is_alphabetic);
    let votes = if digits.is_empty() { 0 } else { digits.parse().ok()? };
    has_word.then(|| PollOption { text: text.trim().to_owned(), votes })
}
