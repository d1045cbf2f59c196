//! Rotas: who is on call now and in the next weeks, who stands in, and a form by which somebody does.

use crate::parts::bubble::named;
use crate::parts::shell::{Frame, shell};
use crate::parts::when::Wall;
use crate::query::escaped;
use crate::wording::{counted, fill, say, weave};
use domain::member::MemberRole;
use domain::time::{Day, Instant};
use maud::{Markup, html};

mod load;

pub use load::{show, swap, take_back};

/// The page.
pub struct View {
    pub frame: Frame,
    pub rotas: Vec<Sheet>,
    /// Value and name of each who may stand in.
    pub people: Vec<(String, String)>,
    /// Why what was sent cannot be done.
    pub wrong: Option<String>,
}

/// One rota.
pub struct Sheet {
    pub wall: Wall,
    pub id: String,
    pub name: String,
    pub site: String,
    /// How many days a turn is long, and at which hour it begins.
    pub every_days: u16,
    pub hour: String,
    /// Who is on call now, and then one after the other.
    pub turns: Vec<Turn>,
    pub swaps: Vec<Swap>,
}

/// A stretch in which somebody is on call.
pub struct Turn {
    pub who: String,
    pub since: Instant,
    pub until: Instant,
}

/// Somebody who stands in.
pub struct Swap {
    /// What a form calls them.
    pub value: String,
    pub who: String,
    pub from: Day,
    pub until: Day,
    pub since: Instant,
    pub ends: Instant,
    /// Whether it can be taken back here; what the directory's file says cannot.
    pub is_made: bool,
}

/// `GET /rotas`.
pub fn page(view: &View) -> Markup {
    let content = html! {
        div.head {
            div {
                p.eyebrow { a href="/handover" { (say("Handover")) } }
                h1 { (say("On call")) }
                p.lede { (summary(view)) }
            }
        }
        div.stack {
            @if let Some(wrong) = &view.wrong { p.flash role="alert" { (wrong) } }
            @for (at, sheet) in view.rotas.iter().enumerate() { (section(view, sheet, at)) }
        }
    };
    shell(&view.frame, say("On call"), &content)
}

fn summary(view: &View) -> Markup {
    if view.rotas.is_empty() {
        return weave(
            say("Nobody is on call by turns yet. A rota in the directory file says who is: {word}."),
            &[("word", &html! { code { "[[rotas]]" } })],
        );
    }
    html! { (say("Tickets whose duty names a rota go to whoever is on call. Whoever begins is told so.")) }
}

fn section(view: &View, sheet: &Sheet, at: usize) -> Markup {
    let title = format!("rota-{at}");
    html! {
        section.card aria-labelledby=(title) {
            h2 id=(title) { bdi { (sheet.name) } @if !sheet.site.is_empty() { span.count { bdi { (sheet.site) } } } }
            div.pad {
                p { @match sheet.turns.first().filter(|turn| turn.since <= sheet.wall.now) {
                    Some(turn) => (weave(
                        say("{name} is on call until {time}."),
                        &[("name", &html! { b { bdi { (named(&turn.who)) } } }), ("time", &time(sheet, turn.until))],
                    )),
                    None => (say("Nobody is on call now.")),
                } }
                p.hint { (rule(sheet)) }
            }
            @if !sheet.turns.is_empty() { (turns(sheet)) }
            @if !sheet.swaps.is_empty() { (swaps(view, sheet)) }
            @if may_write(view) { (form(view, sheet, at)) }
        }
    }
}

fn may_write(view: &View) -> bool {
    view.frame.role.covers(MemberRole::Manager)
}

/// "A turn is 7 days, from 08:00."
fn rule(sheet: &Sheet) -> String {
    let days = counted(u64::from(sheet.every_days), "{n} day", "{n} days");
    fill(say("A turn is {days}, from {hour}."), &[("days", &days), ("hour", &sheet.hour)])
}

/// A day and its hour, also of days to come.
fn time(sheet: &Sheet, at: Instant) -> Markup {
    html! { (sheet.wall.date(at.day(&sheet.wall.zone))) " " (sheet.wall.clock(at)) }
}

fn span(sheet: &Sheet, (from, until): (Instant, Instant)) -> Markup {
    html! {
        span.sub {
            (weave(say("From {from} until {until}"), &[("from", &time(sheet, from)), ("until", &time(sheet, until))]))
        }
    }
}

fn turns(sheet: &Sheet) -> Markup {
    html! {
        ul.rows {
            @for turn in &sheet.turns {
                li {
                    div.row.plain {
                        span.what { bdi { (named(&turn.who)) } }
                        @if turn.since <= sheet.wall.now { span.end { (say("Now")) } }
                        (span(sheet, (turn.since, turn.until)))
                    }
                }
            }
        }
    }
}

fn swaps(view: &View, sheet: &Sheet) -> Markup {
    html! {
        h3.pad { (say("Standing in")) }
        ul.rows {
            @for swap in &sheet.swaps {
                li {
                    div.row.plain {
                        span.what { bdi { (named(&swap.who)) } }
                        (span(sheet, (swap.since, swap.ends)))
                        @if !swap.is_made { span.sub { (say("As the directory file says")) } }
                        @if may_write(view) && swap.is_made {
                            form method="post" action={ "/rotas/" (escaped(&sheet.id)) "/swaps/removal" } {
                                input type="hidden" name="who" value=(swap.value);
                                input type="hidden" name="from" value=(swap.from);
                                input type="hidden" name="until" value=(swap.until);
                                button.button { (say("Take back")) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn form(view: &View, sheet: &Sheet, at: usize) -> Markup {
    let today = sheet.wall.today();
    html! {
        form.pad.stack method="post" action={ "/rotas/" (escaped(&sheet.id)) "/swaps" } {
            div.field {
                label for={ "who-" (at) } { (say("Who stands in")) }
                select id={ "who-" (at) } name="who" required {
                    option value="" { (say("Choose")) }
                    @for (value, name) in &view.people { option value=(value) { (name) } }
                }
            }
            div.pair {
                div.field {
                    label for={ "from-" (at) } { (say("From")) }
                    input id={ "from-" (at) } type="date" name="from" value=(today) required;
                }
                div.field {
                    label for={ "until-" (at) } { (say("Until")) }
                    input id={ "until-" (at) } type="date" name="until" value=(today.plus(1)) required;
                }
            }
            p.hint {
                (fill(say("It begins and ends at {hour}; what has begun already begins now. Both hear of it."), &[("hour", &sheet.hour)]))
            }
            div.actions { button.button.main { (say("Let them stand in")) } }
        }
    }
}
