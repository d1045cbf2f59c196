//! Writing about a ticket: to whom one can, as what it would leave, and a note that only colleagues see.

use super::View;
use crate::fault::Fault;
use crate::form::name;
use crate::limits;
use crate::member::Member;
use crate::parts::bubble::named;
use crate::parts::reach::{Reach, Ways, reaches, words};
use crate::state::Shared;
use crate::wording::{say, weave};
use domain::directory::{Directory, Person};
use domain::id::PersonId;
use domain::ticket::{Assignee, Ticket};
use maud::{Markup, html};

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
    pub ways: Ways,
}

/// Somebody one may write to.
pub struct Reader {
    pub id: String,
    pub name: String,
    /// What they have to do with the ticket.
    pub part: &'static str,
    pub reach: Reach,
}

/// Whom one may write to about a ticket.
pub async fn composer(
    shared: &Shared,
    member: &Member,
    ticket: &Ticket,
    directory: &Directory,
) -> Result<Composer, Fault> {
    let parts = parts(ticket, directory);
    let people: Vec<&Person> = parts.iter().map(|(person, _)| *person).collect();
    let reaches = reaches(shared, member, directory, &people).await?;
    let reader = |(person, part): (&Person, &'static str)| Reader {
        id: person.id.to_string(),
        name: named(&person.name).to_owned(),
        part,
        reach: reaches.get(&person.id).copied().unwrap_or_default(),
    };
    let ways = Ways::of(shared.sending.told().as_ref());
    Ok(Composer { people: parts.into_iter().map(reader).collect(), name: name(shared), ways })
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
    let is_heard = view.composer.people.iter().any(|reader| reader.reach.is_reachable);
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
    let is_chosen = |reader: &Reader| {
        composer.people.iter().find(|one| one.reach.is_reachable).is_some_and(|one| one.id == reader.id)
    };
    html! {
        form method="post" action={ "/tickets/" (view.ticket) "/letters" } {
            input type="hidden" name="name" value=(composer.name);
            fieldset {
                legend { (say("To whom")) }
                @for reader in &composer.people {
                    label.radio.who {
                        input type="radio" name="to" value=(reader.id) required
                            checked[is_chosen(reader)] disabled[!reader.reach.is_reachable];
                        span {
                            span { bdi { b { (reader.name) } } (say(", ")) (reader.part) }
                            small.hint { (window(view, reader)) }
                        }
                    }
                }
            }
            (words(composer.ways, "letter", false))
        }
    }
}

/// As what a message to somebody would leave.
fn window(view: &View, reader: &Reader) -> Markup {
    let template = weave(
        say(
            "Has not written for a day, so it leaves as a template: “About {ticket} …: “your words” Please reply here.”",
        ),
        &[("ticket", &view.ticket.to_string())],
    );
    reader.reach.words(view.composer.ways, &template, &view.frame.wall)
}

fn note(view: &View) -> Markup {
    html! {
        form method="post" action={ "/tickets/" (view.ticket) "/notes" } {
            div.field {
                label for="note" { (say("Note for your colleagues; nobody in the chat sees it")) }
                textarea #note name="text" required maxlength=(limits::NOTE_MAX_CHARS) dir="auto" data-draft {}
            }
            div { button.button { (say("Add note")) } }
        }
    }
}
