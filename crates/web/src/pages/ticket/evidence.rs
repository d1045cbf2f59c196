//! What shows the damage and what shows the fix, side by side; everything else that was sent, below.

use super::View;
use crate::parts::bubble::{form_word, icon, named};
use domain::directory::Directory;
use domain::id::PersonId;
use domain::message::Form;
use domain::ticket::{Assignee, Ticket};
use domain::time::Instant;
use maud::{Markup, html};
use store::read::messages::Message;

/// A photo, film or file of the ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    pub digest: String,
    pub form: Form,
    pub sender: String,
    pub sent_at: Instant,
    /// Whether whoever works on it sent it, or it was sent once work had begun: it may show the fix.
    pub is_after: bool,
}

impl Photo {
    fn is_picture(&self) -> bool {
        matches!(self.form, Form::Image | Form::Sticker)
    }
}

/// What was sent about a ticket, in order, with which side of the work it shows.
pub fn photos(ticket: &Ticket, shown: &[Message], started_at: Option<Instant>, directory: &Directory) -> Vec<Photo> {
    let began_at = ticket.course.attended_at.or(started_at).or(ticket.resolved_at);
    let photo = |message: &Message| {
        let heard = &message.heard;
        let is_late = began_at.is_some_and(|began_at| heard.sent_at >= began_at);
        Some(Photo {
            digest: heard.media.as_ref()?.to_string(),
            form: heard.form,
            sender: message.sender_name.clone(),
            sent_at: heard.sent_at,
            is_after: is_late || is_worker(ticket, &heard.sender, directory),
        })
    };
    let mut photos: Vec<Photo> = shown.iter().filter_map(photo).collect();
    photos.reverse();
    photos
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
    let pictures = || view.photos.iter().filter(|photo| photo.is_picture());
    let before = pictures().find(|photo| !photo.is_after);
    let after = pictures().rfind(|photo| photo.is_after);
    let rest: Vec<&Photo> =
        view.photos.iter().filter(|photo| Some(*photo) != before && Some(*photo) != after).collect();
    html! {
        @if !view.photos.is_empty() || view.times.resolved.is_some() {
            section.card aria-labelledby="photos" {
                h2 #photos { "Before and after" span.count { (view.photos.len()) } }
                div.sides {
                    (side(view, "Before", before, &html! { "No photo shows it before the work." }))
                    (side(view, "After", after, &nothing_after(view)))
                }
                @if !rest.is_empty() {
                    ul.photos { @for photo in rest { li { (small(view, photo)) } } }
                }
            }
        }
    }
}

fn nothing_after(view: &View) -> Markup {
    html! {
        @if view.times.resolved.is_none() {
            "Comes with the fix."
        } @else {
            b { "No photo shows the fix." }
            @if !view.composer.people.is_empty() { a href="#write" { "Ask for one" } }
        }
    }
}

fn side(view: &View, word: &str, photo: Option<&Photo>, nothing: &Markup) -> Markup {
    html! {
        figure {
            @match photo {
                Some(photo) => a href={ "/media/" (photo.digest) } {
                    img src={ "/media/" (photo.digest) "/thumb" } width="320" height="240" loading="lazy"
                        alt={ (word) ": photo from " (named(&photo.sender)) };
                },
                None => div.gap { (nothing) },
            }
            figcaption {
                b { (word) }
                @if let Some(photo) = photo { " · " bdi { (named(&photo.sender)) } ", " (view.frame.wall.at(photo.sent_at)) }
            }
        }
    }
}

fn small(view: &View, photo: &Photo) -> Markup {
    html! {
        a href={ "/media/" (photo.digest) } {
            @if photo.is_picture() {
                img src={ "/media/" (photo.digest) "/thumb" } alt={ "Photo from " (named(&photo.sender)) }
                    loading="lazy" width="160" height="160";
            } @else {
                span.file { (icon(photo.form).svg()) }
            }
            span { (form_word(photo.form)) ", " (view.frame.wall.at(photo.sent_at)) }
        }
    }
}
