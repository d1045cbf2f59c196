//! What a member may ask, by their role and the sites they see.

use crate::id::{MessageId, OutboundId, SiteId, TicketNumber};
use crate::member::{Member, MemberRole};
use crate::message::Subject;
use crate::outbound::Occasion;
use crate::refusal::Refusal;
use crate::request::{Actor, Command, Definition, Request, TicketCommand, Via};
use crate::situation::Situation;
use crate::ticket::{Assignee, Ticket};

/// Whether whoever asks may ask it. Members at the pages are judged here; people, programs and the clock where they
/// ask, and whoever has the machine may do everything.
///
/// # Errors
/// [`Refusal::NotForYou`] with the role it takes; a ticket of a site they do not see is none at all to them.
pub fn may(situation: &Situation, request: &Request) -> Result<(), Refusal> {
    let (Actor::Member(name), Via::Web) = (&request.actor, request.via) else { return Ok(()) };
    let Some(member) = situation.directory.member(name) else { return Err(Refusal::NoMember) };
    if is_own_language(&member, &request.command) || is_own_login(&member, &request.command) {
        return Ok(());
    }
    let needs = least(&request.command);
    if member.role == MemberRole::Contact {
        return contact(situation, &member, &request.command, needs);
    }
    if !member.role.covers(needs) {
        return Err(Refusal::NotForYou { needs });
    }
    in_sight(situation, &member, &request.command)
}

/// Whether all that is asked is that a member's own documents be in another language.
fn is_own_language(member: &Member, command: &Command) -> bool {
    let Command::Define(definition) = command else { return false };
    let Definition::Member(asked) = definition.as_ref() else { return false };
    Member { language: asked.language.clone(), ..member.clone() } == *asked
}

/// Whether what is told of is a member's own password, second factor or sessions.
fn is_own_login(member: &Member, command: &Command) -> bool {
    let Command::NoteAltered(altered) = command else { return false };
    altered.what.is_ones_own() && altered.about == member.name
}

/// The least role that may ask something.
fn least(command: &Command) -> MemberRole {
    match command {
        Command::Define(definition) => least_to_define(definition),
        Command::StartImport { .. }
        | Command::FinishImport { .. }
        | Command::RemoveImport(_)
        | Command::MergePeople { .. }
        | Command::SplitPeople { .. }
        | Command::Swap { .. }
        | Command::TakeSwapBack { .. }
        | Command::HandOut(_) => MemberRole::Manager,
        Command::RecordErasure { .. } | Command::Expire(_) | Command::Try { .. } => MemberRole::Owner,
        Command::NoteAltered(altered) => altered.what.least(),
        Command::Change {
            command:
                TicketCommand::Approve(_)
                | TicketCommand::Decline(_)
                | TicketCommand::AskAgain(_)
                | TicketCommand::JudgePause { .. },
            ..
        } => MemberRole::Manager,
        Command::Change { .. }
        | Command::Raise(_)
        | Command::Judge { .. }
        | Command::Hand { .. }
        | Command::Hold(_)
        | Command::Quote { .. }
        | Command::Credit(_)
        | Command::Receive(_)
        | Command::Follow { .. }
        | Command::NameConversation(_)
        | Command::NoteHearing(_)
        | Command::Revoke { .. }
        | Command::NoteNotices(_)
        | Command::NotePreference { .. }
        | Command::KeepMedia { .. }
        | Command::Transcribe { .. }
        | Command::Interpret(_)
        | Command::Correct(_)
        | Command::TakeBack(_)
        | Command::Snooze { .. }
        | Command::Advise(_)
        | Command::Obey(_)
        | Command::Answer(_)
        | Command::Act(_)
        | Command::Pledge { .. }
        | Command::Visit { .. }
        | Command::Choose { .. }
        | Command::Lapse
        | Command::LapseSince(_)
        | Command::Dispatch { .. }
        | Command::NoteSent { .. }
        | Command::NoteFailed { .. }
        | Command::NoteTold { .. }
        | Command::Nod { .. }
        | Command::Decline(_)
        | Command::Write(_) => MemberRole::Supervisor,
    }
}

/// The least role that may write a line of the directory.
fn least_to_define(definition: &Definition) -> MemberRole {
    match definition {
        Definition::Member(_) | Definition::Retention(_) => MemberRole::Owner,
        Definition::Site(_)
        | Definition::Place(_)
        | Definition::Vendor(_)
        | Definition::Person(_)
        | Definition::Task(_)
        | Definition::Calendar(_)
        | Definition::Agreement(_)
        | Definition::Ladder(_)
        | Definition::Words(_)
        | Definition::Labels(_)
        | Definition::Approval(_)
        | Definition::Rota(_)
        | Definition::Duty(_) => MemberRole::Manager,
    }
}

/// Whether what is asked is about something a member sees.
fn in_sight(situation: &Situation, member: &Member, command: &Command) -> Result<(), Refusal> {
    match command {
        Command::Change { ticket, command, .. } => {
            seen(situation, member, *ticket)?;
            match command {
                TicketCommand::Merge(into) => seen(situation, member, *into),
                TicketCommand::Classify { place: Some(place), .. } => {
                    let known = situation.directory.places.get(place);
                    let is_seen = known.is_none_or(|known| member.sees(Some(&known.site)));
                    if is_seen { Ok(()) } else { Err(unknown("place", place.to_string())) }
                }
                TicketCommand::Assign(Some(Assignee::Person(person))) => {
                    let site = situation.directory.person(person).and_then(|known| known.site.as_ref());
                    let is_seen = site.is_none_or(|site| member.sees(Some(site)));
                    if is_seen { Ok(()) } else { Err(unknown("person", person.to_string())) }
                }
                _ => Ok(()),
            }
        }
        Command::Raise(raise) if member.sees(raise.site.as_ref()) => Ok(()),
        Command::Judge { task, day, .. } | Command::Hand { task, day, .. } => {
            let site = situation.directory.tasks.get(task).and_then(|task| task.site.as_ref());
            if member.sees(site) { Ok(()) } else { Err(Refusal::NoSuchOccurrence(task.clone(), *day)) }
        }
        Command::Write(letter) => match &letter.occasion {
            Occasion::Ticket(ticket, _) => seen(situation, member, *ticket),
            Occasion::Message(message, _) => heard(situation, member, message),
        },
        Command::Correct(correction) => heard(situation, member, &correction.proposal.message),
        Command::Credit(credit) => {
            let phone = situation.directory.person(&credit.phone);
            if phone.is_some_and(|phone| !member.sees(phone.site.as_ref())) {
                return Err(Refusal::NoSuchPerson(credit.phone.clone()));
            }
            credit.messages.iter().try_for_each(|(id, _)| heard(situation, member, id))
        }
        Command::Swap { rota, .. } | Command::TakeSwapBack { rota, .. } => {
            let site = situation.directory.rotas.get(rota).and_then(|rota| rota.site.as_ref());
            if member.sees(site) { Ok(()) } else { Err(unknown("rota", rota.to_string())) }
        }
        Command::TakeBack(taken) => heard(situation, member, &taken.message),
        Command::Snooze { message, .. } => heard(situation, member, message),
        Command::Define(definition) if member.sees(site_of(definition)) => Ok(()),
        Command::Decline(outbound) | Command::NoteSent { outbound, .. } => said(situation, member, outbound),
        // It was done where they see it, and is only told of.
        Command::NoteAltered(_) => Ok(()),
        // What speaks of the whole house is for those who see all of it.
        _ if member.sees_all() => Ok(()),
        _ => Err(Refusal::NotHere),
    }
}

/// As for something that is not there.
fn unknown(kind: &'static str, name: String) -> Refusal {
    Refusal::Undefined { kind, name }
}

/// Whether a member sees a ticket. What is not there is refused where it is looked for.
fn seen(situation: &Situation, member: &Member, number: TicketNumber) -> Result<(), Refusal> {
    match situation.tickets.get(&number) {
        Some(ticket) if !member.sees(ticket.site.as_ref()) => Err(Refusal::NoSuchTicket(number)),
        Some(_) | None => Ok(()),
    }
}

/// Whether a member sees the site where a message was said.
fn heard(situation: &Situation, member: &Member, message: &MessageId) -> Result<(), Refusal> {
    match situation.message(message) {
        Some(heard) if !member.sees(situation.site_of(heard)) => Err(Refusal::NoSuchMessage(message.clone())),
        Some(_) | None => Ok(()),
    }
}

/// Whether a member sees all that a message of ours speaks of.
fn said(situation: &Situation, member: &Member, outbound: &OutboundId) -> Result<(), Refusal> {
    if member.sees_all() {
        return Ok(());
    }
    let about = situation.outbounds.get(outbound).map(|known| known.about.as_slice()).unwrap_or_default();
    let is_seen = |subject: &Subject| match subject {
        Subject::Ticket(number) => seen(situation, member, *number).is_ok() && situation.tickets.contains_key(number),
        Subject::Task(task, _) => {
            situation.directory.tasks.get(task).is_some_and(|task| member.sees(task.site.as_ref()))
        }
    };
    if !about.is_empty() && about.iter().all(is_seen) { Ok(()) } else { Err(Refusal::NoSuchOutbound(outbound.clone())) }
}

/// The site that a line of the directory belongs to.
fn site_of(definition: &Definition) -> Option<&SiteId> {
    match definition {
        Definition::Site(site) => Some(&site.id),
        Definition::Place(place) => Some(&place.site),
        Definition::Person(person) => person.site.as_ref(),
        Definition::Task(task) => task.site.as_ref(),
        Definition::Agreement(agreement) => agreement.site.as_ref(),
        Definition::Ladder(ladder) => ladder.site.as_ref(),
        Definition::Duty(duty) => duty.site.as_ref(),
        Definition::Rota(rota) => rota.site.as_ref(),
        Definition::Approval(approval) => approval.site.as_ref(),
        Definition::Vendor(_)
        | Definition::Calendar(_)
        | Definition::Member(_)
        | Definition::Retention(_)
        | Definition::Labels(_)
        | Definition::Words(_) => None,
    }
}

/// What a vendor's contact may ask: to work what their vendor has.
fn contact(situation: &Situation, member: &Member, command: &Command, needs: MemberRole) -> Result<(), Refusal> {
    let Command::Change { ticket, command, .. } = command else { return Err(Refusal::NotForYou { needs }) };
    let is_theirs = situation.tickets.get(ticket).is_some_and(|known| works(member, known));
    if !is_theirs {
        return Err(Refusal::NoSuchTicket(*ticket));
    }
    match command {
        TicketCommand::Start | TicketCommand::Resolve | TicketCommand::Note(_) => Ok(()),
        _ => Err(Refusal::NotForYou { needs }),
    }
}

/// Whether a ticket was given to a contact's vendor, at a site they see.
pub fn works(member: &Member, ticket: &Ticket) -> bool {
    let theirs = member.vendor.clone().map(Assignee::Vendor);
    theirs.is_some() && ticket.assignee == theirs && member.sees(ticket.site.as_ref())
}
