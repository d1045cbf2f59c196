//! One month's figures for a page that shows a part of them, each leading to its list in the report.

use super::load::{Wanted, alone};
use super::{cell_path, path, words};
use crate::fault::Fault;
use crate::member::Member;
use crate::names::Names;
use crate::query::href;
use crate::state::Shared;
use crate::wording::say;
use domain::id::SiteId;
use domain::time::Day;
use maud::{Markup, html};
use reports::{Cell, Eyes, Report, Rhythm, Scope};
use serde::Deserialize;

/// What the address of such a page asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct OfMonth {
    day: String,
}

/// A month's report.
pub struct Month {
    pub report: Report,
}

/// A month younger than this says little.
const YOUNG_DAYS: i64 = 7;

/// The month that holds the day an address asks for; otherwise the present one, or the one before in its first days. For whoever
/// sees some sites that of the first, as reports show it; none where there is none of these.
pub async fn month(shared: &Shared, member: &Member, asked: &OfMonth) -> Result<Option<Month>, Fault> {
    let now = shared.now();
    let directory = shared.desk.directory(&member.org).await?;
    let site = Names(&directory).sites(&member.login).into_iter().next();
    let (scope, eyes) = match (member.login.sees_all(), site) {
        (true, _) => (Scope::Everything, Eyes::House),
        (false, Some((site, _))) => (Scope::Site(SiteId::new(site)), Eyes::Site),
        (false, None) => return Ok(None),
    };
    let day: Day = asked.day.parse().unwrap_or_else(|_| now.day(&shared.zone).plus(-YOUNG_DAYS));
    let wanted = Wanted { rhythm: Rhythm::Monthly, day: day.min(now.day(&shared.zone)), scope, eyes };
    let (material, _) = alone(&shared.desk, &member.org, &shared.zone, wanted, now).await?;
    Ok(Some(Month { report: Report::of(&material) }))
}

/// The ways to the month before and after, and to the whole report.
pub fn months(month: &Month, page: &str, today: Day) -> Markup {
    let period = &month.report.period;
    let to = |day: Day| href(page, &[("day", &day.to_string())]);
    html! {
        nav.segments.thin aria-label=(say("Months")) {
            a href=(to(period.day_before())) { (say("← Month before")) }
            @if period.day_after() <= today { a href=(to(period.day_after())) { (say("Month after →")) } }
            a href=(path(period.rhythm, period.last)) { (say("Whole report")) }
        }
    }
}

/// One figure, leading to exactly what it counts.
pub fn figure(month: &Month, section: &str, (row, column): (usize, usize), cell: &Cell) -> Markup {
    html! {
        @if cell.counted.is_empty() { span.muted data-plain="nothing is counted" { (words(&cell.value)) } }
        @else { a href=(cell_path(&month.report.period, section, row, column)) { (words(&cell.value)) } }
    }
}
