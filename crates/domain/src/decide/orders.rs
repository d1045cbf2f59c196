//! Orders given in a chat: who may give them, what follows, and how the last one is taken back.

use super::reply::{Reply, Said};
use super::tickets;
use super::{answers, contests, excuses, quotes, rotas};
use crate::choice::says_it_holds;
use crate::event::{Change, Event, Personal};
use crate::id::{MessageId, PersonId, TicketNumber};
use crate::message::{Band, Form, Heard, Interpretation, Kind, Reader, Subject};
use crate::order::{Deed, Footing, Given, Order, Ordered, Spot, StandIn, Told, Undone, Verb};
use crate::pass::has_job;
use crate::policy::rank::{self, Denied};
use crate::refusal::Refusal;
use crate::request::Actor;
use crate::situation::Situation;
use crate::ticket::{Stage, Ticket};
use crate::time::Instant;

/// What follows from an order, and what its sender is to hear.
pub(super) type Obeyed = (Vec<Change>, Reply);

/// Does what an order says. What is no order here, because the ticket is unknown or nothing can be taken back, is
/// refused, so that the message is read as any other.
pub(super) fn obey(situation: &Situation, at: Instant, order: &Order) -> Result<Obeyed, Refusal> {
    let message = &order.message;
    let heard = situation.message(message).ok_or_else(|| Refusal::NoSuchMessage(message.clone()))?;
    let (changes, about, said) = match &order.told {
        Told::StandIn(asked) => return stand_in(situation, at, order, heard, asked),
        Told::Excuse(days, because) => return excuses::excuse(situation, order, heard, days, because),
        Told::Skip(days, because) => return excuses::skip(situation, order, heard, days, because),
        Told::Undo => match rotas::made_last(situation, heard, last_given(situation, heard).map(|given| given.at)) {
            Some((rota, swap)) => {
                let changes = rotas::take_back(situation, &rota.id, swap, Some(&heard.id))?;
                return Ok(alone(order, heard, changes, Said::SwappedBack));
            }
            None => undo(situation, order, heard)?,
        },
        Told::Ticket { ticket, .. } if is_missing(situation, heard, *ticket) => {
            return Ok(missing(order, heard, *ticket));
        }
        Told::Ticket { ticket, is_named, deed } => {
            let ticket = told(situation, *ticket)?;
            let hears = hears(situation, ticket, heard, (*is_named, deed));
            let deed = &meant(situation, heard, ticket, deed);
            match refused(situation, ticket, heard, deed) {
                Some(_) if !hears => return Err(Refusal::NotYours(ticket.number)),
                Some(said) => (read(order, Kind::Question, ticket.number), ticket.number, said),
                None => carry_out(situation, order, heard, ticket, deed)?,
            }
        }
        Told::Stranger { ticket, name } => {
            let ticket = led(situation, *ticket, &heard.sender)?;
            (read(order, Kind::Question, ticket), ticket, Said::Stranger(name.clone()))
        }
        Told::Namesakes { ticket, people } => {
            let ticket = led(situation, *ticket, &heard.sender)?;
            (read(order, Kind::Question, ticket), ticket, Said::Namesakes(people.clone()))
        }
    };
    let about = vec![Subject::Ticket(about)];
    Ok((changes, Reply { to: heard.identity().clone(), language: order.language.clone(), about, said }))
}

/// Whether somebody who may not do what they told a ticket hears so: who names it and may know of it. That a pause is wrong is
/// talk, unless whoever has the job says so.
fn hears(situation: &Situation, ticket: &Ticket, heard: &Heard, (is_named, deed): (bool, &Deed)) -> bool {
    match deed.verb() == Verb::Contest {
        true => has_job(&situation.directory, ticket, &heard.sender),
        false => is_named && answers::may_hear(situation, ticket, &heard.sender),
    }
}

/// Whether somebody who works here wrote out the number of a ticket that is not there. A bare number may be a number of
/// anything, and strangers learn nothing of what there is.
pub(super) fn is_missing(situation: &Situation, heard: &Heard, number: TicketNumber) -> bool {
    let role = situation.directory.role(&heard.sender);
    let text = heard.text.to_uppercase();
    let is_written = text.contains(&format!("#{}", number.0)) || text.contains(&number.to_string());
    is_written && (role.leads() || role.does_work()) && !situation.tickets.contains_key(&number)
}

/// Lets somebody stand in for whoever is on call.
fn stand_in(
    situation: &Situation,
    at: Instant,
    order: &Order,
    heard: &Heard,
    asked: &StandIn,
) -> Result<Obeyed, Refusal> {
    let changes = rotas::stand_in(situation, at, heard, asked)?;
    let said = match &changes {
        Some(changes) if changes.is_empty() => {
            Said::OnCall(Spot { site: situation.site_of(heard).cloned(), place: None })
        }
        Some(_) => Said::Swapped,
        None => Said::NoSwap,
    };
    Ok(alone(order, heard, changes.unwrap_or_default(), said))
}

/// What follows from an order that speaks of no ticket, and what its sender is to hear.
fn alone(order: &Order, heard: &Heard, follows: Vec<Change>, said: Said) -> Obeyed {
    let (to, language) = (heard.identity().clone(), order.language.clone());
    let changes = std::iter::once(reading(order, Kind::Chatter, None)).chain(follows).collect();
    (changes, Reply { to, language, about: Vec::new(), said })
}

/// That there is no such ticket; nothing follows but that its sender hears so.
fn missing(order: &Order, heard: &Heard, number: TicketNumber) -> Obeyed {
    let (to, language) = (heard.identity().clone(), order.language.clone());
    let changes = vec![reading(order, Kind::Question, None)];
    (changes, Reply { to, language, about: Vec::new(), said: Said::Missing(number) })
}

/// The ticket that takes what is said of a number.
fn told(situation: &Situation, number: TicketNumber) -> Result<&Ticket, Refusal> {
    let goes_on = situation.goes_on(number).unwrap_or(number);
    situation.tickets.get(&goes_on).ok_or(Refusal::NoSuchTicket(number))
}

/// The same, for somebody who may give it to others.
fn led(situation: &Situation, number: TicketNumber, person: &PersonId) -> Result<TicketNumber, Refusal> {
    let ticket = told(situation, number)?;
    let may = situation.directory.role(person).leads();
    if may { Ok(ticket.number) } else { Err(Refusal::NotYours(number)) }
}

/// What somebody hears who may not, or not now.
fn refused(situation: &Situation, ticket: &Ticket, heard: &Heard, deed: &Deed) -> Option<Said> {
    let person = &heard.sender;
    // What was claimed on a shared phone is not confirmed on it, whoever holds it by then.
    if matches!(deed.verb(), Verb::Verify | Verb::Close) && ticket.course.is_claimed_on(heard) {
        return Some(Said::OwnWork);
    }
    if let Err(denied) = rank::may(&situation.directory, ticket, person, deed) {
        return Some(match denied {
            Denied::Leads => Said::LeadsOnly,
            Denied::Managers => Said::ManagersOnly,
            Denied::Others => Said::OthersWork,
            Denied::OwnWork => Said::OwnWork,
        });
    }
    match deed {
        Deed::Hold(None) => Some(Said::WhyHold),
        Deed::Merge(into) => {
            let into = situation.goes_on(*into).unwrap_or(*into);
            tickets::merge(situation, ticket, into).is_err().then_some(Said::NotNow)
        }
        Deed::Note(_) => None,
        Deed::Approve | Deed::Decline if quotes::asked(ticket).is_none() => Some(Said::NoQuote),
        Deed::Approve | Deed::Decline => quotes::stale(situation, ticket, heard),
        Deed::Reopen => (ticket.stage == Stage::Merged).then_some(Said::NotNow),
        Deed::Contest => contests::refused(ticket),
        Deed::Prioritise(_) | Deed::Uphold(_) | Deed::Strike(_) | Deed::Verify | Deed::Close => {
            ticket.stage.is_put_away().then_some(Said::NotNow)
        }
        Deed::Assign(_) | Deed::Take | Deed::Start | Deed::Hold(_) | Deed::Resolve | Deed::Cancel => {
            (!ticket.stage.is_open()).then_some(Said::NotNow)
        }
    }
}

fn carry_out(
    situation: &Situation,
    order: &Order,
    heard: &Heard,
    ticket: &Ticket,
    deed: &Deed,
) -> Result<(Vec<Change>, TicketNumber, Said), Refusal> {
    let mut changes = read(order, kind(deed.verb()), ticket.number);
    let steps = steps(situation, heard, ticket, deed);
    if steps.is_empty() {
        return Ok((changes, ticket.number, Said::Standing));
    }
    changes.extend(steps);
    let (message, by) = (heard.id.clone(), heard.sender.clone());
    let before = Footing::of(ticket);
    let ordered = Ordered { message, by, ticket: ticket.number, verb: deed.verb(), before };
    changes.push(Event::OrderGiven(ordered).into());
    let said = match deed {
        Deed::Note(_) => Said::Noted,
        Deed::Merge(into) => Said::Merged(situation.goes_on(*into).unwrap_or(*into)),
        Deed::Contest => contests::last(ticket).map_or(Said::Obeyed, Said::Contested),
        _ => Said::Obeyed,
    };
    Ok((changes, ticket.number, said))
}

/// Whoever told us and does no work means, by "done", that it is fine now.
fn meant(situation: &Situation, heard: &Heard, ticket: &Ticket, deed: &Deed) -> Deed {
    let role = situation.directory.role(&heard.sender);
    let is_work = role.does_work() || role.leads();
    match deed {
        Deed::Resolve if !is_work && ticket.stage != Stage::Verified => Deed::Verify,
        other => other.clone(),
    }
}

/// What an order changes; nothing when all is as it says.
fn steps(situation: &Situation, heard: &Heard, ticket: &Ticket, deed: &Deed) -> Vec<Change> {
    let number = ticket.number;
    let message = || Some(heard.id.clone());
    let worker = rank::assignee(&situation.directory, &heard.sender);
    let assigned = |assignee| Event::TicketAssigned { ticket: number, assignee: Some(assignee), message: message() };
    // Whoever works on what nobody owns, owns it.
    let is_taken = ticket.assignee.is_none() && situation.directory.role(&heard.sender).does_work();
    let taken = || is_taken.then(|| assigned(worker.clone()));
    let once = |is_so: bool, event: Event| if is_so { Vec::new() } else { vec![event] };
    let events = match deed {
        Deed::Assign(to) => once(ticket.assignee.as_ref() == Some(to), assigned(to.clone())),
        Deed::Take => once(ticket.assignee.as_ref() == Some(&worker), assigned(worker.clone())),
        Deed::Start if ticket.stage == Stage::InProgress => Vec::new(),
        Deed::Start if quotes::holds_back(situation, ticket, &heard.sender) => Vec::new(),
        Deed::Start => {
            taken().into_iter().chain([Event::TicketStarted { ticket: number, message: message() }]).collect()
        }
        Deed::Hold(reason) => {
            let is_shown = false;
            let held = reason.map(|reason| Event::TicketHeld { ticket: number, reason, message: message(), is_shown });
            held.filter(|_| ticket.hold != *reason).into_iter().collect()
        }
        Deed::Resolve if ticket.stage == Stage::Resolved => Vec::new(),
        Deed::Resolve => {
            let claimant = Some(heard.sender.clone());
            let resolved = Event::TicketResolved { ticket: number, claimant, message: message() };
            taken().into_iter().chain([resolved]).collect()
        }
        Deed::Verify => once(!ticket.stage.is_open(), Event::TicketVerified { ticket: number, message: message() }),
        Deed::Reopen => {
            let is_under_way = ticket.stage.is_open() && ticket.stage != Stage::Resolved;
            once(is_under_way, Event::TicketReopened { ticket: number, message: message() })
        }
        Deed::Close if ticket.stage == Stage::Closed => Vec::new(),
        Deed::Close => {
            let verified = Event::TicketVerified { ticket: number, message: message() };
            let verified = ticket.stage.is_open().then_some(verified);
            verified.into_iter().chain([Event::TicketClosed { ticket: number }]).collect()
        }
        Deed::Cancel => vec![Event::TicketCancelled { ticket: number }],
        Deed::Merge(into) => {
            let into = situation.goes_on(*into).unwrap_or(*into);
            vec![Event::TicketMerged { ticket: number, into, keeps_time: true }]
        }
        Deed::Prioritise(priority) => {
            let (site, place, category) = (ticket.site.clone(), ticket.place.clone(), ticket.category);
            let classified = Event::TicketClassified { ticket: number, category, priority: *priority, site, place };
            once(ticket.priority == *priority, classified)
        }
        Deed::Approve | Deed::Decline => {
            let said = Some(matches!(deed, Deed::Approve));
            let answer = quotes::say(ticket, Actor::Person(heard.sender.clone()), message(), said);
            return answer.into_iter().collect();
        }
        Deed::Uphold(since) => contests::say(ticket, heard, *since, true).into_iter().collect(),
        Deed::Strike(since) => contests::say(ticket, heard, *since, false).into_iter().collect(),
        Deed::Contest => contests::contest_last(ticket, heard).into_iter().collect(),
        Deed::Note(text) => {
            return vec![Event::NoteAdded { ticket: number }.with(Personal::text(text.clone()))];
        }
    };
    events.into_iter().map(Change::from).collect()
}

/// Takes back the last order of whoever asks, unless it is long ago or somebody moved the ticket on.
fn undo(situation: &Situation, order: &Order, heard: &Heard) -> Result<(Vec<Change>, TicketNumber, Said), Refusal> {
    let last = last_given(situation, heard).ok_or(Refusal::NothingToUndo)?;
    let ticket = situation.tickets.get(&last.ticket).ok_or(Refusal::NoSuchTicket(last.ticket))?;
    let kept = match (last.is_lasting(), Footing::of(ticket) == last.after) {
        (true, _) => Some(Said::Lasting),
        (false, false) => Some(Said::MovedOn),
        (false, true) => None,
    };
    // Whoever changes a sign asks for nothing, and one that says the same changes nothing.
    if heard.form == Form::Reaction && (kept.is_some() || says_the_same(situation, heard, &last.message)) {
        return Err(Refusal::NothingToUndo);
    }
    let mut changes = read(order, Kind::Chatter, last.ticket);
    if let Some(said) = kept {
        return Ok((changes, last.ticket, said));
    }
    let undone = Undone {
        message: heard.id.clone(),
        by: heard.sender.clone(),
        order: last.message.clone(),
        ticket: last.ticket,
        before: last.before.clone(),
    };
    changes.push(Event::OrderUndone(undone).into());
    Ok((changes, last.ticket, Said::Undone))
}

/// Whether a sign says of what holds what an earlier one said.
fn says_the_same(situation: &Situation, heard: &Heard, earlier: &MessageId) -> bool {
    let said = situation.message(earlier).and_then(|earlier| says_it_holds(&earlier.text));
    said.is_some() && said == says_it_holds(&heard.text)
}

/// The last order of whoever asks, given in this chat or quoted, that can still be taken back.
fn last_given<'a>(situation: &'a Situation, heard: &Heard) -> Option<&'a Given> {
    let own = situation.orders.values().filter(|given| given.by == heard.sender && !given.is_undone);
    let beside = own.filter(|given| is_beside(situation, heard, &given.message, Some(given.ticket)));
    let last =
        beside.filter(|given| Given::is_fresh(given.at, heard.sent_at)).max_by_key(|given| (given.at, &given.message));
    last.filter(|given| heard.reply_to.is_some() || !excused_since(situation, heard, given.at))
}

/// Whether whoever asks excused a day of work in this chat after an instant: that is what "undo" would mean, and it is taken back
/// on the page of the day alone.
fn excused_since(situation: &Situation, heard: &Heard, after: Instant) -> bool {
    let by = Reader::Embedded(Order::RULES.to_owned());
    situation.before(heard).filter(|said| said.conversation == heard.conversation && said.sender == heard.sender).any(
        |said| {
            let meant = said.meaning.as_ref().filter(|meaning| meaning.by == by && said.sent_at >= after);
            meant.is_some_and(|meaning| matches!(meaning.about, Some(Subject::Task(..))))
        },
    )
}

/// Whether the last order that somebody gave about something was taken back, so that they may give it again.
pub(super) fn is_taken_back(situation: &Situation, heard: &Heard, about: &Subject) -> bool {
    let is_theirs = |given: &&Given| given.by == heard.sender && Subject::Ticket(given.ticket) == *about;
    let last = situation.orders.values().filter(is_theirs).max_by_key(|given| (given.at, &given.message));
    last.is_some_and(|given| given.is_undone)
}

/// Whether somebody speaks where an order was given: in its chat without quoting anything else, or quoting it or our answer. A
/// reaction stands in place of the one before it on the same message.
pub(super) fn is_beside(situation: &Situation, heard: &Heard, order: &MessageId, ticket: Option<TicketNumber>) -> bool {
    if heard.form == Form::Reaction {
        let given = situation.message(order).filter(|said| said.form == Form::Reaction);
        return given.is_some_and(|said| said.reply_to == heard.reply_to && said.conversation == heard.conversation);
    }
    let Some(external) = &heard.reply_to else {
        let said = situation.message(order);
        return said.is_some_and(|said| said.conversation == heard.conversation);
    };
    let ours = situation.outbounds.values().find(|outbound| outbound.external.as_ref() == Some(external));
    match ours {
        Some(ours) => ticket.is_none_or(|ticket| ours.about.contains(&Subject::Ticket(ticket))),
        None => situation.quoted(heard).is_some_and(|quoted| quoted.id == *order),
    }
}

/// That a message is held to be an order about a ticket.
fn read(order: &Order, kind: Kind, ticket: TicketNumber) -> Vec<Change> {
    vec![reading(order, kind, Some(Subject::Ticket(ticket)))]
}

/// That a message is held to be an order.
pub(super) fn reading(order: &Order, kind: Kind, about: Option<Subject>) -> Change {
    let meaning = Interpretation {
        by: Reader::Embedded(Order::RULES.to_owned()),
        kind,
        category: None,
        priority: None,
        place: None,
        about,
        confidence: 1.0,
        band: Band::Act,
        language: order.language.clone(),
    };
    Event::MessageInterpreted { message: order.message.clone(), meaning }.into()
}

/// What a message does that gives an order.
fn kind(verb: Verb) -> Kind {
    match verb {
        Verb::Assign | Verb::Prioritise => Kind::Assign,
        Verb::Take | Verb::Start | Verb::Hold => Kind::Progress,
        Verb::Resolve => Kind::Resolved,
        Verb::Verify | Verb::Close => Kind::Verified,
        Verb::Reopen => Kind::Reopened,
        Verb::Contest => Kind::Question,
        Verb::Cancel | Verb::Merge | Verb::Note | Verb::Approve | Verb::Decline | Verb::Uphold | Verb::Strike => {
            Kind::Chatter
        }
    }
}
