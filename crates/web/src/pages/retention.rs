//! For how long what is kept is kept: shown with what the next night removes, and set by owners.

use crate::fault::Fault;
use crate::form::Form;
use crate::member::Member;
use crate::parts::badges::grouped;
use crate::parts::refused::refused;
use crate::parts::shell::{Frame, Tab, shell};
use crate::parts::shown::{Shown, differing, meanwhile};
use crate::state::Shared;
use crate::wording::{fill, key, say};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::directory::Directory;
use domain::refusal::Refusal;
use domain::request::{Command, Definition, Request};
use domain::retention::{DAYS_MAX, Retention, Trace};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// What is counted for the page, at most: whoever has more knows that it is much.
const COUNTED_MAX: i64 = 10_000;
const DAY_MINUTES: i64 = 24 * 60;

/// The page.
pub struct View {
    pub frame: Frame,
    pub lines: Vec<Line>,
    /// What the form shows: what stands now, unless it was sent and nothing was said of that.
    pub shown: Shown,
    /// Why what was sent cannot be used.
    pub wrong: Option<String>,
}

/// One kind of what is kept.
pub struct Line {
    pub trace: Trace,
    /// What stands in the field.
    pub days: String,
    /// How much the next night removes, where it is kept for a time.
    pub over: Option<u64>,
}

/// The form of `POST /settings/retention`: days for each word of a trace.
pub type Wanted = BTreeMap<String, String>;

/// `GET /settings/retention`: for owners.
pub async fn show(State(shared): State<Shared>, member: Member) -> Result<Markup, Fault> {
    Ok(page(&view(&shared, &member).await?))
}

/// `POST /settings/retention`: for owners. Either all of it is as it was sent, or nothing changes.
pub async fn change(
    State(shared): State<Shared>,
    member: Member,
    Form(wanted): Form<Wanted>,
) -> Result<Response, Fault> {
    let sent = wanted.get("shown").map_or("", String::as_str);
    let asked: Result<Vec<Retention>, String> = Trace::ALL.iter().map(|trace| asked(&wanted, *trace)).collect();
    let asked = match asked {
        Ok(asked) => asked,
        Err(wrong) => {
            let view = view(&shared, &member).await?.typed(&wanted);
            let view = View { wrong: Some(wrong), shown: view.shown.clone().or_sent(sent), ..view };
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&view)).into_response());
        }
    };
    let directory = shared.desk.directory(&member.org).await?;
    let differ = differing(
        asked.iter().map(|one| (say(one.trace.name()), days(directory.kept_days(one.trace)), days(one.days))),
    );
    if !differ.is_empty() && shown(&directory).is_other_than(sent) {
        let mut view = view(&shared, &member).await?.typed(&wanted);
        view.frame.flash = Some(meanwhile(differ));
        return Ok((StatusCode::CONFLICT, page(&view)).into_response());
    }
    let define = |retention| shared.request(&member, Command::Define(Box::new(Definition::Retention(retention))));
    let requests: Vec<Request> = asked.into_iter().map(define).collect();
    let answers = shared.desk.commit_all(&member.org, requests).await?;
    if let Some(refusal) = answers.into_iter().find_map(Result::err) {
        return Err(Fault::Unreadable(refused(&refusal)));
    }
    Ok(Redirect::to("/settings/retention").into_response())
}

impl View {
    /// With what was sent in the fields.
    fn typed(mut self, wanted: &Wanted) -> Self {
        for line in &mut self.lines {
            line.days = wanted.get(line.trace.word()).cloned().unwrap_or_default();
        }
        self
    }
}

/// Days as a field shows them; nothing is for ever.
fn days(days: Option<u32>) -> String {
    days.map(|days| days.to_string()).unwrap_or_default()
}

/// What the form shows.
fn shown(directory: &Directory) -> Shown {
    let kept: Vec<String> = Trace::ALL.iter().map(|trace| days(directory.kept_days(*trace))).collect();
    Shown::of(kept.iter().map(String::as_str))
}

/// What was sent for one kind. An empty field is for ever.
fn asked(wanted: &Wanted, trace: Trace) -> Result<Retention, String> {
    let text = wanted.get(trace.word()).map(|text| text.trim()).unwrap_or_default();
    let days = match text {
        "" => None,
        text => Some(text.parse::<u32>().map_err(|_| {
            fill(say("“{text}” is no number of days. Leave it empty to keep it for ever."), &[("text", text)])
        })?),
    };
    let retention = Retention { trace, days };
    retention.check().map_err(|bad| refused(&Refusal::BadRetention(bad)))?;
    Ok(retention)
}

async fn view(shared: &Shared, member: &Member) -> Result<View, Fault> {
    let directory = shared.desk.directory(&member.org).await?;
    let mut lines = Vec::new();
    for trace in Trace::ALL.iter().copied() {
        let kept = directory.kept_days(trace);
        let over = match kept {
            Some(days) => {
                let before = shared.now().plus_minutes(-i64::from(days) * DAY_MINUTES);
                let over = store::retention::count(shared.desk.db(), &member.org, trace, before, COUNTED_MAX);
                Some(over.await?)
            }
            None => None,
        };
        lines.push(Line { trace, days: days(kept), over });
    }
    Ok(View { frame: shared.frame(member, Tab::Settings), lines, shown: shown(&directory), wrong: None })
}

/// The page of a view.
pub fn page(view: &View) -> Markup {
    let content = html! {
        div.head {
            div {
                p.eyebrow { a href="/settings" { (say("Settings")) } }
                h1 { (say("How long things are kept")) }
                p.lede {
                    (say("What is older goes in the night. It cannot be brought back; that it went stays on record, and the record still proves the rest."))
                }
            }
        }
        div.stack {
            @if let Some(wrong) = &view.wrong { p.flash role="alert" { (wrong) } }
            (form(view))
        }
    };
    shell(&view.frame, say("How long things are kept"), &content)
}

fn form(view: &View) -> Markup {
    html! {
        section.card aria-labelledby="set" {
            h2 #set { (say("Kept for so many days")) }
            form.pad method="post" action="/settings/retention" {
                (view.shown.field())
                p.hint {
                    (say("Leave a field empty to keep it for ever. Whatever belongs to a ticket that is not closed yet stays until it is."))
                }
                @for line in &view.lines { (field(line)) }
                div.actions {
                    button.button.main { (say("Save")) }
                    a.button href="/audit?via=clock" { (say("What was removed")) }
                }
            }
        }
    }
}

fn field(line: &Line) -> Markup {
    let name = line.trace.word();
    html! {
        div.field {
            label for=(name) { (say(line.trace.name())) }
            input id=(name) name=(name) type="number" inputmode="numeric" min=(line.trace.days_min()) max=(DAYS_MAX)
                value=(line.days) placeholder=(say("For ever")) aria-describedby={ (name) "-hint" };
            p.hint id={ (name) "-hint" } {
                (say(what(line.trace)))
                " " (fill(say("At least {n}."), &[("n", &line.trace.days_min().to_string())]))
                @if let Some(over) = line.over { " " (tonight(over)) }
            }
        }
    }
}

fn tonight(over: u64) -> String {
    if over >= COUNTED_MAX.unsigned_abs() {
        return fill(say("The next night removes {n} or more."), &[("n", &grouped(over))]);
    }
    fill(say("The next night removes {n}."), &[("n", &grouped(over))])
}

/// What a trace holds.
fn what(trace: Trace) -> &'static str {
    match trace {
        Trace::Words => key("What people wrote and said, and the titles of tickets, which repeat it."),
        Trace::Files => key("Photos, films, voice notes and documents that came with messages."),
        Trace::Letters => key("Reminders, questions and answers, once they were sent or dropped."),
        Trace::Raw => key("What channels handed over and could not be read, as it came."),
        Trace::Openings => key("The lines beside each photo and report that say who opened it."),
    }
}
