//! The same told to the program and to the oracle, minute by minute.

use super::steps::{Deal, Scope, Step};
use crate::oracle::Oracle;
use crate::world::proposal;
use domain::agreement::Target;
use domain::calendar::{Calendar, Hours};
use domain::clock::{Lapsed, Rest};
use domain::directory::{Person, Place, Role, Site, Vendor};
use domain::draft::Draft;
use domain::event::Event;
use domain::id::{CalendarId, ConversationId, MessageId, OrgId, PersonId, PlaceId, SiteId, TicketNumber, VendorId};
use domain::message::{Circle, ConversationKey, Form, Handle, Inbound, Kind, Subject};
use domain::request::{Actor, Command, Definition, Proposal, Request, Stamp, TicketCommand, Via};
use domain::situation::Situation;
use domain::ticket::{Category, HoldReason};
use domain::time::{Day, Instant, Zone};
use std::collections::BTreeMap;

pub const FIRST: TicketNumber = TicketNumber(1);
pub const SECOND: TicketNumber = TicketNumber(2);
const PEOPLE: [(&str, Role); 5] = [
    ("mei", Role::Resident),
    ("hakim", Role::Resident),
    ("farah", Role::Manager),
    ("azlan", Role::Technician),
    ("ravi", Role::Vendor),
];

/// What the program came to, and what the oracle says of each ticket.
pub struct Told {
    pub draft: Draft,
    pub oracles: BTreeMap<TicketNumber, Oracle>,
    /// What the program warned of, at which minute.
    pub warned: BTreeMap<TicketNumber, Vec<(Target, usize)>>,
    entropy: u128,
    start: Instant,
    minute: i64,
    /// The zone that the site may have.
    zone: Zone,
}

impl Told {
    /// People, a vendor and a site, before anything is reported; by the organisation's zone and the site's.
    pub fn new(start: Instant, zones: [&str; 2]) -> Self {
        let [house, site] = zones.map(|zone| Zone::named(zone).expect("there is such a zone"));
        let mut told = Self {
            draft: Draft::new(Situation::empty(house)),
            oracles: BTreeMap::from([(FIRST, Oracle::new(FIRST, start, zones))]),
            warned: BTreeMap::new(),
            entropy: 0,
            start,
            minute: 0,
            zone: site,
        };
        told.define(Definition::Vendor(Vendor {
            id: VendorId::new("lifts"),
            name: "Lifts".into(),
            categories: vec![],
        }));
        for (name, role) in PEOPLE {
            told.describe(name, role, name == "ravi");
        }
        told.site(false);
        told.define(Definition::Place(Place {
            id: PlaceId::new("lobby"),
            site: SiteId::new("tower"),
            parent: None,
            name: "Lobby".to_owned(),
            aliases: Vec::new(),
            geo: None,
            radius_m: None,
            asset: false,
        }));
        told
    }

    pub fn now(&self) -> Instant {
        self.start.plus_minutes(self.minute)
    }

    fn ask(&mut self, at: Instant, command: Command) -> Option<Vec<Event>> {
        self.entropy += 1;
        let request = Request {
            org: OrgId::new("test"),
            actor: Actor::Channel,
            via: Via::Simulated,
            stamp: Stamp { at, entropy: self.entropy },
            import: None,
            command,
        };
        let changes = self.draft.ask(request).ok()?;
        Some(changes.iter().map(|change| change.event.clone()).collect())
    }

    /// Asks something of the program now, and tells the oracles what followed.
    fn tell(&mut self, command: Command) -> Option<Vec<Event>> {
        let events = self.ask(self.now(), command)?;
        for event in &events {
            match event {
                Event::TicketOpened { ticket, .. } if *ticket == SECOND => {
                    self.oracles.insert(SECOND, self.oracles[&FIRST].beside(SECOND));
                }
                Event::TicketMerged { ticket, into, .. } => {
                    let merged = self.oracles[ticket].clone();
                    self.oracles.get_mut(into).expect("it is known").join(&merged);
                }
                _ => {}
            }
            self.oracles.values_mut().for_each(|oracle| oracle.take(event));
        }
        Some(events)
    }

    fn define(&mut self, definition: Definition) {
        // One that says what is said already, or that nobody could keep to, changes nothing.
        self.tell(Command::Define(Box::new(definition)));
    }

    fn describe(&mut self, name: &str, role: Role, is_vendors: bool) {
        self.define(Definition::Person(Person {
            id: PersonId::new(name),
            name: name.to_owned(),
            handles: vec![Handle(format!("+{name}"))],
            role,
            vendor: is_vendors.then(|| VendorId::new("lifts")),
            site: None,
            shared: None,
        }));
    }

    fn site(&mut self, has_zone: bool) {
        let zone = has_zone.then(|| self.zone.clone());
        self.define(Definition::Site(Site { zone, ..Site::named(SiteId::new("tower"), "Tower".to_owned()) }));
    }

    pub fn report(&mut self, person: &str) {
        let message = self.say(person, Form::Text);
        let opens = Proposal { opens: true, ..proposal(&message, Kind::Issue) };
        self.tell(Command::Interpret(Box::new(opens))).expect("it opens a ticket");
    }

    fn say(&mut self, person: &str, form: Form) -> MessageId {
        let (id, name) = (ConversationId::new("ops"), "Ops".to_owned());
        let inbound = Inbound {
            sender_name: person.to_owned(),
            form,
            ..Inbound::said(
                ConversationKey { id, circle: Circle::Group, name, with: None },
                format!("m{}", self.entropy),
                Handle(format!("+{person}")),
                self.now(),
                "lift stuck".to_owned(),
            )
        };
        let events = self.tell(Command::Receive(Box::new(inbound))).expect("it is heard");
        events.iter().find_map(|event| event.message().cloned()).expect("it is new")
    }

    /// Says something about a ticket.
    fn speak(&mut self, number: TicketNumber, person: &str, form: Form, kind: Kind) -> MessageId {
        let message = self.say(person, form);
        let mut about = proposal(&message, kind);
        about.meaning.about = Some(Subject::Ticket(number));
        self.tell(Command::Interpret(Box::new(about)));
        message
    }

    /// Lets the clock look whenever it has to, as hearing does.
    pub fn wait(&mut self, minutes: u16) {
        let until = self.now().plus_minutes(i64::from(minutes));
        let mut clock = self.now();
        let next = |draft: &Draft| {
            let tickets = draft.situation.tickets.values();
            tickets.flat_map(|ticket| ticket.deadlines().map(|(_, at)| at)).min()
        };
        while let Some(at) = next(&self.draft).filter(|at| *at <= until) {
            clock = clock.max(at);
            let recorded = self.ask(clock, Command::Lapse).expect("the clock is never refused");
            assert!(!recorded.is_empty(), "a deadline passed and nothing was recorded");
            let minute = (clock.us() - self.start.us()).div_euclid(60_000_000)
                + i64::from((clock.us() - self.start.us()) % 60_000_000 != 0);
            for event in recorded {
                if let Event::TargetWarned(Lapsed { ticket, target, .. }) = event {
                    self.warned.entry(ticket).or_default().push((target, minute as usize));
                }
            }
        }
        for oracle in self.oracles.values_mut() {
            (0..minutes).for_each(|_| oracle.pass());
            // The present minute itself is not over.
            oracle.judge(oracle.minutes.len());
        }
        self.minute += i64::from(minutes);
    }

    pub fn apply(&mut self, number: TicketNumber, step: &Step) {
        let command = match step {
            Step::Hold(reason, is_shown) => return self.hold(number, *reason, *is_shown),
            Step::Say(person, form, kind) => return drop(self.speak(number, person, *form, *kind)),
            Step::Calendar(week, special) => return self.calendar(week, special.as_ref()),
            Step::Agreement(scope, deal) => return self.agree(*scope, deal),
            Step::Site(has_zone) => return self.site(*has_zone),
            Step::Works(is_vendors) => return self.describe("ravi", Role::Vendor, *is_vendors),
            Step::Report if self.oracles.len() == 1 => return self.report("hakim"),
            Step::Report => return,
            Step::Merge(is_later) => {
                let (merged, into) = if *is_later { (FIRST, SECOND) } else { (SECOND, FIRST) };
                return drop(self.tell(Command::change(merged, TicketCommand::Merge(into))));
            }
            Step::Judge(nth, stands) => {
                let pauses = self.draft.situation.tickets[&number].course.pauses.iter();
                let waits = pauses.filter(|pause| matches!(pause.rest, Rest::Held(_)));
                let Some(since) = waits.map(|pause| pause.since).nth(*nth) else { return };
                TicketCommand::JudgePause { since, stands: *stands, because: "seen by nobody".to_owned() }
            }
            Step::Do(command) => command.clone(),
            Step::Classify(priority, is_lift, is_there) => {
                let category = if *is_lift { Category::Lift } else { Category::Plumbing };
                TicketCommand::Classify {
                    category,
                    priority: *priority,
                    place: is_there.then(|| PlaceId::new("lobby")),
                }
            }
        };
        self.tell(Command::change(number, command));
    }

    fn hold(&mut self, number: TicketNumber, reason: HoldReason, is_shown: bool) {
        let message = is_shown.then(|| self.speak(number, "mei", Form::Text, Kind::Question));
        self.tell(Command::change(number, TicketCommand::Hold { reason, message }));
    }

    fn calendar(&mut self, week: &[Vec<Hours>], special: Option<&(u8, Vec<Hours>)>) {
        let today = Day(self.now().in_zone(&self.draft.situation.zone).date());
        let days = special.map(|(day, hours)| (today.plus(i64::from(*day)), hours.clone()));
        self.define(Definition::Calendar(Calendar {
            id: CalendarId::new("hours"),
            name: "Hours".to_owned(),
            week: std::array::from_fn(|day| week[day].clone()),
            days: days.into_iter().collect(),
        }));
    }

    fn agree(&mut self, scope: Scope, deal: &Deal) {
        let calendar = self.draft.situation.directory.calendars.keys().next().cloned();
        self.define(Definition::Agreement(deal.agreement(scope, calendar.as_ref())));
    }
}
