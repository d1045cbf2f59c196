//! What the keyboard does, as a page; the script shows its list in a dialog when `?` is pressed.

use crate::member::Member;
use crate::parts::shell::{Tab, shell};
use crate::state::Shared;
use axum::extract::State;
use maud::{Markup, html};

/// Keys on every page, and on some.
const KEYS: [(&str, &[(&str, &str)]); 4] = [
    (
        "Everywhere",
        &[
            ("Ctrl K", "Go to a page, ticket, person, place or vendor; ⌘ K on a Mac"),
            ("/", "Search: the field of this page, or the palette"),
            ("j", "Next row or card"),
            ("k", "The one before"),
            ("Enter", "Open it"),
            ("z", "Take back what was just done, while it is offered"),
            ("?", "This list"),
        ],
    ),
    (
        "On a ticket",
        &[
            ("a", "Choose its owner"),
            ("e", "The likeliest next step: start, mark as fixed, verify, close"),
            ("r", "Write in WhatsApp"),
            ("n", "Note for colleagues"),
        ],
    ),
    (
        "On the board",
        &[
            ("h", "The column before"),
            ("l", "The next column"),
            ("m", "Move the card: then 1 to 6, the columns in their order"),
        ],
    ),
    (
        "In Triage",
        &[
            ("Enter", "Accept"),
            ("c", "A new issue"),
            ("d", "Duplicate of"),
            ("n", "Not an issue"),
            ("j", "Next message"),
            ("k", "The one before"),
        ],
    ),
];

/// `GET /keys`: for members.
pub async fn show(State(shared): State<Shared>, member: Member) -> Markup {
    let frame = shared.frame(&member, Tab::Go);
    let (role, is_whole) = (member.login.role, member.login.sees_all());
    let pages = Tab::ALL.into_iter().filter(|tab| tab.is_for(role, is_whole));
    let content = html! {
        div.head { div { h1 { "Keys" } p.lede { "Single letters, never while you type. Everything they do, a link or a button does too." } } }
        div.keys #keys {
            section.card aria-labelledby="keys-go" {
                h2 #keys-go { "Go to" }
                dl.facts {
                    @for (tab, letter) in pages.filter_map(|tab| Some((tab, tab.letter()?))) {
                        dt { kbd { "g" } " " kbd { (letter) } } dd { a href=(tab.path()) { (tab.word()) } }
                    }
                }
            }
            @for (at, (title, keys)) in KEYS.iter().enumerate() {
                section.card aria-labelledby={ "keys-" (at) } {
                    h2 id={ "keys-" (at) } { (title) }
                    dl.facts { @for (key, words) in *keys { dt { kbd { (key) } } dd { (words) } } }
                }
            }
        }
    };
    shell(&frame, "Keys", &content)
}
