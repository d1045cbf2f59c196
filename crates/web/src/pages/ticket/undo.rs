//! Taking back what a member just changed: a form that puts it as it was, offered for a moment after the change.

use super::View;
use crate::query::href;
use crate::wording::{say, weave};
use domain::id::TicketNumber;
use domain::ticket::{Assignee, Ticket};
use maud::{Markup, html};
use serde::Deserialize;

/// What the address says was just changed. An address that somebody made up offers a change that the member who presses it
/// may make anyway.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Changed {
    changed: String,
    was: String,
    /// What it was set to: what somebody else has changed since is not taken back.
    set: String,
}

/// An owner as forms name them; nobody by nothing.
pub fn owner_value(assignee: Option<&Assignee>) -> String {
    match assignee {
        Some(Assignee::Person(id)) => format!("person:{id}"),
        Some(Assignee::Vendor(id)) => format!("vendor:{id}"),
        None => String::new(),
    }
}

/// Category, priority and place as forms name them.
pub type Parts = [String; 3];

/// Those of a ticket.
pub fn parts(ticket: &Ticket) -> Parts {
    let place = ticket.place.as_ref().map(ToString::to_string).unwrap_or_default();
    [ticket.category.to_string(), ticket.priority.to_string(), place]
}

/// The address of a ticket of which something was just changed; none when nothing was.
pub fn offer(ticket: TicketNumber, changed: &str, was: &str, set: &str) -> Option<String> {
    let said = [("changed", changed), ("was", was), ("set", set)];
    (was != set).then(|| href(&format!("/tickets/{ticket}"), &said))
}

/// The form.
pub fn undo(view: &View) -> Markup {
    let Changed { changed, was, set } = &view.changed;
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
        form.toast #toast method="post" action={ "/tickets/" (view.ticket) "/" (changed) } data-brief data-keep role="status" {
            input type="hidden" name="expected" value=(view.stage.word());
            input type="hidden" name="undoes" value="yes";
            input type="hidden" name="shown" value=(set);
            @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
            span { (words) }
            button.button data-key="z" { (word) }
        }
    }
}
