//! The page that somebody wanted when they had to sign in: named in the door's address, kept by their browser while they
//! fetch a link, and always one of ours.

use crate::member::named;
use crate::query::{escaped, href};
use axum::extract::Request;
use axum::http::{HeaderMap, Method, Uri, header};

/// Where everybody signs in; the cookie goes nowhere else.
pub const DOOR: &str = "/sign-in";
/// The name in the door's address.
const FIELD: &str = "to";
/// The cookie's name: a place, no secret.
const COOKIE: &str = "laksana-to";
/// For so long, in seconds, it is remembered: a link may have to be asked for, and is good for an hour.
const AGE_S: i64 = 2 * 60 * 60;
/// A longer address is nobody's; encoded, it may be three times as long, and still fits a cookie.
const CHARS_MAX: usize = 1_000;

/// The address of one of our own pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted(String);

impl Wanted {
    /// The page that an address asks for, if it is one of ours and not a door.
    pub fn parse(text: &str) -> Option<Self> {
        let is_plain = text.len() <= CHARS_MAX && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        let is_here = text.starts_with('/') && !text.starts_with("//");
        let uri: Uri = text.parse().ok().filter(|_| is_plain && is_here)?;
        let is_door = uri.path().starts_with(DOOR) || uri.path() == "/sign-out";
        (uri.authority().is_none() && !is_door).then(|| Self(text.to_owned()))
    }

    /// The one that a request for the door names.
    pub fn of_uri(uri: &Uri) -> Option<Self> {
        Self::of_pairs(uri.query()?)
    }

    /// The one that the browser remembers.
    pub fn of_request(headers: &HeaderMap) -> Option<Self> {
        Self::of_pairs(named(headers, COOKIE)?)
    }

    fn of_pairs(pairs: &str) -> Option<Self> {
        form_urlencoded::parse(pairs.as_bytes())
            .find(|(name, _)| name == FIELD)
            .and_then(|(_, text)| Self::parse(&text))
    }

    /// The line that has a browser remember it.
    pub fn cookie_line(&self, https: bool) -> String {
        line(&format!("{FIELD}={}", escaped(&self.0)), AGE_S, https)
    }

    /// Its address.
    pub fn href(&self) -> &str {
        &self.0
    }
}

/// The line that has a browser forget it.
pub fn forgotten(https: bool) -> String {
    line("", 0, https)
}

/// Whether a request wants a page: not a picture in it, nor the bell.
pub fn is_for_page(headers: &HeaderMap) -> bool {
    let accepts = headers.get(header::ACCEPT).and_then(|accepts| accepts.to_str().ok());
    accepts.is_some_and(|accepts| accepts.contains("text/html"))
}

/// The door for whoever asks for a page, or sends a form, without being signed in. Only a page is worth coming back to.
pub fn door(request: &Request) -> String {
    if !is_for_page(request.headers()) {
        return DOOR.to_owned();
    }
    let uri = request.uri();
    let page = match *request.method() {
        Method::GET => stood_on(uri),
        _ => form_stood_on(uri.path()),
    };
    Wanted::parse(&page)
        .filter(|page| page.0 != "/")
        .map_or_else(|| DOOR.to_owned(), |page| href(DOOR, &[(FIELD, &page.0)]))
}

/// The page itself, or of a file the page it is offered on: a file would leave its reader at the door.
fn stood_on(uri: &Uri) -> String {
    match uri.path().rsplit_once('/') {
        Some((above, file)) if file.contains('.') => above.to_owned(),
        _ => uri.path_and_query().map_or_else(String::new, ToString::to_string),
    }
}

/// The page with the form that was sent to a path, or the list it belongs to.
fn form_stood_on(path: &str) -> String {
    match path {
        "/tickets" => return "/tickets/new".to_owned(),
        "/directory/file" => return "/directory/lines".to_owned(),
        _ => {}
    }
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let parts_max = match parts.first().copied().unwrap_or_default() {
        // These take their forms at their own address.
        "directory" | "settings" => return path.to_owned(),
        "tasks" | "handover" => 3,
        "tickets" | "triage" | "messages" | "people" | "members" => 2,
        "account" | "outbox" | "handouts" | "subscriptions" | "rotas" | "import" => 1,
        _ => return "/".to_owned(),
    };
    // The last part names what the form does, unless it is the only one.
    let count = parts_max.min(parts.len().max(2) - 1);
    format!("/{}", parts[..count].join("/"))
}

fn line(value: &str, age_s: i64, https: bool) -> String {
    let secure = if https { "; Secure" } else { "" };
    format!("{COOKIE}={value}; Path={DOOR}; HttpOnly; SameSite=Lax; Max-Age={age_s}{secure}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn asked(method: &str, path: &str, accepts: &str) -> String {
        door(&Request::builder().method(method).uri(path).header(header::ACCEPT, accepts).body(Body::empty()).unwrap())
    }

    #[test]
    fn the_door_knows_the_page_and_for_a_form_the_page_it_stood_on() {
        for (method, path, to) in [
            ("GET", "/tickets?q=air+%26&site=a", "?to=%2Ftickets%3Fq%3Dair%2B%2526%26site%3Da"),
            ("GET", "/", ""),
            ("GET", "/tickets/T-5/report.pdf", "?to=%2Ftickets%2FT-5"),
            ("POST", "/directory/file", "?to=%2Fdirectory%2Flines"),
            ("POST", "/tickets", "?to=%2Ftickets%2Fnew"),
            ("POST", "/tickets/T-5/notes", "?to=%2Ftickets%2FT-5"),
            ("POST", "/triage/m1/replies", "?to=%2Ftriage%2Fm1"),
            ("POST", "/triage/settlement", "?to=%2Ftriage"),
            ("POST", "/messages/m1/credit/undo", "?to=%2Fmessages%2Fm1"),
            ("POST", "/handover/change/2026-11-20/notes", "?to=%2Fhandover%2Fchange%2F2026-11-20"),
            ("POST", "/account/tickets/T-1/moves", "?to=%2Faccount"),
            ("POST", "/directory/lines", "?to=%2Fdirectory%2Flines"),
            ("POST", "/undo/u1", ""),
            ("POST", "/sign-out", ""),
        ] {
            assert_eq!(asked(method, path, "text/html,*/*;q=0.8"), format!("/sign-in{to}"), "{method} {path}");
        }
        assert_eq!(asked("GET", "/bell", "text/event-stream"), "/sign-in");
        assert_eq!(asked("GET", "/media/aa", "image/avif,image/*"), "/sign-in");
    }

    #[test]
    fn only_a_page_of_ours_is_come_back_to() {
        for own in ["/", "/tickets/T-5", "/tickets?q=a%20b&owner=person%3Aali", "/people/%3Cscript%3E"] {
            let wanted = Wanted::parse(own).unwrap();
            let line = wanted.cookie_line(false);
            let headers = HeaderMap::from_iter([(header::COOKIE, line.split(';').next().unwrap().parse().unwrap())]);
            assert_eq!(Wanted::of_request(&headers), Some(wanted), "{own}");
        }
        let long = format!("/{}", "a".repeat(CHARS_MAX));
        for other in [
            "",
            "tickets",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example/",
            "/a\r\nx: y",
            "/a b",
            "/\u{e9}",
            "/sign-in",
            "/sign-in/abc",
            "/sign-out",
            "javascript:alert(1)",
            &long,
        ] {
            assert_eq!(Wanted::parse(other), None, "{other}");
        }
    }
}
