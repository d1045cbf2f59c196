//! Answers that a message offers: what each of them means, how many there may be, and how one that was typed is known.

use crate::id::{MessageId, OutboundId, PersonId, PlaceId, TaskId, TicketNumber};
use crate::ladder::Cause as Unanswered;
use crate::message::{Circle, Form, Heard, Subject};
use crate::outbound::{Outbound, Purpose, State};
use crate::situation::Situation;
use crate::task::TaskKind;
use crate::ticket::{Assignee, Category, Priority, Stage, Ticket, words};
use crate::time::{Day, Instant};
use crate::wording::choices;
use serde::{Deserialize, Serialize};

/// How long an answer may be typed after it was offered, in minutes; a button that was tapped is known for ever.
const TYPED_MINUTES: f64 = 24.0 * 60.0;
/// Longest text that may be a typed answer, in characters: a title with its number.
const TYPED_MAX: usize = 32;

/// Reactions that say yes, in whatever tone of skin.
const NODS: [char; 5] = ['👍', '👌', '✅', '✔', '☑'];
/// Reactions that say no.
const SHAKES: [char; 5] = ['👎', '❌', '❎', '✖', '🙅'];
/// Reactions by which somebody raises their hand.
const HANDS: [char; 4] = ['✋', '🤚', '🖐', '🙋'];

words! {
    /// Why work was not done, and nobody is to blame.
    Cause {
        /// Rain, heat, storm.
        Weather = "weather",
        /// A door was locked, or somebody let nobody in.
        NoAccess = "no_access",
        /// The place was closed, or in use.
        Closed = "closed",
        /// Too few people.
        NoStaff = "no_staff",
        /// Tools or material were missing.
        NoMaterial = "no_material",
        /// Something else.
        Other = "other",
    }
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// The work is done, and a photo follows.
    Done,
    /// The check was made, and found a fault.
    Fault,
    /// The work takes longer.
    Delayed,
    /// It will be done in so many minutes.
    Within(u16),
    /// The work is not done today.
    Skip,
    /// It is not done because of this.
    Because(Cause),
    /// A lead accepts that it was not done because of this.
    Excuse(Cause),
    /// A lead does not accept it.
    Insist,
    /// The guard is well.
    Safe,
    /// This day of a task, of several that are asked for.
    Of(TaskId, Day),
    /// This day of a task, of several, is not done today, for the reason that a message gives where it gives one.
    NotToday(TaskId, Day, Option<MessageId>),
    /// This ticket, of several that are spoken of.
    Ticket(TicketNumber),
    /// Somebody has to come.
    Help,
    /// The job is taken.
    Accept,
    /// The job is not taken.
    Cannot,
    /// Somebody is there.
    OnSite,
    /// Work waits for parts.
    Parts,
    /// The fix holds.
    Confirm,
    /// The fix does not hold.
    NotFixed,
    /// Somebody is to be chosen.
    Choose,
    /// Whoever answers takes it.
    TakeOver,
    /// Whoever answers is to be told again in an hour.
    Snooze,
    /// This one is to do it.
    Give(Assignee),
    /// It is here.
    At(PlaceId),
    /// The cause of what keeps coming back is to be looked for.
    Cause,
    /// What it would cost is agreed to, as the ticket's quote of this number says.
    Approve(u32),
    /// It is not.
    Decline(u32),
    /// The pause that began then stands.
    Uphold(Instant),
    /// It does not: the clocks ran in it.
    Strike(Instant),
    /// A message that was said before reports a problem of its own.
    IsReport(Meant),
    /// A message that was said before is about this ticket.
    IsAbout(MessageId, TicketNumber),
    /// A message that was said before reports nothing.
    IsNoReport(MessageId),
}

/// What a message was meant as, as far as it is a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meant {
    /// The message.
    pub message: MessageId,
    /// The trade.
    pub category: Category,
    /// The urgency.
    pub priority: Priority,
    /// The place it names or means.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
}

impl Choice {
    /// How long somebody who wants to be told again is left in peace, in minutes.
    pub const SNOOZE_MINUTES: i64 = 60;
    /// How much longer work may take when nobody says how long, in minutes.
    pub const GRACE_MINUTES: i64 = 60;

    /// The message that it speaks of.
    pub fn message(&self) -> Option<&MessageId> {
        match self {
            Self::NotToday(.., message) => message.as_ref(),
            other => other.means(),
        }
    }

    /// The message whose meaning it says; none when it is about work.
    pub fn means(&self) -> Option<&MessageId> {
        match self {
            Self::IsReport(meant) => Some(&meant.message),
            Self::IsAbout(message, _) | Self::IsNoReport(message) => Some(message),
            _ => None,
        }
    }
}

/// Answers to choose from: at least one, and never more than a list may have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Choice>")]
pub struct Choices(Vec<Choice>);

impl Choices {
    /// Rows of a list.
    pub const MAX: usize = 10;
    /// Buttons of a message; what offers more is a list.
    pub const BUTTONS_MAX: usize = 3;

    /// The answers, in order.
    pub fn all(&self) -> &[Choice] {
        &self.0
    }

    /// Whether they fit on buttons.
    pub fn are_buttons(&self) -> bool {
        self.0.len() <= Self::BUTTONS_MAX
    }
}

impl From<Vec<Choice>> for Choices {
    /// What is beyond the limit is left out.
    fn from(mut choices: Vec<Choice>) -> Self {
        choices.truncate(Self::MAX);
        Self(choices)
    }
}

/// What a message offers beside its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offer {
    /// Answers to choose from.
    Choices(Choices),
    /// A button that tells where somebody is.
    Location,
}

impl Offer {
    /// Answers to choose from; none where there are none.
    pub fn of(choices: impl IntoIterator<Item = Choice>) -> Option<Self> {
        let choices: Vec<Choice> = choices.into_iter().collect();
        (!choices.is_empty()).then(|| Self::Choices(choices.into()))
    }

    /// Its answers; none when it has none.
    pub fn choices(&self) -> &[Choice] {
        match self {
            Self::Choices(choices) => choices.all(),
            Self::Location => &[],
        }
    }
}

/// That somebody chose an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// The message that says so.
    pub message: MessageId,
    /// The message of ours that offered it.
    pub outbound: OutboundId,
    /// The answer.
    pub choice: Choice,
}

/// What somebody said of a job that was given to them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// The ticket.
    pub ticket: TicketNumber,
    /// Who said it.
    pub by: PersonId,
    /// The message that says so.
    pub message: MessageId,
}

/// That somebody needs help.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Help {
    /// With what.
    pub about: Subject,
    /// Who.
    pub by: PersonId,
    /// The message that says so.
    pub message: MessageId,
}

/// That a day of a task takes longer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delay {
    /// The task.
    pub task: TaskId,
    /// The day.
    pub day: Day,
    /// Until when it is promised.
    pub until: Instant,
    /// The message that says so.
    pub message: MessageId,
}

/// Open tickets that somebody has.
pub fn load(situation: &Situation, assignee: &Assignee) -> usize {
    let theirs = |ticket: &&Ticket| ticket.stage.is_open() && ticket.assignee.as_ref() == Some(assignee);
    situation.tickets.values().filter(theirs).count()
}

/// The answer that a message types instead of tapping it: its number or its title, to the question that it quotes, or to
/// the last one its sender was asked.
pub fn typed(situation: &Situation, heard: &Heard) -> Option<(OutboundId, usize)> {
    if heard.form == Form::Reaction {
        return reacted(situation, heard);
    }
    let is_text = heard.form == Form::Text && !heard.forwarded && heard.text.chars().count() <= TYPED_MAX;
    let is_direct = situation.conversations.get(&heard.conversation).is_some_and(|chat| chat.circle == Circle::Direct);
    if !is_text || heard.reply_to.is_none() && !is_direct {
        return None;
    }
    let may_answer = |outbound: &&Outbound| {
        let is_theirs = situation.is_from(heard, &outbound.to) && outbound.offer.is_some();
        is_theirs && is_lately_asked(outbound, heard)
    };
    let asked = situation.outbounds.values().filter(may_answer);
    let asked = match &heard.reply_to {
        Some(quoted) => {
            asked.filter(|outbound| outbound.external.as_ref() == Some(quoted)).max_by_key(|outbound| &outbound.id)
        }
        None => asked.max_by_key(|outbound| (outbound.begun_at, &outbound.id)),
    }?;
    let choices = asked.offer.as_ref()?.choices();
    let titles = choices.iter().map(|choice| choices::title(&situation.directory, &asked.language, choice));
    let said = plain(&heard.text);
    let nth = number(&heard.text).filter(|nth| *nth < choices.len());
    let nth = nth.or_else(|| titles.map(|title| plain(&title)).position(|title| title == said))?;
    Some((asked.id.clone(), nth))
}

/// Whether a message of ours left so lately that another may still answer it without a tap.
fn is_lately_asked(outbound: &Outbound, heard: &Heard) -> bool {
    let is_out = outbound.state.is_out() || outbound.state == State::Begun;
    let age = outbound.begun_at.or(outbound.told_at).map(|at| heard.sent_at.minutes_since(at));
    // Clocks differ a little, so that an answer may seem to come first.
    is_out && age.is_some_and(|age| (-1.0..TYPED_MINUTES).contains(&age))
}

/// What a reaction says of whether something holds; none when it says neither yes nor no.
pub fn says_it_holds(emoji: &str) -> Option<bool> {
    let says = [(emoji.starts_with(NODS), true), (emoji.starts_with(SHAKES), false)];
    says.into_iter().find(|(is_said, _)| *is_said).map(|(_, holds)| holds)
}

/// The answer that a reaction to a question of ours gives, by whoever it was put to: that they take over, that it is fixed or
/// not, that they cannot. A nod at a job was seen and is no promise, and a cost is agreed to in words.
fn reacted(situation: &Situation, heard: &Heard) -> Option<(OutboundId, usize)> {
    let quoted = heard.reply_to.as_ref()?;
    let is_it =
        |outbound: &&Outbound| situation.is_from(heard, &outbound.to) && outbound.external.as_ref() == Some(quoted);
    let asked = situation.outbounds.values().find(is_it).filter(|asked| is_lately_asked(asked, heard))?;
    let is_handover =
        |task: &TaskId| situation.directory.tasks.get(task).is_some_and(|task| task.kind == TaskKind::Handover);
    let is_handed = asked.about.iter().any(|about| matches!(about, Subject::Task(task, _) if is_handover(task)));
    let holds = says_it_holds(&heard.text);
    let answer = match asked.purpose {
        Purpose::Escalation => alarmed(situation, asked, &heard.text)?,
        Purpose::Verification if holds == Some(true) => Choice::Confirm,
        Purpose::Verification if holds == Some(false) => Choice::NotFixed,
        Purpose::Assignment if holds == Some(false) => Choice::Cannot,
        _ if holds == Some(true) && is_handed => Choice::Accept,
        _ => return None,
    };
    let nth = asked.offer.as_ref()?.choices().iter().position(|choice| *choice == answer)?;
    Some((asked.id.clone(), nth))
}

/// What a reaction to an alarm about one ticket answers, while things are as the alarm says: whether a fix holds that nobody
/// confirmed, or that whoever raises a hand, or nods where nobody has it, takes it. A nod at any other was seen, and no more.
fn alarmed(situation: &Situation, asked: &Outbound, emoji: &str) -> Option<Choice> {
    let [Subject::Ticket(number)] = asked.about.as_slice() else { return None };
    let ticket = situation.tickets.get(&situation.goes_on(*number)?)?;
    let holds = says_it_holds(emoji);
    match Unanswered::of_rung(asked.rung) {
        Unanswered::Unverified if holds == Some(true) => (ticket.stage == Stage::Resolved).then_some(Choice::Confirm),
        Unanswered::Unverified if holds == Some(false) => ticket.is_claimed().then_some(Choice::NotFixed),
        Unanswered::Unowned => {
            let is_declined = asked.rung % Unanswered::AGAIN == Unanswered::DECLINED;
            let takes = emoji.starts_with(HANDS) || holds == Some(true) && !is_declined;
            (takes && ticket.stage.is_open() && ticket.assignee.is_none()).then_some(Choice::TakeOver)
        }
        Unanswered::Silent
        | Unanswered::Lapsed
        | Unanswered::Overdue
        | Unanswered::Unproven
        | Unanswered::Unverified
        | Unanswered::Unreported
        | Unanswered::Unmanned
        | Unanswered::Unaccepted => None,
    }
}

/// Letters and digits alone, small.
fn plain(text: &str) -> String {
    let kept = text.chars().filter(|at| !at.is_ascii_punctuation() && !at.is_whitespace());
    kept.flat_map(char::to_lowercase).collect()
}

/// The place of an answer whose number was typed: `1`, `1.`, `(2)`, `٣`.
fn number(text: &str) -> Option<usize> {
    let mut digits = text.chars().filter(|at| !at.is_ascii_punctuation() && !at.is_whitespace()).map(digit);
    let first = digits.next()??;
    let number = match digits.next() {
        None => first,
        Some(second) => first * 10 + second?,
    };
    digits.next().is_none().then(|| number.checked_sub(1)).flatten()
}

/// A digit of one of the scripts that our languages are written in.
pub(crate) fn digit(at: char) -> Option<usize> {
    const ZEROS: [char; 6] = ['0', '٠', '۰', '०', '௦', '０'];
    ZEROS.iter().find_map(|zero| (at as usize).checked_sub(*zero as usize).filter(|digit| *digit < 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_known_in_every_script_and_nothing_else_is_one() {
        let table =
            [("1", Some(0)), ("2.", Some(1)), ("(3)", Some(2)), ("٣", Some(2)), ("१", Some(0)), ("10", Some(9))];
        for (text, place) in table.into_iter().chain([("௨", Some(1)), ("0", None), ("1 lift", None), ("123", None)]) {
            assert_eq!(number(text), place, "{text}");
        }
        assert_eq!(number(""), None);
    }

    #[test]
    fn no_more_is_offered_than_a_list_holds() {
        let many = vec![Choice::Done; 30];
        assert_eq!(Choices::from(many.clone()).all().len(), Choices::MAX);
        let read: Choices = serde_json::from_str(&serde_json::to_string(&many).unwrap()).unwrap();
        assert_eq!(read.all().len(), Choices::MAX);
        assert!(!read.are_buttons());
    }
}
