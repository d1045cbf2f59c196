//! The words of the pages in each language: found in the source, held against the tables; hides how the source is read.

mod source;

use anyhow::Context as _;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub use source::Key;

/// The languages but English, and the forms that a plural has in each, as the rules of Unicode name them. Spanish and
/// Portuguese have one more for millions, which nothing here is counted in.
const LANGUAGES: [(&str, &[&str]); 8] = [
    ("ms", &["other"]),
    ("id", &["other"]),
    ("zh", &["other"]),
    ("ta", &["one", "other"]),
    ("es", &["one", "other"]),
    ("pt", &["one", "other"]),
    ("ar", &["zero", "one", "two", "few", "many", "other"]),
    ("hi", &["one", "other"]),
];
const TABLES: &str = "crates/web/wording";
/// Forms in which a number may be said without its digits.
const SMALL: [&str; 3] = ["zero", "one", "two"];

/// What a table says for English words.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Said {
    Words(String),
    Forms(BTreeMap<String, String>),
}

type Table = BTreeMap<String, Said>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is in the repository").to_path_buf()
}

/// Prints what each table lacks, has beyond, or says wrongly.
pub fn run() -> anyhow::Result<ExitCode> {
    let keys = source::keys(&root())?;
    let mut is_whole = true;
    for (language, forms) in LANGUAGES {
        let found = faults(&keys, &table(language)?, forms);
        is_whole &= found.is_empty();
        println!("{language}: {} of {} words, {} faults", keys.len() - missing(&found), keys.len(), found.len());
        found.iter().for_each(|fault| println!("  {fault}"));
    }
    let bare = source::bare(&root())?;
    bare.iter().for_each(|text| println!("nobody looks up {text}"));
    is_whole &= bare.is_empty();
    Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn missing(faults: &[String]) -> usize {
    faults.iter().filter(|fault| fault.starts_with("lacks ")).count()
}

fn table(language: &str) -> anyhow::Result<Table> {
    let path = root().join(TABLES).join(language).with_extension("toml");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    toml::from_str(&text).with_context(|| path.display().to_string())
}

/// What is wrong with a table.
fn faults(keys: &BTreeMap<String, Key>, table: &Table, forms: &[&str]) -> Vec<String> {
    let lacks = keys.iter().filter(|(key, _)| !table.contains_key(*key));
    let lacks = lacks.map(|(key, found)| format!("lacks {key:?} of {}", found.file.display()));
    let beyond = table.keys().filter(|key| !keys.contains_key(*key)).map(|key| format!("nothing asks for {key:?}"));
    let wrong = table.iter().filter_map(|(key, said)| {
        let fault = fault(key, said, keys.get(key)?, forms)?;
        Some(format!("{key:?} {fault}"))
    });
    lacks.chain(beyond).chain(wrong).collect()
}

/// What is wrong with what is said for a key.
fn fault(key: &str, said: &Said, found: &Key, forms: &[&str]) -> Option<String> {
    let texts: Vec<(&str, &str)> = match said {
        Said::Words(words) => vec![("other", words)],
        Said::Forms(said) => said.iter().map(|(form, words)| (form.as_str(), words.as_str())).collect(),
    };
    let wanted: BTreeSet<&str> = if found.is_plural { forms.iter().copied().collect() } else { ["other"].into() };
    let has: BTreeSet<&str> = texts.iter().map(|(form, _)| *form).collect();
    if has != wanted {
        return Some(format!("has the forms {has:?}, and the language {wanted:?}"));
    }
    texts.into_iter().find_map(|(form, words)| {
        let may_lack = |gap: &&&str| !(**gap == "n" && found.is_plural && SMALL.contains(&form));
        let (asked, has) = (gaps(key), gaps(words));
        let lacks = asked.difference(&has).find(may_lack);
        let beyond = has.difference(&asked).next();
        match (words.trim().is_empty() && !key.trim().is_empty(), lacks, beyond) {
            (true, ..) => Some(format!("says nothing as {form}")),
            (_, Some(gap), _) => Some(format!("lacks the gap {{{gap}}} as {form}")),
            (_, _, Some(gap)) => Some(format!("has a gap {{{gap}}} that nobody fills as {form}")),
            (false, None, None) => None,
        }
    })
}

fn gaps(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_words_for_everything_and_for_nothing_else() {
        let keys = source::keys(&root()).unwrap();
        for (language, forms) in LANGUAGES {
            let found = faults(&keys, &table(language).unwrap(), forms);
            assert!(found.is_empty(), "{language}: {found:#?}");
        }
    }

    #[test]
    fn no_page_speaks_english_to_everybody() {
        let bare = source::bare(&root()).unwrap();
        assert!(bare.is_empty(), "words that no other language is asked for; say them: {bare:#?}");
    }

    #[test]
    fn a_table_is_held_against_gaps_and_forms() {
        let key = |is_plural| Key { is_plural, file: "a.rs".into() };
        let keys: BTreeMap<String, Key> =
            [("Hello {name}".into(), key(false)), ("{n} tickets".into(), key(true)), ("Open".into(), key(false))]
                .into();
        let told = |text: &str, forms| faults(&keys, &toml::from_str(text).unwrap(), forms);
        let fine = "'Hello {name}' = '{name}, hi'\n'Open' = 'O'\n'{n} tickets' = { one = 'a ticket', other = '{n} T' }";
        assert!(told(fine, &["one", "other"]).is_empty());
        assert_eq!(told(fine, &["other"]).len(), 1);
        let wrong =
            "'Hello {name}' = 'hi {who}'\n'Open' = ' '\n'{n} tickets' = { one = 'a', other = 'T' }\n'New' = 'N'";
        assert_eq!(told(wrong, &["one", "other"]).len(), 4);
        assert_eq!(told("", &["other"]).len(), 3);
    }
}
