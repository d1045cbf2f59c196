//! Places: where work is open now, and where the same trade is called again and again; each number leads to what it
//! counts.

use crate::fault::Fault;
use crate::form;
use crate::member::Member;
use crate::names::Names;
use crate::pages::reports::{Month, OfMonth, figure, month, months};
use crate::parts::badges::grouped;
use crate::parts::shell::{Frame, Tab, shell};
use crate::query::href;
use crate::state::Shared;
use axum::extract::State;
use domain::id::PlaceId;
use domain::ticket::Priority;
use maud::{Markup, html};
use reports::Value;
use store::read::places::{ByPlace, open_by_place};

/// Parts that the drawing of a count has.
const PARTS: u64 = 1_000;

/// The page.
pub struct View {
    pub frame: Frame,
    pub lines: Vec<Line>,
    /// What keeps coming back in a month; none for who sees some sites only.
    pub month: Option<Month>,
}

/// What is open at one place.
pub struct Line {
    pub place: PlaceId,
    pub name: String,
    pub open: u64,
    pub critical: u64,
    pub high: u64,
}

/// `GET /places`: for members.
pub async fn show(
    State(shared): State<Shared>,
    member: Member,
    form::Asked(asked): form::Asked<OfMonth>,
) -> Result<Markup, Fault> {
    let found = open_by_place(shared.desk.db(), &member.org, &member.sight()).await?;
    let directory = shared.desk.directory(&member.org).await?;
    let names = Names(&directory);
    let month = if member.login.sees_all() { Some(month(&shared, &member, &asked).await?) } else { None };
    let frame = shared.frame(&member, Tab::Places);
    Ok(page(&View { frame, lines: found.into_iter().map(|found| line(found, names)).collect(), month }))
}

fn line(found: ByPlace, names: Names<'_>) -> Line {
    let name = names.place(Some(&found.place));
    let name = if name.is_empty() { found.place.to_string() } else { name };
    Line { place: found.place, name, open: found.open, critical: found.critical, high: found.high }
}

/// `GET /places`.
pub fn page(view: &View) -> Markup {
    let most = view.lines.first().map_or(0, |line| line.open).max(1);
    let content = html! {
        div.head { div { h1 { "Places" } p.lede { (summary(view)) } } }
        div.stack {
            section.card aria-labelledby="open" {
                h2 #open { "Open now" span.count { (view.lines.len()) } }
                @if view.lines.is_empty() { p.none { "Nothing is open at any place. A report that names one shows it here." } } @else {
                    div.scroll role="region" aria-label="Open now, table" tabindex="0" {
                        table.figures {
                            thead { tr { th scope="col" { "Place" } th scope="col" { "Open" } th scope="col" { "P1" } th scope="col" { "P2" } } }
                            tbody { @for line in &view.lines { (row(line, most)) } }
                        }
                    }
                }
            }
            @if let Some(month) = &view.month { (hotspots(month, view)) }
        }
    };
    shell(&view.frame, "Places", &content)
}

fn summary(view: &View) -> String {
    match view.lines.as_slice() {
        [] => "Nothing is open at a known place.".to_owned(),
        [first, ..] => format!("{} has the most open: {}.", first.name, grouped(first.open)),
    }
}

fn row(line: &Line, most: u64) -> Markup {
    let to = |more: &[(&str, &str)]| {
        let base = [("group", "open"), ("place", line.place.as_str())];
        href("/tickets", &base.iter().chain(more).copied().collect::<Vec<_>>())
    };
    html! {
        tr {
            th scope="row" {
                span dir="auto" { (line.name) }
                svg.measure viewBox="0 0 1000 6" preserveAspectRatio="none" aria-hidden="true" {
                    rect width=(line.open * PARTS / most) height="6" {}
                }
            }
            td { a href=(to(&[])) { (grouped(line.open)) } }
            @for (count, word) in [(line.critical, Priority::Critical.word()), (line.high, Priority::High.word())] {
                td { @if count > 0 { a href=(to(&[("priority", word)])) { (grouped(count)) } } @else { span.muted { "–" } } }
            }
        }
    }
}

/// What keeps coming back, against as much of the month before.
fn hotspots(month: &Month, view: &View) -> Markup {
    let section = month.report.section("hotspots");
    html! {
        section.card aria-labelledby="hotspots" {
            h2 #hotspots { "What keeps coming back" span.count { (month.report.period.title()) } }
            (months(month, "/places", view.frame.wall.today()))
            @match section.filter(|section| !section.rows.is_empty()) {
                None => p.none { "No place had two tickets of one trade in this month." },
                Some(section) => {
                    p.hint.pad { (section.note) }
                    div.scroll role="region" aria-label="What keeps coming back, table" tabindex="0" {
                        table.figures {
                            thead {
                                tr {
                                    th scope="col" { (section.what) }
                                    @for column in &section.columns { th scope="col" { (column) } }
                                    @if section.columns.len() > 2 { th scope="col" { "Trend" } }
                                }
                            }
                            tbody {
                                @for (at, row) in section.rows.iter().enumerate() {
                                    tr {
                                        th scope="row" dir="auto" { (row.label) }
                                        @for (column, cell) in row.cells.iter().enumerate() {
                                            td { (figure(month, section.key, (at, column), cell)) }
                                        }
                                        @if let (Some(now), Some(before)) = (row.cells.first(), row.cells.get(2)) {
                                            td { (trend(&now.value, &before.value)) }
                                        }
                                    }
                                }
                            }
                        }
                    }
                },
            }
        }
    }
}

fn trend(now: &Value, before: &Value) -> Markup {
    let (now, before) = (now.size(), before.size());
    html! {
        @if now > before { span.bad-text { "▲ " (now - before) " more" } }
        @else if now < before { span.done { "▼ " (before - now) " fewer" } }
        @else { span.muted { "the same" } }
    }
}
