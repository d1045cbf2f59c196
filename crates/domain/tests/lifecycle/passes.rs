//! What is said by passes: by whoever has the job or reported it, once, and never more than their part.

use crate::world::World;
use domain::event::{Change, Event};
use domain::id::{Digest, PersonId, TicketNumber};
use domain::ladder::Cause;
use domain::message::{Attachment, Circle, ConversationKey, Form, Handle, Inbound};
use domain::outbound::Purpose;
use domain::pass::{Act, Move};
use domain::refusal::Refusal;
use domain::request::{Command, TicketCommand};
use domain::ticket::{Assignee, HoldReason, Stage};
use domain::time::Instant;

const FIRST: TicketNumber = TicketNumber(1);

/// A ticket that Mei reported and Azlan has.
fn given() -> World {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    let azlan = Some(Assignee::Person(PersonId::new("azlan")));
    world.ask(Command::change(FIRST, TicketCommand::Assign(azlan)));
    world
}

/// Says something by a pass, under a name that makes it one when it is sent twice.
pub fn by_pass(world: &mut World, who: &str, once: &str, made: Move, form: Form) -> Result<Vec<Change>, Refusal> {
    by_pass_of(world, who, once, (made, None), form)
}

/// The same, of a pause that began at an instant.
pub fn by_pass_of(
    world: &mut World,
    who: &str,
    once: &str,
    (made, pause): (Move, Option<Instant>),
    form: Form,
) -> Result<Vec<Change>, Refusal> {
    let id = Act::conversation(&PersonId::new(who));
    let conversation = ConversationKey { id: id.clone(), circle: Circle::Direct, name: String::new(), with: None };
    let digest = Some(Digest::new("aa"));
    world.ask(Command::Receive(Box::new(Inbound {
        sender_name: who.to_owned(),
        form,
        attachment: form.is_evidence().then(|| Attachment { name: String::new(), digest }),
        ..Inbound::said(conversation, once.to_owned(), Handle(format!("+{who}")), world.now(), "said".to_owned())
    })));
    let act = Act { ticket: FIRST, conversation: id, external: once.to_owned(), made, pause };
    world.try_ask(Command::Act(Box::new(act)))
}

#[test]
fn a_job_is_accepted_begun_and_done_with_a_photo_and_confirmed_by_whoever_reported_it() {
    let mut world = given();
    by_pass(&mut world, "azlan", "1", Move::Accept, Form::Text).unwrap();
    assert_eq!(world.stage(), Stage::Assigned);
    assert!(world.draft.situation.tickets[&FIRST].acknowledged_at.is_some());
    by_pass(&mut world, "azlan", "2", Move::Arrive, Form::Text).unwrap();
    assert_eq!(world.stage(), Stage::InProgress);
    assert_eq!(by_pass(&mut world, "azlan", "3", Move::Done, Form::Text), Err(Refusal::NoPhoto(FIRST)));
    let changes = by_pass(&mut world, "azlan", "4", Move::Done, Form::Image).unwrap();
    assert!(changes.iter().any(|change| matches!(change.event, Event::EvidenceAdded { .. })), "{changes:?}");
    assert_eq!(world.stage(), Stage::Resolved);
    assert_eq!(by_pass(&mut world, "azlan", "4", Move::Done, Form::Image), Ok(vec![]), "sent twice, it is one");
    by_pass(&mut world, "mei", "5", Move::Fixed, Form::Text).unwrap();
    assert_eq!(world.stage(), Stage::Verified);
    by_pass(&mut world, "mei", "6", Move::NotFixed, Form::Text).unwrap();
    assert_eq!(world.stage(), Stage::Reopened);
}

#[test]
fn nobody_says_by_a_pass_what_is_not_theirs() {
    let mut world = given();
    for (who, made) in [("mei", Move::Done), ("siti", Move::Accept), ("azlan", Move::Fixed), ("hakim", Move::NotFixed)]
    {
        let answer = by_pass(&mut world, who, made.word(), made, Form::Image);
        assert_eq!(answer, Err(Refusal::NotYours(FIRST)), "{who} {made}");
    }
    // The job was given to somebody else since.
    let siti = Some(Assignee::Person(PersonId::new("siti")));
    world.ask(Command::change(FIRST, TicketCommand::Assign(siti)));
    assert_eq!(by_pass(&mut world, "azlan", "late", Move::Arrive, Form::Text), Err(Refusal::NotYours(FIRST)));
    assert_eq!(world.stage(), Stage::Assigned);
}

#[test]
fn what_does_not_fit_the_stage_is_refused() {
    let mut world = given();
    let early = [("mei", Move::Fixed), ("mei", Move::NotFixed), ("azlan", Move::Contest)];
    for (who, made) in early {
        let answer = by_pass(&mut world, who, made.word(), made, Form::Text);
        assert!(matches!(answer, Err(Refusal::WrongStage { .. })), "{made}: {answer:?}");
    }
    world.ask(Command::change(FIRST, TicketCommand::Hold { reason: HoldReason::Parts, message: None }));
    by_pass(&mut world, "azlan", "c", Move::Contest, Form::Text).unwrap();
    assert_eq!(world.stage(), Stage::OnHold, "contesting is said, and decided by others");
    by_pass(&mut world, "azlan", "d", Move::Cannot, Form::Text).unwrap();
    assert_eq!(world.draft.situation.tickets[&FIRST].assignee, None);
    world.ask(Command::change(FIRST, TicketCommand::Cancel));
    assert!(by_pass(&mut world, "azlan", "e", Move::Accept, Form::Text).is_err());
}

#[test]
fn whoever_cannot_come_leaves_it_to_nobody_and_leads_hear_of_it() {
    let mut world = given();
    let lost_at = world.now();
    let changes = by_pass(&mut world, "azlan", "1", Move::Cannot, Form::Text).unwrap();
    assert!(changes.iter().any(|change| matches!(change.event, Event::JobDeclined(_))), "{changes:?}");
    let told = |world: &World| {
        let said = world.draft.situation.outbounds.values();
        said.filter(|said| said.to == PersonId::new("farah") && said.purpose == Purpose::Escalation).count()
    };
    assert_eq!(told(&world), 1);
    world.minute += 30;
    let climbed = world.ask(Command::Lapse).into_iter().find_map(|change| match change.event {
        Event::RungClimbed(climbed) => Some(climbed),
        _ => None,
    });
    let climbed = climbed.expect("nobody has it");
    assert_eq!((climbed.cause, climbed.step, climbed.since), (Cause::Unowned, 0, lost_at));
    assert_eq!(told(&world), 2);
}
