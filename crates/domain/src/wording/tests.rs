//! Every language says the same, as WhatsApp wants it.

use super::*;
use std::collections::BTreeSet;

fn every(texts: &Texts) -> Vec<&'static str> {
    let templates = Sentence::ALL.iter().map(|sentence| texts.of(*sentence));
    templates.chain([texts.pending_many, texts.sender, texts.somebody]).collect()
}

fn gaps(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(gap, _)| gap).collect()
}

#[test]
fn every_language_has_the_same_gaps() {
    let english = every(texts("en"));
    for language in texts::ALL {
        for (text, english) in every(language).iter().zip(&english) {
            assert_eq!(gaps(text), gaps(english), "{}: {text}", language.language);
        }
    }
}

#[test]
fn templates_are_as_whatsapp_wants_them() {
    for language in texts::ALL {
        for sentence in Sentence::ALL {
            let body = language.template(*sentence);
            let is_bare = |text: &str| text.starts_with('{') || text.ends_with('}') || text.contains('\n');
            assert!(!is_bare(&body) && body.chars().count() < 550, "{}: {body}", language.language);
        }
    }
}

#[test]
fn what_fills_a_gap_is_no_template() {
    assert_eq!(fill("{a} and {b}", &[("a", "{b}"), ("b", "x")]), "{b} and x");
    assert_eq!(fill("{", &[]), "");
}

#[test]
fn a_variety_is_served_by_its_language() {
    assert_eq!((texts("pt-BR").language, texts("xx").language), ("pt", "en"));
}
