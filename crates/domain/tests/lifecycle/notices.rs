//! What WhatsApp says of our account: recorded when it is news, told once to whoever leads, known to what is sent.

use crate::world::World;
use domain::directory::Directory;
use domain::event::{Change, Event};
use domain::notice::{Concern, Matter, Notice};
use domain::outbound::Purpose;
use domain::request::Command;

fn tell(world: &mut World, matter: Matter, subject: &str, concern: Option<Concern>) -> (usize, Vec<String>) {
    let notice = Notice::new(matter, subject, concern, world.now());
    count(&world.ask(Command::NoteNotices(vec![notice])))
}

fn limit(world: &mut World, people: i64) -> (usize, Vec<String>) {
    let notice = Notice::new(Matter::Limit, "", None, world.now()).of(people);
    count(&world.ask(Command::NoteNotices(vec![notice])))
}

/// How many notices were recorded, and what whoever leads is told.
fn count(changes: &[Change]) -> (usize, Vec<String>) {
    let recorded = changes.iter().filter(|change| matches!(change.event, Event::NoticeGiven(_))).count();
    let told = changes
        .iter()
        .filter(|change| matches!(&change.event, Event::OutboundWanted(wanted) if wanted.purpose == Purpose::Warning));
    (recorded, told.map(|change| change.personal.text.clone()).collect())
}

#[test]
fn a_concern_is_told_once_and_again_after_it_was_over() {
    let mut world = World::new();
    let poor = Some(Concern::QualityPoor);
    let (recorded, told) = tell(&mut world, Matter::Number, "", poor);
    assert_eq!((recorded, told.len()), (1, 1), "the manager hears of it");
    assert!(told[0].contains("block or report our number") && told[0].contains("Channels"), "{}", told[0]);
    assert_eq!(tell(&mut world, Matter::Number, "", poor), (0, vec![]));
    assert_eq!(tell(&mut world, Matter::Number, "", None), (1, vec![]));
    world.minute += 90;
    assert_eq!(tell(&mut world, Matter::Number, "", poor).1.len(), 1);
    assert_eq!(world.draft.situation.directory.concerns(world.now()).len(), 1);
}

#[test]
fn all_is_well_is_no_news_of_what_was_never_otherwise() {
    let mut world = World::new();
    assert_eq!(tell(&mut world, Matter::Token, "", None), (0, vec![]));
    assert_eq!(tell(&mut world, Matter::Template, "laksana_verify en", None), (0, vec![]));
}

#[test]
fn many_templates_are_one_message_and_those_of_others_none() {
    let mut world = World::new();
    let paused = Some(Concern::TemplatePaused);
    assert_eq!(tell(&mut world, Matter::Template, "laksana_verify en", paused).1.len(), 1);
    assert_eq!(tell(&mut world, Matter::Template, "laksana_closed en", paused), (1, vec![]));
    assert_eq!(tell(&mut world, Matter::Template, "abandoned_cart en", paused), (0, vec![]));
}

#[test]
fn what_happened_again_is_told_again_a_day_later() {
    let mut world = World::new();
    let violated = Some(Concern::Violated);
    assert_eq!(tell(&mut world, Matter::Account, "ADULT", violated).1.len(), 1);
    world.minute += 60;
    assert_eq!(tell(&mut world, Matter::Account, "ADULT", violated), (0, vec![]), "a webhook may come twice");
    world.minute += 24 * 60;
    assert_eq!(tell(&mut world, Matter::Account, "ADULT", violated).1.len(), 1);
    world.minute += 31 * 24 * 60;
    assert!(world.draft.situation.directory.concerns(world.now()).is_empty(), "it is long over");
}

#[test]
fn a_limit_is_known_and_told_when_it_is_lowered() {
    let mut world = World::new();
    assert_eq!(limit(&mut world, 2_000), (1, vec![]));
    assert_eq!(limit(&mut world, 10_000), (1, vec![]));
    assert_eq!(world.draft.situation.directory.people_limit(), Some(10_000));
    assert_eq!(limit(&mut world, 250).1.len(), 1);
    assert_eq!(limit(&mut world, 250), (0, vec![]));
    assert_eq!(world.draft.situation.directory.people_limit(), Some(250));
}

#[test]
fn what_concerns_nobody_any_more_makes_room() {
    let mut world = World::new();
    for from in [0, 500] {
        let at = world.now();
        let violated = |n: usize| Notice::new(Matter::Account, &format!("S{n}"), Some(Concern::Violated), at);
        assert_eq!(count(&world.ask(Command::NoteNotices((from..from + 500).map(violated).collect()))).0, 500);
    }
    let restricted = Some(Concern::Restricted);
    assert_eq!(tell(&mut world, Matter::Account, "RESTRICTED", restricted), (0, vec![]), "all of it still concerns us");
    world.minute += 31 * 24 * 60;
    let (recorded, told) = tell(&mut world, Matter::Account, "RESTRICTED", restricted);
    assert_eq!((recorded, told.len()), (1, 1));
    let known = &world.draft.situation.directory.notices;
    assert_eq!((known.len(), known.contains_key("account S0")), (Directory::NOTICES_MAX, false), "the oldest went");
    assert_eq!(world.draft.situation.directory.concerns(world.now()).len(), 1);
}
