//! Who and what there is in a world: estates with their people, as a directory file and as the generator needs them.

use super::estates::{Estate, Named, Routine};
use super::phrases::{Fault, Tongue};
use crate::chance::Chance;
use domain::directory::Role;
use domain::id::ConversationId;
use domain::message::{Circle, ConversationKey, Geo, Handle};
use domain::task::Cadence;
use domain::ticket::Category;
use domain::time::Zone;
use engine::roster::{GeoLine, PersonLine, PlaceLine, Roster, SiteLine, TaskLine, VendorLine};

/// How far from its centre a site reaches, in metres.
const RADIUS_M: f64 = 180.0;

/// Somebody who writes.
#[derive(Clone, Debug)]
pub struct Member {
    /// What the directory calls them.
    pub name: String,
    /// Their number.
    pub phone: String,
    /// What they are to the site.
    pub role: Role,
    /// The company they work for.
    pub vendor: Option<String>,
    /// What they write.
    pub tongue: Tongue,
}

/// A place people speak of.
#[derive(Clone, Debug)]
pub struct Spot {
    /// Its full name, as the directory spells it.
    pub path: String,
    /// What people call it.
    pub spellings: Vec<String>,
}

impl Spot {
    /// What somebody who writes a language calls it: never in a script they do not write.
    pub fn called(&self, chance: &mut Chance, tongue: Tongue) -> &str {
        let fitting: Vec<&str> = self.spellings.iter().map(String::as_str).filter(|name| tongue.writes(name)).collect();
        chance.choose(&fitting).copied().unwrap_or_default()
    }
}

/// A site with its people.
#[derive(Clone, Debug)]
pub struct Ground {
    /// Its name.
    pub name: String,
    /// Its zone.
    pub zone: Zone,
    /// Where it is.
    pub centre: Geo,
    /// Everybody.
    pub members: Vec<Member>,
    /// Every place but blocks and lifts.
    pub spots: Vec<Spot>,
    /// Blocks: what people name when their lift stands still.
    pub blocks: Vec<Spot>,
    /// The chat of those who live or work there.
    pub residents: ConversationKey,
    /// The chat of those who keep it running.
    pub crew: ConversationKey,
    /// Expected work.
    pub routines: Vec<Duty>,
}

/// Expected work, with who does it.
#[derive(Clone, Debug)]
pub struct Duty {
    /// Its name.
    pub name: String,
    /// Whether it is a guard's walk.
    pub patrol: bool,
    /// Which of the site's members does it.
    pub worker: usize,
    /// The place's full name.
    pub place: String,
    /// What people call the place.
    pub spoken: String,
    /// When it recurs.
    pub cadence: Cadence,
    /// Whether it counts only with a photo.
    pub photo: bool,
}

impl Ground {
    /// Members of a role, by their place in the list.
    pub fn of_role(&self, role: Role) -> Vec<usize> {
        (0..self.members.len()).filter(|index| self.members[*index].role == role).collect()
    }

    /// One member of a role.
    pub fn one(&self, chance: &mut Chance, role: Role) -> usize {
        chance.pick(&self.of_role(role))
    }

    /// Who mends a fault: somebody of the company for its trade, else a technician of the house.
    pub fn mender(&self, chance: &mut Chance, fault: Fault, estate: &Estate) -> usize {
        let word = fault.category().word();
        let company = estate.vendors.iter().find(|(_, trades)| trades.contains(&word)).map(|(name, _)| *name);
        let workers: Vec<usize> = (0..self.members.len())
            .filter(|index| company.is_some() && self.members[*index].vendor.as_deref() == company)
            .collect();
        match workers.is_empty() || chance.percent(15) {
            true => self.one(chance, Role::Technician),
            false => chance.pick(&workers),
        }
    }

    /// The direct chat of a member with the management.
    pub fn direct(&self, member: usize) -> ConversationKey {
        let member = &self.members[member];
        ConversationKey {
            id: ConversationId::new(format!("{}@direct", member.phone.trim_start_matches('+'))),
            circle: Circle::Direct,
            name: member.name.clone(),
            with: Some(Handle::phone(&member.phone)),
        }
    }
}

/// Peoples an estate.
pub fn people(estate: &Estate, index: usize, chance: &mut Chance) -> Ground {
    let spots = spots(estate);
    let members = members(estate, index);
    let ground = Ground {
        name: estate.name.to_owned(),
        zone: Zone::named(estate.timezone).unwrap_or_else(|_| Zone::utc()),
        centre: Geo { lat: estate.geo.0, lon: estate.geo.1 },
        residents: group(estate, index, "Residents"),
        crew: group(estate, index, "Ops"),
        routines: Vec::new(),
        blocks: blocks(estate),
        members,
        spots,
    };
    let routines = estate.routines.iter().filter_map(|routine| duty(estate, &ground, routine, chance)).collect();
    Ground { routines, ..ground }
}

fn group(estate: &Estate, index: usize, what: &str) -> ConversationKey {
    let id = format!("12036300{index}-{}@group", what.to_lowercase());
    let name = format!("{} {what}", estate.name);
    ConversationKey { id: ConversationId::new(id), circle: Circle::Group, name, with: None }
}

/// Two managers, a supervisor, two cleaners, two guards, a technician; one of each company; the others live there.
fn members(estate: &Estate, index: usize) -> Vec<Member> {
    const STAFF: [Role; 8] = [
        Role::Manager,
        Role::Cleaner,
        Role::Guard,
        Role::Technician,
        Role::Manager,
        Role::Supervisor,
        Role::Cleaner,
        Role::Guard,
    ];
    let staff = if estate.people.len() > 12 { STAFF.len() } else { 4 };
    let mut found = Vec::new();
    let mut person = |name: &str, tongue: Tongue, role, vendor: Option<&str>| {
        let number = 1_000_000 + (index * 1_000 + found.len()) * 37;
        found.push(Member {
            name: name.to_owned(),
            phone: format!("{}{number}", estate.phone),
            role,
            vendor: vendor.map(str::to_owned),
            tongue,
        });
    };
    for (index, (name, tongue)) in estate.people.iter().enumerate() {
        let companies = estate.people.len() - estate.vendors.len();
        match index {
            _ if index < staff => person(name, *tongue, STAFF[index], None),
            _ if index >= companies => person(name, *tongue, Role::Vendor, Some(estate.vendors[index - companies].0)),
            _ => person(name, *tongue, Role::Resident, None),
        }
    }
    found
}

fn spots(estate: &Estate) -> Vec<Spot> {
    let mut found = Vec::new();
    for (block, block_aliases) in estate.blocks {
        for (spot, spot_aliases) in estate.spots.iter().filter(|(spot, _)| !is_lift(spot)) {
            let blocks = std::iter::once(block).chain(*block_aliases);
            let spellings = blocks.flat_map(|block| {
                std::iter::once(spot)
                    .chain(*spot_aliases)
                    .flat_map(move |spot| [format!("{spot} {block}"), format!("{block} {spot}")])
            });
            found.push(Spot { path: format!("{} / {block} / {spot}", estate.name), spellings: spellings.collect() });
        }
    }
    for (spot, aliases) in estate.shared {
        let spellings = std::iter::once(spot).chain(*aliases).map(|name| (*name).to_owned()).collect();
        found.push(Spot { path: format!("{} / {spot}", estate.name), spellings });
    }
    found
}

fn blocks(estate: &Estate) -> Vec<Spot> {
    let spot = |(name, aliases): &Named| Spot {
        path: format!("{} / {name}", estate.name),
        spellings: std::iter::once(name).chain(*aliases).map(|name| (*name).to_owned()).collect(),
    };
    estate.blocks.iter().map(spot).collect()
}

fn is_lift(spot: &str) -> bool {
    ["Lift", "Elevador"].iter().any(|word| spot.contains(word))
}

fn duty(estate: &Estate, ground: &Ground, routine: &Routine, chance: &mut Chance) -> Option<Duty> {
    let role = match (routine.patrol, routine.photo) {
        (true, _) => Role::Guard,
        (false, true) => Role::Cleaner,
        (false, false) => Role::Technician,
    };
    let cadence = Cadence::plain(routine.rrule, routine.at.parse().ok()?, routine.window_minutes);
    Some(Duty {
        name: routine.name.to_owned(),
        patrol: routine.patrol,
        worker: ground.one(chance, role),
        place: format!("{} / {}", estate.name, routine.place),
        spoken: routine.place.rsplit(" / ").collect::<Vec<_>>().join(" "),
        cadence,
        photo: routine.photo,
    })
}

/// The directory file of estates with their people.
pub fn roster(estates: &[&Estate], grounds: &[Ground]) -> Roster {
    let mut roster = Roster::default();
    for (estate, ground) in estates.iter().zip(grounds) {
        roster.sites.push(site_line(estate));
        let vendor = |(name, trades): &(&str, &[&str])| VendorLine {
            name: (*name).to_owned(),
            categories: trades
                .iter()
                .filter_map(|word| Category::from_word(word))
                .map(|c| c.word().to_owned())
                .collect(),
        };
        roster.vendors.extend(estate.vendors.iter().map(vendor));
        roster.people.extend(ground.members.iter().map(|member| PersonLine {
            name: member.name.clone(),
            phone: Some(member.phone.clone()),
            role: Some(member.role.word().to_owned()),
            vendor: member.vendor.clone(),
            site: Some(ground.name.clone()),
            shared: false,
        }));
        roster.tasks.extend(ground.routines.iter().map(|duty| task_line(ground, duty)));
    }
    roster
}

fn task_line(ground: &Ground, duty: &Duty) -> TaskLine {
    TaskLine {
        name: duty.name.clone(),
        kind: Some(if duty.patrol { "patrol" } else { "task" }.to_owned()),
        assignee: Some(ground.members[duty.worker].name.clone()),
        place: Some(duty.place.clone()),
        rrule: duty.cadence.rrule.clone(),
        at: duty.cadence.at.strftime("%H:%M").to_string(),
        window_minutes: Some(duty.cadence.window_minutes),
        next_day: duty.cadence.next_day,
        starts: duty.cadence.starts.map(|day| day.to_string()),
        requires_photo: duty.photo,
        ..TaskLine::default()
    }
}

fn site_line(estate: &Estate) -> SiteLine {
    let line = |(name, aliases): &(&str, &[&str]), places| PlaceLine {
        name: (*name).to_owned(),
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        geo: None,
        asset: false,
        places,
    };
    let spots = || estate.spots.iter().map(|spot| line(spot, Vec::new())).collect();
    let blocks = estate.blocks.iter().map(|block| line(block, spots()));
    SiteLine {
        name: estate.name.to_owned(),
        aliases: estate.aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        timezone: Some(estate.timezone.to_owned()),
        geo: Some(GeoLine { lat: estate.geo.0, lon: estate.geo.1, radius_m: Some(RADIUS_M) }),
        shifts: Vec::new(),
        client: None,
        calendar: None,
        places: blocks.chain(estate.shared.iter().map(|spot| line(spot, Vec::new()))).collect(),
    }
}
