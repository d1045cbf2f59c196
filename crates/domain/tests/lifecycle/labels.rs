//! Labels of an organisation's own: what a reader says of a new ticket stays beside what a member says, which counts.

use crate::world::{World, proposal};
use domain::event::Event;
use domain::id::TicketNumber;
use domain::label::{BadLabels, Label, LabelExample, LabelSet, LabelsRead};
use domain::message::{Form, Kind};
use domain::refusal::Refusal;
use domain::request::{Command, Definition, Proposal, TicketCommand};

const FIRST: TicketNumber = TicketNumber(1);

fn set(labels: &[&str]) -> LabelSet {
    let label = |name: &&str| Label { name: (*name).to_owned(), category: None };
    let example = LabelExample { text: "water on the stairs".to_owned(), labels: vec!["now".to_owned()] };
    LabelSet {
        name: "urgency".to_owned(),
        is_several: false,
        labels: labels.iter().map(label).collect(),
        examples: vec![example],
    }
}

fn define(set: LabelSet) -> Command {
    Command::Define(Box::new(Definition::Labels(set)))
}

fn say(labels: Option<&[&str]>) -> Command {
    let labels = labels.map(|labels| labels.iter().map(|label| (*label).to_owned()).collect());
    Command::change(FIRST, TicketCommand::Label("urgency".to_owned(), labels))
}

fn read(set: &str, label: &str) -> LabelsRead {
    LabelsRead { set: set.to_owned(), labels: vec![label.to_owned()], sure_percent: 80 }
}

#[test]
fn what_a_member_says_counts_until_they_take_it_back_and_what_was_read_stays() {
    let mut world = World::new();
    assert_eq!(world.ask(define(set(&["now", "later"]))).len(), 1);
    assert_eq!(world.ask(define(set(&["now", "later"]))).len(), 0, "it is so already");
    let message = world.say("mei", Form::Text, "lift stuck");
    let labels = vec![read("urgency", "now"), read("urgency", "never"), read("mood", "sad")];
    let changes = world.propose(Proposal { opens: true, labels, ..proposal(&message, Kind::Issue) });
    let is_read = |change: &&domain::event::Change| matches!(change.event, Event::LabelsRead { .. });
    assert_eq!(changes.iter().filter(is_read).count(), 1);
    let labels = |world: &World| world.draft.situation.tickets[&FIRST].course.labels["urgency"].labels().to_vec();
    assert_eq!(labels(&world), ["now"], "what there is no set or label of is left out");
    assert_eq!(world.ask(say(Some(&["later"]))).len(), 1);
    assert_eq!(world.ask(say(Some(&["later"]))).len(), 0, "it was said already");
    assert_eq!(labels(&world), ["later"]);
    assert_eq!(world.ask(say(Some(&[]))).len(), 1);
    assert!(labels(&world).is_empty());
    assert_eq!(world.ask(say(None)).len(), 1);
    assert_eq!(labels(&world), ["now"]);
}

#[test]
fn what_is_no_label_is_refused() {
    let mut world = World::new();
    world.report_alone("mei", "lift stuck");
    let unknown = Refusal::Undefined { kind: "labels", name: "urgency".to_owned() };
    assert_eq!(world.try_ask(say(Some(&["now"]))), Err(unknown));
    let bad = |why| Err(Refusal::BadLabels(why));
    assert_eq!(world.try_ask(define(set(&["now", "now"]))), bad(BadLabels::Twice("now".to_owned())));
    assert_eq!(world.try_ask(define(set(&["now", " later"]))), bad(BadLabels::Name(" later".to_owned())));
    assert_eq!(world.try_ask(define(set(&["later"]))), bad(BadLabels::Labels("urgency".to_owned())));
    let mut empty = set(&["now"]);
    empty.examples[0].text = "  ".to_owned();
    assert_eq!(world.try_ask(define(empty)), bad(BadLabels::Text(1)));
    world.ask(define(set(&["now", "later"])));
    assert_eq!(world.try_ask(say(Some(&["now", "later"]))), bad(BadLabels::Labels("urgency".to_owned())));
}
