//! What became of a message of ours, in words and ticks.

use crate::parts::when::Wall;
use crate::wording::{say, weave};
use domain::outbound::{Dress, Outbound, Purpose, State};
use domain::policy::dispatch;
use domain::time::Instant;
use maud::{Markup, html};

/// What became of a message.
#[derive(Clone, Copy, Debug)]
pub struct Fate {
    state: State,
    purpose: Purpose,
    /// When the channel, or a member, said so.
    told_at: Option<Instant>,
    begun_at: Option<Instant>,
    /// What went wrong last, with the channel's number for it.
    trouble: Option<(&'static str, Option<u32>)>,
    is_template: bool,
    is_doubled: bool,
}

impl Fate {
    /// Of a message.
    pub fn of(outbound: &Outbound) -> Self {
        Self {
            state: outbound.state,
            purpose: outbound.purpose,
            told_at: outbound.told_at,
            begun_at: outbound.begun_at,
            trouble: outbound.trouble.map(|trouble| (trouble.failure.sentence(), trouble.code)),
            is_template: matches!(outbound.dress, Some(Dress::Template { .. })),
            is_doubled: outbound.doubled,
        }
    }

    /// Whether nobody knows if it arrived, or it did not, so that somebody has to see to it.
    pub fn wants_somebody(&self, now: Instant) -> bool {
        let is_late = self.begun_at.is_some_and(|begun| now > begun.plus_minutes(dispatch::DOUBT_MINUTES));
        self.state == State::Failed || (self.state == State::Begun && is_late)
    }
}

/// The line below a message.
pub fn fate(fate: &Fate, wall: &Wall) -> Markup {
    let words = say(match fate.state {
        State::Waiting => "Not sent within a day, so no longer worth sending.",
        State::Begun if fate.wants_somebody(wall.now) => "It is not known whether it was sent. Look in WhatsApp.",
        State::Begun => "Being sent.",
        State::Sent => "✓ Sent",
        State::Delivered => "✓✓ Delivered",
        State::Read => "✓✓ Read",
        State::Failed => "Not delivered.",
        // Nothing else takes back what a member wrote.
        State::Withdrawn if fate.purpose == Purpose::Letter => "Not sent: they took back what it answers.",
        State::Withdrawn => "Taken back: the answer came first.",
        State::Declined => "A member decided not to send it.",
    });
    let told = html! { (words) @if let Some(at) = fate.told_at { " " (wall.clock(at)) } };
    let is_in_trouble = matches!(fate.state, State::Failed | State::Begun | State::Waiting);
    html! {
        p.muted {
            @match (fate.state.is_out(), fate.is_template) {
                (false, _) => (words),
                (true, false) => { (told) "." },
                (true, true) => (weave(say("{told} as a template."), &[("told", &told)])),
            }
            @if is_in_trouble { @if let Some((why, code)) = fate.trouble {
                " " (say(why))
                @if let Some(code) = code { " " (weave(say("(WhatsApp error {code})"), &[("code", &code)])) }
            } }
            @if fate.is_doubled { " " (say("WhatsApp tells that it was sent twice.")) }
        }
    }
}
