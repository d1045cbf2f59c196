//! What was promised about tickets: overdue, due in four hours, later, waiting; what was kept and what was not.

use crate::pages::today::titled;
use crate::parts::badges::{self, grouped};
use crate::parts::bars::{Bar, Bars};
use crate::parts::bubble::named;
use crate::parts::shell::{Frame, shell};
use crate::parts::when::Wall;
use crate::query::href;
use crate::wording::{counted, fill, key, say, weave};
use domain::agreement::Target;
use domain::clock::Standing;
use domain::id::TicketNumber;
use domain::sentence::promised;
use domain::ticket::{Priority, Stage};
use domain::time::{Day, Instant};
use maud::{Markup, html};
use store::read::promises::{Counts, Due};

mod load;

pub use load::show;

/// Days that are looked back on.
pub const DAYS: i64 = 30;

/// What a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// By when the next promise is due.
    Due(Due),
    /// Promises of one target that were kept, or were not.
    Judged(Target, Standing),
    /// Promises of one day that were kept, or were not; none for both.
    On(Day, Option<Standing>),
}

/// What an address says of both.
const BOTH: &str = "judged";

impl Shown {
    const DUE: [(Due, &'static str, &'static str); 4] = [
        (Due::Overdue, "overdue", key("Overdue")),
        (Due::Soon, "soon", key("Due within 4 hours")),
        (Due::Later, "later", key("Due later")),
        (Due::Paused, "paused", key("Waiting, clock stands still")),
    ];

    /// What an address asks for; what is overdue, when it asks for nothing.
    pub fn read(show: &str, target: &str, day: &str) -> Self {
        let standing =
            Standing::from_word(show).filter(|standing| matches!(standing, Standing::Met | Standing::Missed));
        if let Some(day) = day.parse().ok().filter(|_| standing.is_some() || show == BOTH) {
            return Self::On(day, standing);
        }
        let due = Self::DUE.iter().find(|(_, word, _)| *word == show).map(|(due, ..)| Self::Due(*due));
        let judged = || Some(Self::Judged(Target::from_word(target)?, Standing::from_word(show)?));
        due.or_else(judged).unwrap_or(Self::Due(Due::Overdue))
    }

    /// The address that asks for it, from some place in the list on.
    pub fn href(self, after: &str) -> String {
        match self {
            Self::Due(wanted) => {
                let word = Self::DUE.iter().find(|(due, ..)| *due == wanted).map_or("", |(_, word, _)| word);
                href("/sla", &[("show", word), ("after", after)])
            }
            Self::Judged(target, standing) => {
                href("/sla", &[("show", standing.word()), ("target", target.word()), ("after", after)])
            }
            Self::On(day, standing) => {
                let show = standing.map_or(BOTH, Standing::word);
                href("/sla", &[("show", show), ("day", &day.to_string()), ("after", after)])
            }
        }
    }

    fn heading(self, wall: &Wall) -> String {
        match self {
            Self::Due(wanted) => {
                let words = Self::DUE.iter().find(|(due, ..)| *due == wanted).map_or("", |(_, _, words)| words);
                say(words).to_owned()
            }
            Self::Judged(target, standing) => format!("{}: {}", target_word(target), standing_word(standing)),
            Self::On(day, standing) => {
                format!("{}: {}", wall.date(day), standing.map_or_else(|| say("Kept or missed"), standing_word))
            }
        }
    }
}

/// The page.
pub struct View {
    pub frame: Frame,
    pub shown: Shown,
    pub counts: Counts,
    /// Promises of the last [`DAYS`] days.
    pub judged: Vec<(Target, Standing, u64)>,
    /// The same, day by day.
    pub burn: Vec<Bar>,
    pub lines: Vec<Line>,
    /// Where the list goes on.
    pub next: Option<String>,
}

/// One ticket.
pub struct Line {
    pub ticket: TicketNumber,
    pub title: String,
    pub priority: Priority,
    pub stage: Stage,
    pub place: String,
    pub owner: Option<String>,
    /// What is due next, and when.
    pub due: Option<(Target, Instant)>,
    /// Which of its promises is meant, where they are listed one by one.
    pub promise: Option<Target>,
}

/// `GET /sla`.
pub fn page(view: &View) -> Markup {
    let content = html! {
        div.head { div { h1 { (say("Promises")) } p.lede { (summary(view)) } } }
        div.stack {
            (tiles(view))
            section.card aria-labelledby="shown" {
                h2 #shown data-plain="a stretch" { (view.shown.heading(&view.frame.wall)) }
                @if view.lines.is_empty() { p.none { (say("No ticket.")) } } @else {
                    ol.rows { @for line in &view.lines { li { (row(view, line)) } } }
                }
            }
            @if let Some(next) = &view.next {
                nav.pages aria-label=(say("Pages")) { span {} a.button rel="next" href=(view.shown.href(next)) { (say("More")) } }
            }
            (burn(view))
            (kept(view))
        }
    };
    shell(&view.frame, say("Promises"), &content)
}

fn summary(view: &View) -> Markup {
    let Counts { overdue, soon, .. } = view.counts;
    match (overdue, soon) {
        (0, 0) => html! { (say("Nothing is overdue, and nothing is due within four hours.")) },
        (overdue, soon) => {
            let figure = |due, count| html! { a href=(Shown::Due(due).href("")) { (grouped(count)) } };
            weave(
                say("{overdue} overdue, {soon} due within four hours."),
                &[("overdue", &figure(Due::Overdue, overdue)), ("soon", &figure(Due::Soon, soon))],
            )
        }
    }
}

fn tiles(view: &View) -> Markup {
    let Counts { overdue, soon, later, paused } = view.counts;
    html! {
        nav.tiles aria-label=(say("Due")) {
            @for ((due, _, words), count) in Shown::DUE.into_iter().zip([overdue, soon, later, paused]) {
                a class={ "tile" @if due == Due::Overdue && count > 0 { " hot" } } href=(Shown::Due(due).href(""))
                    aria-current=[(view.shown == Shown::Due(due)).then_some("true")] {
                    b { (grouped(count)) } span { (say(words)) }
                }
            }
        }
    }
}

fn row(view: &View, line: &Line) -> Markup {
    html! {
        a.row href={ "/tickets/" (line.ticket) } {
            (badges::priority(line.priority))
            span.what dir="auto" { (titled(&line.title)) }
            span.end { @if let Some((_, at)) = line.due { (view.frame.wall.at(at)) } }
            span.sub {
                span.number { (line.ticket) }
                (badges::stage(line.stage))
                @if let Some(target) = line.promise { span { (target_word(target)) } }
                @if let Some((target, at)) = line.due {
                    @if at < view.frame.wall.now { b.bad-text { (fill(say("Overdue: {what}"), &[("what", say(promised(target)))])) } }
                    @else { span { (fill(say("Due: {what}"), &[("what", say(promised(target)))])) } }
                }
                @if !line.place.is_empty() { bdi { (line.place) } }
                @match &line.owner {
                    Some(owner) => bdi { (named(owner)) },
                    None => b { (say("No owner")) },
                }
            }
        }
    }
}

/// What was missed, day by day.
fn burn(view: &View) -> Markup {
    let (title, words) = (key("Promises missed by day"), [key("Missed"), key("Kept or missed")]);
    Bars { id: "burn", title, words, is_bad: true, days: view.burn.clone() }.card(&view.frame)
}

/// How many promises were kept, of how many.
fn kept(view: &View) -> Markup {
    let count = |target, standing| {
        let found = view.judged.iter().find(|(of, how, _)| (*of, *how) == (target, standing));
        found.map_or(0, |(.., count)| *count)
    };
    html! {
        section.card aria-labelledby="kept" {
            h2 #kept data-plain="a stretch" { (counted(DAYS.unsigned_abs(), "Last {n} day", "Last {n} days")) }
            @if view.judged.is_empty() { p.none { (say("No promise was answered or ran out.")) } } @else {
                ul.rows {
                    @for target in Target::ALL.iter().copied() {
                        @let (met, missed) = (count(target, Standing::Met), count(target, Standing::Missed));
                        @if met + missed > 0 {
                            li {
                                p.pad {
                                    b { (target_word(target)) } ": "
                                    a href=(Shown::Judged(target, Standing::Met).href("")) { (counted(met, "{n} in time", "{n} in time")) }
                                    ", "
                                    a href=(Shown::Judged(target, Standing::Missed).href("")) { (counted(missed, "{n} missed", "{n} missed")) }
                                    " "
                                    (weave(
                                        say("({percent} % of {n})"),
                                        &[("percent", &(met * 100 / (met + missed))), ("n", &grouped(met + missed))],
                                    ))
                                }
                            }
                        }
                    }
                }
            }
            p.hint {
                (say("Kept promises count when they were answered, missed ones when they were due, also while the ticket is open."))
                " "
                (say("Tickets put away as no issue or as the same as another do not count."))
            }
        }
    }
}

/// A target as a heading says it.
pub fn target_word(target: Target) -> &'static str {
    say(match target {
        Target::Acknowledge => "Answer",
        Target::Attend => "Somebody there",
        Target::Resolve => "Fix",
        Target::Update => "News",
    })
}

/// How a promise stands, in words.
pub fn standing_word(standing: Standing) -> &'static str {
    say(match standing {
        Standing::Running => "running",
        Standing::Paused => "clock stands still",
        Standing::Met => "in time",
        Standing::Missed => "missed",
        Standing::Void => "not owed",
    })
}
