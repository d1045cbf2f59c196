//! Reports asked for in a chat: who gets which, in which language, and what the others hear.

use crate::world::World;
use domain::decide::is_for_them;
use domain::directory::{Person, Role, Site};
use domain::event::Event;
use domain::id::{OutboundId, PersonId, SiteId};
use domain::message::{Form, Handle};
use domain::order::{Inquiry, ReportAsked, Running, Sought, Spot};
use domain::outbound::{Handout, Outbound, Purpose, Summary};
use domain::request::{Command, Definition};

/// A world of two sites, with whoever asks at one of them or at none.
fn world(role: Role, own: Option<&str>) -> World {
    let mut world = World::new();
    for name in ["north", "south"] {
        let site = Site::named(SiteId::new(name), name.to_owned());
        world.ask(Command::Define(Box::new(Definition::Site(site))));
    }
    let (name, site) = ("Dewi".to_owned(), own.map(SiteId::new));
    let handles = vec![Handle("+dewi".to_owned())];
    let dewi = Person { id: PersonId::new("dewi"), name, handles, role, vendor: None, site, shared: None };
    world.ask(Command::Define(Box::new(Definition::Person(dewi))));
    world
}

fn at(site: &str) -> Spot {
    Spot { site: Some(SiteId::new(site)), place: None }
}

/// What is recorded once Dewi asks.
fn asks(world: &mut World, language: &str, spot: Spot) -> Option<ReportAsked> {
    let message = world.say("dewi", Form::Text, "laporan");
    let inquiry = Inquiry { message, language: language.to_owned(), sought: Sought::Report(Running::Week, spot) };
    let entries = world.ask(Command::Answer(Box::new(inquiry)));
    entries.into_iter().find_map(|entry| match entry.event {
        Event::ReportAsked(asked) => Some(asked),
        _ => None,
    })
}

fn replies(world: &World) -> Vec<&Outbound> {
    world.draft.situation.outbounds.values().filter(|said| said.purpose == Purpose::Reply).collect()
}

#[test]
fn a_manager_gets_the_report_of_everything_or_of_a_site_in_the_language_of_the_question() {
    let mut world = world(Role::Manager, Some("north"));
    let all = asks(&mut world, "ms", Spot::default()).expect("it is asked for");
    assert_eq!((all.to.as_str(), all.running, all.site, all.language.as_str()), ("dewi", Running::Week, None, "ms"));
    let south = asks(&mut world, "fil", at("south")).expect("it is asked for");
    assert_eq!((south.site, south.language.as_str()), (Some(SiteId::new("south")), "en"), "we have no Filipino");
    assert_eq!(replies(&world).len(), 0, "what comes is the answer");
}

#[test]
fn what_a_lead_asks_for_is_no_talk_though_no_reply_says_so() {
    for (role, is_asked) in
        [(Role::Manager, true), (Role::Supervisor, true), (Role::Cleaner, true), (Role::Resident, false)]
    {
        let mut world = world(role, Some("north"));
        let message = world.say("dewi", Form::Text, "laporan");
        let sought = Sought::Report(Running::Week, Spot::default());
        let inquiry = Inquiry { message, language: "ms".to_owned(), sought };
        assert_eq!(is_for_them(&world.draft.situation, &inquiry), is_asked, "{role:?}");
    }
}

#[test]
fn a_supervisor_gets_that_of_their_own_site_alone() {
    let mut world = world(Role::Supervisor, Some("north"));
    assert_eq!(asks(&mut world, "en", Spot::default()).expect("their own").site, Some(SiteId::new("north")));
    assert_eq!(asks(&mut world, "en", at("south")), None);
    assert_eq!(replies(&world).len(), 1, "they hear that managers alone may");
}

#[test]
fn whoever_works_here_hears_that_leads_alone_may_and_others_hear_nothing() {
    for (role, heard) in [(Role::Cleaner, 1), (Role::Resident, 0), (Role::Unknown, 0)] {
        let mut world = world(role, None);
        assert_eq!(asks(&mut world, "en", Spot::default()), None, "{role:?}");
        assert_eq!(replies(&world).len(), heard, "{role:?}");
    }
}

#[test]
fn what_is_brought_says_the_report_in_short_and_where_the_rest_is_and_comes_once() {
    let mut world = world(Role::Manager, None);
    let handout = Handout {
        outbound: OutboundId::new("report-m1"),
        to: PersonId::new("dewi"),
        title: "North".to_owned(),
        summary: Some(Summary { text: "*North*\nDilaporkan: 3\n".to_owned(), language: "ms".to_owned() }),
        link: "https://ops.example/h/0123".to_owned(),
        paper: None,
    };
    assert_eq!(world.ask(Command::HandOut(Box::new(handout.clone()))).len(), 1);
    assert_eq!(world.ask(Command::HandOut(Box::new(handout))).len(), 0, "it is the same brought twice");
    let brought = &world.draft.situation.outbounds[&OutboundId::new("report-m1")];
    assert!(brought.text.starts_with("*North*\nDilaporkan: 3\n\n"), "{}", brought.text);
    assert!(brought.text.contains("https://ops.example/h/0123") && brought.language == "ms", "{}", brought.text);
}
