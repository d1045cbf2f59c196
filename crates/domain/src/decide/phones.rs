//! Who holds a shared phone, as it says itself, and whose its messages really are, as a member says.

use super::reply::{Reply, Said};
use crate::directory::Person;
use crate::event::{Change, Event};
use crate::id::PersonId;
use crate::phone::{CREDITS_MAX, Claim, Credit, Credited, Held, Hold, held_until};
use crate::refusal::Refusal;
use crate::situation::Situation;
use crate::ticket::Assignee;
use crate::time::Instant;

/// Takes whoever writes from a shared phone at their word, if they may hold it. Whoever is not known here, or may not, ends
/// what was before: nobody is credited by guess.
pub(super) fn hold(situation: &Situation, hold: &Hold) -> Result<(Vec<Change>, Reply), Refusal> {
    let directory = &situation.directory;
    let heard = situation.message(&hold.message).ok_or_else(|| Refusal::NoSuchMessage(hold.message.clone()))?;
    let phone = heard.phone.as_ref().and_then(|phone| directory.person(phone));
    let phone = phone.ok_or_else(|| Refusal::NotShared(hold.message.clone()))?;
    let shared = phone.shared.as_ref().ok_or_else(|| Refusal::NotShared(hold.message.clone()))?;
    let until = held_until(situation, phone.site.as_ref(), heard.sent_at);
    let (by, said) = match &hold.claim {
        Claim::Person(person) => match known(situation, phone, person) {
            Ok(_) => (Some(person.clone()), Said::Held(person.clone(), until)),
            Err(_) => (None, Said::CannotHold(person.clone())),
        },
        Claim::Several(people) => {
            (None, Said::WhoHolds(people.iter().map(|person| Assignee::Person(person.clone())).collect()))
        }
        Claim::Nobody(name) => (None, Said::Unheld(name.clone())),
    };
    let before = shared.held_by(heard.sent_at).cloned();
    let (message, since) = (Some(hold.message.clone()), heard.sent_at);
    let held = Held { phone: phone.id.clone(), by, message, since, until, before };
    let (to, language) = (phone.id.clone(), hold.language.clone());
    Ok((vec![Event::PhoneHeld(held).into()], Reply { to, language, about: Vec::new(), said }))
}

/// Moves the credit of messages, and who holds the phone from now on.
pub(super) fn credit(situation: &Situation, credit: &Credit, at: Instant) -> Result<Vec<Change>, Refusal> {
    let directory = &situation.directory;
    let phone = directory.person(&credit.phone).filter(|phone| phone.shared.is_some());
    let phone = phone.ok_or_else(|| Refusal::NoSuchPerson(credit.phone.clone()))?;
    let mut changes = Vec::new();
    for (message, to) in credit.messages.iter().take(CREDITS_MAX) {
        let heard = situation.message(message).ok_or_else(|| Refusal::NoSuchMessage(message.clone()))?;
        if heard.phone.as_ref() != Some(&phone.id) {
            return Err(Refusal::NotShared(message.clone()));
        }
        known(situation, phone, to)?;
        if heard.sender != *to {
            let (message, to, before) = (message.clone(), to.clone(), heard.sender.clone());
            let ticket = heard.ticket();
            changes.push(Event::MessageCredited(Credited { message, ticket, to, before }).into());
        }
    }
    let now = phone.shared.as_ref().and_then(|shared| shared.held_by(at));
    if let Some(holder) = &credit.holder {
        known(situation, phone, holder)?;
        let by = Some(holder).filter(|holder| **holder != phone.id);
        if by != now {
            // The same shift goes on, with somebody else.
            let shared = phone.shared.as_ref().filter(|shared| shared.held_by(at).is_some());
            let until = shared.and_then(|shared| shared.holder.as_ref()).map(|holder| holder.until);
            let until = until.unwrap_or_else(|| held_until(situation, phone.site.as_ref(), at));
            let (phone, by, before) = (phone.id.clone(), by.cloned(), now.cloned());
            changes.push(Event::PhoneHeld(Held { phone, by, message: None, since: at, until, before }).into());
        }
    }
    Ok(changes)
}

/// Whoever may hold a phone; the phone itself is nobody by name.
fn known<'a>(situation: &'a Situation, phone: &'a Person, person: &PersonId) -> Result<&'a Person, Refusal> {
    if *person == phone.id {
        return Ok(phone);
    }
    let known = situation.directory.person(person).ok_or_else(|| Refusal::NoSuchPerson(person.clone()))?;
    let may = situation.directory.may_hold(phone, known);
    may.then_some(known).ok_or_else(|| Refusal::CannotHold(known.name.clone()))
}
