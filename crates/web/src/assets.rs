//! The one stylesheet, the scripts and the icon, in the program and named by their content, so that browsers may
//! keep them for ever.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

static STYLESHEET: LazyLock<String> =
    LazyLock::new(|| tight(lean(include_str!("../assets/laksana.css"), ("/*", "*/"))));
/// What others wrote comes first: ours calls it.
static SCRIPT: LazyLock<String> = LazyLock::new(|| {
    let others = include_str!("../assets/vendor/idiomorph-0.8.0.min.js");
    format!("{others}\n{}", lean(include_str!("../assets/laksana.js"), ("//", "")))
});
/// What keeps forms of a pass while there is no signal, on those pages alone.
static PASS_SCRIPT: LazyLock<String> = LazyLock::new(|| lean(include_str!("../assets/pass.js"), ("//", "")));
/// What opens those pages again without one.
static WORKER: LazyLock<String> = LazyLock::new(|| lean(include_str!("../assets/worker.js"), ("//", "")));
const ICON: &str = include_str!("../assets/icon.svg");
/// Where the icon is.
pub const ICON_PATH: &str = "/assets/icon.svg";
/// The routes of stylesheet and script; any name leads to the present one, so a page of an older program still works.
pub const STYLESHEET_ROUTE: &str = "/assets/css/{name}";
pub const SCRIPT_ROUTE: &str = "/assets/js/{name}";
pub const PASS_SCRIPT_ROUTE: &str = "/assets/pass/{name}";
/// Where the worker is: it may answer for what lies beside it alone.
pub const WORKER_PATH: &str = "/v/worker.js";
/// Hex characters of the content's digest in its name: 48 bits, enough to tell versions apart.
const NAME_CHARS: usize = 12;
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASKED_ANEW: HeaderValue = HeaderValue::from_static("no-cache");
/// The icon's name does not change with it.
const FOR_A_DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");

static STYLESHEET_PATH: LazyLock<String> = LazyLock::new(|| format!("/assets/css/{}.css", name(&STYLESHEET)));
static SCRIPT_PATH: LazyLock<String> = LazyLock::new(|| format!("/assets/js/{}.js", name(&SCRIPT)));

static PASS_SCRIPT_PATH: LazyLock<String> = LazyLock::new(|| format!("/assets/pass/{}.js", name(&PASS_SCRIPT)));

/// A stylesheet without the blanks that its reader does not need; our own has none of these in a text.
fn tight(css: String) -> String {
    let blanks = [(": ", ":"), ("; ", ";"), (" {", "{"), ("{ ", "{"), (" }", "}"), (";}", "}"), (", ", ",")];
    blanks.iter().fold(css, |css, (wide, narrow)| css.replace(wide, narrow))
}

/// Where the stylesheet is; changes with its content.
pub fn stylesheet_path() -> &'static str {
    &STYLESHEET_PATH
}

/// Where the script is; changes with its content.
pub fn script_path() -> &'static str {
    &SCRIPT_PATH
}

/// Where the script of passes is; changes with its content.
pub fn pass_script_path() -> &'static str {
    &PASS_SCRIPT_PATH
}

/// `GET /assets/pass/{name}`: open to all.
pub fn pass_script() -> Response {
    served("text/javascript; charset=utf-8", PASS_SCRIPT.as_str(), FOR_EVER)
}

/// `GET /v/worker.js`: open to all. Its name does not change with it, and browsers ask for it anew.
pub fn worker() -> Response {
    served("text/javascript; charset=utf-8", WORKER.as_str(), ASKED_ANEW)
}

/// `GET /assets/css/{name}`: open to all.
pub fn stylesheet() -> Response {
    served("text/css; charset=utf-8", STYLESHEET.as_str(), FOR_EVER)
}

/// `GET /assets/js/{name}`: open to all.
pub fn script() -> Response {
    served("text/javascript; charset=utf-8", SCRIPT.as_str(), FOR_EVER)
}

/// `GET /assets/icon.svg`: open to all.
pub fn icon() -> Response {
    served("image/svg+xml", ICON, FOR_A_DAY)
}

/// A source without its indentation and the lines that are comments from their first sign to their last: browsers read
/// neither, and each costs bytes on the way to a phone.
fn lean(source: &str, (opens, ends): (&str, &str)) -> String {
    let is_comment = |line: &&str| line.starts_with(opens) && line.ends_with(ends);
    let lines = source.lines().map(str::trim).filter(|line| !line.is_empty() && !is_comment(line));
    lines.flat_map(|line| [line, "\n"]).collect()
}

fn name(content: &str) -> String {
    let digest = Sha256::digest(content.as_bytes());
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    hex[..NAME_CHARS].to_owned()
}

fn served(kind: &'static str, text: &'static str, keep: HeaderValue) -> Response {
    let headers = [(header::CONTENT_TYPE, HeaderValue::from_static(kind)), (header::CACHE_CONTROL, keep)];
    (headers, text).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_get_what_is_done_and_not_what_is_said_of_it() {
        assert_eq!(lean("// why\n  go(); // now\n\n", ("//", "")), "go(); // now\n");
        assert_eq!(lean("/* why */\na { b: c; } /* so */\n", ("/*", "*/")), "a { b: c; } /* so */\n");
        assert!(SCRIPT.contains("Idiomorph") && !SCRIPT.contains("\n  "), "{}", SCRIPT.len());
        assert!(STYLESHEET.contains("@media print") && !STYLESHEET.contains("/*  "));
    }
}
