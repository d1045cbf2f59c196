//! The page of a pack: what its entries say, for people; no script, nothing from elsewhere, fit for printing.

use super::kind::is_picture;
use super::make::{Said, medium};
use super::{CHECKPOINT, MEDIA, README};
use crate::checkpoint::Checkpoint;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::directory::Directory;
use domain::event::Event;
use domain::id::PersonId;
use domain::retention::{Expired, Trace};
use domain::sentence::sentence;
use domain::time::{Instant, Zone};
use maud::{Markup, PreEscaped, html};
use store::StoreError;
use store::journal::Entry;

const STYLE: &str = "body{font:15px/1.45 system-ui,sans-serif;margin:1.5rem;color:#111;background:#fff}\
    table{border-collapse:collapse;inline-size:100%}td,th{border-block-end:1px solid #bbb;padding:.35rem .5rem;\
    text-align:start;vertical-align:top;overflow-wrap:anywhere}thead{display:table-header-group}tr{break-inside:avoid}\
    img{max-inline-size:12rem;max-block-size:12rem}.gone{color:#666;font-style:italic}code{font-size:85%}";

/// What stands after the rows.
pub(super) const FOOT: &str = "</tbody></table></main></body></html>\n";

/// What stands before the rows.
pub(super) fn head(about: &str, checkpoint: &Checkpoint, entries: usize) -> String {
    let policy = "default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'";
    let begin = html! {
        (PreEscaped("<!DOCTYPE html>"))
        (PreEscaped("<html lang=\"en\"><head><meta charset=\"utf-8\">"))
        meta name="viewport" content="width=device-width, initial-scale=1";
        meta http-equiv="Content-Security-Policy" content=(policy);
        title { "Proof of " (about) }
        style { (PreEscaped(STYLE)) }
        (PreEscaped("</head><body><main>"))
        h1 { "Proof of " (about) }
        p {
            (entries) " entries of the journal " code { (checkpoint.origin) } ", each of them one of the first "
            (checkpoint.size) ", over which the signed checkpoint in " code { (CHECKPOINT) } " says the root is "
            code { (STANDARD.encode(checkpoint.root)) } ". " code { (README) } " says how to check that without us, and \
            what it does not prove."
        }
        (PreEscaped("<table><thead><tr>"))
        @for name in ["Entry", "When", "Who", "Door", "What", "Words and files"] { th scope="col" { (name) } }
        (PreEscaped("</tr></thead><tbody>"))
    };
    begin.into_string()
}

/// One entry.
pub(super) fn row(entry: &Entry, directory: &Directory, zone: &Zone, said: &Said) -> Result<String, StoreError> {
    let (event, personal) = (entry.event()?, entry.personal()?);
    let expired = said.expired.iter().find(|(_, expired)| expired.takes(&event)).map(|(at, _)| at.day(zone));
    let words = [&personal.name, &personal.text].into_iter().filter(|words| !words.is_empty());
    let row = html! {
        tr {
            td { (entry.position) }
            td { (Instant::from_us(entry.at_us).rfc3339(zone)) }
            td dir="auto" { (actor(&entry.actor, directory)) }
            td { (entry.via) }
            td dir="auto" { (sentence(&event, directory)) }
            td {
                @if event.brings_link() {
                    p.gone { "A link was brought here that opens a report; a pack does not pass it on." }
                } @else if let (Some(day), true) = (expired, entry.is_erased()) {
                    p.gone { "What was personal here was removed by the retention policy on " (day) "." }
                } @else if entry.is_erased() {
                    p.gone { "What was personal here was erased." }
                }
                @for words in words { p dir="auto" { (words) } }
                @if let Some(digest) = medium(&event) { (file(&digest, &event, (said, zone))) }
            }
        }
    };
    Ok(row.into_string() + "\n")
}

fn file(digest: &str, event: &Event, (said, zone): (&Said, &Zone)) -> Markup {
    let of_message = |expired: &Expired| event.message().is_some_and(|message| expired.messages.contains(message));
    let gone = said.expired.iter().find(|(_, expired)| expired.trace == Trace::Files && of_message(expired));
    match (said.media.get(digest).copied().flatten(), gone) {
        (None, Some((at, _))) => html! {
            p.gone { "The file " code { (digest) } " was removed by the retention policy on " (at.day(zone)) "." }
        },
        (None, None) => html! { p.gone { "The file " code { (digest) } " is not kept any more." } },
        (Some(ending), _) => {
            let name = format!("{MEDIA}{digest}.{ending}");
            html! {
                p { a href=(name) { @if is_picture(ending) { img src=(name) alt="Picture that came with it"; } @else { (name) } } }
            }
        }
    }
}

fn actor(actor: &str, directory: &Directory) -> String {
    let person = actor.strip_prefix("person:").and_then(|id| directory.people.get(&PersonId::new(id)));
    match person {
        Some(person) if !person.name.is_empty() => person.name.clone(),
        Some(_) | None => actor.strip_prefix("member:").unwrap_or(actor).to_owned(),
    }
}
