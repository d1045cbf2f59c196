//! What shows the damage and what shows the fix, side by side; everything else that was sent, below.

use super::View;
use crate::parts::bubble::named;
use crate::parts::evidence::{Photo, notes, seen_before, tile};
use crate::wording::{fill, say};
use domain::directory::Directory;
use domain::id::PersonId;
use domain::message::Form;
use domain::ticket::{Assignee, Ticket};
use domain::time::Instant;
use maud::{Markup, html};
use store::read::messages::Message;

/// A photo, film or file of the ticket.
#[derive(Clone, Debug)]
pub struct Shot {
    /// What was sent, and what there is to say of it.
    pub photo: Photo,
    /// Whether whoever works on it sent it, or it was sent once work had begun: it may show the fix.
    pub is_after: bool,
}

impl Shot {
    fn is_picture(&self) -> bool {
        matches!(self.photo.form, Form::Image | Form::Sticker)
    }
}

/// What was sent about a ticket, in order, with which side of the work it shows. Of each message with a file there is
/// one photo, in the same order.
pub fn shots(
    ticket: &Ticket,
    shown: &[Message],
    photos: Vec<Photo>,
    started_at: Option<Instant>,
    directory: &Directory,
) -> Vec<Shot> {
    let began_at = ticket.course.attended_at.or(started_at).or(ticket.resolved_at);
    let senders = shown.iter().filter(|message| message.heard.media.is_some()).map(|message| &message.heard.sender);
    let shot = |(photo, sender): (Photo, &PersonId)| {
        let is_late = began_at.is_some_and(|began_at| photo.sent_at >= began_at);
        Shot { is_after: is_late || is_worker(ticket, sender, directory), photo }
    };
    let mut shots: Vec<Shot> = photos.into_iter().zip(senders).map(shot).collect();
    shots.reverse();
    shots
}

/// Whether a ticket is, or was last said to be fixed, by somebody.
fn is_worker(ticket: &Ticket, person: &PersonId, directory: &Directory) -> bool {
    let who = directory.who(person);
    let is_owner = match &ticket.assignee {
        Some(Assignee::Person(owner)) => directory.who(owner) == who,
        Some(Assignee::Vendor(vendor)) => {
            directory.person(person).is_some_and(|known| known.vendor.as_ref() == Some(vendor))
        }
        None => false,
    };
    is_owner || ticket.claimant.as_ref().is_some_and(|claimant| directory.who(claimant) == who)
}

/// The card; none while there is nothing to see and nothing is said to be fixed.
pub fn evidence(view: &View) -> Markup {
    let of_side = |is_after: bool| {
        let pictures = view.photos.iter().enumerate();
        pictures.filter(move |(_, shot)| shot.is_picture() && shot.is_after == is_after)
    };
    let (before, after) = (of_side(false).next(), of_side(true).next_back());
    let shown = [before, after].map(|shot| shot.map(|(nth, _)| nth));
    let rest = view.photos.iter().enumerate().filter(|(nth, _)| !shown.contains(&Some(*nth)));
    let rest: Vec<&Shot> = rest.map(|(_, shot)| shot).collect();
    let (before, after) = (before.map(|(_, shot)| &shot.photo), after.map(|(_, shot)| &shot.photo));
    let wall = &view.frame.wall;
    html! {
        @if !view.photos.is_empty() || view.times.resolved.is_some() {
            section.card aria-labelledby="photos" {
                h2 #photos { (say("Before and after")) span.count data-plain="the photos below" { (view.photos.len()) } }
                div.sides {
                    (side(view, say("Before"), before, &html! { (say("No photo shows it before the work.")) }))
                    (side(view, say("After"), after, &nothing_after(view)))
                }
                @if !rest.is_empty() {
                    ul.photos { @for shot in rest { li { (tile(&shot.photo, wall)) } } }
                }
                @for shot in &view.photos { (seen_before(&shot.photo, wall)) }
            }
        }
    }
}

fn nothing_after(view: &View) -> Markup {
    html! {
        @if view.times.resolved.is_none() {
            (say("Comes with the fix."))
        } @else {
            b { (say("No photo shows the fix.")) }
            @if !view.composer.people.is_empty() { a href="#write" { (say("Ask for one")) } }
        }
    }
}

fn side(view: &View, word: &str, photo: Option<&Photo>, nothing: &Markup) -> Markup {
    html! {
        figure {
            @match photo {
                Some(photo) => a href={ "/media/" (photo.digest) } {
                    img src={ "/media/" (photo.digest) "/thumb" } width="320" height="240" loading="lazy"
                        alt=(fill(say("{what}: photo from {name}"), &[("what", word), ("name", named(&photo.sender))]));
                },
                None => div.gap { (nothing) },
            }
            figcaption {
                b { (word) }
                @if let Some(photo) = photo { " · " bdi { (named(&photo.sender)) } (say(", ")) (view.frame.wall.at(photo.sent_at)) " " (notes(photo)) }
            }
        }
    }
}
