//! What the keyboard does, as a page; the script shows its list in a dialog when `?` is pressed.

use crate::member::Member;
use crate::parts::shell::{Tab, shell};
use crate::state::Shared;
use crate::wording::{key, say};
use axum::extract::State;
use maud::{Markup, html};

/// Keys on every page, and on some.
const KEYS: [(&str, &[(&str, &str)]); 4] = [
    (
        key("Everywhere"),
        &[
            ("Ctrl K", key("Go to a page, ticket, person, place or vendor; ⌘ K on a Mac")),
            ("/", key("Search: the field of this page, or the palette")),
            ("j", key("Next row or card")),
            ("k", key("The one before")),
            ("x", key("Tick the ticket, to change several at once")),
            ("Enter", key("Open it")),
            ("z", key("Take back what was just done, while it is offered")),
            ("c", key("New ticket")),
            ("?", key("This list")),
        ],
    ),
    (
        key("On a ticket"),
        &[
            ("a", key("Choose its owner")),
            ("e", key("The likeliest next step: start, mark as fixed, verify, close")),
            ("r", key("Write in WhatsApp")),
            ("n", key("Note for colleagues")),
        ],
    ),
    (
        key("On the board"),
        &[
            ("h", key("The column before")),
            ("l", key("The next column")),
            ("m", key("Move the card: then 1 to 6, the columns in their order")),
        ],
    ),
    (
        key("In Triage"),
        &[
            ("Enter", key("Accept")),
            ("c", key("A new issue")),
            ("d", key("Duplicate of")),
            ("n", key("Not an issue")),
            ("r", key("Write in WhatsApp")),
            ("s", key("Snooze")),
            ("j", key("Next message")),
            ("k", key("The one before")),
        ],
    ),
];

/// `GET /keys`: for members.
pub async fn show(State(shared): State<Shared>, member: Member) -> Markup {
    let frame = shared.frame(&member, Tab::Go);
    let (role, is_whole) = (member.login.role, member.login.sees_all());
    let pages = Tab::ALL.into_iter().filter(|tab| tab.is_for(role, is_whole));
    let content = html! {
        div.head { div { h1 { (say("Keys")) } p.lede { (say("Single letters, never while you type. Everything they do, a link or a button does too.")) } } }
        div.keys #keys {
            section.card aria-labelledby="keys-go" {
                h2 #keys-go { (say("Go to")) }
                dl.facts {
                    @for (tab, letter) in pages.filter_map(|tab| Some((tab, tab.letter()?))) {
                        dt { kbd { "g" } " " kbd { (letter) } } dd { a href=(tab.path()) { (tab.word()) } }
                    }
                }
            }
            @for (at, (title, keys)) in KEYS.iter().enumerate() {
                section.card aria-labelledby={ "keys-" (at) } {
                    h2 id={ "keys-" (at) } { (say(title)) }
                    dl.facts { @for (press, words) in *keys { dt { kbd { (press) } } dd { (say(words)) } } }
                }
            }
        }
    };
    shell(&frame, say("Keys"), &content)
}
