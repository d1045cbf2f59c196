//! What a message says beside what it is read as: who holds the shared phone it came from, what it adds to a handover, what
//! work would cost, and which earlier sign it replaces.

use super::Intake;
use brain::{holder, orders};
use domain::draft::Draft;
use domain::handover::Hand;
use domain::id::MessageId;
use domain::message::{Form, Subject};
use domain::order::{Order, Told};
use domain::quote::Money;
use domain::request::{Actor, Command};
use domain::time::Instant;

impl Intake {
    /// Credits what a shared phone sends to whoever says that they hold it, this message first.
    pub(super) fn takes_phone(&mut self, draft: &mut Draft, now: Instant, message: &MessageId) {
        let situation = &draft.situation;
        let Some(heard) = situation.message(message).filter(|heard| heard.phone.is_some()) else { return };
        let Some(hold) = holder::said(situation, heard) else { return };
        let actor = Actor::Person(heard.identity().clone());
        let request = self.request(now, actor, Command::Hold(Box::new(hold)));
        // It came from a shared phone, so that nothing refuses it.
        let _held = draft.ask(request);
    }

    /// Takes back what an earlier reaction of the same person to the same message ordered, which a new one or none stands in
    /// place of. Whether there was anything to take back.
    pub(super) fn replaces(&mut self, draft: &mut Draft, now: Instant, message: &MessageId) -> bool {
        let heard = draft.situation.message(message).filter(|heard| heard.form == Form::Reaction);
        let Some(actor) = heard.map(|heard| Actor::Person(heard.sender.clone())) else { return false };
        let (message, language) = (message.clone(), Order::NO_LANGUAGE.to_owned());
        let command = Command::Obey(Box::new(Order { message, language, told: Told::Undo }));
        draft.ask(self.request(now, actor, command)).is_ok()
    }

    /// Adds to a handover what somebody writes under it; whatever else it says is read as in any message.
    pub(super) fn adds(&mut self, draft: &mut Draft, now: Instant, message: &MessageId) {
        let situation = &draft.situation;
        let heard = situation.message(message).filter(|_| self.import.is_none());
        let Some(heard) = heard.filter(|heard| heard.form != Form::Reaction && !heard.text.is_empty()) else { return };
        let quoted = situation.quoted(heard).filter(|quoted| quoted.is_ours());
        let Some(Subject::Task(task, Some(day))) = quoted.and_then(|quoted| quoted.meaning.as_ref()?.about.clone())
        else {
            return;
        };
        if orders::spoken(situation, heard).is_some() {
            return;
        }
        let hand = Hand::Note { text: heard.text.clone(), about: None, message: Some(message.clone()) };
        let actor = Actor::Person(heard.sender.clone());
        let request = self.request(now, actor, Command::Hand { task, day, hand });
        // What was said is no handover, or is full.
        let _refused = draft.ask(request);
    }

    /// Takes whoever has a job at the cost they name.
    pub(super) fn takes_quote(&mut self, draft: &mut Draft, now: Instant, message: &MessageId) {
        let situation = &draft.situation;
        let heard = situation.message(message).filter(|heard| heard.form != Form::Reaction && !heard.forwarded);
        let Some(heard) = heard.filter(|heard| situation.ticket_of(heard).is_some()) else { return };
        let Some(amount) = Money::read(&heard.text, None) else { return };
        let command = Command::Quote { message: message.clone(), amount };
        let request = self.request(now, Actor::Reader, command);
        // Whoever has not the job says what it cost, or might.
        let _refused = draft.ask(request);
    }
}
