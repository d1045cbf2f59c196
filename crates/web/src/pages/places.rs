//! Places: where work is open now, and where the same trade is called again and again; each number leads to what it
//! counts.

use crate::fault::Fault;
use crate::form;
use crate::member::Member;
use crate::names::Names;
use crate::pages::reports::{Month, OfMonth, figure, month, months};
use crate::parts::badges::{grouped, up_to};
use crate::parts::shell::{Frame, Tab, shell};
use crate::query::{escaped, href};
use crate::state::Shared;
use crate::wording::{counted, fill, of_reports, plural, say, weave};
use axum::extract::State;
use domain::id::PlaceId;
use domain::ticket::Priority;
use maud::{Markup, html};
use reports::{Section, Value};
use store::read::places::open_by_place;

mod heat;
mod one;
mod rolled;
mod stickers;

pub use one::show as one;
pub use rolled::{Open, Rolled, parts};
pub use stickers::show as stickers;

/// Parts that the drawing of a count has.
const PARTS: u64 = 1_000;
/// Places of one page.
const LINES_MAX: usize = 200;
/// How deep a place is drawn at most.
const DEPTH_MAX: usize = 4;

/// The page.
pub struct View {
    pub frame: Frame,
    /// Each place before its parts.
    pub lines: Vec<Line>,
    /// Whether there are places to print stickers for.
    pub has_places: bool,
    /// What keeps coming back in a month; that of the first of their sites, for who sees some only.
    pub month: Option<Month>,
}

/// What is open at one place and its parts.
pub struct Line {
    pub place: PlaceId,
    pub name: String,
    /// How many places it is a part of.
    pub depth: usize,
    pub open: Open,
    /// Whether it is an asset.
    pub is_asset: bool,
}

/// Where the page of a place is.
pub fn path(place: &str) -> String {
    format!("/places/{}", escaped(place))
}

/// Where the open tickets of a place and its parts are listed.
fn open_at(place: &PlaceId, more: &[(&str, &str)]) -> String {
    let base = [("group", "open"), ("within", place.as_str())];
    href("/tickets", &base.iter().chain(more).copied().collect::<Vec<_>>())
}

/// `GET /places`: for members.
pub async fn show(
    State(shared): State<Shared>,
    member: Member,
    form::Asked(asked): form::Asked<OfMonth>,
) -> Result<Markup, Fault> {
    let found = open_by_place(shared.desk.db(), &member.org, &member.sight()).await?;
    let directory = shared.desk.directory(&member.org).await?;
    let (names, rolled) = (Names(&directory), Rolled::of(&directory, &found));
    let is_theirs =
        |place: &PlaceId| directory.places.get(place).is_none_or(|known| member.login.sees(Some(&known.site)));
    let order = rolled.in_order(&directory).into_iter().filter(|(place, _)| is_theirs(place)).take(LINES_MAX);
    let lines = order.map(|(place, depth)| line(place, depth, &rolled, names)).collect();
    let month = month(&shared, &member, &asked).await?;
    let frame = shared.frame(&member, Tab::Places);
    let has_places = directory.places.values().any(|place| member.login.sees(Some(&place.site)));
    Ok(page(&View { frame, lines, has_places, month }))
}

fn line(place: PlaceId, depth: usize, rolled: &Rolled, names: Names<'_>) -> Line {
    let known = names.0.places.get(&place);
    let name = match known {
        Some(known) if depth > 0 => known.name.clone(),
        Some(_) => names.place(Some(&place)),
        None => place.to_string(),
    };
    let is_asset = known.is_some_and(|known| known.asset);
    Line { open: rolled.at(&place), place, name, depth, is_asset }
}

/// `GET /places`.
pub fn page(view: &View) -> Markup {
    let most = view.lines.iter().map(|line| line.open.all).max().unwrap_or_default().max(1);
    let content = html! {
        div.head {
            div { h1 { (say("Places")) } p.lede { (summary(view)) } }
            @if view.has_places { a.button href="/stickers" { (say("Stickers")) } }
        }
        div.stack {
            section.card aria-labelledby="open" {
                h2 #open { (say("Open now")) span.count { (places(view.lines.len())) } }
                @if view.lines.is_empty() { p.none { (say("Nothing is open at any place. A report that names one shows it here.")) } } @else {
                    div.scroll role="region" aria-label=(say("Open now, table")) tabindex="0" {
                        table.figures {
                            thead { tr { th scope="col" { (say("Place")) } th scope="col" { (say("Open")) } th scope="col" { "P1" } th scope="col" { "P2" } } }
                            tbody { @for line in &view.lines { (row(line, most)) } }
                        }
                    }
                    p.hint.pad { (say("A place counts its parts, too.")) }
                }
            }
            @if let Some(month) = &view.month { (hotspots(month, view)) (heat::card(month)) (assets(month)) }
        }
    };
    shell(&view.frame, say("Places"), &content)
}

/// At how many places; of very many it is known only that there are so many at least.
fn places(count: usize) -> String {
    let shown = up_to(count as u64, LINES_MAX as u64);
    fill(plural(count as u64, "{n} place", "{n} places"), &[("n", &shown)])
}

fn summary(view: &View) -> Markup {
    match view.lines.as_slice() {
        [] => html! { (say("Nothing is open at a known place.")) },
        [first, ..] => {
            let n = html! { a href=(open_at(&first.place, &[])) { (grouped(first.open.all)) } };
            weave(say("{place} has the most open: {n}."), &[("place", &html! { bdi { (first.name) } }), ("n", &n)])
        }
    }
}

fn row(line: &Line, most: u64) -> Markup {
    html! {
        tr {
            th scope="row" class={ "deep" (line.depth.min(DEPTH_MAX)) } {
                a href=(path(line.place.as_str())) dir="auto" { (line.name) }
                @if line.is_asset { " " small { (say("asset")) } }
                svg.measure viewBox="0 0 1000 6" preserveAspectRatio="none" aria-hidden="true" {
                    rect width=(line.open.all * PARTS / most) height="6" {}
                }
            }
            (figures(&line.place, line.open))
        }
    }
}

/// What is open at a place and its parts, as three cells.
fn figures(place: &PlaceId, open: Open) -> Markup {
    html! {
        td { @if open.all > 0 { a href=(open_at(place, &[])) { (grouped(open.all)) } } @else { span.muted { "–" } } }
        @for (count, word) in [(open.critical, Priority::Critical.word()), (open.high, Priority::High.word())] {
            td { @if count > 0 { a href=(open_at(place, &[("priority", word)])) { (grouped(count)) } } @else { span.muted { "–" } } }
        }
    }
}
/// What keeps coming back, against as much of the month before.
fn hotspots(month: &Month, view: &View) -> Markup {
    let section = month.report.section("hotspots");
    html! {
        section.card aria-labelledby="hotspots" {
            h2 #hotspots {
                (say("What keeps coming back"))
                (of_month(month))
            }
            (months(month, "/places", view.frame.wall.today()))
            @match section.filter(|section| !section.rows.is_empty()) {
                None => p.none { (say("No place had two tickets of one trade in this month.")) },
                Some(section) => {
                    p.hint.pad { (of_reports().say(section.note)) }
                    (table(month, section, (say("What keeps coming back, table"), true)))
                },
            }
        }
    }
}

/// What was reported of each asset, and how its maintenance went; nothing where there are none.
fn assets(month: &Month) -> Markup {
    html! {
        @if let Some(section) = month.report.section("assets").filter(|section| !section.rows.is_empty()) {
            section.card aria-labelledby="assets" {
                h2 #assets { (of_reports().say(section.title)) (of_month(month)) }
                p.hint.pad { (of_reports().say(section.note)) }
                (table(month, section, (say("Assets, table"), false)))
            }
        }
    }
}

/// Which month, and of which site where it is of one.
fn of_month(month: &Month) -> Markup {
    html! {
        span.count data-plain="a month" { (of_reports().period(&month.report.period)) }
        @if !month.report.scope.is_empty() { span.count dir="auto" { (month.report.scope) } }
    }
}

/// The lines of a section, whose third number may be the first one of the month before.
fn table(month: &Month, section: &Section, (label, has_trend): (&str, bool)) -> Markup {
    html! {
        div.scroll role="region" aria-label=(label) tabindex="0" {
            table.figures {
                thead {
                    tr {
                        th scope="col" { (of_reports().say(section.what)) }
                        @for column in &section.columns { th scope="col" { (of_reports().say(column)) } }
                        @if has_trend && section.columns.len() > 2 { th scope="col" { (say("Trend")) } }
                    }
                }
                tbody {
                    @for (at, row) in section.rows.iter().take(section.shown()).enumerate() {
                        tr {
                            th scope="row" dir="auto" { (of_reports().label(&row.label)) }
                            @for (column, cell) in row.cells.iter().enumerate() {
                                td { (figure(month, section.key, (at, column), cell)) }
                            }
                            @if let (true, Some(now), Some(before)) = (has_trend, row.cells.first(), row.cells.get(2)) {
                                td { (trend(&now.value, &before.value)) }
                            }
                        }
                    }
                }
            }
        }
        @if let Some(more) = of_reports().more(section) { p.hint.pad { (more) } }
    }
}

fn trend(now: &Value, before: &Value) -> Markup {
    let (now, before) = (now.size(), before.size());
    html! {
        @if now > before { span.bad-text { (counted(now - before, "▲ {n} more", "▲ {n} more")) } }
        @else if now < before { span.done { (counted(before - now, "▼ {n} fewer", "▼ {n} fewer")) } }
        @else { span.muted { (say("the same")) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::sample;

    #[test]
    fn a_long_list_of_what_comes_back_is_cut_and_says_how_many_more() {
        let month = Some(Month { report: sample::of_many_spots(12) });
        let shown = page(&View { frame: sample::frame(Tab::Places), lines: Vec::new(), has_places: false, month })
            .into_string();
        assert_eq!(shown.matches("Place ").count(), 10, "{shown}");
        assert!(shown.contains("2 more lines are in the spreadsheet."), "{shown}");
    }
}
