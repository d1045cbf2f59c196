//! Hearing one message after another: the clock first, then the message, then what it orders, or what the reader makes of
//! it.

mod beside;
mod house;
mod rule;
mod voice;

use crate::checklists;
use crate::reader::{Adviser, Reader};
use crate::rounds::{self, Codes};
use crate::stamps::Stamps;
use brain::orders::{self, Spoken};
use brain::times;
use domain::choice;
use domain::decide;
use domain::draft::Draft;
use domain::event::{Change, Event};
use domain::id::{ImportId, MessageId, OrgId, OutboundId, TicketNumber};
use domain::message::{self, Band, Form, Heard, Inbound, Interpretation, Kind, Subject};
use domain::order::{Inquiry, Order, Sought};
use domain::outbound::Onto;
use domain::policy::ladder;
use domain::request::{Actor, Command, Request, Via};
use domain::time::Instant;
use domain::tour::Shown;
use std::collections::BTreeSet;
use store::StoreError;
use store::desk::{Answer, Desk, Draft as Recorded};

/// How far the run's clock moves before it is asked again what is due, in minutes.
const CLOCK_STEP_MINUTES: f64 = 15.0;

/// How far a live run's clock moves at most before it is asked what is due, in minutes; days of tasks come up
/// three hours ahead.
const CLIMB_STEP_MINUTES: i64 = 60;

/// Steps of the clock between two messages: two months of hours. After a longer silence the rest is one step.
const CLIMB_MAX: usize = 1_500;

/// A message makes the reader read one earlier message anew, never a chain of them.
const READINGS_MAX: usize = 2;

/// One run of hearing messages for one organisation.
pub struct Intake {
    org: OrgId,
    via: Via,
    import: Option<ImportId>,
    reader: Reader,
    stamps: Stamps,
    lapsed_at: Option<Instant>,
    has_clock: bool,
    codes: Option<Codes>,
    adviser: Option<Box<Adviser>>,
}

impl Intake {
    /// A run through a door; `import` marks what an import brings, so that it can be taken out again.
    pub fn new(org: OrgId, via: Via, import: Option<ImportId>, reader: impl Into<Reader>, stamps: Stamps) -> Self {
        let (reader, lapsed_at, codes, adviser) = (reader.into(), None, None, None);
        Self { org, via, import, reader, stamps, lapsed_at, has_clock: true, codes, adviser }
    }

    /// The same run without a clock of its own: what is due is done by the clock on the wall, which knows what still
    /// waits to be heard.
    #[must_use]
    pub fn without_clock(self) -> Self {
        Self { has_clock: false, ..self }
    }

    /// The same run, which knows the codes of an installation's stickers.
    #[must_use]
    pub fn with_codes(self, codes: Codes) -> Self {
        Self { codes: Some(codes), ..self }
    }

    /// The same run, which asks somebody at once about what the reader is not sure of. A live run asks later.
    #[must_use]
    pub fn with_adviser(self, adviser: Box<Adviser>) -> Self {
        Self { adviser: Some(adviser), ..self }
    }

    /// Records what was heard. A message that seemed known and was not, because somebody took out what it repeats
    /// meanwhile, is read then.
    ///
    /// # Errors
    /// Of the store.
    pub async fn record(
        &mut self,
        desk: &Desk,
        recorded: &mut Recorded,
        now: Instant,
    ) -> Result<Vec<Answer>, StoreError> {
        let mut answers = desk.commit(recorded).await?;
        let unread = unread(&answers);
        if !unread.is_empty() {
            for message in unread {
                self.understand(&mut recorded.draft, now, &message);
            }
            answers.extend(desk.commit(recorded).await?);
        }
        Ok(answers)
    }

    /// Gets ready for messages that are about to be heard.
    pub fn look_ahead<'a>(&self, draft: &'a Draft, said: impl Iterator<Item = &'a Inbound>) {
        self.reader.look_ahead(&draft.situation, said);
    }

    /// Hears a message at an instant of the run's clock. Whether it was new.
    pub fn hear(&mut self, draft: &mut Draft, now: Instant, inbound: Inbound) -> bool {
        let chosen = inbound.live.as_ref().and_then(|live| live.chosen.clone());
        if self.has_clock {
            self.tick(draft, now);
        }
        let request = self.request(now, Actor::Channel, Command::Receive(Box::new(inbound)));
        let Ok(changes) = draft.ask(request) else { return false };
        let received = |change: &Change| match &change.event {
            Event::MessageReceived { message, .. } => Some((message.clone(), true)),
            Event::MessageEdited { message, .. } => Some((message.clone(), false)),
            _ => None,
        };
        let Some((message, is_new)) = changes.iter().find_map(received) else { return false };
        let is_ours = draft.situation.message(&message).is_some_and(|heard| heard.sender.is_house());
        if is_new && !is_ours {
            self.takes_phone(draft, now, &message);
            self.answer_or_understand(draft, now, &message, chosen);
        } else {
            self.read_again(draft, now, &message);
        }
        is_new
    }

    /// Shows by an emoji that a message was taken in, where nothing else does.
    pub fn nod(&mut self, draft: &mut Draft, now: Instant, inbound: &Inbound, onto: &Onto) {
        let heard = draft.situation.by_any_channel(&inbound.conversation.id, &inbound.external);
        let Some(heard) = heard.filter(|heard| heard.meaning.as_ref().is_some_and(|one| one.about.is_some())) else {
            return;
        };
        let command = Command::Nod { message: heard.id.clone(), onto: onto.clone() };
        // Nothing refuses it.
        let _nodded = draft.ask(self.request(now, Actor::Reader, command));
    }

    /// Reads a message whose words changed, unless a member said what it means or it speaks of a ticket: what it opened stays.
    fn read_again(&mut self, draft: &mut Draft, now: Instant, message: &MessageId) {
        let meaning = draft.situation.message(message).and_then(|heard| heard.meaning.as_ref());
        let is_settled = |meaning: &Interpretation| {
            matches!(meaning.by, message::Reader::Member(_)) || matches!(meaning.about, Some(Subject::Ticket(_)))
        };
        if !meaning.is_some_and(is_settled) {
            self.reader.forget(message);
            self.understand(draft, now, message);
        }
    }

    /// Does what an answer says, tapped or typed; else does what the message says.
    fn answer_or_understand(
        &mut self,
        draft: &mut Draft,
        now: Instant,
        message: &MessageId,
        chosen: Option<(OutboundId, usize)>,
    ) {
        let is_replaced = self.replaces(draft, now, message);
        let heard = draft.situation.message(message).filter(|_| self.import.is_none());
        let answer = heard.and_then(|heard| {
            let answer = chosen.or_else(|| choice::typed(&draft.situation, heard))?;
            Some((answer, Actor::Person(heard.sender.clone())))
        });
        if let Some(((outbound, nth), actor)) = answer {
            let command = Command::Choose { message: message.clone(), outbound, nth };
            if draft.ask(self.request(now, actor, command)).is_ok() {
                return;
            }
        }
        // What it stood in place of is gone, and it says nothing else.
        let says = |heard| orders::spoken(&draft.situation, heard).is_some();
        if is_replaced && !draft.situation.message(message).is_some_and(says) {
            return;
        }
        self.adds(draft, now, message);
        let shown = draft.situation.message(message);
        let shown = shown.and_then(|heard| rounds::shown(self.codes.as_ref(), &draft.situation, heard));
        if !self.visits(draft, now, message, shown) {
            self.understand(draft, now, message);
        }
    }

    /// Takes a message as a visit of a checkpoint, where it is one.
    fn visits(&mut self, draft: &mut Draft, now: Instant, message: &MessageId, shown: Option<Shown>) -> bool {
        let Some(shown) = shown else { return false };
        let Some(heard) = draft.situation.message(message) else { return false };
        let actor = Actor::Person(heard.sender.clone());
        let command = Command::Visit { message: message.clone(), shown };
        draft.ask(self.request(now, actor, command)).is_ok()
    }

    /// Does what a message orders; else acts on what the reader says of it, and answers what it asks. A voice note waits until
    /// somebody heard it.
    fn understand(&mut self, draft: &mut Draft, now: Instant, message: &MessageId) {
        let is_unheard = draft.situation.message(message).is_some_and(Heard::is_unheard);
        if is_unheard || self.takes_own_words(draft, now, message) {
            return;
        }
        let heard = draft.situation.message(message);
        let actor = heard.map_or(Actor::Channel, |heard| Actor::Person(heard.sender.clone()));
        let spoken = heard.and_then(|heard| orders::spoken(&draft.situation, heard));
        let inquiry = match spoken {
            Some(Spoken::Order(order)) => {
                let (language, named) = (order.language.clone(), order.named());
                let request = self.request(now, actor.clone(), Command::Obey(Box::new(order)));
                if draft.ask(request).is_ok() {
                    return;
                }
                // What names a ticket and cannot be obeyed is about no other, unless it reports something.
                if named.is_some_and(|ticket| !self.reports_else(draft, message, ticket)) {
                    return self.leave_be(draft, now, message, language);
                }
                None
            }
            // What is not for its sender to know was said to people.
            Some(Spoken::Inquiry(inquiry)) => decide::is_for_them(&draft.situation, &inquiry).then_some(inquiry),
            None => None,
        };
        match &inquiry {
            // A question moves nothing.
            Some(inquiry) => self.leave_be(draft, now, message, inquiry.language.clone()),
            None => {
                self.interpret(draft, now, message);
                self.take_at_word(draft, now, message);
                self.takes_quote(draft, now, message);
            }
        }
        // An import answers nobody.
        if self.import.is_some() {
            return;
        }
        if let Some(inquiry) = inquiry.or_else(|| news(draft, message)) {
            let request = self.request(now, actor, Command::Answer(Box::new(inquiry)));
            let _refused = draft.ask(request);
        }
    }

    /// Whether the reader holds a message to report something else than the ticket that it names.
    fn reports_else(&mut self, draft: &Draft, message: &MessageId, named: TicketNumber) -> bool {
        let Some(proposal) = self.reader.propose(&draft.situation, message) else { return false };
        let is_of_it = proposal.meaning.about == Some(Subject::Ticket(named));
        proposal.message != *message || proposal.meaning.kind == Kind::Issue && !is_of_it
    }

    /// Holds a message to be a question that changes nothing.
    fn leave_be(&mut self, draft: &mut Draft, now: Instant, message: &MessageId, language: String) {
        let meaning = Interpretation {
            by: message::Reader::Embedded(Order::RULES.to_owned()),
            kind: Kind::Question,
            category: None,
            priority: None,
            place: None,
            about: None,
            confidence: 1.0,
            band: Band::Act,
            language,
        };
        self.hold(draft, now, message, meaning);
    }

    /// Acts on what the reader says of a message, and before that of an earlier one which it shows in a new light.
    fn interpret(&mut self, draft: &mut Draft, now: Instant, message: &MessageId) {
        for _ in 0..READINGS_MAX {
            let Some(proposal) = self.reader.propose(&draft.situation, message) else { return };
            let is_done = proposal.message == *message;
            let heard = draft.situation.message(message).filter(|_| is_done && !proposal.opens);
            let named =
                heard.and_then(|heard| rounds::named(self.codes.as_ref(), &draft.situation, heard, &proposal.meaning));
            if self.visits(draft, now, message, named) {
                return;
            }
            let heard = draft.situation.message(message).filter(|_| is_done);
            let proposal = match heard {
                Some(heard) => checklists::reported(&draft.situation, heard, proposal),
                None => proposal,
            };
            let request = self.request(now, Actor::Reader, Command::Interpret(Box::new(proposal)));
            let _refused = draft.ask(request);
            if is_done {
                self.take_advice(draft, now, message);
                return;
            }
        }
    }

    /// Has a second opinion weighed, where somebody has one.
    fn take_advice(&mut self, draft: &mut Draft, now: Instant, message: &MessageId) {
        let opinion = self.adviser.as_mut().and_then(|adviser| adviser(&draft.situation, message));
        if let Some(opinion) = opinion {
            let request = self.request(now, Actor::Reader, Command::Advise(Box::new(opinion)));
            let _refused = draft.ask(request);
        }
    }

    /// Takes whoever gives a time at their word.
    fn take_at_word(&mut self, draft: &mut Draft, now: Instant, message: &MessageId) {
        let situation = &draft.situation;
        let Some(heard) = situation.message(message).filter(|heard| heard.form != Form::Reaction) else { return };
        if situation.ticket_of(heard).is_none() {
            return;
        }
        let zone = situation.zone_of(situation.site_of(heard));
        let Some(given) = times::given(&heard.text, heard.sent_at.in_zone(zone).datetime()) else { return };
        let (message, due_at, is_limit) = (message.clone(), zone.instant(given.at), given.is_limit);
        let request = self.request(now, Actor::Reader, Command::Pledge { message, due_at, is_limit });
        let _refused = draft.ask(request);
    }

    /// Lets the clock do what is due, at the instants at which it is: a promise is missed when its time ran out, not when
    /// somebody next spoke. A live run climbs to each rung as well, so that what was to be said before an answer is said
    /// before it; an import says nothing.
    pub fn tick(&mut self, draft: &mut Draft, now: Instant) {
        self.climb(draft, now);
        let moved = self.lapsed_at.is_none_or(|then| now.minutes_since(then).abs() >= CLOCK_STEP_MINUTES);
        let closed = || {
            let mut days = draft.situation.occurrences.values();
            days.any(|day| day.outcome.is_none() && day.closes_at() <= now)
        };
        let promised = || draft.situation.deadline().is_some_and(|due| due <= now);
        if moved || closed() || promised() {
            self.lapse(draft, now);
        }
    }

    /// Lapses at every instant before now at which a promise or, in a live run, a rung is due; and there at least so often
    /// that new days come up.
    fn climb(&mut self, draft: &mut Draft, now: Instant) {
        // Nothing new came of asking again at the same instant.
        let mut is_idle = false;
        for _ in 0..CLIMB_MAX {
            let Some(then) = self.lapsed_at.filter(|then| *then < now) else { return };
            let promised = draft.situation.deadline().map(|due| due.max(then)).filter(|due| !is_idle || *due > then);
            let rung = self.import.is_none().then(|| {
                let later = then.plus_minutes(CLIMB_STEP_MINUTES);
                ladder::next(&draft.situation, then).map_or(later, |due| due.min(later))
            });
            let Some(due) = promised.into_iter().chain(rung).min().filter(|due| *due < now) else { return };
            is_idle = !self.lapse(draft, due);
        }
    }

    /// Lets the clock do what is due. Whether anything was.
    pub fn lapse(&mut self, draft: &mut Draft, now: Instant) -> bool {
        let request = self.request(now, Actor::Clock, Command::Lapse);
        let is_due = draft.ask(request).is_ok_and(|changes| !changes.is_empty());
        self.lapsed_at = Some(now);
        is_due
    }

    /// A request of this run.
    pub fn request(&mut self, now: Instant, actor: Actor, command: Command) -> Request {
        Request {
            org: self.org.clone(),
            actor,
            via: self.via,
            stamp: self.stamps.at(now),
            import: self.import.clone(),
            command,
        }
    }
}

/// Messages that were received and not read.
fn unread(answers: &[Answer]) -> BTreeSet<MessageId> {
    let mut unread = BTreeSet::new();
    for change in answers.iter().flatten().flat_map(|receipt| &receipt.changes) {
        match &change.event {
            Event::MessageReceived { message, .. } => {
                unread.insert(message.clone());
            }
            Event::MessageInterpreted { message, .. } => {
                unread.remove(message);
            }
            _ => {}
        }
    }
    unread
}

/// The question for news that a message was read to ask about its ticket.
fn news(draft: &Draft, message: &MessageId) -> Option<Inquiry> {
    let heard = draft.situation.message(message)?;
    let meaning = heard.meaning.as_ref().filter(|meaning| meaning.kind == Kind::Question)?;
    let is_asked = draft.situation.ticket_of(heard).is_some() && orders::asks_for_news(&heard.text);
    let (message, language) = (heard.id.clone(), meaning.language.clone());
    is_asked.then_some(Inquiry { message, language, sought: Sought::News })
}
