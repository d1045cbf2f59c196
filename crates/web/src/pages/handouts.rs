//! Reports for somebody outside, each behind a link without a login: who has one, whether it was opened, making and
//! taking back.

use crate::pages::reports::Asked;
use crate::parts::bubble::named;
use crate::parts::shell::{Frame, shell};
use domain::time::Instant;
use maud::{Markup, html};
use reports::{Stretch, Wording};

mod change;
pub(super) mod load;
mod open;
mod shown;

pub use change::{make, revoke};
pub use load::show;
pub use open::{open, take};

/// For how many days a link may open something.
pub const DAYS: [i64; 4] = [7, 30, 90, 365];

/// The page.
pub struct View {
    pub frame: Frame,
    pub lines: Vec<Line>,
    /// Parts of the organisation: a value of the form's list, and a name.
    pub parts: Vec<(String, String)>,
    /// Who can be written to, by our name for them, and a name.
    pub people: Vec<(String, String)>,
    /// What the form begins with.
    pub asked: Asked,
    /// Names the form, so that one form makes one link.
    pub name: String,
    /// The one just made, which is shown once.
    pub fresh: Option<Fresh>,
}

/// One handout.
pub struct Line {
    pub name: String,
    pub label: String,
    pub about: String,
    pub stretch: &'static str,
    pub language: &'static str,
    pub is_redacted: bool,
    pub made_by: String,
    pub made_at: Instant,
    pub expires_at: Instant,
    pub is_revoked: bool,
    /// In which form it was opened, and when, the last first.
    pub openings: Vec<(String, Instant)>,
}

/// A handout that was just made.
pub struct Fresh {
    pub label: String,
    pub address: String,
    /// What became of sending it; empty when it is not sent.
    pub sent: String,
}

/// `GET /handouts`.
pub fn page(view: &View) -> Markup {
    let content = html! {
        div.head {
            div {
                p.eyebrow { a href="/reports/weekly" { "Reports" } }
                h1 { "Reports by link" }
                p.lede { "For clients and vendors: a page with the figures of their part, as a document or spreadsheet too, without a login." }
            }
        }
        div.stack {
            @if let Some(fresh) = &view.fresh { (just_made(fresh)) }
            (form(view))
            section.card aria-labelledby="handed" {
                h2 #handed { "Links" span.count { (view.lines.len()) } }
                @if view.lines.is_empty() { p.none { "None yet." } }
                @for line in &view.lines { (row(view, line)) }
            }
        }
    };
    shell(&view.frame, "Reports by link", &content)
}

fn just_made(fresh: &Fresh) -> Markup {
    html! {
        section.card aria-labelledby="fresh-head" {
            h2 #fresh-head { "The link" }
            div.pad {
                div.field {
                    label for="fresh" { "For " bdi { (named(&fresh.label)) } ". It is shown this once: copy it now." }
                    input #fresh type="text" readonly value=(fresh.address) autofocus;
                }
                @if !fresh.sent.is_empty() { p { (fresh.sent) " " a href="/outbox" { "To send" } } }
            }
        }
    }
}

fn form(view: &View) -> Markup {
    let chosen = part_of(&view.asked);
    html! {
        section.card aria-labelledby="new" {
            h2 #new { "Make a link" }
            form.pad.stack method="post" action="/handouts" {
                input type="hidden" name="name" value=(view.name);
                div.field { label for="label" { "For whom" } input #label name="label" required maxlength="80" dir="auto"; }
                div.field {
                    label for="part" { "About" }
                    select #part name="part" {
                        @for (value, name) in &view.parts { option value=(value) selected[*value == chosen] { (name) } }
                    }
                }
                div.field {
                    label for="stretch" { "Period, whenever it is opened" }
                    select #stretch name="stretch" {
                        @for stretch in Stretch::ALL {
                            option value=(stretch.word()) selected[stretch == Stretch::LastMonth] { (stretch.label()) }
                        }
                    }
                }
                (language_field(&view.frame.language))
                div.field {
                    label for="days" { "Opens for" }
                    select #days name="days" { @for days in DAYS { option value=(days) selected[days == 30] { (days) " days" } } }
                }
                div.field {
                    label for="to" { "Send it by WhatsApp to" }
                    select #to name="to" {
                        option value="" { "Nobody: I copy it" }
                        @for (id, name) in &view.people { option value=(id) { (name) } }
                    }
                }
                (names_field())
                p.actions { button.button.main { "Make the link" } }
            }
        }
    }
}

/// The names of the part that a value of the form's list stands for: a site, a client, a vendor.
pub(super) fn named_part(value: &str) -> Option<(Option<String>, Option<String>, Option<String>)> {
    let said = |kind: &str| value.strip_prefix(kind).map(str::to_owned).filter(|name| !name.is_empty());
    let named = (said("site:"), said("client:"), said("vendor:"));
    let is_known = value.is_empty() || named.0.is_some() || named.1.is_some() || named.2.is_some();
    is_known.then_some(named)
}

/// The value of the form's list that names a part.
pub(super) fn part_of(asked: &Asked) -> String {
    match (&*asked.site, &*asked.client, &*asked.vendor) {
        ("", "", "") => String::new(),
        ("", "", vendor) => format!("vendor:{vendor}"),
        ("", client, _) => format!("client:{client}"),
        (site, _, _) => format!("site:{site}"),
    }
}

fn row(view: &View, line: &Line) -> Markup {
    let wall = &view.frame.wall;
    let is_over = line.expires_at <= wall.now;
    html! {
        div.row.plain {
            span.what { b { bdi { (named(&line.label)) } } " " bdi { (line.about) } ", " (line.stretch) }
            span.sub {
                (line.language) @if !line.is_redacted { ", with names" } ". "
                "Made " (wall.at(line.made_at)) " by " bdi { (line.made_by) } ", "
                @if line.is_revoked { "taken back" } @else if is_over { "ran out " (wall.at(line.expires_at)) } @else { "opens until " (wall.at(line.expires_at)) }
                ". "
                @match line.openings.first() {
                    Some((form, at)) => { "Opened in " (line.openings.len()) @if line.openings.len() == 1 { " hour" } @else { " hours" } ", last " (wall.at(*at)) " (" (form) ")." }
                    None => "Not opened yet.",
                }
            }
            @if !line.is_revoked && !is_over {
                form method="post" action={ "/handouts/" (line.name) "/revocation" } { button.button { "Take back" } }
            }
        }
    }
}

/// In which of the languages of reports; the reader's own unless they choose.
pub(super) fn language_field(chosen: &str) -> Markup {
    html! {
        div.field {
            label for="report-language" { "Language" }
            select #report-language name="language" {
                @for wording in Wording::all() {
                    option value=(wording.language()) lang=(wording.language()) selected[wording.language() == chosen] { (wording.name()) }
                }
            }
        }
    }
}

/// Whether names may be read outside.
pub(super) fn names_field() -> Markup {
    html! {
        label.radio {
            input type="checkbox" name="whole" value="yes";
            span { b { "With names and titles" } " " small { "Otherwise people, vendors, what was written, and photos are left out. Never with names of others for a vendor." } }
        }
    }
}
