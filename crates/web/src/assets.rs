//! The one stylesheet and the icon, in the program and named by their content so that browsers may keep them for ever.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

const STYLESHEET: &str = include_str!("../assets/laksana.css");
const ICON: &str = include_str!("../assets/icon.svg");
/// Where the icon is.
pub const ICON_PATH: &str = "/assets/icon.svg";
/// The route of the stylesheet; any name leads to the present one, so a page of an older program still has style.
pub const STYLESHEET_ROUTE: &str = "/assets/css/{name}";
/// Hex characters of the content's digest in its name: 48 bits, enough to tell versions apart.
const NAME_CHARS: usize = 12;
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// The icon's name does not change with it.
const FOR_A_DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");

static STYLESHEET_PATH: LazyLock<String> = LazyLock::new(|| {
    let digest = Sha256::digest(STYLESHEET.as_bytes());
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("/assets/css/{}.css", &hex[..NAME_CHARS])
});

/// Where the stylesheet is; changes with its content.
pub fn stylesheet_path() -> &'static str {
    &STYLESHEET_PATH
}

/// `GET /assets/css/{name}`: open to all.
pub fn stylesheet() -> Response {
    served("text/css; charset=utf-8", STYLESHEET, FOR_EVER)
}

/// `GET /assets/icon.svg`: open to all.
pub fn icon() -> Response {
    served("image/svg+xml", ICON, FOR_A_DAY)
}

fn served(kind: &'static str, text: &'static str, keep: HeaderValue) -> Response {
    let headers = [(header::CONTENT_TYPE, HeaderValue::from_static(kind)), (header::CACHE_CONTROL, keep)];
    (headers, text).into_response()
}
