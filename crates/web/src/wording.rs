//! What the pages say in the language of whoever looks: English stands in the source and is the key. Hides which languages
//! there are, how a request comes by its own, and how many forms a plural has.
//!
//! A request has one language, set once on its way in; what is rendered for it asks for words and need not hand the
//! language on. Outside of a request, and on threads that were lent to something else, English is spoken.

use crate::parts::badges::grouped;
use axum::http::{HeaderMap, header};
use domain::directory::Directory;
use domain::event::Event;
use domain::sentence::{Gap, saying};
use domain::wording::fill as filled;
use icu_locale_core::LanguageIdentifier;
use icu_plurals::{PluralCategory, PluralRules};
use maud::{Markup, PreEscaped, Render, html};
use serde::Deserialize;
use std::collections::HashMap;
use std::future::Future;
use std::sync::LazyLock;

#[cfg(test)]
mod tests;

/// A browser lists a few languages; more than this is not read.
const ACCEPTED_MAX: usize = 16;
/// Around what fills a gap in a text that is written from the right: its own direction holds for it alone.
const ISOLATE: char = '\u{2068}';
const ISOLATE_END: char = '\u{2069}';

/// The languages but English, and the words of each; read when the first page in it is asked for.
static TABLES: [(&str, LazyLock<Wording>); 8] = [
    ("ms", LazyLock::new(|| Wording::read("ms", include_str!("../wording/ms.toml")))),
    ("id", LazyLock::new(|| Wording::read("id", include_str!("../wording/id.toml")))),
    ("zh", LazyLock::new(|| Wording::read("zh", include_str!("../wording/zh.toml")))),
    ("ta", LazyLock::new(|| Wording::read("ta", include_str!("../wording/ta.toml")))),
    ("es", LazyLock::new(|| Wording::read("es", include_str!("../wording/es.toml")))),
    ("pt", LazyLock::new(|| Wording::read("pt", include_str!("../wording/pt.toml")))),
    ("ar", LazyLock::new(|| Wording::read("ar", include_str!("../wording/ar.toml")))),
    ("hi", LazyLock::new(|| Wording::read("hi", include_str!("../wording/hi.toml")))),
];
static ENGLISH: LazyLock<Wording> = LazyLock::new(|| Wording::read("en", ""));

tokio::task_local! {
    static SPOKEN: &'static Wording;
}

/// The words of one language.
#[derive(Debug)]
pub struct Wording {
    language: &'static str,
    said: HashMap<String, Said>,
    rules: PluralRules,
}

/// What is said for English words.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Said {
    Words(String),
    /// For words with a number, one text for each form that the language has.
    Forms(Forms),
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Forms {
    zero: Option<String>,
    one: Option<String>,
    two: Option<String>,
    few: Option<String>,
    many: Option<String>,
    other: String,
}

impl Forms {
    fn of(&self, category: PluralCategory) -> &str {
        let form = match category {
            PluralCategory::Zero => &self.zero,
            PluralCategory::One => &self.one,
            PluralCategory::Two => &self.two,
            PluralCategory::Few => &self.few,
            PluralCategory::Many => &self.many,
            PluralCategory::Other => &None,
        };
        form.as_deref().unwrap_or(&self.other)
    }
}

impl Wording {
    fn read(language: &'static str, table: &str) -> Self {
        let tag: LanguageIdentifier = language.parse().expect("the tags are ours");
        let rules = PluralRules::try_new_cardinal((&tag).into()).expect("the rules of these languages are compiled in");
        let said = toml::from_str(table).expect("the tables are part of the program, and a test reads them");
        Self { language, said, rules }
    }

    /// The words of a language, named by its tag; what stands after a hyphen is not looked at. None where there are none.
    pub fn of(tag: &str) -> Option<&'static Self> {
        let base = tag.split('-').next().unwrap_or_default();
        if base.eq_ignore_ascii_case("en") {
            return Some(&ENGLISH);
        }
        TABLES.iter().find(|(language, _)| base.eq_ignore_ascii_case(language)).map(|(_, wording)| &**wording)
    }

    /// The words of the first language that a browser asks for and that there are words of; English otherwise.
    pub fn accepted(headers: &HeaderMap) -> &'static Self {
        let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let mut tags: Vec<(&str, f32)> = asked.split(',').take(ACCEPTED_MAX).map(weighed).collect();
        tags.retain(|(_, weight)| *weight > 0.0);
        // A stable order: of the same weight the first counts.
        tags.sort_by(|one, other| other.1.total_cmp(&one.1));
        tags.into_iter().find_map(|(tag, _)| Self::of(tag)).unwrap_or(&ENGLISH)
    }

    /// Its BCP 47 tag.
    pub fn language(&self) -> &'static str {
        self.language
    }

    /// The direction that pages of it have; none where it is the usual one.
    pub fn direction(&self) -> Option<&'static str> {
        (self.language == "ar").then_some("rtl")
    }

    fn say(&'static self, english: &'static str) -> &'static str {
        match self.said.get(english) {
            None => english,
            Some(Said::Words(words)) => words,
            Some(Said::Forms(forms)) => &forms.other,
        }
    }

    /// What happened, with the words of ours in its gaps said in the same language.
    pub fn told(&'static self, event: &Event, directory: &Directory) -> String {
        let saying = saying(event, directory, self.language);
        let gap = |gap: &Gap| match gap {
            Gap::Name(name) => name.clone(),
            Gap::Words(words) => words.iter().map(|word| self.say(word)).collect::<Vec<_>>().join(self.say(", ")),
        };
        let gaps: Vec<(&str, String)> = saying.gaps.iter().map(|(name, filler)| (*name, gap(filler))).collect();
        let gaps: Vec<(&str, &str)> = gaps.iter().map(|(name, text)| (*name, text.as_str())).collect();
        self.fill(self.say(saying.words), &gaps)
    }

    /// Words with their gaps filled; in a text from the right what fills one keeps its own direction.
    fn fill(&self, words: &str, gaps: &[(&str, &str)]) -> String {
        if self.direction().is_none() {
            return filled(words, gaps);
        }
        let isolated = |text: &str| match text.contains(char::is_alphabetic) {
            true => format!("{ISOLATE}{text}{ISOLATE_END}"),
            false => text.to_owned(),
        };
        let isolated: Vec<(&str, String)> = gaps.iter().map(|(name, text)| (*name, isolated(text))).collect();
        let isolated: Vec<(&str, &str)> = isolated.iter().map(|(name, text)| (*name, text.as_str())).collect();
        filled(words, &isolated)
    }

    fn plural(&'static self, count: u64, one: &'static str, other: &'static str) -> &'static str {
        match self.said.get(other) {
            None if count == 1 => one,
            None => other,
            Some(Said::Words(words)) => words,
            Some(Said::Forms(forms)) => forms.of(self.rules.category_for(count)),
        }
    }
}

/// A language as a browser asks for it: `ta`, `en-GB;q=0.8`.
fn weighed(asked: &str) -> (&str, f32) {
    let mut parts = asked.trim().split(';');
    let tag = parts.next().unwrap_or_default().trim();
    let weight = parts.find_map(|part| part.trim().strip_prefix("q="));
    (tag, weight.map_or(1.0, |weight| weight.parse().unwrap_or_default()))
}

/// Answers a request in a language.
pub async fn speaking<F: Future>(wording: &'static Wording, answer: F) -> F::Output {
    SPOKEN.scope(wording, answer).await
}

/// The words in which the present request is answered.
pub fn spoken() -> &'static Wording {
    SPOKEN.try_with(|wording| *wording).unwrap_or(&ENGLISH)
}

/// The same words of reports, for figures, lengths of time and whole dates.
pub fn of_reports() -> &'static reports::Wording {
    reports::Wording::of(spoken().language).unwrap_or(reports::Wording::english())
}

/// English words of ours that are asked for elsewhere, such as those of a table; so that they are found in the source.
pub const fn key(english: &'static str) -> &'static str {
    english
}

/// What is said for English words of ours.
pub fn say(english: &'static str) -> &'static str {
    spoken().say(english)
}

/// The form that goes with a number; both English ones are given, the second is the key.
pub fn plural(count: u64, one: &'static str, other: &'static str) -> &'static str {
    spoken().plural(count, one, other)
}

/// A number with its noun: "1 ticket", "3 tickets". The noun stands with a gap: `{n} tickets`.
pub fn counted(count: u64, one: &'static str, other: &'static str) -> String {
    fill(plural(count, one, other), &[("n", &grouped(count))])
}

/// Words with their gaps filled by text.
pub fn fill(words: &str, gaps: &[(&str, &str)]) -> String {
    spoken().fill(words, gaps)
}

/// What happened, with names from the directory.
pub fn told(event: &Event, directory: &Directory) -> String {
    spoken().told(event, directory)
}

/// Words with their gaps filled by markup, so that a link or a time stands where its language puts it.
pub fn weave(words: &str, gaps: &[(&str, &dyn Render)]) -> Markup {
    let mut out = String::new();
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        before.render_to(&mut out);
        let (name, after) = after.split_once('}').unwrap_or(("", after));
        if let Some((_, gap)) = gaps.iter().find(|(known, _)| *known == name) {
            gap.render_to(&mut out);
        }
        rest = after;
    }
    rest.render_to(&mut out);
    PreEscaped(out)
}

/// Words that are English whatever the page speaks: what the program wrote down when it read something, and what the
/// terminal says too.
pub fn in_english(words: &str) -> Markup {
    if spoken().language == ENGLISH.language {
        return html! { (words) };
    }
    html! { span lang="en" dir="ltr" { (words) } }
}
