//! For what the job waited, as whoever has it sees it, and how they say that this is wrong.

use super::opened::Opened;
use super::{View, camera, form};
use crate::fault::Fault;
use crate::parts::badges::hold_word;
use crate::state::Shared;
use crate::wording::{say, weave};
use domain::clock::{Pause, Rest};
use domain::id::MessageId;
use domain::message::Form;
use domain::pass::Move;
use domain::ticket::{HoldReason, Stage};
use domain::time::Instant;
use domain::wording::cut;
use maud::{Markup, html};
use store::read::messages::one;

/// Longest words of a message that shows why work waits, in characters.
const SHOWN_CHARS: usize = 300;
/// Pauses on one page, the last ones.
const PAUSES_MAX: usize = 20;

/// A stretch in which the job waited.
pub struct Paused {
    pub reason: HoldReason,
    pub since: Instant,
    pub until: Option<Instant>,
    /// What shows why; none where nothing does.
    pub proof: Option<Proof>,
    pub is_contested: bool,
    /// Whether it stands, as a manager says.
    pub stands: Option<bool>,
}

/// The message that shows why a job waited.
#[derive(Default)]
pub struct Proof {
    /// When it was said, where somebody else said it.
    pub others_at: Option<Instant>,
    /// Its words where whoever looks said it. What others say may be of a chat that is none of theirs.
    pub words: String,
    /// Its photo, shown where the page shows it anyway.
    pub photo: Option<String>,
}

/// For what a job waited, of late.
pub async fn paused(shared: &Shared, opened: &Opened) -> Result<Vec<Paused>, Fault> {
    let waits = opened.ticket.course.pauses.iter().filter_map(|pause| match pause.rest {
        Rest::Held(reason) => Some((pause, reason)),
        Rest::Claimed | Rest::PutAway => None,
    });
    let waits: Vec<(&Pause, HoldReason)> = waits.collect();
    let mut paused = Vec::new();
    for (pause, reason) in &waits[waits.len().saturating_sub(PAUSES_MAX)..] {
        let proof = match &pause.message {
            Some(id) => Some(proof(shared, opened, id).await?),
            None => None,
        };
        let (is_contested, stands) = (pause.contest.is_some(), pause.ruling.as_ref().map(|ruling| ruling.stands));
        let (reason, since, until) = (*reason, pause.since, pause.until);
        paused.push(Paused { reason, since, until, proof, is_contested, stands });
    }
    Ok(paused)
}

async fn proof(shared: &Shared, opened: &Opened, id: &MessageId) -> Result<Proof, Fault> {
    let Some(message) = one(shared.desk.db(), &opened.org, id).await? else { return Ok(Proof::default()) };
    let heard = message.heard;
    let is_theirs = opened.directory.are_one(&heard.sender, &opened.person.id);
    let photo = heard.media.filter(|_| heard.form == Form::Image);
    Ok(Proof {
        others_at: (!is_theirs).then_some(heard.sent_at),
        words: if is_theirs { cut(&heard.text, SHOWN_CHARS) } else { String::new() },
        photo: photo.map(|digest| digest.to_string()),
    })
}

/// The list.
pub fn pauses(view: &View) -> Markup {
    let is_over = view.stage == Stage::Closed || view.stage.is_put_away();
    html! {
        @if !view.pauses.is_empty() {
            section.card aria-labelledby="pauses" {
                h2 #pauses { (say("Pauses")) }
                dl.facts { @for (nth, pause) in view.pauses.iter().enumerate() { (row(view, nth, pause, is_over)) } }
            }
        }
    }
}

fn row(view: &View, nth: usize, pause: &Paused, is_over: bool) -> Markup {
    let since = view.wall.at(pause.since);
    let until = pause.until.map_or_else(|| html! { (say("now")) }, |until| view.wall.at(until));
    html! {
        dt { (hold_word(pause.reason)) }
        dd {
            p { (weave(say("{from} to {to}"), &[("from", &since), ("to", &until)])) }
            @match &pause.proof {
                Some(proof) => {
                    @if let Some(at) = proof.others_at {
                        p { (weave(say("A message of {date} shows it."), &[("date", &view.wall.at(at))])) }
                    }
                    @if !proof.words.is_empty() { blockquote dir="auto" { (proof.words) } }
                    @if let Some(digest) = proof.photo.as_ref().filter(|digest| view.photos.contains(digest)) {
                        p { a href={ (view.path) "/media/" (digest) } { (view.words.photo) } }
                    }
                }
                None => p { (say("No message shows why: the clocks went on.")) },
            }
            @match (pause.stands, pause.is_contested) {
                (Some(true), _) => p { b { (say("It stands")) } },
                (Some(false), _) => p { b { (say("Struck: the clocks ran in it.")) } },
                (None, true) => p { b { (say("Contested: a manager’s answer is waited for.")) } },
                (None, false) if !is_over => (contest(view, nth, pause)),
                (None, false) => {}
            }
        }
    }
}

fn contest(view: &View, nth: usize, pause: &Paused) -> Markup {
    let words = view.words;
    let id = format!("contest-{nth}");
    let fields = html! {
        input type="hidden" name="pause" value=(pause.since.us());
        div.field { label for=(id) { (words.reason) } textarea #(id) name="text" rows="2" maxlength="1000" required {} }
        div.field { label for={ (id) "-photo" } { (words.photo) } (camera(&format!("{id}-photo"), false)) }
        button.button { (words.send) }
    };
    html! { details.fold { summary { (words.contest) } (form(view, Move::Contest, &id, &fields)) } }
}
