//! Which of the organisation's own labels a ticket has, how sure that is, and saying otherwise.

use super::View;
use super::change::{Wish, unreadable};
use crate::fault::Fault;
use crate::form::Form;
use crate::member::Member;
use crate::state::Shared;
use crate::wording::{fill, say};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::directory::Directory;
use domain::label::LabelSet;
use domain::request::TicketCommand;
use domain::ticket::Ticket;
use maud::{Markup, html};

/// The labels of one set, as a ticket shows them.
pub struct Labels {
    pub set: String,
    /// What there is to choose from, and whether the ticket has it.
    pub all: Vec<(String, bool)>,
    pub is_several: bool,
    /// How sure a reader is, of 100; none where a member says so, or nobody does.
    pub sure_percent: Option<u8>,
    /// Whether a member says so.
    pub is_said: bool,
}

/// Those of a ticket, of all sets there are.
pub fn shown(ticket: &Ticket, directory: &Directory) -> Vec<Labels> {
    let of = |set: &LabelSet| {
        let known = ticket.course.labels.get(&set.name);
        let has = |name: &String| known.is_some_and(|known| known.labels().contains(name));
        let is_said = known.is_some_and(|known| known.said.is_some());
        let read = known.and_then(|known| known.read.as_ref()).filter(|_| !is_said);
        Labels {
            set: set.name.clone(),
            all: set.labels.iter().map(|label| (label.name.clone(), has(&label.name))).collect(),
            is_several: set.is_several,
            sure_percent: read.map(|read| read.sure_percent),
            is_said,
        }
    };
    directory.labels.values().filter(|set| !set.labels.is_empty()).map(of).collect()
}

/// The section of the page.
pub fn labels(view: &View) -> Markup {
    html! {
        @if !view.labels.is_empty() {
            section.card aria-labelledby="labels" {
                h2 #labels { (say("Labels")) }
                dl.facts { @for own in &view.labels { dt { bdi { (own.set) } } dd { (words(own)) } } }
                @if view.may_change() {
                    @for own in &view.labels { (form(view, own)) }
                    p.muted { (say("What you say is learned from at once, for every ticket to come.")) }
                }
            }
        }
    }
}

fn words(own: &Labels) -> Markup {
    let has = || own.all.iter().filter(|(_, has)| *has).map(|(name, _)| name);
    html! {
        @if has().next().is_none() { span.muted { @if own.is_said { (say("None")) } @else { "–" } } }
        @for (at, name) in has().enumerate() { @if at > 0 { (say(", ")) } bdi { (name) } }
        @if own.is_said { " " span.muted { (say("(a member says so)")) } }
        @if let Some(percent) = own.sure_percent {
            " " span.muted { (fill(say("({percent} % sure)"), &[("percent", &percent.to_string())])) }
        }
    }
}

fn form(view: &View, own: &Labels) -> Markup {
    html! {
        details.fold {
            summary { (say("Change")) ": " bdi { (own.set) } }
            form method="post" action={ "/tickets/" (view.ticket) "/labels" } {
                input type="hidden" name="set" value=(own.set);
                fieldset {
                    legend { bdi { (own.set) } }
                    @for (name, has) in &own.all {
                        label.radio {
                            input type=(if own.is_several { "checkbox" } else { "radio" }) name="label" value=(name) checked[*has];
                            bdi { (name) }
                        }
                    }
                    @if !own.is_several {
                        label.radio {
                            input type="radio" name="label" value="" checked[own.is_said && !own.all.iter().any(|(_, has)| *has)];
                            (say("None"))
                        }
                    }
                }
                div.actions {
                    button.button { (say("Save")) }
                    @if own.is_said { button.button name="undo" value="yes" { (say("Take it back")) } }
                }
            }
        }
    }
}

/// `POST /tickets/{ticket}/labels`: for members. A label may come several times.
pub async fn change(
    State(shared): State<Shared>,
    member: Member,
    Path(ticket): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let all =
        |name: &'static str| fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.clone());
    let set = all("set").next().ok_or_else(|| unreadable(say("Open the ticket again and send it from there.")))?;
    let labels = all("label").filter(|label| !label.is_empty()).collect();
    let said = all("undo").next().is_none().then_some(labels);
    Wish::at_any_stage(ticket, TicketCommand::Label(set, said)).grant(&shared, &member, None).await
}
