//! What is to be said, to whom and why, and what became of it; to be sent by hand while no number is connected.

use crate::pages::costs;
use crate::parts::badges::{grouped, purpose_word};
use crate::parts::bubble::gone;
use crate::parts::letter::{self, Fate};
use crate::parts::shell::{Frame, shell};
use crate::sending::Told;
use crate::wording::{counted, fill, plural, say, weave};
use domain::id::TicketNumber;
use domain::member::MemberRole;
use domain::outbound::{Hindrance, Purpose};
use domain::time::Instant;
use maud::{Markup, html};
use store::costs::Month;

mod load;

/// How the field of a form begins that stood in the inbox.
const TRIAGE: &str = "triage/";
/// The same of a test message.
const TRIAL: &str = "trial:";

pub use load::{LINK_HIDDEN, decline, hand, sent, show};

/// The page.
pub struct View {
    pub frame: Frame,
    /// What waits, the first due first; empty on later pages.
    pub waiting: Vec<Line>,
    /// Where that goes on.
    pub more_waits: Option<String>,
    /// How many wait; more than the lines when they do not fit.
    pub count: u64,
    /// What was said, taken back or is no longer worth saying, the last first.
    pub before: Vec<Line>,
    /// Where the list goes on.
    pub next: Option<String>,
    pub shown: Shown,
    /// What whoever sends tells; none where everything is sent by hand.
    pub told: Option<Told>,
    /// Messages handed over in thirty days: in their own words, and as templates.
    pub spent: (u64, u64),
    /// What the month has cost so far.
    pub month: Month,
}

/// Which of the two lists a page shows: each goes on by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    Both,
    Waiting,
    Before,
}

impl View {
    /// Whether whoever looks may send something by hand, or say that it is not sent.
    fn may_send(&self) -> bool {
        self.frame.role.covers(MemberRole::Supervisor)
    }
}

/// What one needs to send a message by hand, or to say that it is not sent.
#[derive(Clone, Debug, Default)]
pub struct Hand {
    pub id: String,
    pub person: String,
    /// Only the digits; empty when there is no number.
    pub phone: String,
    pub text: String,
    /// When its words went because their time was over.
    pub words_gone_at: Option<domain::time::Instant>,
}

/// One message.
pub struct Line {
    pub hand: Hand,
    pub purpose: Purpose,
    /// What it speaks of: words and address.
    pub about: Vec<(String, String)>,
    pub language: String,
    pub not_before: Instant,
    /// What became of it.
    pub fate: Fate,
    /// What keeps it, when it waits for something.
    pub held: Option<Hindrance>,
}

/// `GET /outbox`.
pub fn page(view: &View) -> Markup {
    let content = html! {
        div.head { div { h1 { (say("To send")) } p.lede { (summary(view.count)) } } }
        div.stack {
            @if view.shown != Shown::Before { (waiting(view)) }
            @if view.shown != Shown::Waiting { (before(view)) }
        }
        @if let Some(next) = &view.next {
            nav.pages aria-label=(say("Pages")) { a.button rel="next" href={ "/outbox?after=" (next) } { (say("Older")) } }
        }
    };
    shell(&view.frame, say("To send"), &content)
}

fn summary(count: u64) -> String {
    match count {
        0 => say("Nobody has to be asked or told anything now.").into(),
        _ => counted(
            count,
            "{n} message is to be sent. An answer takes it back by itself.",
            "{n} messages are to be sent. An answer takes it back by itself.",
        ),
    }
}

fn waiting(view: &View) -> Markup {
    html! {
        section.card aria-labelledby="waiting" {
            h2 #waiting { (say("Waiting")) span.count { (view.count) } }
            (how(view))
            @if view.waiting.is_empty() { p.none { (say("Nothing waits.")) } }
            ul.list { @for line in &view.waiting { (letter(view, line)) } }
            @if let Some(more) = &view.more_waits {
                p.pad { a.button rel="next" href={ "/outbox?waiting=" (more) } { (say("More that wait")) } }
            }
        }
    }
}

/// How messages leave, and what keeps them all.
fn how(view: &View) -> Markup {
    let Some(told) = &view.told else {
        return html! {
            p.hint.pad {
                (say("Nothing leaves by itself yet. “Open in WhatsApp” types the message for you; say here when you have sent it.")) " "
                a href="/settings/whatsapp" { (say("Connect a number")) }
            }
        };
    };
    let (words, templates) = view.spent;
    html! {
        @if let Some((failure, until)) = told.stopped.filter(|(_, until)| *until > view.frame.wall.now) {
            p.flash role="alert" {
                (say("Nothing leaves for now.")) " " (say(failure.sentence())) " "
                (weave(say("It is tried again at {time}."), &[("time", &view.frame.wall.clock(until))]))
            }
        }
        @if let Some(words) = costs::warning(&view.month) { p.flash role="status" { (words) } }
        p.hint.pad { (costs::summary(&view.month)) " " a href="/settings/costs" { (say("Budget and prices")) } " · " a href="/settings/words" { (say("What we say")) } }
        p.hint.pad {
            (say("Messages leave by themselves, ten seconds after they were wanted or when their time comes; until then “Don’t send” takes them back."))
            " "
            (fill(
                plural(
                    words + templates,
                    "In thirty days {n} message was sent, {templates} of them as templates.",
                    "In thirty days {n} messages were sent, {templates} of them as templates.",
                ),
                &[("n", &grouped(words + templates)), ("templates", &grouped(templates))],
            ))
            @if let Some(left) = told.left { " " (weave(say("The budget allows {n} more."), &[("n", &left)])) }
            @if !told.has_templates { " " (say("No template is approved, so that only those are written to who wrote in the last day.")) }
            " " a href="/settings/whatsapp" { (say("How WhatsApp is connected")) }
        }
    }
}

fn letter(view: &View, line: &Line) -> Markup {
    html! {
        li.letter {
            (heading(view, line))
            blockquote dir="auto" lang=(line.language) { (line.hand.text) }
            @if let Some(held) = line.held.filter(|held| *held != Hindrance::Early) { p.muted { (say(held.sentence())) } }
            @if view.may_send() { (actions(&line.hand, view.told.is_none() || line.held.is_some_and(wants_a_hand), None)) }
        }
    }
}

/// Whether a message leaves only when somebody sends it by hand.
pub fn wants_a_hand(held: Hindrance) -> bool {
    match held {
        Hindrance::NoTemplate
        | Hindrance::TemplateHeld
        | Hindrance::OptedOut
        | Hindrance::Unreachable
        | Hindrance::Budget
        | Hindrance::Stopped
        | Hindrance::Tired
        | Hindrance::Doubt => true,
        Hindrance::Settled
        | Hindrance::Stale
        | Hindrance::Early
        | Hindrance::NoAddress
        | Hindrance::Erased
        | Hindrance::Deaf
        | Hindrance::Pair
        | Hindrance::Number
        | Hindrance::Spared
        | Hindrance::People => false,
    }
}

/// Where a form stood that settles a message of ours; there its member comes back to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Back {
    /// On a ticket.
    Ticket(TicketNumber),
    /// Beside the message that it answers, in the inbox.
    Triage(String),
    /// On the page of connecting a number: a test message.
    Trial(String),
}

impl Back {
    /// As a field of the form.
    pub fn field(&self) -> Markup {
        let value = match self {
            Self::Ticket(number) => number.to_string(),
            Self::Triage(message) => format!("{TRIAGE}{message}"),
            Self::Trial(outbound) => format!("{TRIAL}{outbound}"),
        };
        html! { input type="hidden" name="back" value=(value); }
    }

    /// What a form says.
    fn read(field: &str) -> Option<Self> {
        let named = |prefix: &str| field.strip_prefix(prefix).filter(|name| !name.is_empty()).map(str::to_owned);
        let ticket = || field.parse().ok().map(Self::Ticket);
        named(TRIAGE).map(Self::Triage).or_else(|| named(TRIAL).map(Self::Trial)).or_else(ticket)
    }

    fn href(&self) -> String {
        match self {
            Self::Ticket(number) => format!("/tickets/{number}#write"),
            Self::Triage(message) => format!("/triage/{}#answer", encoded(message)),
            Self::Trial(outbound) => format!("/settings/whatsapp?trial={}#trial", encoded(outbound)),
        }
    }
}

/// What a member may do with a message that is not on the other's phone.
pub fn actions(hand: &Hand, by_hand: bool, back: Option<&Back>) -> Markup {
    let back = html! { @if let Some(back) = back { (back.field()) } };
    html! {
        div.actions {
            @if by_hand && !hand.phone.is_empty() {
                a.button.main href={ "https://wa.me/" (hand.phone) "?text=" (encoded(&hand.text)) }
                    target="_blank" rel="noopener noreferrer" {
                    (say("Open in WhatsApp")) span.hidden { " " (fill(say("for {name} (new tab)"), &[("name", &hand.person)])) }
                }
            }
            @if by_hand {
                form method="post" action={ "/outbox/" (hand.id) "/dispatch" } {
                    (back)
                    button.button { (say("Sent")) span.hidden { " " (fill(say("to {name}"), &[("name", &hand.person)])) } }
                }
            }
            form method="post" action={ "/outbox/" (hand.id) "/refusal" } {
                (back)
                button.button { (say("Don’t send")) span.hidden { " " (fill(say("to {name}"), &[("name", &hand.person)])) } }
            }
        }
    }
}

fn before(view: &View) -> Markup {
    html! {
        section.card aria-labelledby="before" {
            h2 #before { (say("Before")) }
            @if view.before.is_empty() { p.none { (say("Nothing was sent or taken back yet.")) } }
            ul.list {
                @for line in &view.before {
                    li.letter {
                        (heading(view, line))
                        blockquote dir="auto" lang=(line.language) {
                            @if let (Some(at), true) = (line.hand.words_gone_at, line.hand.text.is_empty()) {
                                span.muted { (gone(at, &view.frame.wall)) }
                            } @else if line.hand.text.is_empty() { span.muted { (say("Erased")) } } @else { (line.hand.text) }
                        }
                        (letter::fate(&line.fate, &view.frame.wall))
                        @if view.may_send() && line.fate.wants_somebody(view.frame.wall.now) { (actions(&line.hand, true, None)) }
                    }
                }
            }
        }
    }
}

fn heading(view: &View, line: &Line) -> Markup {
    html! {
        p {
            b dir="auto" { @if line.hand.person.is_empty() { (say("Somebody unknown")) } @else { (line.hand.person) } }
            " · " (purpose_word(line.purpose))
            @for (words, href) in &line.about { " · " a href=(href) dir="auto" { (words) } }
            " · "
            @if line.not_before > view.frame.wall.now {
                (weave(say("not before {time}"), &[("time", &view.frame.wall.at(line.not_before))]))
            } @else { (view.frame.wall.at(line.not_before)) }
        }
    }
}

/// Percent-encodes words for an address.
fn encoded(text: &str) -> String {
    let mut out = String::new();
    crate::query::encode(text, &mut out);
    out
}
