//! English words of ours in the source of the pages: those that are looked up, and those that somebody forgot to.

use anyhow::Context as _;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Words that the source asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Whether they go with a number.
    pub is_plural: bool,
    /// Where they were found first.
    pub file: PathBuf,
}

const PAGES: &str = "crates/web/src";
/// Where words stand that are not looked up here, and need not be: made-up views, the tables of links without a login, and
/// a page that speaks as reports do.
const OTHERS: [&str; 4] = ["/sample", "/tests", "pages/pass/words", "pages/handouts/shown"];
/// Functions that look words up: all texts among what they are given.
const SAYING: [&str; 2] = ["say", "key"];
/// The same for words with a number, which are given in both forms that English has.
const COUNTING: [&str; 2] = ["plural", "counted"];
/// Words of other crates that pages look up: the functions whose texts they are, or to whom they are given first.
const LENT: [(&str, Lent); 22] = [
    ("crates/domain/src/beside.rs", Lent::Body("name")),
    ("crates/domain/src/retention.rs", Lent::Body("name")),
    ("crates/domain/src/media.rs", Lent::Body("sentence")),
    ("crates/domain/src/outbound/failure.rs", Lent::Body("sentence")),
    ("crates/domain/src/outbound/terms.rs", Lent::Body("sentence")),
    ("crates/domain/src/hearing.rs", Lent::Body("sentence")),
    ("crates/domain/src/sentence.rs", Lent::Body("promised")),
    ("crates/domain/src/sentence.rs", Lent::Calls(&["said", "plain", "word", "defined"])),
    ("crates/domain/src/barred.rs", Lent::Body("sentence")),
    ("crates/domain/src/sentence/notices.rs", Lent::Calls(&["said"])),
    ("crates/domain/src/sentence/opinion.rs", Lent::Calls(&["said"])),
    ("crates/domain/src/sentence/pause.rs", Lent::Calls(&["said"])),
    ("crates/domain/src/sentence/quote.rs", Lent::Calls(&["said"])),
    ("crates/domain/src/sentence/day.rs", Lent::Calls(&["said", "word"])),
    ("crates/domain/src/sentence/job.rs", Lent::Calls(&["said", "plain"])),
    ("crates/domain/src/sentence/directory.rs", Lent::Calls(&["said", "plain", "word", "defined"])),
    ("crates/domain/src/sentence/rung.rs", Lent::Calls(&["said"])),
    ("crates/domain/src/sentence/words.rs", Lent::All),
    ("crates/domain/src/decide/tickets.rs", Lent::Calls(&["allow"])),
    ("crates/domain/src/decide/repeats.rs", Lent::Calls(&["allow"])),
    ("crates/reports/src/every.rs", Lent::Body("label")),
    ("crates/reports/src/period.rs", Lent::Body("label")),
];

/// Which texts of a file are lent to the pages.
#[derive(Clone, Copy)]
enum Lent {
    All,
    /// Those in the body of a function.
    Body(&'static str),
    /// Those given to functions.
    Calls(&'static [&'static str]),
}

/// Names that are the same in every language.
const NAMES: [&str; 12] = [
    "Laksana",
    "WhatsApp",
    "Ctrl K",
    "Enter",
    "T-104",
    "Bahasa Melayu",
    "Bahasa Indonesia",
    "English",
    "Español",
    "Português",
    "; Secure",
    "Path=/; HttpOnly; SameSite=Lax; Max-Age=",
];
/// Functions and macros whose texts nobody reads on a page, and elements whose text is to be typed.
const UNREAD: [&str; 9] = ["expect", "from_static", "info", "warn", "error", "serde", "code", "kbd", "served"];

/// Every key, by its words.
pub fn keys(root: &Path) -> anyhow::Result<BTreeMap<String, Key>> {
    let mut found = BTreeMap::new();
    let mut add = |words: String, is_plural: bool, file: &Path| {
        let key = found.entry(words).or_insert_with(|| Key { is_plural, file: file.to_path_buf() });
        key.is_plural |= is_plural;
    };
    for (file, stream) in pages(root)? {
        walk(&stream, &mut |name, group| {
            if SAYING.contains(&name) {
                texts(&group.stream()).into_iter().for_each(|words| add(words, false, &file));
            } else if COUNTING.contains(&name) {
                texts(&group.stream()).into_iter().nth(1).into_iter().for_each(|words| add(words, true, &file));
            }
        });
    }
    for (path, lent) in LENT {
        let (file, stream) = (Path::new(path), read(&root.join(path))?);
        match lent {
            Lent::All => texts(&stream).into_iter().for_each(|words| add(words, false, file)),
            Lent::Body(function) => {
                body(&stream, function).iter().flat_map(texts).for_each(|words| add(words, false, file))
            }
            Lent::Calls(functions) => walk(&stream, &mut |name, group| {
                if functions.contains(&name) {
                    first_text(&group.stream()).into_iter().for_each(|words| add(words, false, file));
                }
            }),
        }
    }
    Ok(found)
}

/// Texts of pages that read like words and are not looked up.
pub fn bare(root: &Path) -> anyhow::Result<Vec<String>> {
    let mut found = Vec::new();
    for (file, stream) in pages(root)? {
        bare_of(&stream, false, &mut |text| found.push(format!("{}: {text:?}", file.display())));
    }
    Ok(found)
}

/// The source of the pages, without tests.
fn pages(root: &Path) -> anyhow::Result<Vec<(PathBuf, TokenStream)>> {
    let mut found = Vec::new();
    let mut folders = vec![root.join(PAGES)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            let name = path.strip_prefix(root)?.to_path_buf();
            if path.is_dir() {
                folders.push(path);
            } else if name.extension().is_some_and(|ending| ending == "rs")
                && !OTHERS.iter().any(|other| name.to_string_lossy().contains(other))
            {
                found.push((name, read(&path)?));
            }
        }
    }
    found.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(found)
}

/// The tokens of a file before its tests.
fn read(path: &Path) -> anyhow::Result<TokenStream> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let shipped = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    shipped.parse().map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))
}

/// Tells of each call: what is called, and what it is given. A definition is none.
fn walk(stream: &TokenStream, tell: &mut impl FnMut(&str, &Group)) {
    let mut before: [Option<String>; 2] = [None, None];
    for token in stream.clone() {
        if let TokenTree::Group(group) = &token {
            if let [second, Some(name)] = &before
                && group.delimiter() == Delimiter::Parenthesis
                && second.as_deref() != Some("fn")
            {
                tell(name, group);
            }
            walk(&group.stream(), tell);
        }
        before = [before[1].take(), Some(token.to_string())];
    }
}

/// Every text in some tokens but those that are matched against.
fn texts(stream: &TokenStream) -> Vec<String> {
    let tokens: Vec<TokenTree> = stream.clone().into_iter().collect();
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(_) if is_attribute(&tokens[..at]) => {}
            TokenTree::Group(group) => found.extend(texts(&group.stream())),
            token if is_pattern(&tokens[at + 1..]) && text_of(token).is_some() => {}
            token => found.extend(text_of(token)),
        }
    }
    found
}

/// Whether what stands before makes an attribute of a group, such as a comment of what is documented.
fn is_attribute(before: &[TokenTree]) -> bool {
    let sign = |token: &TokenTree| token.to_string();
    let is_inner = || before.len() > 1 && sign(&before[before.len() - 2]) == "#";
    before.last().map(sign).is_some_and(|last| last == "#" || last == "!" && is_inner())
}

/// The first text that a function is given itself.
fn first_text(stream: &TokenStream) -> Option<String> {
    stream.clone().into_iter().find_map(|token| text_of(&token))
}

/// Whether what follows makes a pattern of what stands before.
fn is_pattern(rest: &[TokenTree]) -> bool {
    matches!(rest, [TokenTree::Punct(one), TokenTree::Punct(other), ..] if (one.as_char(), other.as_char()) == ('=', '>'))
        || matches!(rest, [TokenTree::Punct(one), ..] if one.as_char() == '|')
}

fn text_of(token: &TokenTree) -> Option<String> {
    let TokenTree::Literal(literal) = token else { return None };
    let text = literal.to_string();
    let text = text.strip_prefix('"')?.strip_suffix('"')?;
    // Words of ours need no escapes; what has some is no such words.
    (!text.contains('\\')).then(|| text.to_owned())
}

/// The bodies of the functions of a name.
fn body(stream: &TokenStream, function: &str) -> Vec<TokenStream> {
    let tokens: Vec<TokenTree> = stream.clone().into_iter().collect();
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => found.extend(body(&group.stream(), function)),
            TokenTree::Ident(name) if name == function && at > 0 && tokens[at - 1].to_string() == "fn" => {
                let is_body = |token: &&TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
                if let Some(TokenTree::Group(group)) = tokens[at..].iter().find(is_body) {
                    found.push(group.stream());
                }
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
    found
}

/// Tells of texts that are not looked up: in markup those that hold a word, elsewhere those that begin like a sentence.
fn bare_of(stream: &TokenStream, is_markup: bool, tell: &mut impl FnMut(String)) {
    let tokens: Vec<TokenTree> = stream.clone().into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        let before = |back: usize| at.checked_sub(back).map(|at| tokens[at].to_string()).unwrap_or_default();
        match token {
            TokenTree::Group(group) => {
                let called = if before(1) == "!" { before(2) } else { before(1) };
                let is_known = [&SAYING[..], &COUNTING, &UNREAD].iter().any(|names| names.contains(&called.as_str()));
                let is_value = is_markup && called == "=" && !is_read(&before(2));
                if !is_known && !is_value && called != "#" {
                    let is_block = group.delimiter() == Delimiter::Brace;
                    bare_of(&group.stream(), called == "html" || is_markup && is_block, tell);
                }
            }
            token if is_pattern(&tokens[at + 1..]) || before(1) == "=" && !is_read(&before(2)) => drop(token.clone()),
            token => text_of(token).filter(|text| is_words(text, is_markup)).into_iter().for_each(&mut *tell),
        }
    }
}

/// Whether people read the value of an attribute, or hear it read.
fn is_read(attribute: &str) -> bool {
    ["label", "title", "alt", "placeholder"].contains(&attribute)
}

/// Whether a text holds a word of some language; outside of markup one that begins with a capital letter.
fn is_words(text: &str, is_markup: bool) -> bool {
    let rest = NAMES.iter().fold(text.to_owned(), |rest, name| rest.replace(name, ""));
    let mut words = rest.split(|letter: char| !letter.is_alphabetic()).filter(|word| word.len() > 1);
    let is_capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
    };
    words.next().is_some_and(|word| is_markup || is_capital(word))
}
