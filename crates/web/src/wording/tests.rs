//! Which language is spoken, and how it is said.

use super::*;
use crate::pages::sample;
use axum::http::HeaderValue;

fn speaks<T>(language: &str, say: impl FnOnce() -> T) -> T {
    SPOKEN.sync_scope(Wording::of(language).unwrap(), say)
}

#[test]
fn the_first_language_that_a_browser_asks_for_is_spoken() {
    for (asked, language) in [
        ("ta-IN,en;q=0.5", "ta"),
        ("en;q=0.5, ms", "ms"),
        ("fr, de;q=0.9, zh-Hans-CN;q=0.3", "zh"),
        ("fr", "en"),
        ("*", "en"),
        ("", "en"),
        ("hi;q=0, ar;q=nonsense, es;q=0.1", "es"),
        ("EN-gb, ar", "en"),
    ] {
        let headers = [(header::ACCEPT_LANGUAGE, HeaderValue::from_static(asked))].into_iter().collect();
        assert_eq!(Wording::accepted(&headers).language(), language, "{asked}");
    }
    assert_eq!(Wording::accepted(&HeaderMap::new()).language(), "en");
}

#[test]
fn outside_of_a_request_english_is_spoken() {
    assert_eq!((say("Today"), counted(1, "{n} ticket", "{n} tickets")), ("Today", "1 ticket".into()));
    assert_eq!(speaks("es", || say("Today")), "Hoy");
    assert_eq!(say("Today"), "Today");
}

#[test]
fn each_language_counts_in_its_own_forms() {
    let said = |language, count| speaks(language, || counted(count, "{n} ticket", "{n} tickets"));
    let of =
        |language: &'static str| [0, 1, 2, 3, 11, 100].map(|count| said(language, count).replace(char::is_numeric, ""));
    let forms = |language| of(language).into_iter().collect::<std::collections::BTreeSet<_>>().len();
    assert_eq!((forms("zh"), forms("ms"), forms("es"), forms("ar")), (1, 1, 2, 6));
    assert_eq!(said("es", 1), said("es", 2).replace('2', "1").trim_end_matches('s'));
}

#[test]
fn what_fills_a_gap_stands_where_the_language_puts_it_and_is_never_markup() {
    let link = html! { a href="/x" { "T-1" } };
    let woven = weave("<{name}> of {link}, {unknown}{", &[("name", &"<b>"), ("link", &link)]).into_string();
    assert_eq!(woven, "&lt;&lt;b&gt;&gt; of <a href=\"/x\">T-1</a>, ");
    let gaps = [("who", "Ali"), ("n", "3")];
    assert_eq!(fill("{n} of {who}", &gaps), "3 of Ali");
    let isolated = speaks("ar", || fill("{n} of {who}", &gaps));
    assert_eq!(isolated, "3 of \u{2068}Ali\u{2069}");
}

#[test]
fn every_page_says_its_language_and_direction() {
    for (language, head) in [
        ("en", "<html lang=\"en\"><head>"),
        ("ta", "<html lang=\"ta\"><head>"),
        ("ar", "<html lang=\"ar\" dir=\"rtl\"><head>"),
    ] {
        for (name, page) in speaks(language, sample::all) {
            assert!(page.into_string().contains(head), "{name} in {language}");
        }
    }
}
