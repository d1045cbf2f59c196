//! A ticket that a member opens by hand.

use crate::world::World;
use domain::directory::Site;
use domain::event::{Change, Event};
use domain::id::{Digest, PersonId, PlaceId, SiteId, TicketNumber};
use domain::member::{Member, MemberRole};
use domain::message::{Form, Reader};
use domain::raise::Raise;
use domain::refusal::Refusal;
use domain::request::{Actor, Command, Definition, TicketCommand, Via};
use domain::ticket::{Category, Priority, Stage};

const FIRST: TicketNumber = TicketNumber(1);

/// Two sites, so that none goes without saying, and a supervisor of one of them.
fn house() -> World {
    let mut world = World::new();
    for name in ["court", "plaza"] {
        let (id, name, zone) = (SiteId::new(name), name.to_owned(), None);
        let site = Site { zone, ..Site::named(id, name) };
        world.ask(Command::Define(Box::new(Definition::Site(site))));
    }
    let sites = [SiteId::new("plaza")].into();
    for member in [
        Member { person: Some(PersonId::new("farah")), ..Member::new("farah", MemberRole::Manager) },
        Member { sites, ..Member::new("salim", MemberRole::Supervisor) },
        Member::new("vera", MemberRole::Viewer),
    ] {
        world.ask(Command::Define(Box::new(Definition::Member(member))));
    }
    world.via = Via::Web;
    world
}

fn leak(site: Option<&str>) -> Raise {
    Raise {
        form: "f1".into(),
        text: "Water under the stairs\nsince this morning".into(),
        category: Category::Plumbing,
        priority: Priority::High,
        site: site.map(SiteId::new),
        place: None,
        photo: Some(Digest::new("aa")),
    }
}

fn by(world: &mut World, member: &str, raise: Raise) -> Result<Vec<Change>, Refusal> {
    world.actor = Actor::Member(member.into());
    world.try_ask(Command::Raise(Box::new(raise)))
}

#[test]
fn it_is_a_ticket_as_any_other_and_its_message_is_the_members() {
    let mut world = house();
    by(&mut world, "salim", leak(Some("plaza"))).unwrap();
    let ticket = world.draft.situation.tickets[&FIRST].clone();
    assert_eq!((ticket.title.as_str(), ticket.stage), ("Water under the stairs", Stage::Classified));
    assert_eq!((ticket.category, ticket.priority), (Category::Plumbing, Priority::High));
    assert_eq!(ticket.site, Some(SiteId::new("plaza")));
    assert_eq!(ticket.evidence, std::slice::from_ref(&ticket.opening), "the photo shows it");
    let heard = world.draft.situation.message(&ticket.opening).unwrap().clone();
    assert_eq!((heard.form, heard.meaning.unwrap().by), (Form::Image, Reader::Member("salim".into())));
    assert_eq!(world.draft.situation.directory.person(&ticket.reporter).unwrap().name, "salim");
    for command in [TicketCommand::Start, TicketCommand::Resolve, TicketCommand::Verify, TicketCommand::Close] {
        world.ask(Command::change(FIRST, command));
    }
    assert_eq!(world.stage(), Stage::Closed);
}

#[test]
fn a_member_who_is_somebody_in_the_chats_reports_as_that_person() {
    let mut world = house();
    by(&mut world, "farah", leak(None)).unwrap();
    assert_eq!(world.draft.situation.tickets[&FIRST].reporter, PersonId::new("farah"));
}

#[test]
fn a_form_sent_twice_opens_one() {
    let mut world = house();
    let first = by(&mut world, "farah", leak(None)).unwrap();
    assert!(first.iter().any(|change| matches!(change.event, Event::TicketOpened { .. })));
    assert_eq!(by(&mut world, "farah", leak(None)), Ok(Vec::new()));
    by(&mut world, "farah", Raise { form: "f2".into(), ..leak(None) }).unwrap();
    assert_eq!(world.draft.situation.tickets.len(), 2);
}

#[test]
fn it_is_opened_where_its_member_may_and_the_directory_knows() {
    let mut world = house();
    assert_eq!(by(&mut world, "vera", leak(Some("plaza"))), Err(Refusal::NotForYou { needs: MemberRole::Supervisor }));
    for site in [None, Some("court")] {
        assert_eq!(by(&mut world, "salim", leak(site)), Err(Refusal::NotHere));
    }
    let nowhere = Raise { place: Some(PlaceId::new("moon")), ..leak(Some("plaza")) };
    assert_eq!(by(&mut world, "salim", nowhere), Err(Refusal::Undefined { kind: "place", name: "moon".into() }));
    let unknown = Err(Refusal::Undefined { kind: "site", name: "mars".into() });
    assert_eq!(by(&mut world, "farah", leak(Some("mars"))), unknown);
    assert!(world.draft.situation.tickets.is_empty());
}
