//! Shared phones: who holds one, whose its messages are, what nobody gains by a sentence, and a member's word on it.

use crate::FIRST;
use crate::world::World;
use domain::directory::{Person, Role, Shift, Site};
use domain::id::{MessageId, PersonId, SiteId};
use domain::member::{Member, MemberRole};
use domain::message::{Form, Handle, Heard, Kind, Subject};
use domain::order::{Deed, Order, Told};
use domain::phone::{Claim, Credit, HOLD_MINUTES, Hold, Shared, held_until};
use domain::refusal::Refusal;
use domain::request::{Actor, Command, Definition, Via};
use domain::task::Outcome;
use domain::ticket::Stage;

/// A court whose guardhouse has one phone for Ravi, Kumar and whoever comes.
fn guardhouse(shifts: Vec<Shift>) -> World {
    let mut world = World::new();
    let site = SiteId::new("court");
    world.ask(Command::Define(Box::new(Definition::Site(Site {
        shifts,
        ..Site::named(site.clone(), "Court".to_owned())
    }))));
    for (id, role, shared) in [
        ("guardhouse", Role::Guard, Some(Shared::default())),
        ("ravi", Role::Guard, None),
        ("kumar", Role::Guard, None),
        ("boss", Role::Manager, None),
    ] {
        let handles = shared.iter().map(|_| Handle(format!("+{id}"))).collect();
        let (id, name, site) = (PersonId::new(id), id.to_owned(), Some(site.clone()));
        let person = Person { id, name, handles, role, vendor: None, site, shared };
        world.ask(Command::Define(Box::new(Definition::Person(person))));
    }
    world
}

fn heard<'a>(world: &'a World, message: &MessageId) -> &'a Heard {
    world.draft.situation.message(message).expect("it was heard")
}

/// Who is credited with a message, and by which phone it came.
fn credit(world: &World, message: &MessageId) -> (String, Option<String>) {
    let heard = heard(world, message);
    (heard.sender.to_string(), heard.phone.as_ref().map(PersonId::to_string))
}

fn hold(world: &mut World, claim: Claim) -> MessageId {
    let message = world.say("guardhouse", Form::Text, "this is me");
    let hold = Hold { message: message.clone(), language: "en".to_owned(), claim };
    world.ask(Command::Hold(Box::new(hold)));
    message
}

fn held_by(world: &mut World, person: &str) -> MessageId {
    hold(world, Claim::Person(PersonId::new(person)))
}

/// What the phone heard last.
fn answer(world: &World) -> String {
    let said = world.draft.situation.outbounds.values().filter(|said| said.to == PersonId::new("guardhouse"));
    said.max_by_key(|said| (said.not_before, said.id.clone())).map_or_else(String::new, |said| said.text.clone())
}

#[test]
fn what_a_shared_phone_sends_counts_for_whoever_said_they_hold_it() {
    let mut world = guardhouse(Vec::new());
    let phone = Some("guardhouse".to_owned());
    let before = world.say("guardhouse", Form::Text, "good evening");
    assert_eq!(credit(&world, &before), ("guardhouse".to_owned(), phone.clone()), "nobody by name");
    let first = held_by(&mut world, "ravi");
    assert_eq!(credit(&world, &first), ("ravi".to_owned(), phone.clone()), "in their own name already");
    assert!(answer(&world).contains("counts for ravi"), "{}", answer(&world));
    let report = world.report("guardhouse", "lift stuck");
    assert_eq!(credit(&world, &report), ("ravi".to_owned(), phone.clone()));
    assert_eq!(world.draft.situation.tickets[&FIRST].reporter, PersonId::new("ravi"));
    held_by(&mut world, "kumar");
    let later = world.say("guardhouse", Form::Text, "round done");
    assert_eq!(credit(&world, &later), ("kumar".to_owned(), phone.clone()));
    world.minute += HOLD_MINUTES;
    let next_day = world.say("guardhouse", Form::Text, "good evening");
    assert_eq!(credit(&world, &next_day), ("guardhouse".to_owned(), phone), "not for ever");
}

#[test]
fn a_phone_of_ones_own_never_changes_hands() {
    let mut world = guardhouse(Vec::new());
    let message = world.say("azlan", Form::Text, "this is ravi");
    let claim = Claim::Person(PersonId::new("ravi"));
    let hold = Hold { message: message.clone(), language: "en".to_owned(), claim };
    assert_eq!(world.try_ask(Command::Hold(Box::new(hold))), Err(Refusal::NotShared(message.clone())));
    assert_eq!(credit(&world, &message), ("azlan".to_owned(), None));
}

#[test]
fn who_is_unknown_or_leads_holds_nothing_and_ends_what_was() {
    for claim in [
        Claim::Nobody("Rajan".to_owned()),
        Claim::Person(PersonId::new("boss")),
        Claim::Person(PersonId::new("farah")),
        Claim::Several(vec![PersonId::new("ravi"), PersonId::new("kumar")]),
    ] {
        let mut world = guardhouse(Vec::new());
        held_by(&mut world, "ravi");
        let message = hold(&mut world, claim.clone());
        assert_eq!(credit(&world, &message).0, "guardhouse", "{claim:?}");
        let after = world.say("guardhouse", Form::Text, "all ok");
        assert_eq!(credit(&world, &after).0, "guardhouse", "{claim:?}");
        assert!(!answer(&world).is_empty());
    }
}

#[test]
fn a_shared_phone_may_not_lead() {
    let mut world = guardhouse(Vec::new());
    let phone = &world.draft.situation.directory.people[&PersonId::new("guardhouse")];
    let boss = Person { role: Role::Manager, ..phone.clone() };
    let refused = world.try_ask(Command::Define(Box::new(Definition::Person(boss))));
    assert_eq!(refused, Err(Refusal::SharedLead("guardhouse".to_owned())));
}

#[test]
fn whoever_holds_a_phone_may_do_no_more_than_they_may() {
    let mut world = guardhouse(Vec::new());
    world.report("mei", "lift stuck");
    held_by(&mut world, "boss");
    let message = world.say("guardhouse", Form::Text, "close #1");
    let told = Told::Ticket { ticket: FIRST, is_named: true, deed: Deed::Close };
    let order = Order { message, language: "en".to_owned(), told };
    world.ask(Command::Obey(Box::new(order)));
    assert_eq!(world.stage(), Stage::Classified);
    assert!(answer(&world).contains("Only whoever leads"), "{}", answer(&world));
}

#[test]
fn what_was_claimed_on_a_shared_phone_is_not_confirmed_on_it() {
    let mut world = guardhouse(Vec::new());
    world.report("mei", "lift stuck");
    held_by(&mut world, "ravi");
    world.follow_up("guardhouse", Kind::Resolved);
    assert_eq!(world.draft.situation.tickets[&FIRST].claimant, Some(PersonId::new("ravi")));
    held_by(&mut world, "kumar");
    world.follow_up("guardhouse", Kind::Verified);
    assert_eq!(world.stage(), Stage::Resolved);
    world.follow_up("mei", Kind::Verified);
    assert_eq!(world.stage(), Stage::Verified);
}

#[test]
fn a_shift_ends_who_holds_the_phone() {
    let time = |hour| jiff::civil::time(hour, 0, 0, 0);
    let shift = |name: &str, from, until| Shift { name: name.to_owned(), from: time(from), until: time(until) };
    let world = guardhouse(vec![shift("Day", 7, 19), shift("Night", 19, 7)]);
    let day = world.now().in_zone(&domain::time::Zone::utc()).date();
    let at = |days: i64, hour, minute| {
        let day = day.saturating_add(jiff::Span::new().days(days));
        domain::time::Zone::utc().instant(day.at(hour, minute, 0, 0))
    };
    let until = |said| held_until(&world.draft.situation, Some(&SiteId::new("court")), said);
    assert_eq!(until(at(0, 7, 5)), at(0, 19, 0));
    assert_eq!(until(at(0, 19, 5)), at(1, 7, 0));
    assert_eq!(until(at(0, 18, 45)), at(1, 7, 0), "who comes early is of the next shift");
    assert_eq!(until(at(0, 3, 0)), at(0, 7, 0));
    assert_eq!(held_until(&world.draft.situation, None, at(0, 7, 5)), at(0, 19, 5), "hours where there are no shifts");
}

#[test]
fn a_member_moves_the_credit_and_puts_it_back() {
    let mut world = guardhouse(Vec::new());
    held_by(&mut world, "ravi");
    let report = world.report("guardhouse", "lift stuck");
    let claim = world.say("guardhouse", Form::Text, "settled");
    world.means(&claim, Kind::Resolved, Some(Subject::Ticket(FIRST)));
    let credit_of = |to: &str, holder: Option<&str>| {
        let messages = [&report, &claim].map(|message| (message.clone(), PersonId::new(to))).to_vec();
        let (phone, holder) = (PersonId::new("guardhouse"), holder.map(PersonId::new));
        Command::Credit(Box::new(Credit { phone, messages, holder }))
    };
    let moved = world.ask(credit_of("kumar", Some("kumar")));
    assert_eq!(moved.len(), 3, "each message, and who holds the phone");
    let ticket = &world.draft.situation.tickets[&FIRST];
    assert_eq!((ticket.reporter.as_str(), ticket.claimant.clone()), ("kumar", Some(PersonId::new("kumar"))));
    let next = world.say("guardhouse", Form::Text, "all ok");
    assert_eq!(credit(&world, &next).0, "kumar");
    assert_eq!(world.ask(credit_of("kumar", Some("kumar"))), [], "said twice, it is moved once");
    world.ask(credit_of("ravi", Some("ravi")));
    let ticket = &world.draft.situation.tickets[&FIRST];
    assert_eq!((ticket.reporter.as_str(), ticket.claimant.clone()), ("ravi", Some(PersonId::new("ravi"))));
    assert_eq!(world.try_ask(credit_of("boss", None)), Err(Refusal::CannotHold("boss".to_owned())));
}

#[test]
fn a_task_of_the_phone_or_of_whoever_holds_it_is_theirs_to_report() {
    for assignee in ["ravi", "guardhouse"] {
        let mut world = guardhouse(Vec::new());
        let task = world.expect_mopping();
        let mut mopping = world.draft.situation.directory.tasks[&task].clone();
        (mopping.assignee, mopping.requires_photo) = (Some(PersonId::new(assignee)), false);
        world.ask(Command::Define(Box::new(Definition::Task(mopping))));
        held_by(&mut world, "ravi");
        let message = world.say("guardhouse", Form::Text, "mopped");
        assert!(world.draft.situation.directory.tasks[&task].is_owed_by_sender(heard(&world, &message)), "{assignee}");
        world.means(&message, Kind::Task, Some(Subject::Task(task, None)));
        assert_eq!(world.outcomes(), [Some(Outcome::Done)]);
    }
}

#[test]
fn whoever_has_no_phone_of_their_own_is_reached_by_the_one_they_hold() {
    let mut world = guardhouse(Vec::new());
    let reached = |world: &World| {
        let ravi = PersonId::new("ravi");
        world.draft.situation.directory.reached_at(&ravi, world.now()).to_string()
    };
    assert_eq!(reached(&world), "guardhouse", "the only one of their site");
    let second = Person {
        id: PersonId::new("gate"),
        name: "Gate phone".to_owned(),
        handles: vec![Handle("+gate".to_owned())],
        ..world.draft.situation.directory.people[&PersonId::new("guardhouse")].clone()
    };
    world.ask(Command::Define(Box::new(Definition::Person(second))));
    assert_eq!(reached(&world), "ravi", "nobody guesses between two");
    held_by(&mut world, "ravi");
    assert_eq!(reached(&world), "guardhouse");
}

/// Has a line of the directory say something else.
fn redefine(world: &mut World, person: &str, change: impl FnOnce(Person) -> Person) {
    let known = world.draft.situation.directory.people[&PersonId::new(person)].clone();
    world.ask(Command::Define(Box::new(Definition::Person(change(known)))));
}

#[test]
fn whoever_may_no_longer_hold_a_phone_does_not() {
    let mut world = guardhouse(Vec::new());
    held_by(&mut world, "ravi");
    redefine(&mut world, "ravi", |ravi| Person { role: Role::Supervisor, ..ravi });
    let message = world.say("guardhouse", Form::Text, "close #1");
    assert_eq!(credit(&world, &message).0, "guardhouse", "who leads by now leads by their own phone");
    redefine(&mut world, "ravi", |ravi| Person { role: Role::Guard, ..ravi });
    redefine(&mut world, "guardhouse", |phone| Person { role: Role::Resident, ..phone });
    let message = world.say("guardhouse", Form::Text, "all ok");
    assert_eq!(credit(&world, &message).0, "guardhouse", "a residents' phone does no work");
    let message = held_by(&mut world, "ravi");
    assert_eq!(credit(&world, &message).0, "guardhouse");
}

#[test]
fn who_belongs_to_no_site_holds_a_phone_only_where_there_is_one_site() {
    let mut world = guardhouse(Vec::new());
    redefine(&mut world, "ravi", |ravi| Person { site: None, ..ravi });
    let message = held_by(&mut world, "ravi");
    assert_eq!(credit(&world, &message).0, "ravi");
    let court = world.draft.situation.directory.sites[&SiteId::new("court")].clone();
    let plaza = Site { id: SiteId::new("plaza"), name: "Plaza".to_owned(), ..court };
    world.ask(Command::Define(Box::new(Definition::Site(plaza))));
    let message = world.say("guardhouse", Form::Text, "all ok");
    assert_eq!(credit(&world, &message).0, "guardhouse");
}

#[test]
fn what_comes_late_does_not_take_the_phone_from_whoever_said_so_since() {
    let mut world = guardhouse(Vec::new());
    held_by(&mut world, "kumar");
    world.minute -= 60;
    let late = held_by(&mut world, "ravi");
    assert_eq!(credit(&world, &late).0, "ravi", "said in their own name all the same");
    world.minute += 120;
    let message = world.say("guardhouse", Form::Text, "all ok");
    assert_eq!(credit(&world, &message).0, "kumar");
}

#[test]
fn only_a_report_takes_its_voice_along() {
    let mut world = guardhouse(Vec::new());
    world.report("mei", "lift stuck");
    held_by(&mut world, "ravi");
    let about = Some(Subject::Ticket(FIRST));
    let report = world.say("guardhouse", Form::Text, "lift still stuck");
    world.means(&report, Kind::Issue, about.clone());
    let thanks = world.say("guardhouse", Form::Text, "thanks");
    world.means(&thanks, Kind::Chatter, about);
    let moved = |world: &mut World, message: &MessageId| {
        let messages = vec![(message.clone(), PersonId::new("kumar"))];
        let credit = Credit { phone: PersonId::new("guardhouse"), messages, holder: None };
        world.ask(Command::Credit(Box::new(credit)));
        world.draft.situation.tickets[&FIRST].voices.clone()
    };
    assert_eq!(moved(&mut world, &thanks), [PersonId::new("ravi")]);
    assert_eq!(moved(&mut world, &report), [PersonId::new("kumar")]);
}

#[test]
fn nobody_moves_the_credit_of_a_phone_whose_site_they_do_not_see() {
    let mut world = guardhouse(Vec::new());
    held_by(&mut world, "ravi");
    let court = world.draft.situation.directory.sites[&SiteId::new("court")].clone();
    let plaza = Site { id: SiteId::new("plaza"), name: "Plaza".to_owned(), ..court };
    world.ask(Command::Define(Box::new(Definition::Site(plaza))));
    for site in ["court", "plaza"] {
        let sites = [SiteId::new(site)].into();
        let member = Member { sites, ..Member::new(site, MemberRole::Supervisor) };
        world.ask(Command::Define(Box::new(Definition::Member(member))));
    }
    let until = |world: &World| {
        let phone = world.draft.situation.directory.people[&PersonId::new("guardhouse")].shared.clone();
        phone.and_then(|phone| phone.holder).map(|holder| holder.until)
    };
    let before = until(&world);
    world.minute += 30;
    let phone = PersonId::new("guardhouse");
    let credit = Credit { phone: phone.clone(), messages: Vec::new(), holder: Some(PersonId::new("kumar")) };
    let mut by = |member: &str| {
        (world.actor, world.via) = (Actor::Member(member.into()), Via::Web);
        world.try_ask(Command::Credit(Box::new(credit.clone()))).map(|changes| changes.len())
    };
    assert_eq!(by("plaza"), Err(Refusal::NoSuchPerson(phone)));
    assert_eq!(by("court"), Ok(1));
    assert_eq!(until(&world), before, "the same shift goes on");
}
