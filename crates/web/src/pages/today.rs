//! Today: what needs somebody now, what the day's numbers are, and where each number leads.

use crate::parts::badges::grouped;
use crate::parts::bars::{Bar, Bars};
use crate::parts::icons::Icon;
use crate::parts::shell::{Frame, shell};
use crate::parts::when::duration;
use crate::parts::{badges, bubble::named};
use crate::query::day_of;
use crate::wording::{counted, fill, key, plural, say, weave};
use domain::id::TicketNumber;
use domain::member::MemberRole;
use domain::task::Outcome;
use domain::ticket::{Priority, Stage};
use domain::time::{Day, Instant};
use maud::{Markup, html};

mod load;

pub use load::show;

/// More than seven is a list, not a glance.
pub const NEEDS_MAX: usize = 7;
/// Rows shown of those who have not reported, and of what was reported last.
pub const SHOWN_MAX: usize = 12;

/// The page.
pub struct View {
    pub frame: Frame,
    /// Tickets without an owner, or critical and unanswered, each counted once.
    pub things: u64,
    /// Critical tickets nobody answered, and since when the oldest of them waits.
    pub unanswered: u64,
    pub unanswered_since: Option<Instant>,
    pub open: u64,
    pub unowned: u64,
    pub verify: u64,
    /// Tickets of which something promised is overdue, and due within four hours.
    pub overdue: u64,
    pub due_soon: u64,
    pub tasks_done: u64,
    pub tasks_total: u64,
    /// At most [`NEEDS_MAX`], the most urgent first.
    pub needs: Vec<Need>,
    /// One more than are shown says that there are more.
    pub silent: Vec<Silent>,
    pub latest: Vec<Latest>,
    /// How many days of tasks were due and reported, the last two weeks.
    pub kept: Vec<Bar>,
    /// Whether anything was ever said.
    pub is_new: bool,
    /// Where the phone is that needs no WhatsApp, while it is served.
    pub phone: Option<String>,
}

/// A ticket that needs somebody now.
pub struct Need {
    pub ticket: TicketNumber,
    pub title: String,
    pub priority: Priority,
    pub place: String,
    pub owner: Option<String>,
    pub stage: Stage,
    pub opened_at: Instant,
    pub is_unanswered: bool,
}

/// A day of a task that nobody reported.
pub struct Silent {
    pub task: String,
    pub day: Day,
    pub name: String,
    pub assignee: String,
    pub place: String,
    pub outcome: Option<Outcome>,
    pub until: Instant,
}

/// A ticket reported in the last 24 hours.
pub struct Latest {
    pub ticket: TicketNumber,
    pub title: String,
    pub priority: Priority,
    pub place: String,
    pub stage: Stage,
    pub opened_at: Instant,
}

/// `GET /`.
pub fn page(view: &View) -> Markup {
    let frame = &view.frame;
    let content = html! {
        div.head {
            div {
                p.eyebrow { bdi.where { (frame.name) } span { (frame.wall.headline()) } }
                @if view.is_new { (welcome()) } @else { (summary(view)) }
            }
            @if frame.role.covers(MemberRole::Supervisor) { a.button href="/tickets/new" data-key="c" { (say("New ticket")) } }
        }
        @if view.is_new { (doors(view)) } @else {
            div.stack {
                @if !view.needs.is_empty() { (needs(view)) }
                (tiles(view))
                (kept(view))
                div.cols.even { (silent(view)) (latest(view)) }
            }
        }
    };
    shell(frame, say("Today"), &content)
}

fn summary(view: &View) -> Markup {
    let things = view.things;
    let mut parts = Vec::new();
    if view.unowned > 0 {
        let words = counted(view.unowned, "{n} report has no owner", "{n} reports have no owner");
        parts.push(html! { a href="/tickets?group=unowned" { (words) } });
    }
    if view.unanswered > 0 {
        let since = view.unanswered_since.map(|since| duration(view.frame.wall.now.minutes_since(since)));
        let n = grouped(view.unanswered);
        let words = match since {
            Some(since) => fill(
                plural(view.unanswered, "{n} P1 is unanswered for {time}", "{n} P1 are unanswered for {time}"),
                &[("n", &n), ("time", &since)],
            ),
            None => counted(view.unanswered, "{n} P1 is unanswered", "{n} P1 are unanswered"),
        };
        parts.push(html! { a href="/tickets?group=unanswered" { (words) } });
    }
    html! {
        @if things == 0 && view.overdue + view.due_soon > 0 {
            h1 { a href={ "/sla?show=" (if view.overdue > 0 { "overdue" } else { "soon" }) } { (promised(view)) } }
            p.lede data-plain="a time" { (calm(view)) }
        } @else if things == 0 {
            h1 { (say("Nothing needs you")) }
            p.lede data-plain="a time" { (calm(view)) }
        } @else {
            h1 { a href="/tickets?group=needs" { (counted(things, "{n} thing needs you now", "{n} things need you now")) } }
            p.lede {
                (weave(say("{parts}."), &[("parts", &html! {
                    @for (at, part) in parts.iter().enumerate() { @if at > 0 { (say(", ")) } (part) }
                })]))
            }
        }
    }
}

fn promised(view: &View) -> String {
    let (overdue, soon) = (grouped(view.overdue), grouped(view.due_soon));
    fill(say("{overdue} overdue, {soon} due within four hours."), &[("overdue", &overdue), ("soon", &soon)])
}

fn calm(view: &View) -> String {
    match view.latest.first() {
        Some(last) => {
            let local = last.opened_at.in_zone(&view.frame.wall.zone);
            let time = local.strftime("%H:%M").to_string();
            fill(say("Every report has an owner. The last one came at {time}."), &[("time", &time)])
        }
        None => say("Every report has an owner, and none came in the last 24 hours.").into(),
    }
}

fn needs(view: &View) -> Markup {
    html! {
        section.card aria-labelledby="needs" {
            h2 #needs { (say("Needs you now")) }
            ul.rows { @for need in &view.needs { li { (need_row(view, need)) } } }
        }
    }
}

fn need_row(view: &View, need: &Need) -> Markup {
    html! {
        a.row href={ "/tickets/" (need.ticket) } {
            (badges::priority(need.priority))
            span.what dir="auto" { (titled(&need.title)) }
            span.end { (view.frame.wall.age(need.opened_at)) }
            span.sub {
                span.number { (need.ticket) }
                @if !need.place.is_empty() { bdi { (need.place) } }
                @match &need.owner {
                    Some(owner) => bdi { (named(owner)) },
                    None => b { (say("No owner")) },
                }
                @if need.is_unanswered { b { (say("Nobody answered yet")) } }
                @if need.stage == Stage::Reopened { (badges::stage(need.stage)) }
            }
        }
    }
}

/// A title, or a word for one that was erased.
pub fn titled(title: &str) -> &str {
    if title.is_empty() { say("Words were erased") } else { title }
}

fn tiles(view: &View) -> Markup {
    html! {
        nav.tiles aria-label=(say("Counts")) {
            a.tile href="/tickets?group=open" { b { (grouped(view.open)) } span { (say("Open")) } }
            a class={ "tile" @if view.unowned > 0 { " hot" } } href="/tickets?group=unowned" {
                b { (grouped(view.unowned)) } span { (say("Without an owner")) }
            }
            a class={ "tile" @if view.overdue > 0 { " hot" } } href="/sla?show=overdue" {
                b { (grouped(view.overdue)) } span { (say("Overdue")) }
            }
            a.tile href="/sla?show=soon" { b { (grouped(view.due_soon)) } span { (say("Due within 4 hours")) } }
            a.tile href="/tickets?group=verify" { b { (grouped(view.verify)) } span { (say("Waiting for verification")) } }
            a.tile href={ "/tasks?show=reported&day=" (view.frame.wall.today()) } {
                b { (grouped(view.tasks_done)) small { "/" (grouped(view.tasks_total)) } } span { (say("Tasks reported today")) }
            }
        }
    }
}

fn silent(view: &View) -> Markup {
    html! {
        section.card aria-labelledby="silent" {
            h2 #silent { (say("Who has not reported")) }
            @if view.silent.is_empty() {
                p.none {
                    @if view.tasks_total == 0 { (say("No task is due today. Tasks come with the directory.")) }
                    @else { (say("Every task due so far has been reported.")) }
                }
            } @else {
                ul.rows { @for day in view.silent.iter().take(SHOWN_MAX) { li { (silent_row(view, day)) } } }
                (rest(view.silent.len(), "/tasks"))
            }
        }
    }
}

/// How tasks went, day by day.
fn kept(view: &View) -> Markup {
    let (title, words) = (key("Tasks, last 14 days"), [key("Reported"), key("Due")]);
    Bars { id: "kept", title, words, is_bad: false, days: view.kept.clone() }.card(&view.frame)
}

/// That a list has more than it shows, and where the others are.
fn rest(count: usize, href: &str) -> Markup {
    let first = counted(SHOWN_MAX as u64, "The first {n} is shown.", "The first {n} are shown.");
    html! { @if count > SHOWN_MAX { p.hint.pad { a href=(href) { (first) } } } }
}

fn silent_row(view: &View, silent: &Silent) -> Markup {
    let (sign, class, words) = badges::outcome(silent.outcome);
    html! {
        a.row href=(day_of(&silent.task, silent.day)) {
            span class=(class) aria-hidden="true" { (sign) }
            span.what dir="auto" { (silent.name) }
            span.end { (weave(say("until {time}"), &[("time", &view.frame.wall.at(silent.until))])) }
            span.sub {
                @if !silent.assignee.is_empty() { bdi { (silent.assignee) } }
                @if !silent.place.is_empty() { bdi { (silent.place) } }
                span class=(class) { (words) }
            }
        }
    }
}

fn latest(view: &View) -> Markup {
    html! {
        section.card aria-labelledby="latest" {
            h2 #latest data-plain="a stretch" { (say("Reported in the last 24 hours")) }
            @if view.latest.is_empty() { p.none { (say("Nothing was reported.")) } } @else {
                ul.rows {
                    @for ticket in view.latest.iter().take(SHOWN_MAX) {
                        li {
                            a.row href={ "/tickets/" (ticket.ticket) } {
                                (badges::priority(ticket.priority))
                                span.what dir="auto" { (titled(&ticket.title)) }
                                span.end { (view.frame.wall.at(ticket.opened_at)) }
                                span.sub {
                                    span.number { (ticket.ticket) }
                                    @if !ticket.place.is_empty() { bdi { (ticket.place) } }
                                    (badges::stage(ticket.stage))
                                }
                            }
                        }
                    }
                }
                (rest(view.latest.len(), "/tickets?group=all"))
            }
        }
    }
}

fn welcome() -> Markup {
    html! {
        h1 { (say("Let us hear your group")) }
        p.lede { (say("Laksana reads a WhatsApp chat and keeps its reports, jobs and photos in order. Three ways to begin:")) }
    }
}

/// Three ways to begin: a phone to try it on, the group's own chat, a made-up busy site in a folder of its own.
fn doors(view: &View) -> Markup {
    let command = |command: &str| html! { code { (command) } };
    let words = say("Write as a resident or a cleaner and watch the ticket appear; nothing leaves this computer.");
    html! {
        div.doors {
            @match &view.phone {
                Some(phone) => a.door href=(phone) { (Icon::Messages.svg()) h2 { (say("Try the phone")) } p { (words) } },
                None => div.door {
                    (Icon::Messages.svg())
                    h2 { (say("Try the phone")) }
                    p { (words) }
                    p { (weave(say("Start it with {command}."), &[("command", &command("laksana serve --phone"))])) }
                },
            }
            a.door href="/import" {
                (Icon::Import.svg())
                h2 { (say("Import a chat")) }
                p { (say("Export your group from WhatsApp and upload the file. You see what was found before anything is kept.")) }
            }
            div.door {
                (Icon::Demo.svg())
                h2 { (say("See a busy site")) }
                p { (weave(say("Run {command} on the server: made-up sites with weeks of messages in several languages."), &[("command", &command("laksana demo --serve"))])) }
                p { (weave(say("It is made in the folder {folder}, never among your own data. Delete the folder to remove it."), &[("folder", &command("demo-data"))])) }
            }
        }
        p { a href="/directory" { (say("Describe your site")) } " · " (say("Sites, blocks, people, vendors and daily tasks, from one file.")) }
    }
}

#[cfg(test)]
mod tests {
    use crate::pages::sample;

    #[test]
    fn what_is_not_shown_is_said_and_led_to() {
        let mut view = sample::today(false);
        let rest = "<a href=\"/tickets?group=all\">The first 12 are shown.</a>";
        assert!(!super::page(&view).into_string().contains(rest));
        let ticket = |at| domain::id::TicketNumber(at);
        view.latest = (1..=13)
            .flat_map(|at| {
                sample::today(false)
                    .latest
                    .into_iter()
                    .take(1)
                    .map(move |one| super::Latest { ticket: ticket(at), ..one })
            })
            .collect();
        let page = super::page(&view).into_string();
        assert!(page.contains(rest) && page.contains("/tickets/T-12\"") && !page.contains("/tickets/T-13\""), "{page}");
    }

    #[test]
    fn nothing_needs_somebody_only_where_nothing_promised_is_over_or_near() {
        let headline = |overdue, due_soon| {
            let mut view = sample::today(false);
            (view.things, view.unowned, view.unanswered) = (0, 0, 0);
            (view.overdue, view.due_soon) = (overdue, due_soon);
            let page = super::page(&view).into_string();
            let from = page.find("<h1>").expect("a headline");
            page[from..].split("</h1>").next().map(str::to_owned).expect("it ends")
        };
        assert_eq!(headline(0, 0), "<h1>Nothing needs you");
        assert_eq!(headline(2, 1), "<h1><a href=\"/sla?show=overdue\">2 overdue, 1 due within four hours.</a>");
        assert_eq!(headline(0, 1), "<h1><a href=\"/sla?show=soon\">0 overdue, 1 due within four hours.</a>");
    }
}
