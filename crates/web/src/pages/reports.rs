//! Reports: what a day, a week, a month or everything heard so far amounts to, each number with what it counts.

use crate::parts::badges::grouped;
use crate::parts::chart::chart;
use crate::parts::shell::{Frame, shell};
use crate::parts::when::Wall;
use crate::query::href;
use crate::wording::{fill, of_reports, say};
use domain::member::MemberRole;
use domain::time::Day;
use jiff::ToSpan as _;
use maud::{Markup, html};
use reports::{FIRST, Label, Period, Report, Rhythm, Row, Scope, Section, Value, Wording, heat};
use serde::Deserialize;

mod listed;
mod listing;
mod load;
mod month;
mod paper;

pub use listed::list;
pub use load::{Wanted, clients, house_name, is_there, latest, load, part, part_name, show, weekly, zone_of};
pub use month::{Month, OfMonth, figure, month, months};
pub use paper::{Form, Manner, document, download, pictures, ticket_document};
pub(super) use paper::{file_of, named_or_spoken};

/// Which part of the organisation an address asks for, and where a list goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub site: String,
    pub client: String,
    pub vendor: String,
    /// The tag of the language of a document; English when empty.
    pub language: String,
    /// How many lines were shown before.
    pub after: usize,
}

impl Asked {
    /// The address of a page about the same part.
    pub fn href(&self, path: &str) -> String {
        href(path, &[("site", &self.site), ("client", &self.client), ("vendor", &self.vendor)])
    }

    /// The part: a site before its client, and that before a vendor.
    pub fn scope(&self) -> Scope {
        let [site, client, vendor] =
            [&self.site, &self.client, &self.vendor].map(|name| Some(name.as_str()).filter(|name| !name.is_empty()));
        part(site, client, vendor)
    }
}

/// Where a report is.
pub fn path(rhythm: Rhythm, day: Day) -> String {
    format!("/reports/{}/{day}", rhythm.word())
}

/// Where what a cell counts is listed.
pub fn cell_path(period: &Period, section: &str, row: usize, column: usize) -> String {
    format!("{}/{section}/{row}/{column}", path(period.rhythm, period.last))
}

/// The page of a report.
pub struct View {
    pub frame: Frame,
    pub report: Report,
    pub asked: Asked,
    /// Id and name of each site, client and vendor, to choose from.
    pub sites: Vec<(String, String)>,
    pub clients: Vec<(String, String)>,
    pub vendors: Vec<(String, String)>,
    /// Whether more was heard than a report gathers.
    pub is_cut: bool,
}

/// `GET /reports/{rhythm}/{day}`.
pub fn page(view: &View) -> Markup {
    let Report { period, scope, sections, .. } = &view.report;
    let heading =
        if period.rhythm == Rhythm::Whole { say("What your chats already told you") } else { kind(period.rhythm) };
    let spoken = of_reports();
    let known = Wall { now: view.report.now, zone: view.frame.wall.zone.clone() };
    let content = html! {
        div.head {
            div {
                p.eyebrow { bdi.where { @if scope.is_empty() { (view.report.organisation) } @else { (scope) } } }
                h1 data-plain=[(period.rhythm == Rhythm::Rolling).then_some("a stretch")] { (heading) }
                p.lede data-plain="dates" {
                    (fill(
                        say("{period}. As known {time}."),
                        &[("period", &spoken.period(period)), ("time", &known.headline())],
                    ))
                }
                @if period.before.is_some() && period.span.holds(view.report.now) {
                    p.hint { (say("It is not over: each figure is held against as much of the one before.")) }
                }
            }
        }
        div.stack {
            (steps(view))
            (narrowed(view))
            @if view.is_cut { p.hint { (say("More was heard than a report gathers; choose a shorter stretch or one site.")) } }
            (tiles(view))
            @for section in sections { (card(view, section)) }
            (takeaways(view))
        }
    };
    shell(&view.frame, heading, &content)
}

/// The report as files: those that speak a language with a choice of it.
fn takeaways(view: &View) -> Markup {
    let period = &view.report.period;
    let to = |form: Form| format!("{}/{}", path(period.rhythm, period.last), form.file_name());
    let (speaking, others): (Vec<Form>, Vec<Form>) = Form::ALL.into_iter().partition(|form| form.speaks());
    html! {
        form.filters method="get" action=(to(Form::Pdf)) aria-label=(say("Take it away")) {
            div.field {
                label for="language" { (say("Language")) }
                select id="language" name="language" {
                    @for wording in Wording::all() {
                        option value=(wording.language()) lang=(wording.language()) selected[wording.language() == of_reports().language()] {
                            (wording.name())
                        }
                    }
                }
            }
            @if !view.asked.site.is_empty() { input type="hidden" name="site" value=(view.asked.site); }
            @if !view.asked.client.is_empty() { input type="hidden" name="client" value=(view.asked.client); }
            @if !view.asked.vendor.is_empty() { input type="hidden" name="vendor" value=(view.asked.vendor); }
            div.actions {
                @for form in speaking { button.button formaction=(to(form)) { (form.words()) } }
                @if view.frame.role.covers(MemberRole::Manager) && view.frame.is_whole {
                    a.button href=(view.asked.href("/handouts")) { (say("By link, to somebody outside")) }
                    a.button href=(view.asked.href("/subscriptions")) { (say("Sent by itself")) }
                }
                @for form in others { a.button href=(view.asked.href(&to(form))) { (form.words()) } }
            }
        }
    }
}

/// The figures one asks for first.
fn tiles(view: &View) -> Markup {
    let requests = view.report.section("requests");
    let rows = requests.into_iter().flat_map(|section| section.rows.iter().enumerate());
    html! {
        nav.tiles aria-label=(say("First figures")) {
            @for (index, row) in rows.filter(|(_, row)| matches!(row.label, Label::Phrase(label) if FIRST.contains(&label))) {
                @if let Some(cell) = row.cells.first() {
                    a.tile href=(view.asked.href(&cell_path(&view.report.period, "requests", index, 0))) {
                        b { (grouped(cell.counted.len() as u64)) } span { (of_reports().label(&row.label)) }
                    }
                }
            }
        }
    }
}

/// What a report of a rhythm is called.
fn kind(rhythm: Rhythm) -> &'static str {
    say(match rhythm {
        Rhythm::Daily => "Daily report",
        Rhythm::Weekly => "Weekly report",
        Rhythm::Monthly => "Monthly report",
        Rhythm::Rolling => "Last 30 days",
        Rhythm::Whole => "Everything so far",
    })
}

/// The other rhythms, and the periods before and after.
fn steps(view: &View) -> Markup {
    let period = &view.report.period;
    let to = |rhythm, day| view.asked.href(&path(rhythm, day));
    let today = view.frame.wall.today();
    html! {
        nav.segments aria-label=(say("Reports")) {
            @for rhythm in Rhythm::ALL {
                a href=(to(rhythm, if matches!(rhythm, Rhythm::Rolling | Rhythm::Whole) { today } else { period.last.min(today) }))
                    aria-current=[(rhythm == period.rhythm).then_some("page")] { (short(rhythm)) }
            }
        }
        @if period.rhythm != Rhythm::Whole {
            nav.pages aria-label=(say("Periods")) {
                a.button rel="prev" href=(to(period.rhythm, period.day_before())) { (say("Before")) }
                @if period.day_after() <= today {
                    a.button rel="next" href=(to(period.rhythm, end_of_next(period).min(today))) { (say("After")) }
                } @else { span {} }
            }
        }
    }
}

/// The last day of the period that follows: any day of it would do, and this one reads best in an address.
fn end_of_next(period: &Period) -> Day {
    let first = period.day_after();
    match period.rhythm {
        Rhythm::Daily | Rhythm::Whole => first,
        Rhythm::Weekly => first.plus(6),
        Rhythm::Rolling => first.plus(29),
        Rhythm::Monthly => Day(first.0.saturating_add(1.month()).saturating_sub(1.day())),
    }
}

fn short(rhythm: Rhythm) -> &'static str {
    say(match rhythm {
        Rhythm::Daily => "Day",
        Rhythm::Weekly => "Week",
        Rhythm::Monthly => "Month",
        Rhythm::Rolling => "30 days",
        Rhythm::Whole => "Everything",
    })
}

/// A choice of sites and vendors, where there is one.
fn narrowed(view: &View) -> Markup {
    let choice = |name: &str, label: &str, all: &str, of: &[(String, String)], chosen: &str| {
        html! {
            div.field {
                label for=(name) { (label) }
                select id=(name) name=(name) {
                    // Whoever sees some sites has reports of one at a time.
                    @if view.frame.is_whole { option value="" { (all) } }
                    @for (id, words) in of { option value=(id) selected[id == chosen] { (words) } }
                }
            }
        }
    };
    html! {
        @if view.sites.len() > 1 || !view.clients.is_empty() || !view.vendors.is_empty() {
            form.filters method="get" {
                @if view.sites.len() > 1 { (choice("site", say("Site"), say("Every site"), &view.sites, &view.asked.site)) }
                @if !view.clients.is_empty() {
                    (choice("client", say("Client"), say("Every client"), &view.clients, &view.asked.client))
                }
                @if !view.vendors.is_empty() {
                    (choice("vendor", say("Vendor"), say("Everybody"), &view.vendors, &view.asked.vendor))
                }
                button.button type="submit" { (say("Show")) }
            }
        }
    }
}

fn card(view: &View, section: &Section) -> Markup {
    let spoken = of_reports();
    html! {
        section.card aria-labelledby=(section.key) {
            h2 id=(section.key) { (spoken.say(section.title)) }
            @if section.rows.is_empty() { p.none { (say("Nothing in this period.")) } } @else {
                @if !section.note.is_empty() { p.hint.pad { (spoken.say(section.note)) } }
                @if section.key == "trend" { div.pad { (chart(section, spoken)) } }
                div.scroll role="region" aria-label=(fill(say("{what}, table"), &[("what", spoken.say(section.title))])) tabindex="0" {
                    table.figures {
                        thead {
                            tr {
                                th scope="col" { (spoken.say(section.what)) }
                                @for column in &section.columns { th scope="col" { (spoken.say(column)) } }
                            }
                        }
                        tbody {
                            @for (index, row) in section.rows.iter().take(section.shown()).enumerate() { (line(view, section, index, row)) }
                        }
                    }
                }
                @if let Some(more) = spoken.more(section) { p.hint.pad { (more) } }
            }
        }
    }
}

fn line(view: &View, section: &Section, index: usize, row: &Row) -> Markup {
    let href = |column| view.asked.href(&cell_path(&view.report.period, section.key, index, column));
    html! {
        tr {
            th scope="row" {
                span dir="auto" { (of_reports().label(&row.label)) }
                @if !row.definition.is_empty() { small { (of_reports().say(row.definition)) } }
            }
            @for (column, cell) in row.cells.iter().enumerate() {
                td class=[shade(heat(section, cell))] {
                    @if cell.counted.is_empty() { span.muted data-plain="nothing is counted" { (words(&cell.value)) } }
                    @else { a href=(href(column)) { (words(&cell.value)) } }
                }
            }
        }
    }
}

/// A value as a table shows it: the number that is compared, and below it what it is made of.
fn words(value: &Value) -> Markup {
    match *value {
        Value::Count(count) => html! { (grouped(count)) },
        Value::Share { part, whole } => html! {
            @match Value::percent(part, whole) {
                Some(percent) => {
                    (percent) " %"
                    small { (fill(say("{n} of {all}"), &[("n", &grouped(part)), ("all", &grouped(whole))])) }
                },
                None => "–",
            }
        },
        Value::Day(day) => html! { (of_reports().day(day)) },
        Value::Lapses(lapses) => html! {
            (grouped(lapses.count))
            @if lapses.count > 0 { small { (of_reports().two_lines(value).1) } }
        },
        Value::Spread(spread) if spread.count == 0 => html! { "–" },
        Value::Spread(spread) => html! {
            (of_reports().length(spread.median_us))
            small {
                (fill(
                    say("9 of 10 within {length}, of {n}"),
                    &[("length", &of_reports().length(spread.p90_us)), ("n", &grouped(spread.count))],
                ))
            }
        },
    }
}

/// The class of a cell that is so full, of four.
fn shade(heat: u8) -> Option<&'static str> {
    const HEATS: [&str; 4] = ["heat1", "heat2", "heat3", "heat4"];
    usize::from(heat).checked_sub(1).and_then(|at| HEATS.get(at).copied())
}
