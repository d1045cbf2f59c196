//! The directory: which sites, places, people, vendors, tasks, calendars and agreements there are.

use crate::agreement::Agreement;
use crate::barred::Barred;
use crate::calendar::Calendar;
use crate::duty::Duty;
use crate::id::{
    AgreementId, ApprovalId, CalendarId, DutyId, LadderId, PersonId, PlaceId, RotaId, SiteId, TaskId, VendorId,
};
use crate::label::LabelSet;
use crate::ladder::Ladder;
use crate::member::{Member, MemberRole};
use crate::message::{Geo, Handle};
use crate::notice::Notice;
use crate::phone::Shared;
use crate::quote::Approval;
use crate::retention::{Retention, Trace};
use crate::rota::Rota;
use crate::task::Task;
use crate::ticket::{Assignee, Category, Ticket, words};
use crate::time::Zone;
use crate::wording::own::Worded;
use crate::wording::{Sentence, texts};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

mod shift;

pub use shift::Shift;

words! {
    /// What a person is to the site.
    Role {
        /// Runs it.
        Manager = "manager",
        /// Leads crews.
        Supervisor = "supervisor",
        /// Cleans.
        Cleaner = "cleaner",
        /// Guards.
        Guard = "guard",
        /// Repairs, ours.
        Technician = "technician",
        /// Lives or works there.
        Resident = "resident",
        /// Works for an outside company.
        Vendor = "vendor",
        /// Nobody has said yet.
        Unknown = "unknown",
    }
}

impl Role {
    /// Whether the person does work that others verify.
    pub fn does_work(self) -> bool {
        matches!(self, Self::Cleaner | Self::Guard | Self::Technician | Self::Vendor)
    }

    /// Whether the person may tell others what to do.
    pub fn leads(self) -> bool {
        matches!(self, Self::Manager | Self::Supervisor)
    }
}

/// A place under one management.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Site {
    /// Our name for it.
    pub id: SiteId,
    /// What people call it.
    pub name: String,
    /// What else people call it.
    pub aliases: Vec<String>,
    /// Its zone; the organisation's when none.
    pub zone: Option<Zone>,
    /// Where it is.
    pub geo: Option<Geo>,
    /// How far from there still counts as on site, in metres.
    pub radius_m: Option<f64>,
    /// How its day is parted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shifts: Vec<Shift>,
    /// For whom it is run, as people call them; several sites may have the same client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<String>,
    /// Whose closed days count for work there that names no calendar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<CalendarId>,
}

impl Site {
    /// A site of which nothing is known but what it is called.
    pub fn named(id: SiteId, name: String) -> Self {
        Self {
            id,
            name,
            aliases: Vec::new(),
            zone: None,
            geo: None,
            radius_m: None,
            shifts: Vec::new(),
            client: None,
            calendar: None,
        }
    }
}

/// A spot inside a site.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Our name for it.
    pub id: PlaceId,
    /// The site it is in.
    pub site: SiteId,
    /// The place it is part of.
    pub parent: Option<PlaceId>,
    /// What people call it.
    pub name: String,
    /// What else people call it.
    pub aliases: Vec<String>,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub geo: Option<Geo>,
    /// How far from there still counts as there, in metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub radius_m: Option<f64>,
    /// Whether it is a thing that can fail and has a history: a lift, a pump.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub asset: bool,
}

/// An outside company that does work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vendor {
    /// Our name for it.
    pub id: VendorId,
    /// What people call it.
    pub name: String,
    /// What it is called for.
    pub categories: Vec<Category>,
}

/// A human known by one or more handles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Our name for them.
    pub id: PersonId,
    /// What people call them; empty when erased.
    pub name: String,
    /// Where they can be reached; empty when erased.
    pub handles: Vec<Handle>,
    /// What they are to the site.
    pub role: Role,
    /// The company they work for.
    pub vendor: Option<VendorId>,
    /// The site they belong to.
    pub site: Option<SiteId>,
    /// Who holds it, where it is a phone that many share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared: Option<Shared>,
}

impl Person {
    /// Whether nobody has described them yet: they only spoke.
    pub fn is_stranger(&self) -> bool {
        let is_nothing = self.role == Role::Unknown && self.vendor.is_none() && self.site.is_none();
        is_nothing && !self.is_erased() && !self.id.is_house()
    }

    /// Whether their name and handles were erased.
    pub fn is_erased(&self) -> bool {
        self.name.is_empty() && self.handles.is_empty()
    }
}

/// Everything the organisation has told us about itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Directory {
    /// Sites by name.
    pub sites: BTreeMap<SiteId, Site>,
    /// Places by name.
    pub places: BTreeMap<PlaceId, Place>,
    /// Vendors by name.
    pub vendors: BTreeMap<VendorId, Vendor>,
    /// People by name.
    pub people: BTreeMap<PersonId, Person>,
    /// Tasks by name.
    pub tasks: BTreeMap<TaskId, Task>,
    /// Calendars by name.
    pub calendars: BTreeMap<CalendarId, Calendar>,
    /// Agreements by name.
    pub agreements: BTreeMap<AgreementId, Agreement>,
    /// Members by the names of their logins.
    pub members: BTreeMap<String, Member>,
    /// Ladders by name.
    #[serde(default)]
    pub ladders: BTreeMap<LadderId, Ladder>,
    /// Duties by name.
    #[serde(default)]
    pub duties: BTreeMap<DutyId, Duty>,
    /// Rotas by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rotas: BTreeMap<RotaId, Rota>,
    /// From which cost on somebody has to agree, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub approvals: BTreeMap<ApprovalId, Approval>,
    /// Sentences in the organisation's own words, by name and language.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub worded: BTreeMap<String, Worded>,
    /// Labels of the organisation's own, by the names of their sets.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, LabelSet>,
    /// For how long what is kept is kept, where somebody said so.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub retention: BTreeMap<Trace, Retention>,
    /// What WhatsApp says of our own account, by matter and subject.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub notices: BTreeMap<String, Notice>,
    /// Whether people can be written to, of whom something was told.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub barred: BTreeMap<PersonId, Barred>,
    /// Whom a handle belongs to; derived from `people`.
    pub handles: BTreeMap<Handle, PersonId>,
    /// People who turned out to be others, each with who they are.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub same: BTreeMap<PersonId, PersonId>,
}

impl Directory {
    /// A sentence in a language: in the organisation's own words, else in ours.
    pub fn words(&self, language: &str, sentence: Sentence) -> &str {
        // The words beside a document are those of its link.
        let named = if sentence.has_paper() { Sentence::Handout } else { sentence };
        let own = self.worded.get(&Worded::id_of(named.word(), language)).map(|worded| worded.words.as_str());
        own.filter(|words| !words.is_empty()).unwrap_or_else(|| texts(language).of(sentence))
    }

    /// For how many days something is kept; none for ever.
    pub fn kept_days(&self, trace: Trace) -> Option<u32> {
        self.retention.get(&trace).map_or(trace.usual_days(), |said| said.days)
    }

    /// How deep places may nest; deeper ones are cut, so a loop cannot hang us.
    const DEPTH_MAX: usize = 12;

    /// The member with a login that opens something: as defined, or the house's own.
    pub fn member(&self, name: &str) -> Option<Member> {
        match self.members.get(name) {
            Some(member) => (!member.ended).then(|| member.clone()),
            None => (name == Member::HOUSE).then(|| Member::new(name, MemberRole::Owner)),
        }
    }

    /// The person a handle belongs to.
    pub fn person_by_handle(&self, handle: &Handle) -> Option<&Person> {
        self.handles.get(handle).and_then(|id| self.people.get(id))
    }

    /// The person a handle belongs to, also when the number behind it is spelt as another country's habit would have it.
    pub fn person_by_any_spelling(&self, handle: &Handle) -> Option<&Person> {
        self.person_by_handle(handle).or_else(|| self.person_by_handle(&handle.twin()?))
    }

    /// Whoever is known under one of somebody's addresses: somebody the directory describes before a stranger, then the first;
    /// and a number spelt as it is known before one spelt otherwise.
    pub fn person_by_addresses(&self, addresses: &[&Handle]) -> Option<&Person> {
        let known = || addresses.iter().filter_map(|handle| self.person_by_handle(handle));
        let described = known().find(|person| !person.is_stranger()).or_else(|| known().next());
        described.or_else(|| addresses.iter().find_map(|handle| self.person_by_any_spelling(handle)))
    }

    /// Who somebody is: themselves, unless they turned out to be somebody else.
    pub fn who<'a>(&'a self, person: &'a PersonId) -> &'a PersonId {
        self.same.get(person).unwrap_or(person)
    }

    /// What is known of somebody, also under a name of ours that turned out to be another's.
    pub fn person(&self, person: &PersonId) -> Option<&Person> {
        self.people.get(self.who(person))
    }

    /// Whether two names of ours mean the same person.
    pub fn are_one(&self, a: &PersonId, b: &PersonId) -> bool {
        self.who(a) == self.who(b)
    }

    /// The outside company that owns something, or for which its owner works.
    pub fn vendor_of<'a>(&'a self, owner: &'a Assignee) -> Option<&'a VendorId> {
        match owner {
            Assignee::Vendor(vendor) => Some(vendor),
            Assignee::Person(person) => self.person(person)?.vendor.as_ref(),
        }
    }

    /// Whether two owners are one company, or one person, also where they were known twice.
    pub fn is_same_owner(&self, one: &Assignee, other: &Assignee) -> bool {
        match (one, other) {
            (Assignee::Person(one), Assignee::Person(other)) => self.are_one(one, other),
            (one, other) => one == other,
        }
    }

    /// Whether two owners are the same, or of the same outside company; nobody is the same as nobody.
    #[must_use]
    pub fn are_one_owner(&self, one: Option<&Assignee>, other: Option<&Assignee>) -> bool {
        let vendor = |owner: Option<&Assignee>| owner.and_then(|owner| self.vendor_of(owner)).cloned();
        let is_same = match (one, other) {
            (Some(one), Some(other)) => self.is_same_owner(one, other),
            (one, other) => one == other,
        };
        is_same || vendor(one).is_some_and(|one| vendor(other) == Some(one))
    }

    /// Whoever works for an outside company.
    pub fn crew<'a>(&'a self, vendor: &'a VendorId) -> impl Iterator<Item = &'a PersonId> {
        self.people.values().filter(move |person| person.vendor.as_ref() == Some(vendor)).map(|person| &person.id)
    }

    /// Whether a person is among those who reported a ticket.
    pub fn told_us(&self, ticket: &Ticket, person: &PersonId) -> bool {
        let is_voice = |voice| self.are_one(voice, person);
        is_voice(&ticket.reporter) || ticket.voices.iter().any(is_voice)
    }

    /// Everybody who turned out to be a person, and themselves.
    pub fn selves<'a>(&'a self, person: &'a PersonId) -> impl Iterator<Item = &'a PersonId> {
        let others = self.same.iter().filter(move |(_, into)| *into == person).map(|(other, _)| other);
        std::iter::once(person).chain(others)
    }

    /// Remembers a person and their handles, in place of what was known of the same person.
    ///
    /// An exported chat shows names only, so a name leads to a person as well, unless an earlier one has it.
    pub fn remember(&mut self, person: Person) {
        for handle in &person.handles {
            self.handles.insert(handle.clone(), person.id.clone());
        }
        if !person.name.is_empty() {
            self.handles.entry(Handle::name(&person.name)).or_insert_with(|| person.id.clone());
        }
        self.people.insert(person.id.clone(), person);
    }

    /// Whether what was personal about somebody was erased, so that nothing of theirs may come back.
    pub fn is_erased(&self, person: &PersonId) -> bool {
        self.people.get(person).is_some_and(Person::is_erased)
    }

    /// The role of a person; unknown for a stranger.
    pub fn role(&self, person: &PersonId) -> Role {
        self.person(person).map_or(Role::Unknown, |known| known.role)
    }

    /// The place and what it is part of, innermost first.
    pub fn lineage<'a>(&'a self, place: &PlaceId) -> Vec<&'a Place> {
        let mut found = Vec::new();
        let mut next = self.places.get(place);
        while let Some(place) = next {
            found.push(place);
            if found.len() == Self::DEPTH_MAX {
                break;
            }
            next = place.parent.as_ref().and_then(|parent| self.places.get(parent));
        }
        found
    }

    /// The asset that a place is, or is a part of.
    pub fn asset(&self, place: &PlaceId) -> Option<&Place> {
        self.lineage(place).into_iter().find(|place| place.asset)
    }

    /// The full name of a place: "Site / Block B / Pump room".
    pub fn place_path(&self, place: &PlaceId) -> String {
        let lineage = self.lineage(place);
        let site = lineage.first().and_then(|place| self.sites.get(&place.site));
        let mut names: Vec<&str> = site.map(|site| site.name.as_str()).into_iter().collect();
        names.extend(lineage.iter().rev().map(|place| place.name.as_str()));
        names.join(" / ")
    }

    /// The place with a full name, as [`Directory::place_path`] spells it.
    pub fn place_by_path(&self, path: &str) -> Option<&Place> {
        self.places.values().find(|place| self.place_path(&place.id) == path)
    }

    /// The zone of a site, `fallback` when it has none.
    pub fn zone<'a>(&'a self, site: Option<&SiteId>, fallback: &'a Zone) -> &'a Zone {
        site.and_then(|site| self.sites.get(site)).and_then(|site| site.zone.as_ref()).unwrap_or(fallback)
    }
}
