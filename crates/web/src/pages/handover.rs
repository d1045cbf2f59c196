//! The handover: what one shift tells the next, what people add to it, and who took over.

use crate::pages::today::titled;
use crate::parts::badges;
use crate::parts::shell::{Frame, shell};
use crate::parts::when::Wall;
use crate::query::{escaped, href};
use crate::wording::{counted, say, weave};
use domain::handover::{Handover, Matter};
use domain::member::MemberRole;
use domain::ticket::Stage;
use domain::time::{Day, Instant};
use maud::{Markup, html};

mod load;

pub use load::{accept, note, one, show};

/// The page.
pub struct View {
    pub frame: Frame,
    pub sheets: Vec<Sheet>,
    /// Changes that come next, and those before: what they are called, when, and how they went.
    pub others: Vec<Other>,
    /// Whether there are tasks by which shifts change.
    pub has_changes: bool,
}

/// One handover.
pub struct Sheet {
    pub wall: Wall,
    pub task: String,
    pub day: Day,
    pub name: String,
    /// The site by its id; empty where it is of none.
    pub site_id: String,
    pub site: String,
    pub due_at: Instant,
    pub until: Instant,
    pub since: Instant,
    /// When it was written; none of what would be written now.
    pub written_at: Option<Instant>,
    pub deaf_since: Option<Instant>,
    /// Who is to take over.
    pub people: Vec<String>,
    pub taken: Option<(String, Instant)>,
    pub points: Vec<Shown>,
    pub more: u32,
    pub notes: Vec<Said>,
}

/// One thing to know.
pub struct Shown {
    pub matter: Matter,
    pub at: Instant,
    /// What a form calls it.
    pub value: String,
    pub href: String,
    pub number: String,
    pub title: String,
    pub owner: String,
    /// Where its ticket stands now.
    pub stage: Option<Stage>,
    /// Whether nothing is to be done about it any more.
    pub is_over: bool,
}

/// What somebody added.
pub struct Said {
    pub by: String,
    pub at: Instant,
    /// What it is about, when not about all.
    pub about: String,
    pub text: String,
}

/// Another change of shifts.
pub struct Other {
    pub href: String,
    pub name: String,
    pub at: Instant,
    pub words: String,
}

/// `GET /handover`, `GET /handover/{task}/{day}`.
pub fn page(view: &View) -> Markup {
    let content = html! {
        div.head {
            div { h1 { (say("Handover")) } p.lede { (summary(view)) } }
            a.button href="/rotas" { (say("Who is on call")) }
        }
        div.stack {
            @for (at, sheet) in view.sheets.iter().enumerate() { (section(view, sheet, at)) }
            (others(view))
        }
    };
    shell(&view.frame, say("Handover"), &content)
}

fn summary(view: &View) -> String {
    let waits = view.sheets.iter().filter(|sheet| sheet.written_at.is_some() && sheet.taken.is_none()).count();
    match (view.has_changes, view.sheets.is_empty(), waits) {
        (false, ..) => {
            say("No shifts change here yet. A task of kind “handover” in the directory says when they do.").into()
        }
        (true, true, _) => say("Nothing was handed over in the last week.").into(),
        (true, false, 0) => say("What was handed over last was taken over.").into(),
        (true, false, waits) => {
            counted(waits as u64, "{n} handover waits to be taken over.", "{n} handovers wait to be taken over.")
        }
    }
}

/// The address of one handover.
pub fn address(task: &str, day: Day) -> String {
    format!("/handover/{}/{day}", escaped(task))
}

fn section(view: &View, sheet: &Sheet, at: usize) -> Markup {
    let title = format!("sheet-{at}");
    html! {
        section.card aria-labelledby=(title) {
            h2 id=(title) { bdi { (sheet.name) } @if !sheet.site.is_empty() { span.count { bdi { (sheet.site) } } } }
            div.pad { (standing(sheet)) }
            @if let Some(since) = sheet.deaf_since {
                p.pad.missed {
                    (weave(say("Laksana may not have heard everything since {time}."), &[("time", &sheet.wall.at(since))]))
                }
            }
            @if sheet.points.is_empty() { p.none { (say("Nothing is open, late or promised.")) } }
            @for matter in Matter::ALL { (group(sheet, *matter)) }
            @if sheet.more > 0 {
                p.pad { a href=(href("/tickets", &[("group", "open"), ("site", &sheet.site_id)])) { (counted(u64::from(sheet.more), "And {n} more", "And {n} more")) } }
            }
            @if !sheet.notes.is_empty() { (notes(sheet)) }
            @if view.frame.role.covers(MemberRole::Supervisor) && sheet.written_at.is_some() { (forms(sheet)) }
        }
    }
}

fn standing(sheet: &Sheet) -> Markup {
    let wall = &sheet.wall;
    let people =
        if sheet.people.is_empty() { say("whoever leads the site").to_owned() } else { sheet.people.join(say(", ")) };
    html! {
        p {
            (weave(
                say("Of the shift from {since}, for the one from {time}: {people}."),
                &[
                    ("since", &wall.at(sheet.since)),
                    ("time", &wall.at(sheet.due_at)),
                    ("people", &html! { bdi { (people) } }),
                ],
            ))
        }
        @match (&sheet.taken, sheet.written_at) {
            (Some((by, at)), _) => p.done {
                (weave(say("● Taken over by {name} {time}"), &[("name", &html! { bdi { (by) } }), ("time", &wall.at(*at))]))
            },
            (None, None) => p { (say("◔ Not written yet; this is what it would say now.")) },
            (None, Some(_)) if wall.now > sheet.until => p.missed {
                (weave(say("✕ Nobody took over by {time}"), &[("time", &wall.at(sheet.until))]))
            },
            (None, Some(_)) => p { (weave(say("◔ To be taken over by {time}"), &[("time", &wall.at(sheet.until))])) },
        }
    }
}

/// A matter as a heading says it.
fn heading(matter: Matter) -> &'static str {
    say(match matter {
        Matter::Late => "Late",
        Matter::Unanswered => "Nobody answered",
        Matter::Promised => "Promised",
        Matter::Suspect => "Odd, or shown by nothing",
        Matter::Waiting => "Waiting",
        Matter::Open => "Open",
    })
}

fn group(sheet: &Sheet, matter: Matter) -> Markup {
    let points: Vec<&Shown> = sheet.points.iter().filter(|point| point.matter == matter).collect();
    html! {
        @if !points.is_empty() {
            h3.pad { (heading(matter)) " " span.count { (points.len()) } }
            ul.rows { @for point in points { li { (row(sheet, point)) } } }
        }
    }
}

fn row(sheet: &Sheet, point: &Shown) -> Markup {
    html! {
        a.row href=(point.href) {
            span aria-hidden="true" { @if point.is_over { "●" } @else { "◔" } }
            span.what dir="auto" { @if point.is_over { s { (titled(&point.title)) } } @else { (titled(&point.title)) } }
            span.end { (sheet.wall.at(point.at)) }
            span.sub {
                @if !point.number.is_empty() { span.number { (point.number) } }
                @if let Some(stage) = point.stage { (badges::stage(stage)) }
                @if point.is_over { span { (say("Done since")) } }
                @if !point.owner.is_empty() { bdi { (point.owner) } }
            }
        }
    }
}

fn notes(sheet: &Sheet) -> Markup {
    html! {
        h3.pad { (say("Added by people")) }
        ul.list {
            @for said in &sheet.notes {
                li {
                    div {
                        @if !said.about.is_empty() { b { bdi { (said.about) } } ": " }
                        span dir="auto" { (titled(&said.text)) }
                        p.muted { bdi { (said.by) } " · " (sheet.wall.at(said.at)) }
                    }
                }
            }
        }
    }
}

fn forms(sheet: &Sheet) -> Markup {
    let to = address(&sheet.task, sheet.day);
    html! {
        @if sheet.taken.is_none() {
            form.pad method="post" action={ (to) "/acceptance" } { button.button.main { (say("I take over")) } }
        }
        form.pad method="post" action={ (to) "/notes" } {
            div.field {
                label for={ "about-" (sheet.day) (sheet.task) } { (say("About")) }
                select id={ "about-" (sheet.day) (sheet.task) } name="about" {
                    option value="" { (say("The whole shift")) }
                    @for point in &sheet.points { option value=(point.value) { (point.number) " " (titled(&point.title)) } }
                }
            }
            div.field {
                label for={ "text-" (sheet.day) (sheet.task) } { (say("Add, or say what is not so")) }
                textarea id={ "text-" (sheet.day) (sheet.task) } name="text" rows="2" required dir="auto"
                    maxlength=(Handover::NOTE_MAX) data-draft {}
            }
            button.button { (say("Add")) }
        }
    }
}

fn others(view: &View) -> Markup {
    html! {
        @if !view.others.is_empty() {
            section.card aria-labelledby="others" {
                h2 #others { (say("Other changes of shifts")) }
                ul.rows {
                    @for other in &view.others {
                        li {
                            a.row href=(other.href) {
                                span aria-hidden="true" { "◷" }
                                span.what dir="auto" { (other.name) }
                                span.end { (view.frame.wall.at(other.at)) }
                                span.sub { (other.words) }
                            }
                        }
                    }
                }
            }
        }
    }
}
