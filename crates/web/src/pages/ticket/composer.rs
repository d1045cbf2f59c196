//! Writing about a ticket: to whom one can, as what it would leave, and a note that only colleagues see.

use super::View;
use crate::fault::Fault;
use crate::limits;
use crate::member::Member;
use crate::parts::bubble::named;
use crate::state::Shared;
use crate::wording::{say, weave};
use domain::directory::{Directory, Person};
use domain::id::PersonId;
use domain::message::Handle;
use domain::outbound::Letter;
use domain::policy::dispatch::window_until;
use domain::ticket::{Assignee, Ticket};
use domain::time::Instant;
use maud::{Markup, html};
use std::collections::BTreeMap;
use store::read::outbox;

/// People of a vendor one may write to.
const OF_VENDOR_MAX: usize = 4;
/// People who reported the same one may write to.
const VOICES_MAX: usize = 4;

/// Whom one may write to, and how.
#[derive(Default)]
pub struct Composer {
    pub people: Vec<Reader>,
    /// Names the letter, so that one form is one letter.
    pub name: String,
    /// Whether messages leave by themselves.
    pub by_itself: bool,
    /// Whether WhatsApp approved any template.
    pub has_templates: bool,
}

/// Somebody one may write to.
pub struct Reader {
    pub id: String,
    pub name: String,
    /// What they have to do with the ticket.
    pub part: &'static str,
    /// Until when free text may be sent to them; none when they did not write within a day.
    pub open_until: Option<Instant>,
    /// Whether a number of theirs is known.
    pub is_reachable: bool,
}

/// Whom one may write to about a ticket.
pub async fn composer(
    shared: &Shared,
    member: &Member,
    ticket: &Ticket,
    directory: &Directory,
) -> Result<Composer, Fault> {
    let parts = parts(ticket, directory);
    let people: Vec<&PersonId> = parts.iter().map(|(person, _)| &person.id).collect();
    let wrote = outbox::windows(shared.desk.db(), &member.org, directory, &people).await?;
    let now = shared.now();
    let told = shared.sending.told();
    Ok(Composer {
        people: parts.into_iter().map(|(person, part)| reader(person, part, &wrote, now)).collect(),
        name: format!("{:032x}", (shared.entropy)()),
        by_itself: told.is_some(),
        has_templates: told.is_some_and(|told| told.has_templates),
    })
}

fn reader(person: &Person, part: &'static str, wrote: &BTreeMap<PersonId, Instant>, now: Instant) -> Reader {
    let until = wrote.get(&person.id).map(|wrote_at| window_until(*wrote_at));
    let is_number = |handle: &Handle| handle.as_phone().is_some() || handle.0.starts_with("bsuid:");
    Reader {
        id: person.id.to_string(),
        name: named(&person.name).to_owned(),
        part,
        open_until: until.filter(|until| now < *until),
        is_reachable: person.handles.iter().any(is_number),
    }
}

/// Who has to do with a ticket, each once: its reporter, its owner, who claimed the fix, who reported it too.
fn parts<'a>(ticket: &'a Ticket, directory: &'a Directory) -> Vec<(&'a Person, &'static str)> {
    let owners: Vec<(&PersonId, &'static str)> = match &ticket.assignee {
        Some(Assignee::Person(owner)) => vec![(owner, say("owns it"))],
        Some(Assignee::Vendor(vendor)) => {
            let of_vendor = directory.people.values().filter(|person| person.vendor.as_ref() == Some(vendor));
            of_vendor.take(OF_VENDOR_MAX).map(|person| (&person.id, say("works for its owner"))).collect()
        }
        None => Vec::new(),
    };
    let claimant = ticket.claimant.iter().map(|claimant| (claimant, say("says it is fixed")));
    let voices = ticket.voices.iter().take(VOICES_MAX).map(|voice| (voice, say("reported it too")));
    let mut found: Vec<(&Person, &'static str)> = Vec::new();
    for (id, part) in
        std::iter::once((&ticket.reporter, say("reported it"))).chain(owners).chain(claimant).chain(voices)
    {
        let Some(person) = directory.person(id) else { continue };
        if !directory.is_erased(&person.id) && !found.iter().any(|(known, _)| known.id == person.id) {
            found.push((person, part));
        }
    }
    found
}

/// The card with both forms; each keeps to itself, so that what is meant for colleagues never reaches a resident.
pub fn compose(view: &View) -> Markup {
    // Where nobody can be reached, a note is what is left to write.
    let is_heard = view.composer.people.iter().any(|reader| reader.is_reachable);
    html! {
        div.compose #write {
            @if !view.composer.people.is_empty() {
                details.fold name="compose" open[is_heard] {
                    summary data-key="r" { (say("Write in WhatsApp")) }
                    (letter(view))
                }
            }
            details.fold name="compose" open[!is_heard] {
                summary data-key="n" { (say("Note for colleagues")) }
                (note(view))
            }
        }
    }
}

fn letter(view: &View) -> Markup {
    let composer = &view.composer;
    let is_chosen =
        |reader: &Reader| composer.people.iter().find(|one| one.is_reachable).is_some_and(|one| one.id == reader.id);
    html! {
        form method="post" action={ "/tickets/" (view.ticket) "/letters" } {
            input type="hidden" name="name" value=(composer.name);
            fieldset {
                legend { (say("To whom")) }
                @for reader in &composer.people {
                    label.radio.who {
                        input type="radio" name="to" value=(reader.id) required
                            checked[is_chosen(reader)] disabled[!reader.is_reachable];
                        span {
                            span { bdi { b { (reader.name) } } (say(", ")) (reader.part) }
                            small.hint { (window(view, reader)) }
                        }
                    }
                }
            }
            div.field {
                label for="letter" { (say("Message")) }
                textarea #letter name="text" required maxlength=(Letter::CHARS_MAX) dir="auto" {}
            }
            div.actions {
                button.button.main { @if composer.by_itself { (say("Send in ten seconds")) } @else { (say("Put it on the list to send")) } }
            }
        }
    }
}

/// As what a message to somebody would leave, in words.
fn window(view: &View, reader: &Reader) -> Markup {
    let composer = &view.composer;
    html! {
        @if !reader.is_reachable {
            (say("No number is known, so nothing can be sent to them."))
        } @else if !composer.by_itself {
            (say("No number of ours is connected: you send it from your own WhatsApp."))
        } @else if let Some(until) = reader.open_until {
            (weave(say("Reads exactly this: free text until {time}."), &[("time", &view.frame.wall.at(until))]))
        } @else if composer.has_templates {
            (weave(
                say("Has not written for a day, so it leaves as a template: “About {ticket} …: “your words” Please reply here.”"),
                &[("ticket", &view.ticket.to_string())],
            ))
        } @else {
            (say("Has not written for a day, and WhatsApp approved no template: it waits for you to send it by hand."))
        }
    }
}

fn note(view: &View) -> Markup {
    html! {
        form method="post" action={ "/tickets/" (view.ticket) "/notes" } {
            div.field {
                label for="note" { (say("Note for your colleagues; nobody in the chat sees it")) }
                textarea #note name="text" required maxlength=(limits::NOTE_MAX_CHARS) dir="auto" {}
            }
            div { button.button { (say("Add note")) } }
        }
    }
}
