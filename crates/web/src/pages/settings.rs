//! Settings: what says how this organisation works, gathered on one page, as far as it concerns whoever looks.

use crate::member::Member;
use crate::parts::shell::{Frame, Tab, shell};
use crate::state::Shared;
use crate::wording::{key, say};
use axum::extract::State;
use domain::member::MemberRole;
use maud::{Markup, html};

/// One page that settings are on.
struct Entry {
    href: &'static str,
    title: &'static str,
    what: &'static str,
    /// The least role that gets there.
    least: MemberRole,
}

const fn entry(href: &'static str, title: &'static str, what: &'static str, least: MemberRole) -> Entry {
    Entry { href, title, what, least }
}

/// Every page of settings, by what it is about.
const ENTRIES: [(&str, &[Entry]); 4] = [
    (
        key("What is heard and said"),
        &[
            entry(
                "/settings/whatsapp",
                key("WhatsApp"),
                key("How a number is connected, step by step, and what mends it."),
                MemberRole::Viewer,
            ),
            entry(
                "/channels",
                key("Channels"),
                key("What is heard, how late, and what may be deaf."),
                MemberRole::Viewer,
            ),
            entry(
                "/settings/words",
                key("What we say"),
                key("Each sentence in each language, in your own words."),
                MemberRole::Manager,
            ),
            entry(
                "/settings/costs",
                key("Budget and prices"),
                key("What messages cost, and how much a month may."),
                MemberRole::Manager,
            ),
            entry(
                "/reader",
                key("How messages are read"),
                key("How often the reader is right, by what members said."),
                MemberRole::Manager,
            ),
            entry(
                "/settings/labels",
                key("Labels"),
                key("Your own words for tickets, learned from examples."),
                MemberRole::Manager,
            ),
        ],
    ),
    (
        key("Who and where"),
        &[
            entry("/directory", key("Directory"), key("Sites, places, people, vendors and tasks."), MemberRole::Viewer),
            entry("/members", key("Members"), key("Who has a login, and what they may do and see."), MemberRole::Owner),
            entry(
                "/import",
                key("Import a chat"),
                key("Brings an exported chat in, and takes it out again."),
                MemberRole::Manager,
            ),
            entry(
                "/settings/retention",
                key("How long things are kept"),
                key("Words, photos, letters and what lies beside them, each for its time."),
                MemberRole::Owner,
            ),
        ],
    ),
    (
        key("What leaves by itself"),
        &[
            entry(
                "/subscriptions",
                key("Reports sent by themselves"),
                key("To whom, how often, and what became of the last ones."),
                MemberRole::Manager,
            ),
            entry(
                "/handouts",
                key("Reports by link"),
                key("Links for clients and vendors, and whether they were opened."),
                MemberRole::Manager,
            ),
        ],
    ),
    (
        key("For yourself"),
        &[
            entry(
                "/account",
                key("Your login"),
                key("Language, password, second factor, and where you are signed in."),
                MemberRole::Viewer,
            ),
            entry("/keys", key("Keys"), key("What the keyboard does."), MemberRole::Viewer),
        ],
    ),
];

/// Each page of settings that a role gets to, by name and address.
pub fn pages(role: MemberRole) -> impl Iterator<Item = (&'static str, &'static str)> {
    let all = ENTRIES.iter().flat_map(|(_, entries)| entries.iter());
    all.filter(move |entry| role.covers(entry.least)).map(|entry| (say(entry.title), entry.href))
}

/// `GET /settings`: for members who see every site.
pub async fn show(State(shared): State<Shared>, member: Member) -> Markup {
    page(&shared.frame(&member, Tab::Settings))
}

/// The page.
pub fn page(frame: &Frame) -> Markup {
    let content = html! {
        div.head { div { h1 { (say("Settings")) } } }
        div.cols.even {
            @for (at, (title, entries)) in ENTRIES.iter().enumerate() {
                section.card aria-labelledby={ "settings-" (at) } {
                    h2 id={ "settings-" (at) } { (say(title)) }
                    ul.rows {
                        @for entry in entries.iter().filter(|entry| frame.role.covers(entry.least)) {
                            li { a.row.plain href=(entry.href) { span.what { (say(entry.title)) } span.sub { (say(entry.what)) } } }
                        }
                    }
                }
            }
        }
    };
    shell(frame, say("Settings"), &content)
}
