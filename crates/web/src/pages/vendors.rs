//! Vendors: what each has open, and a scorecard of a month made of the figures of reports, with how many it is made of.

use crate::fault::Fault;
use crate::form;
use crate::member::Member;
use crate::pages::reports::{Month, OfMonth, figure, month, months};
use crate::parts::badges::{category_word, grouped};
use crate::parts::shell::{Frame, Tab, shell};
use crate::query::href;
use crate::state::Shared;
use crate::wording::{of_reports, say, weave};
use axum::extract::State;
use domain::directory::{Directory, Vendor};
use domain::id::VendorId;
use domain::member::MemberRole;
use domain::ticket::Assignee;
use maud::{Markup, html};
use reports::Value;
use store::read::counts::open_by_owner;

/// A rate or a time made of fewer says nothing.
const SAMPLE_MIN: u64 = 5;
/// Vendors of one page.
const VENDORS_MAX: usize = 200;

/// The page.
pub struct View {
    pub frame: Frame,
    pub vendors: Vec<Line>,
    pub month: Month,
}

/// One vendor.
pub struct Line {
    pub id: VendorId,
    pub name: String,
    pub trades: Vec<&'static str>,
    pub open: u64,
}

/// `GET /vendors`: for members.
pub async fn show(
    State(shared): State<Shared>,
    member: Member,
    form::Asked(asked): form::Asked<OfMonth>,
) -> Result<Markup, Fault> {
    let directory = shared.desk.directory(&member.org).await?;
    let owned = open_by_owner(shared.desk.db(), &member.org).await?;
    let line = |vendor: &Vendor| Line {
        id: vendor.id.clone(),
        name: vendor.name.clone(),
        trades: vendor.categories.iter().map(|category| category_word(*category)).collect(),
        open: owned.iter().filter(|(owner, _)| is_theirs(&directory, vendor, owner)).map(|(_, count)| count).sum(),
    };
    let mut vendors: Vec<Line> = directory.vendors.values().take(VENDORS_MAX).map(line).collect();
    vendors.sort_by(|one, other| (other.open, &one.name).cmp(&(one.open, &other.name)));
    let month = month(&shared, &member, &asked).await?.ok_or(Fault::Nothing)?;
    Ok(page(&View { frame: shared.frame(&member, Tab::Vendors), vendors, month }))
}

/// Whether what somebody owns is a vendor's: their own, or that of whoever works for them.
fn is_theirs(directory: &Directory, vendor: &Vendor, owner: &Assignee) -> bool {
    match owner {
        Assignee::Vendor(owner) => *owner == vendor.id,
        Assignee::Person(person) => {
            directory.people.get(person).is_some_and(|person| person.vendor.as_ref() == Some(&vendor.id))
        }
    }
}

/// `GET /vendors`.
pub fn page(view: &View) -> Markup {
    let columns = view.month.report.section("owners").map(|section| section.columns.clone()).unwrap_or_default();
    let content = html! {
        div.head {
            div {
                h1 { (say("Vendors")) }
                p.lede { (say("What each has open now, and how the month went. A rate made of fewer than five says little, and is shown in grey.")) }
            }
        }
        section.card aria-labelledby="cards" {
            h2 #cards { (say("Scorecards")) span.count data-plain="a month" { (of_reports().period(&view.month.report.period)) } }
            (months(&view.month, "/vendors", view.frame.wall.today()))
            @if view.vendors.is_empty() {
                p.none { (weave(
                    say("No vendors yet. They come with the {link}; give a job to one by writing “assign T-142 to ProLift”."),
                    &[("link", &html! { a href="/directory" { (say("directory")) } })],
                )) }
            } @else {
                div.scroll role="region" aria-label=(say("Scorecards, table")) tabindex="0" {
                    table.figures {
                        thead {
                            tr {
                                th scope="col" { (say("Vendor")) }
                                th scope="col" { (say("Open now")) }
                                @for column in &columns { th scope="col" { (of_reports().say(column)) } }
                            }
                        }
                        tbody { @for vendor in &view.vendors { (row(view, vendor, columns.len())) } }
                    }
                }
            }
        }
    };
    shell(&view.frame, say("Vendors"), &content)
}

fn row(view: &View, vendor: &Line, columns: usize) -> Markup {
    let section = view.month.report.section("owners");
    let found = section.and_then(|section| section.of_vendor(&vendor.id));
    let open = href("/tickets", &[("group", "open"), ("owner", &format!("vendor:{}", vendor.id))]);
    html! {
        tr {
            th scope="row" {
                bdi { (vendor.name) }
                @if !vendor.trades.is_empty() { small { (vendor.trades.join(say(", "))) } }
                @if view.frame.role.covers(MemberRole::Manager) {
                    small { a href=(href("/handouts", &[("vendor", vendor.id.as_str())])) { (say("Send its scorecard")) } }
                }
            }
            td { a href=(open) { (grouped(vendor.open)) } }
            @match found {
                Some((at, row)) => {
                    @for (column, cell) in row.cells.iter().enumerate() {
                        td class=[is_few(&cell.value).then_some("few")] {
                            (figure(&view.month, "owners", (at, column), cell))
                        }
                    }
                },
                None => td.muted colspan=(columns) { (say("Nothing was given to them or fixed by them in this month.")) },
            }
        }
    }
}

/// Whether a value is made of too few to say anything; a count is what it is.
fn is_few(value: &Value) -> bool {
    match value {
        Value::Count(_) | Value::Day(_) | Value::Lapses(_) => false,
        Value::Share { whole, .. } => *whole < SAMPLE_MIN,
        Value::Spread(spread) => spread.count < SAMPLE_MIN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use reports::Spread;

    #[test]
    fn a_rate_is_grey_by_what_it_is_made_of_and_not_by_what_was_fixed() {
        // Five claims of which one stands: five say something, and one fix does not.
        assert!(!is_few(&Value::Share { part: 1, whole: 5 }));
        assert!(is_few(&Value::Share { part: 4, whole: 4 }));
        assert!(is_few(&Value::Spread(Spread::of(vec![1; 4]))) && !is_few(&Value::Spread(Spread::of(vec![1; 5]))));
        assert!(!is_few(&Value::Count(1)));
    }
}
