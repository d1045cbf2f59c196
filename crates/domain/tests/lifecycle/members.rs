//! What members may ask, by their role and the sites they see.

use crate::world::World;
use domain::directory::{Site, Vendor};
use domain::event::Change;
use domain::id::{PersonId, SiteId, TicketNumber, VendorId};
use domain::member::{BadMember, Member, MemberRole};
use domain::refusal::Refusal;
use domain::request::{Actor, Command, Definition, TicketCommand, Via};
use domain::ticket::Assignee;

const FIRST: TicketNumber = TicketNumber(1);

fn site(name: &str) -> Definition {
    let (id, name, zone) = (SiteId::new(name), name.to_owned(), None);
    Definition::Site(Site { zone, ..Site::named(id, name) })
}

fn define(definition: Definition) -> Command {
    Command::Define(Box::new(definition))
}

fn change(command: TicketCommand) -> Command {
    Command::change(FIRST, command)
}

/// A world of two sites, with a ticket at the first and somebody of each role.
fn house() -> World {
    let mut world = World::new();
    world.ask(define(site("court")));
    let vendor = Vendor { id: VendorId::new("lifts"), name: "Lifts".into(), categories: vec![] };
    world.ask(define(Definition::Vendor(vendor)));
    // With one site only, a report is of that site.
    world.report("mei", "lift stuck");
    world.ask(define(site("plaza")));
    for role in [MemberRole::Owner, MemberRole::Manager, MemberRole::Supervisor, MemberRole::Viewer] {
        world.ask(define(Definition::Member(Member::new(role.word(), role))));
        let sites = [SiteId::new("plaza")].into();
        let elsewhere = Member { sites, ..Member::new(&format!("{role}-plaza"), role) };
        world.ask(define(Definition::Member(elsewhere)));
    }
    let vendor = Some(VendorId::new("lifts"));
    world.ask(define(Definition::Member(Member { vendor, ..Member::new("contact", MemberRole::Contact) })));
    world
}

fn by(world: &mut World, member: &str, command: Command) -> Result<Vec<Change>, Refusal> {
    (world.actor, world.via) = (Actor::Member(member.into()), Via::Web);
    let answer = world.try_ask(command);
    (world.actor, world.via) = (Actor::Channel, Via::Simulated);
    answer
}

#[test]
fn each_role_may_what_the_lesser_ones_may() {
    let asked = [
        (MemberRole::Supervisor, change(TicketCommand::Note("seen".into()))),
        (MemberRole::Manager, define(site("court"))),
        (MemberRole::Owner, define(Definition::Member(Member::new("new", MemberRole::Viewer)))),
    ];
    for (needs, command) in asked {
        for role in [MemberRole::Owner, MemberRole::Manager, MemberRole::Supervisor, MemberRole::Viewer] {
            let answer = by(&mut house(), role.word(), command.clone());
            match role.covers(needs) {
                true => assert!(answer.is_ok(), "{role}: {answer:?}"),
                false => assert_eq!(answer, Err(Refusal::NotForYou { needs }), "{role}"),
            }
        }
    }
}

#[test]
fn a_ticket_of_another_site_is_none_at_all() {
    let mut world = house();
    for role in ["owner", "manager", "supervisor"] {
        let answer = by(&mut world, &format!("{role}-plaza"), change(TicketCommand::Start));
        assert_eq!(answer, Err(Refusal::NoSuchTicket(FIRST)), "{role}");
    }
    assert_eq!(by(&mut world, "manager-plaza", define(site("court"))), Err(Refusal::NotHere));
    assert!(by(&mut world, "manager-plaza", define(site("plaza"))).is_ok());
    assert_eq!(by(&mut world, "owner-plaza", Command::Lapse), Err(Refusal::NotHere));
}

#[test]
fn a_contact_works_what_the_vendor_has_and_judges_nothing() {
    let mut world = house();
    assert_eq!(by(&mut world, "contact", change(TicketCommand::Start)), Err(Refusal::NoSuchTicket(FIRST)));
    world.ask(change(TicketCommand::Assign(Some(Assignee::Vendor(VendorId::new("lifts"))))));
    assert!(by(&mut world, "contact", change(TicketCommand::Start)).is_ok());
    assert!(by(&mut world, "contact", change(TicketCommand::Resolve)).is_ok());
    let needs = MemberRole::Supervisor;
    assert_eq!(by(&mut world, "contact", change(TicketCommand::Verify)), Err(Refusal::NotForYou { needs }));
    assert_eq!(by(&mut world, "contact", Command::Lapse), Err(Refusal::NotForYou { needs }));
}

#[test]
fn everybody_chooses_their_own_language_and_nothing_else_about_themselves() {
    let mut world = house();
    let viewer = Member::new("viewer", MemberRole::Viewer);
    let in_tamil = Member { language: Some("ta".into()), ..viewer };
    assert_eq!(by(&mut world, "viewer", define(Definition::Member(in_tamil.clone()))).map(|done| done.len()), Ok(1));
    let needs = MemberRole::Owner;
    let promoted = Member { role: MemberRole::Owner, ..in_tamil };
    assert_eq!(by(&mut world, "viewer", define(Definition::Member(promoted))), Err(Refusal::NotForYou { needs }));
    let of_another = Member { language: Some("ta".into()), ..Member::new("owner", MemberRole::Owner) };
    assert_eq!(by(&mut world, "viewer", define(Definition::Member(of_another))), Err(Refusal::NotForYou { needs }));
}

#[test]
fn who_was_never_defined_or_whose_login_ended_may_nothing() {
    let mut world = house();
    assert_eq!(by(&mut world, "nobody", change(TicketCommand::Start)), Err(Refusal::NoMember));
    let ended = Member { ended: true, ..Member::new("supervisor", MemberRole::Supervisor) };
    world.ask(define(Definition::Member(ended)));
    assert_eq!(by(&mut world, "supervisor", change(TicketCommand::Start)), Err(Refusal::NoMember));
}

#[test]
fn an_owner_who_sees_everything_is_always_left() {
    let mut world = World::new();
    world.ask(define(site("court")));
    let last = Err(Refusal::BadMember(BadMember::LastOwner));
    let house = Member::new(Member::HOUSE, MemberRole::Owner);
    let ended = define(Definition::Member(Member { ended: true, ..house.clone() }));
    let narrowed = define(Definition::Member(Member { sites: [SiteId::new("court")].into(), ..house }));
    assert_eq!(world.try_ask(ended.clone()), last);
    assert_eq!(world.try_ask(narrowed), last);
    world.ask(define(Definition::Member(Member::new("farah", MemberRole::Owner))));
    world.ask(ended);
    let demoted = define(Definition::Member(Member::new("farah", MemberRole::Manager)));
    assert_eq!(world.try_ask(demoted), last);
}

#[test]
fn a_member_speaks_of_what_the_directory_has() {
    let mut world = World::new();
    let viewer = Member::new("farah", MemberRole::Viewer);
    for member in [
        Member { sites: [SiteId::new("nowhere")].into(), ..viewer.clone() },
        Member { person: Some(PersonId::new("nobody")), ..viewer.clone() },
        Member { role: MemberRole::Contact, vendor: Some(VendorId::new("none")), ..viewer.clone() },
    ] {
        let answer = world.try_ask(define(Definition::Member(member)));
        assert!(matches!(answer, Err(Refusal::Undefined { .. })), "{answer:?}");
    }
    assert_eq!(world.ask(define(Definition::Member(viewer.clone()))).len(), 1);
    assert!(world.ask(define(Definition::Member(viewer))).is_empty(), "it is known already");
}
