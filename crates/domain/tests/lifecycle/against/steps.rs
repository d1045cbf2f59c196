//! What may befall a ticket, as it is drawn: words, steps, agreements, calendars.

use domain::agreement::{Agreement, Allowed, Level, Target, When};
use domain::calendar::Hours;
use domain::id::{AgreementId, CalendarId, PersonId, SiteId, VendorId};
use domain::message::{Form, Kind};
use domain::request::TicketCommand;
use domain::ticket::{Assignee, Category, HoldReason, Priority};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What befalls a ticket.
#[derive(Clone, Debug)]
pub enum Step {
    Hold(HoldReason, bool),
    /// A manager says of one of its pauses, counted from the first, whether it stands, or takes that back.
    Judge(usize, Option<bool>),
    Do(TicketCommand),
    Say(&'static str, Form, Kind),
    /// Which priority, whether it is a lift, and whether it is at the site.
    Classify(Priority, bool, bool),
    Calendar(Vec<Vec<Hours>>, Option<(u8, Vec<Hours>)>),
    Agreement(Scope, Deal),
    /// Whether the site has a zone of its own.
    Site(bool),
    /// Whether Ravi works for the vendor.
    Works(bool),
    /// The same is reported once more.
    Report,
    /// The two are one: whether the later one goes on.
    Merge(bool),
}

/// For which tickets an agreement is.
#[derive(Clone, Copy, Debug)]
pub enum Scope {
    All,
    Trade,
    Site,
    Vendor,
    VendorAtSite,
}

/// What an agreement says.
#[derive(Clone, Debug)]
pub struct Deal {
    /// Of each target how long it may take, for the most urgent: so many minutes, as long as it likes, or nothing.
    pub says: [Option<Option<u32>>; 4],
    pub is_always: bool,
    /// Whether every hour counts where it is critical.
    pub is_critical_always: bool,
    /// Of which priority it does not speak.
    pub spares: Option<Priority>,
    pub pauses: BTreeSet<HoldReason>,
    pub warn_percent: u8,
}

impl Deal {
    /// The agreement that says so, by a calendar where there is one.
    pub fn agreement(&self, scope: Scope, calendar: Option<&CalendarId>) -> Agreement {
        let (vendor, site, lift) = match scope {
            Scope::All => (false, false, false),
            Scope::Trade => (false, false, true),
            Scope::Site => (false, true, false),
            Scope::Vendor => (true, false, false),
            Scope::VendorAtSite => (true, true, false),
        };
        let allowed = |minutes: Option<u32>, times| {
            minutes.map_or(Allowed::Unlimited, |minutes| Allowed::Minutes(minutes * times))
        };
        let targets = |times: u32| {
            let said = Target::ALL.iter().zip(self.says);
            said.filter_map(|(target, said)| Some((*target, allowed(said?, times)))).collect::<BTreeMap<_, _>>()
        };
        let when = |times: u32| (times == 1 && self.is_critical_always).then_some(When::Always);
        let level = |times: u32| Level { when: when(times), targets: targets(times) };
        let levels = (1..).zip(Priority::ALL).filter(|(_, priority)| self.spares != Some(**priority));
        Agreement {
            id: AgreementId::new(format!("{scope:?}").to_lowercase()),
            name: format!("{scope:?}"),
            vendor: vendor.then(|| VendorId::new("lifts")),
            site: site.then(|| SiteId::new("tower")),
            categories: if lift { BTreeSet::from([Category::Lift]) } else { BTreeSet::new() },
            when: calendar.filter(|_| !self.is_always).map_or(When::Always, |id| When::Calendar(id.clone())),
            pauses: self.pauses.clone(),
            warn_percent: self.warn_percent,
            holds_days: None,
            levels: levels.map(|(times, priority)| (*priority, level(times))).collect(),
        }
    }
}

pub fn hours() -> impl Strategy<Value = Vec<Hours>> {
    let cuts = proptest::collection::btree_set(0_u16..=96, 0..6);
    cuts.prop_map(|cuts| {
        let cuts: Vec<u16> = cuts.into_iter().map(|quarter| quarter * 15).collect();
        cuts.chunks_exact(2).map(|pair| Hours { from: pair[0], until: pair[1] }).collect()
    })
}

fn reason() -> impl Strategy<Value = HoldReason> {
    proptest::sample::select(HoldReason::ALL)
}

/// An agreement that says something of most targets.
pub fn deal() -> impl Strategy<Value = Deal> {
    let of = |minutes: std::ops::Range<u32>| prop_oneof![6 => minutes.prop_map(|minutes| Some(Some(minutes))), 1 => Just(Some(None)), 2 => Just(None)];
    let spares = prop_oneof![4 => Just(None), 1 => proptest::sample::select(Priority::ALL).prop_map(Some)];
    let pauses = proptest::collection::btree_set(reason(), 0..4);
    let hours = (proptest::bool::weighted(0.3), any::<bool>());
    let says = (of(10..300), of(10..600), of(30..1_500), of(10..400));
    (says, hours, spares, pauses, 1_u8..100).prop_map(|(says, hours, spares, pauses, warn_percent)| Deal {
        says: [says.0, says.1, says.2, says.3],
        is_always: hours.0,
        is_critical_always: hours.1,
        spares,
        pauses,
        warn_percent,
    })
}

pub fn scope() -> impl Strategy<Value = Scope> {
    let scopes = vec![Scope::All, Scope::Trade, Scope::Site, Scope::Vendor, Scope::Vendor, Scope::VendorAtSite];
    proptest::sample::select(scopes)
}

/// What people say about a ticket: those who work on it, who leads, who reported it, a neighbour.
const WORDS: [(&str, Form, Kind); 28] = [
    ("azlan", Form::Text, Kind::Progress),
    ("azlan", Form::Image, Kind::Progress),
    ("azlan", Form::Location, Kind::Progress),
    ("azlan", Form::Text, Kind::Question),
    ("azlan", Form::Image, Kind::Question),
    ("azlan", Form::Image, Kind::Evidence),
    ("azlan", Form::Text, Kind::Checkin),
    ("azlan", Form::Text, Kind::Resolved),
    ("azlan", Form::Image, Kind::Assign),
    ("azlan", Form::Image, Kind::Issue),
    ("azlan", Form::Text, Kind::Reopened),
    ("ravi", Form::Text, Kind::Progress),
    ("ravi", Form::Video, Kind::Evidence),
    ("ravi", Form::Text, Kind::Question),
    ("ravi", Form::Text, Kind::Resolved),
    ("farah", Form::Text, Kind::Question),
    ("farah", Form::Text, Kind::Progress),
    ("farah", Form::Text, Kind::Assign),
    ("farah", Form::Text, Kind::Verified),
    ("farah", Form::Image, Kind::Evidence),
    ("mei", Form::Text, Kind::Question),
    ("mei", Form::Image, Kind::Evidence),
    ("mei", Form::Text, Kind::Resolved),
    ("mei", Form::Text, Kind::Reopened),
    ("mei", Form::Text, Kind::Verified),
    ("hakim", Form::Text, Kind::Verified),
    ("hakim", Form::Text, Kind::Issue),
    ("hakim", Form::Text, Kind::Resolved),
];

fn command() -> impl Strategy<Value = TicketCommand> {
    let person = |name| TicketCommand::Assign(Some(Assignee::Person(PersonId::new(name))));
    let vendor = TicketCommand::Assign(Some(Assignee::Vendor(VendorId::new("lifts"))));
    proptest::sample::select(vec![
        TicketCommand::Start,
        TicketCommand::Start,
        TicketCommand::Resolve,
        TicketCommand::Resolve,
        TicketCommand::Reopen,
        TicketCommand::Reopen,
        TicketCommand::Reopen,
        TicketCommand::Verify,
        TicketCommand::Cancel,
        TicketCommand::Assign(None),
        TicketCommand::Assign(None),
        vendor.clone(),
        vendor.clone(),
        vendor,
        person("ravi"),
        person("azlan"),
        person("farah"),
    ])
}

pub fn step() -> impl Strategy<Value = Step> {
    let holiday = proptest::option::of((0_u8..8, hours()));
    let stands = prop_oneof![3 => Just(Some(false)), 1 => Just(Some(true)), 2 => Just(None)];
    prop_oneof![
        3 => (0_usize..4, stands).prop_map(|(nth, stands)| Step::Judge(nth, stands)),
        5 => (reason(), any::<bool>()).prop_map(|(reason, shown)| Step::Hold(reason, shown)),
        6 => command().prop_map(Step::Do),
        6 => proptest::sample::select(&WORDS[..]).prop_map(|(who, form, kind)| Step::Say(who, form, kind)),
        2 => (proptest::sample::select(Priority::ALL), any::<bool>(), any::<bool>())
            .prop_map(|(priority, is_lift, is_there)| Step::Classify(priority, is_lift, is_there)),
        1 => (proptest::collection::vec(hours(), 7), holiday).prop_map(|(week, holiday)| Step::Calendar(week, holiday)),
        3 => (scope(), deal()).prop_map(|(scope, deal)| Step::Agreement(scope, deal)),
        1 => prop_oneof![any::<bool>().prop_map(Step::Site), any::<bool>().prop_map(Step::Works)],
    ]
}
