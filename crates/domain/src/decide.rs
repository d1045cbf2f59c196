//! What follows from a request: pure, total, and the only source of events.

mod answers;
mod asking;
mod beside;
mod calls;
mod checks;
mod choices;
mod contests;
mod corrections;
mod directory;
mod excuses;
mod handovers;
mod hearing;
mod imports;
mod interpret;
mod lapse;
mod notices;
mod opinions;
mod orders;
mod outbound;
mod passes;
mod people;
mod phones;
mod pledge;
mod quotes;
mod raise;
mod receive;
mod repeats;
mod reply;
mod retention;
mod rotas;
mod sending;
mod shifts;
mod steps;
mod tickets;
mod tours;
mod undo;
mod unproven;
mod voices;

use crate::event::Change;
use crate::order::Inquiry;
use crate::policy::office;
use crate::refusal::Refusal;
use crate::request::{Command, Request};
use crate::situation::Situation;

/// Whether what a message asks may be told to its sender; otherwise it was said to people.
#[must_use]
pub fn is_for_them(situation: &Situation, inquiry: &Inquiry) -> bool {
    answers::answer(situation, inquiry).is_ok_and(|reply| reply.is_some()) || answers::is_brought(situation, inquiry)
}

/// Decides what follows from a request.
///
/// The same situation and request always give the same answer. An empty answer means that all is as it should be.
///
/// # Errors
/// A [`Refusal`] that its asker can read, when the request cannot be granted; nothing follows then.
pub fn decide(situation: &Situation, request: &Request) -> Result<Vec<Change>, Refusal> {
    office::may(situation, request)?;
    let (mut changes, reply) = match &request.command {
        Command::Obey(order) => {
            orders::obey(situation, request.stamp.at, order).map(|(changes, reply)| (changes, Some(reply)))?
        }
        Command::Hold(hold) => phones::hold(situation, hold).map(|(changes, reply)| (changes, Some(reply)))?,
        Command::Answer(inquiry) => {
            (answers::asked(situation, inquiry, request.stamp.at), answers::answer(situation, inquiry)?)
        }
        Command::Choose { message, outbound, nth } => choices::choose(situation, message, outbound, *nth)?,
        Command::Interpret(proposal) => {
            let changes = interpret::interpret(situation, proposal)?;
            let question = asking::question(situation, request.stamp.at, proposal, &changes);
            (changes, question)
        }
        _ => (follow(situation, request)?, None),
    };
    // Nobody is asked to work because of an import.
    if request.import.is_none() {
        calls::offer(situation, request.stamp.at, &mut changes);
    }
    let mut wishes = outbound::take_back(situation, &mut changes);
    // What an import brings answers questions, but nothing is said because of it.
    if request.import.is_none() {
        wishes.extend(reply.iter().flat_map(|reply| outbound::beg(situation, request.stamp.at, reply)));
        let is_lapse = matches!(request.command, Command::Lapse | Command::LapseSince(_));
        outbound::say(situation, request.stamp, is_lapse, wishes, &mut changes);
        rotas::tell(situation, request, &mut changes);
        if let Some(reply) = &reply {
            asking::hush(reply, &mut changes);
            reply::want(situation, request.stamp, reply, &mut changes);
        }
    }
    Ok(changes)
}

/// What follows from anything that nobody is answered because of.
fn follow(situation: &Situation, request: &Request) -> Result<Vec<Change>, Refusal> {
    match &request.command {
        Command::Define(definition) => directory::define(situation, definition),
        Command::Receive(inbound) => Ok(receive::receive(situation, request.stamp, inbound)),
        Command::KeepMedia { conversation, external, digest } => {
            Ok(receive::keep_media(situation, conversation, external, digest))
        }
        Command::Transcribe { message, transcript, text } => voices::transcribe(situation, message, transcript, text),
        Command::Follow { before, after } => Ok(people::follow(situation, before, after)),
        Command::NameConversation(key) => Ok(receive::name_conversation(situation, key)),
        Command::MergePeople { person, into } => people::merge(situation, person, into),
        Command::SplitPeople { person, handles, also } => people::split(situation, person, handles, also),
        Command::NoteHearing(silent) => Ok(hearing::note(situation, request.stamp, silent)),
        Command::Revoke { external, at } => Ok(receive::revoke(situation, request.stamp.at, external, *at)),
        Command::NoteNotices(told) => Ok(notices::note(situation, request.stamp, told)),
        Command::NotePreference { handles, stops, said_at } => Ok(people::prefer(situation, handles, *stops, *said_at)),
        Command::Act(act) => passes::act(situation, act),
        Command::Correct(correction) => corrections::correct(situation, request.stamp.at, correction),
        Command::TakeBack(taken) => corrections::take_back(situation, request.stamp.at, taken),
        Command::Snooze { message, until } => corrections::snooze(situation, request.stamp.at, message, *until),
        Command::Advise(opinion) => opinions::advise(situation, opinion),
        Command::Pledge { message, due_at, is_limit } => pledge::pledge(situation, message, *due_at, *is_limit),
        Command::Quote { message, amount } => quotes::quote(situation, message, amount),
        Command::Visit { message, shown } => tours::visit(situation, message, shown),
        Command::Lapse => Ok(lapse::lapse(situation, request, situation.listening_since)),
        Command::LapseSince(live) => {
            let since = live.zip(situation.listening_since).map(|(live, first)| live.max(first));
            Ok(lapse::lapse(situation, request, since))
        }
        Command::Change { ticket, seen, command } => tickets::change(situation, request, *ticket, *seen, command),
        Command::Raise(raise) => raise::raise(situation, request, raise),
        Command::Judge { task, day, outcome, because } => excuses::judge(situation, (task, *day), *outcome, because),
        Command::Hand { task, day, hand } => handovers::hand(situation, request, (task, *day), hand),
        Command::Dispatch { outbound, terms } => sending::dispatch(situation, outbound, terms, request.stamp.at),
        Command::NoteSent { outbound, accepted } => sending::sent(situation, outbound, accepted.as_ref()),
        Command::NoteFailed { outbound, failure, code } => {
            sending::failed(situation, outbound, (*failure, *code), request.stamp.at)
        }
        Command::NoteTold { outbound, told } => sending::told(situation, outbound, told, request.stamp.at),
        Command::Decline(outbound) => outbound::decline(situation, outbound),
        Command::Write(letter) => outbound::write(situation, request.stamp.at, letter),
        Command::HandOut(handout) => outbound::hand_out(situation, request.stamp.at, handout),
        Command::Try { outbound, number } => outbound::try_out(situation, request.stamp, outbound, number),
        Command::Nod { message, onto } => Ok(outbound::nod(situation, request.stamp, message, onto)),
        Command::StartImport { import, conversation, file } => {
            Ok(imports::start(situation, import, conversation, file))
        }
        Command::FinishImport { import, added, system_lines, unreadable } => {
            imports::finish(situation, import, *added, *system_lines, *unreadable)
        }
        Command::RemoveImport(import) => imports::remove(situation, import),
        Command::RecordErasure { person, entries } => Ok(imports::erased(person, *entries)),
        Command::Expire(expired) => retention::expire(situation, request, expired),
        Command::Swap { rota, swap } => rotas::swap(situation, request.stamp.at, rota, swap, None),
        Command::TakeSwapBack { rota, swap } => rotas::take_back(situation, rota, swap, None),
        Command::NoteAltered(altered) => Ok(vec![beside::altered(altered)]),
        Command::Credit(credit) => phones::credit(situation, credit, request.stamp.at),
        Command::Obey(_) | Command::Answer(_) | Command::Choose { .. } | Command::Interpret(_) | Command::Hold(_) => {
            Ok(Vec::new())
        }
    }
}
