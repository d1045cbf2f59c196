//! Voice notes: they wait to be heard, and what they seem to say closes nothing by itself.

use crate::world::{World, proposal};
use domain::event::Event;
use domain::id::{MessageId, TicketNumber};
use domain::message::{Band, Form, Heard, Interpretation, Kind, Reader, Subject};
use domain::request::{Command, Correction, Proposal};
use domain::ticket::Stage;
use domain::voice::Transcript;

const FIRST: TicketNumber = TicketNumber(1);
const ABOUT_FIRST: Option<Subject> = Some(Subject::Ticket(FIRST));

fn heard<'a>(world: &'a World, message: &MessageId) -> &'a Heard {
    world.draft.situation.message(message).expect("it is in mind")
}

fn transcribe(message: &MessageId, text: &str, confidence: Option<f32>) -> Command {
    let transcript = Transcript { by: "whisper".into(), confidence, language: "en".into() };
    Command::Transcribe { message: message.clone(), transcript, text: text.into() }
}

/// Somebody speaks, and it is made out.
fn speak(world: &mut World, sender: &str, text: &str, confidence: Option<f32>) -> MessageId {
    let message = world.say(sender, Form::Audio, "");
    world.ask(transcribe(&message, text, confidence));
    message
}

fn stage(world: &World) -> Stage {
    world.draft.situation.tickets[&FIRST].stage
}

#[test]
fn a_voice_note_is_heard_once() {
    let mut world = World::new();
    let message = world.say("mei", Form::Audio, "");
    assert!(heard(&world, &message).is_unheard());
    let changes = world.ask(transcribe(&message, "lift stuck at block C", Some(0.9)));
    assert!(matches!(changes[0].event, Event::VoiceTranscribed(_)));
    assert_eq!(changes[0].personal.text, "lift stuck at block C");
    assert_eq!(
        (heard(&world, &message).text.as_str(), heard(&world, &message).is_unheard()),
        ("lift stuck at block C", false)
    );
    assert_eq!(world.ask(transcribe(&message, "left stock", Some(0.9))), [], "heard twice, it says the same");
    let words = world.say("mei", Form::Text, "hello");
    assert_eq!(world.ask(transcribe(&words, "bye", None)), [], "what was written says what it says");
}

#[test]
fn a_report_by_voice_opens_a_ticket() {
    let mut world = World::new();
    let message = speak(&mut world, "mei", "lift stuck at block C", Some(0.9));
    world.propose(Proposal { opens: true, ..proposal(&message, Kind::Issue) });
    assert_eq!(world.draft.situation.tickets[&FIRST].title, "lift stuck at block C");
    assert_eq!(heard(&world, &message).meaning.as_ref().expect("it was read").band, Band::Act);
}

#[test]
fn what_cannot_be_relied_on_is_for_a_member_to_look_at() {
    let mut world = World::new();
    let message = speak(&mut world, "mei", "lift stuck at block C", Some(0.2));
    world.propose(Proposal { opens: true, ..proposal(&message, Kind::Issue) });
    assert_eq!(heard(&world, &message).meaning.as_ref().expect("it was read").band, Band::Triage);
}

#[test]
fn a_claim_by_voice_waits_for_a_member_who_then_makes_it_true() {
    let mut world = World::new();
    world.report("mei", "lift stuck at block C");
    for (sender, text, kind) in [("azlan", "lift done", Kind::Resolved), ("mei", "yes it is fine now", Kind::Verified)]
    {
        let before = stage(&world);
        let message = speak(&mut world, sender, text, Some(0.95));
        world.means(&message, kind, ABOUT_FIRST);
        assert_eq!(stage(&world), before, "{kind} by voice closes nothing");
        let meaning = heard(&world, &message).meaning.clone().expect("it was read");
        assert_eq!((meaning.kind, meaning.band, meaning.about.clone()), (kind, Band::Triage, ABOUT_FIRST));
        let meaning = Interpretation { by: Reader::Member("farah".into()), band: Band::Act, ..meaning };
        let read = Proposal { meaning, ..proposal(&message, kind) };
        world.ask(Command::Correct(Box::new(Correction { proposal: read, opened: None })));
        let after = if kind == Kind::Resolved { Stage::Resolved } else { Stage::Verified };
        assert_eq!(stage(&world), after, "a member confirmed the {kind}");
    }
}

#[test]
fn a_dispute_by_voice_is_heeded() {
    let mut world = World::new();
    world.report("mei", "lift stuck at block C");
    let claim = world.say("azlan", Form::Text, "done");
    world.means(&claim, Kind::Resolved, ABOUT_FIRST);
    let message = speak(&mut world, "mei", "still stuck lah", Some(0.9));
    world.means(&message, Kind::Reopened, ABOUT_FIRST);
    assert_eq!(stage(&world), Stage::Reopened);
}
