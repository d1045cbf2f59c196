//! Photos, films and files as evidence: how much each proves, what is wrong with it, and whether it was seen before.

use super::bubble::{form_word, icon, photo_from};
use super::when::Wall;
use crate::fault::Fault;
use crate::member::Member;
use crate::names::Names;
use crate::query::day_of;
use crate::wording::{fill, say, weave};
use domain::media::Grade;
use domain::message::{Form, Geo, Subject};
use domain::time::Instant;
use maud::{Markup, html};
use store::Db;
use store::looks::{self, Seen, Shown};
use store::read::messages::Message;

/// A photo, film or file.
#[derive(Clone, Debug)]
pub struct Photo {
    /// Its bytes.
    pub digest: String,
    /// What it is.
    pub form: Form,
    /// Who sent it.
    pub sender: String,
    /// When.
    pub sent_at: Instant,
    /// How much it proves.
    pub grade: Grade,
    /// What is wrong with it.
    pub faults: Vec<&'static str>,
    /// When its file says it was taken, by the camera's clock.
    pub taken: Option<String>,
    /// Where its file says it was taken.
    pub place: Option<Geo>,
    /// An earlier picture that looks identical.
    pub earlier: Option<Earlier>,
}

/// A picture that came earlier.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// Its bytes.
    pub digest: String,
    /// Where its message, or what that speaks of, is shown.
    pub href: String,
    /// What it was for: "T-104", a task, or nothing.
    pub about: String,
    /// When it was sent.
    pub sent_at: Instant,
    /// Whether it is the same file.
    pub is_same: bool,
}

/// The evidence in messages, with what was seen in it. An earlier picture may be of any site, so that who sees some only
/// is not told of it.
pub async fn gather(db: &Db, member: &Member, names: Names<'_>, messages: &[Message]) -> Result<Vec<Photo>, Fault> {
    let shown: Vec<Shown<'_>> = messages
        .iter()
        .filter_map(|Message { heard, .. }| {
            let about = heard.meaning.as_ref().and_then(|meaning| meaning.about.as_ref());
            Some(Shown { message: &heard.id, media: heard.media.as_ref()?, sent_at: heard.sent_at, about })
        })
        .collect();
    let mut seen = looks::of(db, &member.org, &shown).await?;
    if !member.login.sees_all() {
        seen.values_mut().for_each(|seen| seen.earlier = None);
    }
    let with_file = messages.iter().filter(|message| message.heard.media.is_some());
    Ok(with_file.map(|message| photo(message, seen.remove(&message.heard.id).unwrap_or_default(), names)).collect())
}

fn photo(message: &Message, seen: Seen, names: Names<'_>) -> Photo {
    let heard = &message.heard;
    let Seen { look, earlier } = seen;
    let faults = [
        (look.is_dark, say("Dark")),
        (look.is_blurred, say("Blurred")),
        (look.is_screenshot, say("May be a screenshot")),
    ];
    let is_dated = look.taken.is_some() || look.place.is_some();
    Photo {
        digest: heard.media.as_ref().map(ToString::to_string).unwrap_or_default(),
        form: heard.form,
        sender: message.sender_name.clone(),
        sent_at: heard.sent_at,
        grade: Grade::of(heard.form, is_dated),
        faults: faults.into_iter().filter(|(is_so, _)| *is_so).map(|(_, words)| words).collect(),
        taken: look.taken,
        place: look.place,
        earlier: earlier.map(|earlier| {
            let (href, about) = match &earlier.about {
                Some(Subject::Ticket(ticket)) => (format!("/tickets/{ticket}"), ticket.to_string()),
                Some(Subject::Task(task, Some(day))) => (day_of(task.as_str(), *day), names.task(task)),
                Some(Subject::Task(task, None)) => (format!("/messages/{}", earlier.message), names.task(task)),
                None => (format!("/messages/{}", earlier.message), String::new()),
            };
            Earlier {
                digest: earlier.media.to_string(),
                href,
                about,
                sent_at: earlier.sent_at,
                is_same: earlier.is_same,
            }
        }),
    }
}

/// How much something proves, as a letter, with its meaning.
pub fn grade(grade: Grade) -> Markup {
    html! { span.tag title=(say(grade.sentence())) { (weave(say("Grade {grade}"), &[("grade", &grade.to_string())])) } }
}

/// The card of all evidence.
pub fn card(photos: &[Photo], wall: &Wall) -> Markup {
    html! {
        section.card aria-labelledby="photos" {
            h2 #photos { (say("Evidence")) span.count { (photos.len()) } }
            ul.photos { @for photo in photos { li { (tile(photo, wall)) } } }
            @for photo in photos { (seen_before(photo, wall)) }
        }
    }
}

/// One of several.
pub fn tile(photo: &Photo, wall: &Wall) -> Markup {
    html! {
        a href={ "/media/" (photo.digest) } {
            (picture(&photo.digest, photo.form, &photo_from(&photo.sender)))
            span { (form_word(photo.form)) (say(", ")) (wall.at(photo.sent_at)) }
        }
        (notes(photo))
    }
}

/// What there is to say of one besides whose it is.
pub fn notes(photo: &Photo) -> Markup {
    html! {
        (grade(photo.grade))
        @for fault in &photo.faults { " " span class="tag wait" { (fault) } }
        @if let Some(taken) = &photo.taken { small { (weave(say("Taken {time} by the camera’s clock"), &[("time", taken)])) } }
        @if let Some(place) = photo.place { small { (fill(say("At {place}"), &[("place", &format!("{:.5}, {:.5}", place.lat, place.lon))])) } }
    }
}

fn picture(digest: &str, form: Form, alt: &str) -> Markup {
    html! {
        @if matches!(form, Form::Image | Form::Sticker) {
            img src={ "/media/" (digest) "/thumb" } alt=(alt) loading="lazy" width="160" height="160";
        } @else {
            span.file { (icon(form).svg()) }
        }
    }
}

/// Both pictures where one was seen before, and what was noticed; what follows is for people to say.
pub fn seen_before(photo: &Photo, wall: &Wall) -> Markup {
    let Some(earlier) = &photo.earlier else { return html! {} };
    let how = if earlier.is_same {
        say("The photo of {time} is the same file as {earlier}. Please look at both.")
    } else {
        say("The photo of {time} looks identical to {earlier}. Please look at both.")
    };
    let about = html! { bdi { (earlier.about) } };
    let named =
        if earlier.about.is_empty() { say("the photo of {time}") } else { say("the photo of {time} for {about}") };
    let named = weave(named, &[("time", &wall.at(earlier.sent_at)), ("about", &about)]);
    let link = html! { a href=(earlier.href) { (named) } };
    let (now, before) = (say("The photo sent now"), say("The earlier photo"));
    html! {
        div.pad {
            p {
                b { (say("Seen before.")) " " }
                (weave(how, &[("time", &wall.at(photo.sent_at)), ("earlier", &link)]))
            }
            ul.photos {
                @for (digest, alt) in [(&photo.digest, now), (&earlier.digest, before)] {
                    li { a href={ "/media/" (digest) } { (picture(digest, Form::Image, alt)) span { (alt) } } }
                }
            }
        }
    }
}
