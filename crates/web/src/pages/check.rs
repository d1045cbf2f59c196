//! Whether a digest on a document is one of ours, for whoever scans it: says that, and nothing of what it is about.

use crate::parts::shell;
use crate::state::Shared;
use crate::wording::{say, weave};
use axum::extract::{Path, State};
use maud::{Markup, html};

/// A digest in hex and a signature are no longer.
const MARK_MAX_CHARS: usize = 200;

/// `GET /check/{digest}/{mark}`: open to all.
pub async fn show(State(shared): State<Shared>, Path((digest, mark)): Path<(String, String)>) -> Markup {
    let is_short = digest.len() <= MARK_MAX_CHARS && mark.len() <= MARK_MAX_CHARS;
    page(&shared.name, &digest, is_short && (shared.imprint.is_ours)(&digest, &mark))
}

/// The page.
fn page(name: &str, digest: &str, is_ours: bool) -> Markup {
    let heading = if is_ours { say("This document was made here") } else { say("This document was not made here") };
    let content = html! {
        h1 { (heading) }
        @if is_ours {
            p { (weave(say("A document with this digest left {name} and was signed by it:"), &[("name", &html! { bdi { (name) } })])) }
            p { code.break { (digest) } }
            p {
                (weave(
                    say("Compare it with the digest in the document. Whether a copy is unchanged down to the last byte says {command}."),
                    &[("command", &html! { code { "laksana verify FILE" } })],
                ))
            }
        } @else {
            p { (say("The digest does not bear our signature. Trust nothing that the document says.")) }
        }
    };
    shell::alone(heading, &html! { div.stack { (content) } })
}
