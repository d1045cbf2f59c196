//! Who hears how a report goes, and how often.

use crate::outbound::to;
use crate::world::{World, proposal};
use domain::id::TicketNumber;
use domain::message::{Form, Kind, Subject};
use domain::outbound::{Purpose, State};
use domain::ticket::Priority;

#[test]
fn whoever_told_us_alone_hears_how_it_goes_and_whoever_told_a_group_reads_it_there() {
    let mut world = World::new();
    world.report_alone("mei", "lift stuck");
    let also = world.say_alone("hakim", "lift does not come", None);
    world.means(&also, Kind::Issue, Some(Subject::Ticket(TicketNumber(1))));
    let group = world.say("siti", Form::Text, "lift stuck here too");
    world.means(&group, Kind::Issue, Some(Subject::Ticket(TicketNumber(1))));
    world.follow_up("azlan", Kind::Progress);
    let told = |world: &World, person: &str| -> Vec<(Purpose, State)> {
        to(world, person).iter().map(|said| (said.purpose, said.state)).collect()
    };
    let seen_and_begun = [(Purpose::Acknowledgement, State::Waiting), (Purpose::Progress, State::Waiting)];
    assert_eq!(told(&world, "mei"), seen_and_begun);
    assert_eq!(told(&world, "hakim"), seen_and_begun);
    assert_eq!(told(&world, "siti"), []);
    assert_eq!(to(&world, "mei")[1].text, "azlan is on T-1 lift stuck. We will tell you when it is done.");
    world.follow_up("azlan", Kind::Resolved);
    world.follow_up("mei", Kind::Verified);
    assert_eq!(told(&world, "mei").last(), Some(&(Purpose::Verification, State::Withdrawn)), "she knows it best");
    assert_eq!(told(&world, "hakim").last(), Some(&(Purpose::Closure, State::Waiting)));
}

#[test]
fn nobody_hears_of_a_ticket_twice_in_an_hour_unless_somebody_is_in_danger() {
    for (priority, is_at_once) in [(Priority::High, false), (Priority::Critical, true)] {
        let mut world = World::new();
        let message = world.say_alone("mei", "lift stuck", None);
        let mut proposal = proposal(&message, Kind::Issue);
        (proposal.opens, proposal.meaning.priority) = (true, Some(priority));
        world.propose(proposal);
        world.follow_up("azlan", Kind::Resolved);
        let said = to(&world, "mei");
        let apart = said[1].not_before.minutes_since(said[0].not_before);
        assert_eq!((said[1].purpose, apart < 60.0), (Purpose::Verification, is_at_once), "{apart} minutes");
    }
}
