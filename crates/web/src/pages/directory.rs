//! The directory: sites with their places, people, vendors and tasks; to be read here, to be written in a file.

use crate::fault::Fault;
use crate::form::Asked;
use crate::member::Member;
use crate::pages::lists::form_of;
use crate::pages::people::everybody;
use crate::parts::badges::{category_word, role_word};
use crate::parts::bubble::named;
use crate::parts::shell::{Frame, Tab, shell};
use crate::parts::when::WEEKDAYS;
use crate::state::Shared;
use crate::wording::{counted, fill, say, weave};
use axum::extract::State;
use domain::directory::{Directory, Person, Place, Site};
use domain::id::PlaceId;
use domain::member::MemberRole;
use domain::phone;
use domain::task::{Cadence, Task};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

/// Places nest no deeper than this on a page.
const DEPTH_MAX: usize = 12;
/// People, places and tasks shown; more is a job for the file.
const SHOWN_MAX: usize = 1_000;

/// The page.
pub struct View {
    pub frame: Frame,
    pub directory: Arc<Directory>,
    /// How many lines were just written.
    pub written: Option<u64>,
}

impl View {
    fn may_write(&self) -> bool {
        self.frame.role.covers(MemberRole::Manager)
    }
}

/// What the address says was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Said {
    written: Option<u64>,
}

/// `GET /directory`: for members.
pub async fn show(State(shared): State<Shared>, member: Member, Asked(said): Asked<Said>) -> Result<Markup, Fault> {
    let directory = shared.desk.directory(&member.org).await?;
    Ok(page(&View { frame: shared.frame(&member, Tab::Directory), directory, written: said.written }))
}

/// The page of a view.
pub fn page(view: &View) -> Markup {
    let directory = &view.directory;
    let content = html! {
        div.head {
            div {
                h1 { (say("Directory")) }
                p.lede {
                    (summary(directory))
                }
            }
            a.button href="/rotas" { (say("Who is on call")) }
            @if view.may_write() {
                a.button href="/directory/habits" { (say("Habits")) }
                a.button.main href="/directory/lines" { (say("Paste a list")) }
            }
        }
        @if let Some(written) = view.written {
            p.toast #toast role="status" data-brief data-keep {
                @if written == 0 { (say("Everything was known just so.")) } @else { (counted(written, "{n} line was written.", "{n} lines were written.")) }
            }
        }
        div.stack {
            div.cols.even {
                div.stack { (sites(view)) (tasks(view)) }
                div.stack { (people(view)) (vendors(view)) }
            }
            (how())
        }
    };
    shell(&view.frame, say("Directory"), &content)
}

/// How many there are of each sort, each number leading to its list.
fn summary(directory: &Directory) -> Markup {
    let parts = [
        ("#sites", counted(directory.sites.len() as u64, "{n} site", "{n} sites")),
        ("#sites", counted(directory.places.len() as u64, "{n} place", "{n} places")),
        ("/people", counted(everybody(directory).count() as u64, "{n} person", "{n} people")),
        ("#vendors", counted(directory.vendors.len() as u64, "{n} vendor", "{n} vendors")),
        ("#tasks", counted(directory.tasks.len() as u64, "{n} task", "{n} tasks")),
    ];
    let parts = html! {
        @for (at, (href, words)) in parts.iter().enumerate() { @if at > 0 { (say(", ")) } a href=(href) { (words) } }
    };
    weave(say("{parts}."), &[("parts", &parts)])
}

fn how() -> Markup {
    html! {
        div.card.pad {
            p {
                (weave(
                    say(
                        "Files can do more: shifts, calendars, agreements, tours. Print what is known with {show}, or what the chats suggest with {propose}; edit it, then run {import} on the server. Doing so twice changes nothing.",
                    ),
                    &[
                        ("show", &html! { code { "laksana directory show" } }),
                        ("propose", &html! { code { "laksana directory propose" } }),
                        ("import", &html! { code { "laksana directory import site.toml" } }),
                    ],
                ))
            }
        }
    }
}

/// The heading of a card, with a way to add to it for whoever may.
fn heading(view: &View, id: &str, words: &str, count: Option<usize>, of: &str) -> Markup {
    html! {
        div.cap {
            h2 id=(id) { (words) @if let Some(count) = count { " " span.count { (count) } } }
            @if view.may_write() { a href=(form_of(of, "")) { (say("Add")) span.hidden { ": " (words) } } }
        }
    }
}

/// A name, which leads to the form that changes it for whoever may.
fn named_line(view: &View, of: &str, key: &str, shown: &str) -> Markup {
    html! {
        @if view.may_write() && !key.is_empty() { a dir="auto" href=(form_of(of, key)) { (shown) } }
        @else { span dir="auto" { (shown) } }
    }
}

fn sites(view: &View) -> Markup {
    let directory = &view.directory;
    html! {
        section.card aria-labelledby="sites" {
            (heading(view, "sites", say("Sites and places"), None, "place"))
            @if directory.sites.is_empty() { p.none { (say("No site yet. Places in messages are understood once they are described.")) } }
            @for site in directory.sites.values() { (site_tree(view, site)) }
        }
    }
}

fn site_tree(view: &View, site: &Site) -> Markup {
    let directory = &view.directory;
    let tops: Vec<&Place> =
        directory.places.values().filter(|place| place.site == site.id && place.parent.is_none()).collect();
    html! {
        div.pad.tree {
            h3 dir="auto" { (site.name) @if let Some(zone) = &site.zone { " " small { (zone.name()) } } }
            @if !tops.is_empty() { ul { @for place in tops { (branch(view, place, 1)) } } }
        }
    }
}

fn branch(view: &View, place: &Place, depth: usize) -> Markup {
    let directory = &view.directory;
    let below = children(directory, &place.id);
    html! {
        li {
            (named_line(view, "place", &directory.place_path(&place.id), &place.name))
            @if place.asset { " " small { (say("asset")) } }
            @if !place.aliases.is_empty() { " " small dir="auto" { (fill(say("also {names}"), &[("names", &place.aliases.join(", "))])) } }
            @if depth < DEPTH_MAX && !below.is_empty() {
                ul { @for place in below { (branch(view, place, depth + 1)) } }
            }
        }
    }
}

fn children<'a>(directory: &'a Directory, parent: &PlaceId) -> Vec<&'a Place> {
    directory.places.values().filter(|place| place.parent.as_ref() == Some(parent)).take(SHOWN_MAX).collect()
}

fn people(view: &View) -> Markup {
    let directory = &view.directory;
    let mut people: Vec<&Person> = everybody(directory).collect();
    people.sort_by(|a, b| (a.role, a.name.to_lowercase(), &a.id).cmp(&(b.role, b.name.to_lowercase(), &b.id)));
    html! {
        section.card aria-labelledby="people" {
            (heading(view, "people", say("People"), Some(people.len()), "person"))
            @if people.is_empty() { p.none { (say("Nobody yet. Whoever speaks in a chat appears here.")) } }
            ul.list {
                @for person in people.into_iter().take(SHOWN_MAX) {
                    li {
                        (named_line(view, "person", &person.name, named(&person.name)))
                        @if let Some(vendor) = person.vendor.as_ref().and_then(|id| directory.vendors.get(id)) {
                            small dir="auto" { (vendor.name) }
                        }
                        small { (role_word(person.role)) }
                        @if let Some(shared) = &person.shared { small dir="auto" { (holder(directory, shared)) } }
                    }
                }
            }
        }
    }
}

/// That a phone is shared, and who said last that they hold it.
fn holder(directory: &Directory, shared: &phone::Shared) -> String {
    let person = shared.holder.as_ref().and_then(|holder| directory.person(&holder.by));
    match person {
        Some(person) => fill(say("shared phone, last held by {name}"), &[("name", named(&person.name))]),
        None => say("shared phone").to_owned(),
    }
}

fn vendors(view: &View) -> Markup {
    let directory = &view.directory;
    html! {
        section.card aria-labelledby="vendors" {
            (heading(view, "vendors", say("Vendors"), Some(directory.vendors.len()), "vendor"))
            @if directory.vendors.is_empty() { p.none { (say("No outside company yet.")) } }
            ul.list {
                @for vendor in directory.vendors.values() {
                    li {
                        (named_line(view, "vendor", &vendor.name, &vendor.name))
                        small { (vendor.categories.iter().map(|category| category_word(*category)).collect::<Vec<_>>().join(say(", "))) }
                    }
                }
            }
        }
    }
}

fn tasks(view: &View) -> Markup {
    let directory = &view.directory;
    html! {
        section.card aria-labelledby="tasks" {
            (heading(view, "tasks", say("Tasks"), Some(directory.tasks.len()), "task"))
            @if directory.tasks.is_empty() { p.none { (say("No expected work yet.")) } }
            ul.list { @for task in directory.tasks.values().take(SHOWN_MAX) { (task_line(view, task)) } }
        }
    }
}

fn task_line(view: &View, task: &Task) -> Markup {
    let directory = &view.directory;
    let assignee = task.assignee.as_ref().and_then(|id| directory.people.get(id));
    html! {
        li {
            (named_line(view, "task", &task.name, &task.name))
            @if let Some(person) = assignee { small dir="auto" { (named(&person.name)) } }
            @if task.requires_photo { small { (say("photo required")) } }
            @if task.place.as_ref().is_some_and(|place| directory.asset(place).is_some()) { small { (say("maintenance")) } }
            @if task.check { small { (say("check")) } }
            small { (cadence_words(&task.cadence)) }
        }
    }
}

/// A cadence in words where the rule is a common one.
pub(super) fn cadence_words(cadence: &Cadence) -> String {
    let at = cadence.at.strftime("%H:%M").to_string();
    match cadence.rrule.as_str() {
        "FREQ=DAILY" => fill(say("every day at {time}"), &[("time", &at)]),
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR" => fill(say("weekdays at {time}"), &[("time", &at)]),
        rule => match rule.strip_prefix("FREQ=WEEKLY;BYDAY=") {
            Some(days) if !days.contains(';') => {
                fill(say("{days} at {time}"), &[("days", &day_words(days)), ("time", &at)])
            }
            _ => fill(say("{days} at {time}"), &[("days", rule), ("time", &at)]),
        },
    }
}

fn day_words(days: &str) -> String {
    const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let word = |day| DAYS.iter().position(|short| *short == day).map_or(day, |at| say(WEEKDAYS[at]));
    days.split(',').map(word).collect::<Vec<_>>().join(say(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_rules_are_said_in_words() {
        let said = |rrule: &str| cadence_words(&Cadence::plain(rrule, jiff::civil::time(9, 30, 0, 0), 60));
        assert_eq!(said("FREQ=DAILY"), "every day at 09:30");
        assert_eq!(said("FREQ=WEEKLY;BYDAY=MO,FR"), "Mon, Fri at 09:30");
        assert_eq!(said("FREQ=MONTHLY;BYDAY=1MO"), "FREQ=MONTHLY;BYDAY=1MO at 09:30");
    }
}
