//! Signs that a message speaks of a known ticket.

use super::{Common, flag, freshness, place};
use crate::CATEGORIES;
use crate::labels::kind;
use crate::mind::atlas::Named;
use crate::mind::scene::Scene;
use crate::mind::target::Target;
use crate::normal::Normal;
use crate::overlap::overlap;
use domain::directory::Role;
use domain::id::{ConversationId, PersonId};
use domain::message::{Heard, Kind};
use domain::ticket::{Category, Stage, Ticket};
use domain::time::Instant;
use std::collections::HashMap;

/// Signs of a known ticket.
pub const NAMES: [&str; 60] = [
    "quotes a message of it",
    "quotes something else tracked",
    "quotes something untracked",
    "at its place",
    "at a place in or around it",
    "next to its place",
    "at another place",
    "no place named",
    "its trade",
    "its trade is likeliest",
    "shares its words",
    "its words come back",
    "from its reporter",
    "from one who reported it too",
    "from its owner",
    "from who claimed it fixed",
    "from one who spoke of it",
    "the owner's company",
    "the sender's trade",
    "where it was reported",
    "with its owner",
    "with its reporter",
    "touched lately",
    "within minutes",
    "within the hour",
    "within the day",
    "discussed last here",
    "messages since",
    "the last message is its",
    "the sender's last was its",
    "the sender's last was its, lately",
    "nobody has it",
    "somebody has it",
    "worked on",
    "claimed fixed",
    "confirmed",
    "disputed",
    "names its owner",
    "names its reporter",
    "names another of it",
    "names somebody else",
    "last of it: a report",
    "last of it: an assignment",
    "last of it: progress",
    "last of it: a claim",
    "last of it: a question",
    "last of it: own",
    "asked of the sender",
    "the only open one here",
    "opened lately",
    "serious",
    "rank",
    "nobody has it and the sender works",
    "work of the sender's sort",
    "shares a number",
    "names other numbers",
    "of another trade for sure",
    "a report by a stranger to it",
    "a report by a stranger to it, of another trade",
    "a report by a stranger to it, in other words",
];

/// How the tickets in mind stand to each other; counted once for a message, however many are weighed.
#[derive(Debug)]
pub struct Crowd<'a> {
    here: &'a ConversationId,
    open_here: usize,
    /// When the tickets of each conversation were touched, the earliest first.
    touched: HashMap<&'a ConversationId, Vec<Instant>>,
}

impl<'a> Crowd<'a> {
    /// Counts the tickets in mind.
    pub fn of(scene: &Scene<'a>) -> Self {
        let here = &scene.heard.conversation;
        let (mut open_here, mut touched) = (0, HashMap::<_, Vec<Instant>>::new());
        for ticket in scene.situation.tickets.values() {
            open_here += usize::from(ticket.stage.is_open() && ticket.conversation == *here);
            touched.entry(&ticket.conversation).or_default().push(ticket.touched_at);
        }
        touched.values_mut().for_each(|times| times.sort_unstable());
        Self { here, open_here, touched }
    }

    /// Whether a ticket is open and no other of the message's conversation is.
    fn is_only_open(&self, ticket: &Ticket) -> bool {
        ticket.stage.is_open() && self.open_here == usize::from(ticket.conversation == *self.here)
    }

    /// How many tickets of a ticket's conversation were touched after it.
    fn fresher(&self, ticket: &Ticket) -> usize {
        let times = self.touched.get(&ticket.conversation).map_or(&[][..], Vec::as_slice);
        times.len() - times.partition_point(|touched_at| *touched_at <= ticket.touched_at)
    }
}

/// The place of a ticket's category in the reader's arrays.
pub fn category(ticket: &Ticket) -> usize {
    CATEGORIES.iter().position(|word| *word == ticket.category.word()).unwrap_or(CATEGORIES.len() - 1)
}

/// The signs of a known ticket.
pub fn signs(common: &Common<'_>, ticket: &Ticket) -> [f32; NAMES.len()] {
    let mut all = [0.0; NAMES.len()];
    let mut at = 0;
    let told = Told::of(common, ticket);
    for part in [
        &said(common, ticket, &told)[..],
        &people(common, ticket, &told),
        &time(common, ticket),
        &stage(ticket),
        &names(common, ticket),
        &last(common, ticket),
        &rest(common, ticket),
        &apart(common, ticket, &told),
    ] {
        all[at..at + part.len()].copy_from_slice(part);
        at += part.len();
    }
    debug_assert_eq!(at, NAMES.len());
    all
}

fn is_this(target: Option<&Target>, ticket: &Ticket) -> bool {
    matches!(target, Some(Target::Ticket(number)) if *number == ticket.number)
}

/// What several of the signs ask of a ticket's messages; looked up once.
struct Told {
    /// How much of its reports the message repeats, at most.
    shares: f32,
    /// How much of the message its reports repeat, at most.
    back: f32,
    /// Whether the sender spoke of it.
    spoke: bool,
}

impl Told {
    fn of(common: &Common<'_>, ticket: &Ticket) -> Self {
        let scene = common.scene;
        let (mut shares, mut back) = (0.0_f32, 0.0_f32);
        for text in common.reports(ticket) {
            shares = shares.max(overlap(&scene.normal, text));
            back = back.max(overlap(text, &scene.normal));
        }
        let mut heard = ticket.messages.iter().filter_map(|id| scene.situation.message(id));
        Self { shares, back, spoke: heard.any(|other| other.sender == scene.heard.sender) }
    }
}

fn said(common: &Common<'_>, ticket: &Ticket, told: &Told) -> [f32; 12] {
    let scene = common.scene;
    let quotes = is_this(common.quoted.as_ref(), ticket);
    let [same, around, beside, elsewhere, none] = place::relation(scene, ticket.place.as_ref());
    let categories = &scene.reading.categories;
    [
        flag(quotes),
        flag(!quotes && common.quoted.is_some()),
        flag(scene.quoted.is_some() && common.quoted.is_none()),
        same,
        around,
        beside,
        elsewhere,
        none,
        categories[category(ticket)],
        flag(scene.reading.category() == category(ticket)),
        told.shares,
        told.back,
    ]
}

fn people(common: &Common<'_>, ticket: &Ticket, told: &Told) -> [f32; 10] {
    let scene = common.scene;
    let sender = &scene.heard.sender;
    let person = scene.situation.directory.people.get(sender);
    let vendor =
        person.and_then(|person| person.vendor.as_ref()).and_then(|id| scene.situation.directory.vendors.get(id));
    let is_partner = |of: &dyn Fn(&PersonId) -> bool| scene.partner.as_ref().is_some_and(of);
    [
        flag(ticket.reporter == *sender),
        flag(ticket.voices.contains(sender)),
        flag(scene.is_owner(sender, ticket)),
        flag(ticket.claimant.as_ref() == Some(sender)),
        flag(told.spoke),
        flag(scene.is_owner(sender, ticket) && vendor.is_some()),
        flag(vendor.is_some_and(|vendor| vendor.categories.contains(&ticket.category))),
        flag(ticket.conversation == scene.heard.conversation),
        flag(is_partner(&|partner| scene.is_owner(partner, ticket))),
        flag(is_partner(&|partner| ticket.reporter == *partner)),
    ]
}

fn time(common: &Common<'_>, ticket: &Ticket) -> [f32; 9] {
    let scene = common.scene;
    let idle = scene.minutes_since(ticket.touched_at);
    let ago = common.ago.get(&ticket.number).copied();
    let own = common.own.as_ref().filter(|(target, _)| is_this(Some(target), ticket));
    [
        freshness(idle),
        flag(idle < 5.0),
        flag(idle < 60.0),
        flag(idle < 1_440.0),
        flag(is_this(common.last.as_ref().map(|(target, _)| target), ticket)),
        ago.map_or(0.0, |ago| 1.0 / (1.0 + ago as f32)),
        flag(ago == Some(0)),
        flag(own.is_some()),
        own.map_or(0.0, |(_, minutes)| freshness(*minutes)),
    ]
}

fn stage(ticket: &Ticket) -> [f32; 6] {
    let has_owner = ticket.assignee.is_some();
    [
        flag(!has_owner),
        flag(ticket.stage == Stage::Assigned),
        flag(matches!(ticket.stage, Stage::InProgress | Stage::OnHold)),
        flag(ticket.stage == Stage::Resolved),
        flag(matches!(ticket.stage, Stage::Verified | Stage::Closed)),
        flag(ticket.stage == Stage::Reopened),
    ]
}

fn names(common: &Common<'_>, ticket: &Ticket) -> [f32; 4] {
    let scene = common.scene;
    let (mut owner, mut reporter, mut other) = (false, false, false);
    for named in &scene.named {
        match named {
            Named::Person(person) => {
                owner |= scene.is_owner(person, ticket);
                reporter |= ticket.reporter == *person;
                other |= ticket
                    .messages
                    .iter()
                    .filter_map(|id| scene.situation.message(id))
                    .any(|said| said.sender == *person);
            }
            Named::Vendor(vendor) => {
                owner |= ticket.assignee == Some(domain::ticket::Assignee::Vendor(vendor.clone()));
            }
        }
    }
    let else_named = !scene.named.is_empty() && !owner && !reporter && !other;
    [flag(owner), flag(reporter), flag(other), flag(else_named)]
}

fn last(common: &Common<'_>, ticket: &Ticket) -> [f32; 7] {
    let scene = common.scene;
    let said: Option<&Heard> = ticket.messages.iter().rev().find_map(|id| scene.situation.message(id));
    let kind = said.and_then(|said| said.meaning.as_ref()).map(|meaning| meaning.kind);
    let is = |wanted: Kind| flag(kind == Some(wanted));
    let own = said.is_some_and(|said| said.sender == scene.heard.sender);
    let asked = said.is_some_and(|said| said.mentions.contains(&scene.heard.sender));
    [
        is(Kind::Issue),
        is(Kind::Assign),
        is(Kind::Progress),
        is(Kind::Resolved),
        is(Kind::Question),
        flag(own),
        flag(asked),
    ]
}

fn rest(common: &Common<'_>, ticket: &Ticket) -> [f32; 6] {
    let scene = common.scene;
    let serious = matches!(ticket.priority, domain::ticket::Priority::Critical | domain::ticket::Priority::High);
    [
        flag(common.crowd.is_only_open(ticket)),
        freshness(scene.minutes_since(ticket.opened_at)),
        flag(serious),
        1.0 / (1.0 + common.crowd.fresher(ticket) as f32),
        flag(ticket.assignee.is_none() && scene.role.does_work()),
        flag(is_work_of(scene.role, ticket.category)),
    ]
}

/// What speaks against it: other numbers, another trade, somebody who has nothing to do with it and reports something.
fn apart(common: &Common<'_>, ticket: &Ticket, told: &Told) -> [f32; 6] {
    let scene = common.scene;
    let (mut shares, mut others) = (false, false);
    for text in common.reports(ticket) {
        shares |= numbers(text).any(|number| common.numbers.contains(&number));
        others |= numbers(text).next().is_some() && !common.numbers.is_empty();
    }
    let categories = &scene.reading.categories;
    let (own_trade, likeliest) = (categories[category(ticket)], scene.reading.category());
    let is_other = likeliest != category(ticket);
    let is_stranger = scene.quoted.is_none() && !told.spoke;
    let report = flag(is_stranger) * scene.reading.kinds[kind::ISSUE];
    [
        flag(shares),
        flag(others && !shares),
        flag(is_other) * (categories[likeliest] - own_trade),
        report,
        report * (1.0 - own_trade),
        report * (1.0 - told.shares.max(told.back)),
    ]
}

/// The words of a text that hold a digit: units, levels, lifts.
pub(super) fn numbers(normal: &Normal) -> impl Iterator<Item = &str> {
    normal.words().filter(|word| word.bytes().any(|byte| byte.is_ascii_digit()))
}

/// Whether a trade is what people of a role mostly do.
fn is_work_of(role: Role, category: Category) -> bool {
    match role {
        Role::Cleaner => matches!(category, Category::Cleaning | Category::Waste | Category::Landscaping),
        Role::Guard => matches!(category, Category::Security | Category::Access | Category::Safety | Category::Other),
        Role::Technician => matches!(
            category,
            Category::Plumbing
                | Category::Electrical
                | Category::Hvac
                | Category::Structural
                | Category::Lift
                | Category::It
        ),
        Role::Manager | Role::Supervisor | Role::Resident | Role::Vendor | Role::Unknown => false,
    }
}
