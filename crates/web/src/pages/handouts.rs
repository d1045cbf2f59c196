//! Reports for somebody outside, each behind a link without a login: who has one, whether it was opened, making and
//! taking back.

use crate::pages::reports::Asked;
use crate::parts::bubble::named;
use crate::parts::shell::{Frame, shell};
use crate::wording::{counted, of_reports, plural, say, weave};
use domain::time::Instant;
use maud::{Markup, html};
use reports::{Stretch, Wording};

mod change;
pub(super) mod load;
mod open;
mod shown;

pub use change::{MADE_ALREADY, make, revoke};
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
                p.eyebrow { a href="/reports/weekly" { (say("Reports")) } }
                h1 { (say("Reports by link")) }
                p.lede { (say("For clients and vendors: a page with the figures of their part, as a document or spreadsheet too, without a login.")) }
            }
        }
        div.stack {
            @if let Some(fresh) = &view.fresh { (just_made(fresh)) }
            (form(view))
            section.card aria-labelledby="handed" {
                h2 #handed { (say("Links")) span.count { (view.lines.len()) } }
                @if view.lines.is_empty() { p.none { (say("None yet.")) } }
                @for line in &view.lines { (row(view, line)) }
            }
        }
    };
    shell(&view.frame, say("Reports by link"), &content)
}

fn just_made(fresh: &Fresh) -> Markup {
    html! {
        section.card aria-labelledby="fresh-head" {
            h2 #fresh-head { (say("The link")) }
            div.pad {
                div.field {
                    label for="fresh" {
                        (weave(
                            say("For {name}. It is shown this once: copy it now."),
                            &[("name", &html! { bdi { (named(&fresh.label)) } })],
                        ))
                    }
                    input #fresh type="text" readonly value=(fresh.address) autofocus;
                }
                @if !fresh.sent.is_empty() { p { (fresh.sent) " " a href="/outbox" { (say("To send")) } } }
            }
        }
    }
}

fn form(view: &View) -> Markup {
    let chosen = part_of(&view.asked);
    html! {
        section.card aria-labelledby="new" {
            h2 #new { (say("Make a link")) }
            form.pad.stack method="post" action="/handouts" {
                input type="hidden" name="name" value=(view.name);
                div.field { label for="label" { (say("For whom")) } input #label name="label" required maxlength="80" dir="auto"; }
                div.field {
                    label for="part" { (say("About")) }
                    select #part name="part" {
                        @for (value, name) in &view.parts { option value=(value) selected[*value == chosen] { (name) } }
                    }
                }
                div.field {
                    label for="stretch" { (say("Period, whenever it is opened")) }
                    select #stretch name="stretch" {
                        @for stretch in Stretch::ALL {
                            option value=(stretch.word()) selected[stretch == Stretch::LastMonth] { (say(stretch.label())) }
                        }
                    }
                }
                (language_field())
                div.field {
                    label for="days" { (say("Opens for")) }
                    select #days name="days" { @for days in DAYS { option value=(days) selected[days == 30] { (counted(days.unsigned_abs(), "{n} day", "{n} days")) } } }
                }
                div.field {
                    label for="to" { (say("Send it by WhatsApp to")) }
                    select #to name="to" {
                        option value="" { (say("Nobody: I copy it")) }
                        @for (id, name) in &view.people { option value=(id) { (name) } }
                    }
                }
                (names_field())
                p.actions { button.button.main { (say("Make the link")) } }
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
    let said = |text: &'_ str| (!text.is_empty()).then(|| text.to_owned());
    let (site, client, vendor) = (said(&asked.site), said(&asked.client), said(&asked.vendor));
    part_value(site.as_deref(), client.as_deref(), vendor.as_deref())
}

/// The same of a part that is kept.
pub(super) fn part_value(site: Option<&str>, client: Option<&str>, vendor: Option<&str>) -> String {
    let of = |kind: &str, name: &str| format!("{kind}:{name}");
    let site = site.map(|site| of("site", site));
    let client = || client.map(|client| of("client", client));
    let vendor = || vendor.map(|vendor| of("vendor", vendor));
    site.or_else(client).or_else(vendor).unwrap_or_default()
}

fn row(view: &View, line: &Line) -> Markup {
    let wall = &view.frame.wall;
    let is_over = line.expires_at <= wall.now;
    let made = match (line.is_revoked, is_over) {
        (true, _) => say("Made {time} by {name}, taken back."),
        (false, true) => say("Made {time} by {name}, ran out {until}."),
        (false, false) => say("Made {time} by {name}, opens until {until}."),
    };
    html! {
        div.row.plain {
            span.what { b { bdi { (named(&line.label)) } } " " bdi { (line.about) } (say(", ")) (say(line.stretch)) }
            span.sub {
                (line.language) @if !line.is_redacted { (say(", ")) (say("with names")) } ". "
                (weave(made, &[
                    ("time", &wall.at(line.made_at)),
                    ("name", &html! { bdi { (line.made_by) } }),
                    ("until", &wall.at(line.expires_at)),
                ]))
                " "
                @match line.openings.first() {
                    Some((form, at)) => (weave(
                        plural(
                            line.openings.len() as u64,
                            "Opened in {n} hour, last {time} ({form}).",
                            "Opened in {n} hours, last {time} ({form}).",
                        ),
                        &[("n", &line.openings.len()), ("time", &wall.at(*at)), ("form", form)],
                    )),
                    None => (say("Not opened yet.")),
                }
            }
            @if !line.is_revoked && !is_over {
                form method="post" action={ "/handouts/" (line.name) "/revocation" } { button.button { (say("Take back")) } }
            }
        }
    }
}

/// In which of the languages of reports; the reader's own unless they choose.
pub(super) fn language_field() -> Markup {
    let chosen = of_reports().language();
    html! {
        div.field {
            label for="report-language" { (say("Language")) }
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
            span { b { (say("With names and titles")) } " " small { (say("Otherwise people, vendors, what was written, and photos are left out. Never with names of others for a vendor.")) } }
        }
    }
}
