//! Taking back what a member just changed: a form that puts it as it was, offered for a moment after the change.

use super::View;
use crate::query::href;
use crate::wording::{say, weave};
use domain::id::TicketNumber;
use domain::ticket::{Assignee, Ticket};
use maud::{Markup, html};
use serde::Deserialize;

/// What the address says was just changed. An address that somebody made up offers a change that the member who presses it
/// may make anyway; it does not know whether anybody changed it since.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Changed {
    changed: String,
    was: String,
}

/// The address of a ticket that was just given to somebody.
pub fn assigned(ticket: &Ticket) -> String {
    let was = match &ticket.assignee {
        Some(Assignee::Person(id)) => format!("person:{id}"),
        Some(Assignee::Vendor(id)) => format!("vendor:{id}"),
        None => String::new(),
    };
    of(ticket.number, "assignment", &was)
}

/// The address of a ticket that was just classified.
pub fn classified(ticket: &Ticket) -> String {
    let place = ticket.place.as_ref().map(ToString::to_string).unwrap_or_default();
    of(ticket.number, "classification", &format!("{}:{}:{place}", ticket.category, ticket.priority))
}

fn of(ticket: TicketNumber, changed: &str, was: &str) -> String {
    href(&format!("/tickets/{ticket}"), &[("changed", changed), ("was", was)])
}

/// The form.
pub fn undo(view: &View) -> Markup {
    let Changed { changed, was } = &view.changed;
    let fields: Vec<(&str, &str)> = match changed.as_str() {
        "assignment" => vec![("assignee", was)],
        "classification" => {
            let mut parts = was.splitn(3, ':');
            ["category", "priority", "place"].map(|name| (name, parts.next().unwrap_or_default())).to_vec()
        }
        _ => return html! {},
    };
    let words = match (changed.as_str(), &view.owner) {
        ("assignment", Some(owner)) => weave(say("Given to {name}"), &[("name", &html! { bdi { (owner.who.name) } })]),
        ("assignment", None) => html! { (say("Taken from its owner")) },
        _ => html! { (say("Changed")) },
    };
    // Who owned it is put back; that work had begun is not, so the button does not promise it.
    let word = if changed == "assignment" { say("Give it back") } else { say("Undo") };
    html! {
        form.toast method="post" action={ "/tickets/" (view.ticket) "/" (changed) } data-brief role="status" {
            input type="hidden" name="expected" value=(view.stage.word());
            input type="hidden" name="undoes" value="yes";
            @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
            span { (words) }
            button.button data-key="z" { (word) }
        }
    }
}
