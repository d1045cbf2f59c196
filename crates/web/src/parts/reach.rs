//! Writing to somebody in WhatsApp: as what it would leave, the form of its words, and what such a form says.

use crate::fault::Fault;
use crate::form::is_name;
use crate::member::Member;
use crate::parts::when::Wall;
use crate::sending::Told;
use crate::state::Shared;
use crate::wording::{say, weave};
use domain::directory::{Directory, Person};
use domain::id::{OutboundId, PersonId};
use domain::message::Handle;
use domain::outbound::Letter;
use domain::policy::dispatch::window_until;
use domain::time::Instant;
use maud::{Markup, html};
use std::collections::BTreeMap;
use store::read::outbox;

/// How messages leave.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ways {
    /// Whether they leave by themselves.
    pub by_itself: bool,
    /// Whether WhatsApp approved any template.
    has_templates: bool,
}

impl Ways {
    /// As whoever sends tells.
    pub fn of(told: Option<&Told>) -> Self {
        Self { by_itself: told.is_some(), has_templates: told.is_some_and(|told| told.has_templates) }
    }
}

/// How somebody is reached.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reach {
    /// Until when free text may be sent to them; none when they did not write within a day.
    open_until: Option<Instant>,
    /// Whether a number of theirs is known.
    pub is_reachable: bool,
}

/// How each of these people is reached.
pub async fn reaches<'a>(
    shared: &Shared,
    member: &Member,
    directory: &Directory,
    people: &[&'a Person],
) -> Result<BTreeMap<&'a PersonId, Reach>, Fault> {
    let ids: Vec<&PersonId> = people.iter().map(|person| &person.id).collect();
    let wrote = outbox::windows(shared.desk.db(), &member.org, directory, &ids).await?;
    let now = shared.now();
    let is_number = |handle: &Handle| handle.as_phone().is_some() || handle.0.starts_with("bsuid:");
    let reach = |person: &Person| {
        let until = wrote.get(&person.id).map(|wrote_at| window_until(*wrote_at));
        let open_until = until.filter(|until| now < *until);
        Reach { open_until, is_reachable: person.handles.iter().any(is_number) }
    };
    Ok(people.iter().map(|person| (&person.id, reach(person))).collect())
}

impl Reach {
    /// As what a message would leave, in words; `template` says how one reads that leaves as a template.
    pub fn words(&self, ways: Ways, template: &Markup, wall: &Wall) -> Markup {
        html! {
            @if !self.is_reachable {
                (say("No number is known, so nothing can be sent to them."))
            } @else if !ways.by_itself {
                (say("No number of ours is connected: you send it from your own WhatsApp."))
            } @else if let Some(until) = self.open_until {
                (weave(say("Reads exactly this: free text until {time}."), &[("time", &wall.at(until))]))
            } @else if ways.has_templates {
                (template)
            } @else {
                (say("Has not written for a day, and WhatsApp approved no template: it waits for you to send it by hand."))
            }
        }
    }
}

/// The words, and the button that wants them sent; a draft is kept of them where there is one whom they can be for.
pub fn words(ways: Ways, id: &str, is_for_one: bool) -> Markup {
    html! {
        div.field {
            label for=(id) { (say("Message")) }
            textarea id=(id) name="text" required maxlength=(Letter::CHARS_MAX) dir="auto" data-draft[is_for_one] {}
        }
        div.actions {
            button.button.main { @if ways.by_itself { (say("Send in ten seconds")) } @else { (say("Put it on the list to send")) } }
        }
    }
}

/// What a form says that names a letter.
pub fn read(name: String, text: &str) -> Result<(OutboundId, String), Fault> {
    let text = text.replace("\r\n", "\n").trim().to_owned();
    let is_named = is_name(&name);
    if text.is_empty() || text.chars().count() > Letter::CHARS_MAX || !is_named {
        return Err(Fault::Unreadable(say("A message has between one and 480 characters.").into()));
    }
    Ok((OutboundId::new(name), text))
}
