//! Who there is, what was said, and which webhooks wait to be posted.

mod chaos;
mod groups;
mod posts;
mod said;
mod templates;

use crate::base::{Way, wamid};
use std::collections::{BTreeMap, VecDeque};

pub use chaos::{Chaos, Fault, Judge, Mishap};
pub use groups::{Ask, Group, Joined};
pub use posts::Post;
pub use said::{Content, File, Line, On, Tick};
pub use templates::{Standing, Template};

/// How long an address of a file leads to it.
pub const ADDRESS_US: i64 = 5 * 60 * SECOND_US;
/// How long a file is kept that somebody sent, and one that the business uploaded.
pub const SENT_US: i64 = 7 * 24 * 60 * 60 * SECOND_US;
pub const UPLOADED_US: i64 = 30 * 24 * 60 * 60 * SECOND_US;

/// Lines kept of one chat, files kept in all.
const LINES_MAX: usize = 500;
const FILES_MAX: usize = 200;
const FILES_MAX_BYTES: usize = 128 << 20;
/// One message to the same person in six seconds, and a burst to begin with.
const PAIR_US: i64 = 6_000_000;
const BURST: i64 = 45;
const WINDOW_US: i64 = 24 * 60 * 60 * 1_000_000;
const SECOND_US: i64 = 1_000_000;

/// Somebody with a phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Persona {
    /// Their number, digits only.
    pub phone: String,
    /// What they call themselves.
    pub name: String,
    /// What they are to the site, for the tab.
    pub role: String,
    /// Their name within the business' portfolio.
    pub user_id: String,
    /// What webhooks tell of them.
    pub profile: Profile,
    /// The group they are in with everybody else who names it; none when empty.
    pub group: String,
    /// Whether their phone is too old for buttons and lists: what has some is not brought to it.
    pub is_old: bool,
}

/// What webhooks tell of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Their number and their name within the business' portfolio, as since 2026.
    Full,
    /// Their number alone, as until 2025.
    Legacy,
    /// Their name within the portfolio alone.
    Hidden,
}

impl Profile {
    /// All of them, each with its word.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Full, "full"), (Self::Legacy, "legacy"), (Self::Hidden, "hidden")];
}

impl Persona {
    /// Their number, where webhooks tell it.
    #[must_use]
    pub fn number(&self) -> Option<&str> {
        (self.profile != Profile::Hidden).then_some(self.phone.as_str())
    }

    /// Their name within the portfolio, where webhooks tell it.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        (self.profile != Profile::Legacy).then_some(self.user_id.as_str())
    }
}

/// Everything there is.
#[derive(Debug)]
pub struct World {
    /// People, in the order of their tabs.
    pub people: Vec<Persona>,
    /// What was said: with one person by their number, in a group by its id.
    pub chats: BTreeMap<String, Vec<Line>>,
    /// Groups, by their id.
    pub groups: BTreeMap<String, Group>,
    /// Files, by their id.
    pub files: BTreeMap<String, File>,
    /// Templates.
    pub templates: Vec<Template>,
    /// How the number stands, as the Graph API words it: `CONNECTED`, or what is wrong with it.
    pub number_status: &'static str,
    /// What people think of the number: `GREEN`, `YELLOW` or `RED`.
    pub quality: &'static str,
    /// What is done on purpose.
    pub chaos: Chaos,
    /// Webhooks that wait.
    pub waiting: VecDeque<Post>,
    /// The last that were posted, the newest last.
    pub posted: VecDeque<Post>,
    business: String,
    heard_us: BTreeMap<String, i64>,
    budget: BTreeMap<String, (i64, i64)>,
    next: u64,
}

impl World {
    /// One whose names follow from the instant at which it begins, so that none is given again by the next one.
    pub(crate) fn new(people: Vec<Persona>, business: &str, began_us: i64) -> Self {
        let chats = people.iter().map(|one| (one.phone.clone(), Vec::new())).collect();
        let mut world = Self {
            people,
            chats,
            groups: BTreeMap::new(),
            files: BTreeMap::new(),
            templates: Vec::new(),
            number_status: "CONNECTED",
            quality: "GREEN",
            chaos: Chaos::default(),
            waiting: VecDeque::new(),
            posted: VecDeque::new(),
            business: business.to_owned(),
            heard_us: BTreeMap::new(),
            budget: BTreeMap::new(),
            next: began_us.unsigned_abs(),
        };
        world.found_groups(began_us);
        world
    }

    /// The person with a number, or with a name in the portfolio.
    #[must_use]
    pub fn person(&self, name: &str) -> Option<&Persona> {
        let digits: String = name.chars().filter(char::is_ascii_digit).collect();
        self.people.iter().find(|one| one.user_id == name || (!digits.is_empty() && one.phone == digits))
    }

    /// A line by the name of its message.
    #[must_use]
    pub fn line(&self, wamid: &str) -> Option<&Line> {
        self.chats.values().flatten().find(|line| line.wamid == wamid)
    }

    /// Whether a chat is a group.
    #[must_use]
    pub fn is_group(&self, chat: &str) -> bool {
        self.groups.contains_key(chat)
    }

    /// What a group is called.
    #[must_use]
    pub fn group_name(&self, chat: &str) -> Option<&str> {
        self.groups.get(chat).map(|group| group.subject.as_str())
    }

    /// Whether free text may be sent: somebody in the chat wrote in the last day.
    #[must_use]
    pub fn is_window_open(&self, chat: &str, now_us: i64) -> bool {
        self.heard_us.get(chat).is_some_and(|at| now_us - at < WINDOW_US)
    }

    /// Takes one message to a chat from its budget, when there is one.
    pub(crate) fn spend(&mut self, chat: &str, now_us: i64) -> bool {
        let (left, since) = self.budget.entry(chat.to_owned()).or_insert((BURST, now_us));
        let earned = (now_us - *since) / PAIR_US;
        *left = (*left + earned).min(BURST);
        *since += earned * PAIR_US;
        if *left == 0 {
            return false;
        }
        *left -= 1;
        true
    }

    /// A number that was not given yet.
    pub(crate) fn number(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    /// The name of a message to come.
    pub(crate) fn name(&mut self, counterpart: &str, way: Way) -> String {
        wamid(counterpart, way, self.number())
    }

    /// The id of a file to come.
    pub(crate) fn keep(&mut self, file: File) -> String {
        self.next += 1;
        let id = (4_000_000_000_000_000 + self.next).to_string();
        let kept = |files: &BTreeMap<String, File>| files.values().map(|file| file.bytes.len()).sum::<usize>();
        while self.files.len() >= FILES_MAX || (!self.files.is_empty() && kept(&self.files) > FILES_MAX_BYTES) {
            self.files.pop_first();
        }
        self.files.insert(id.clone(), file);
        id
    }

    /// Adds a line to a chat.
    pub(crate) fn add(&mut self, chat: &str, line: Line) {
        if line.author.is_some() {
            self.heard_us.insert(chat.to_owned(), line.at_us);
        }
        let lines = self.chats.entry(chat.to_owned()).or_default();
        if lines.len() == LINES_MAX {
            lines.remove(0);
        }
        lines.push(line);
    }

    /// Gives somebody another number, and with it another name within the portfolio. Who they are then.
    pub(crate) fn renumber(&mut self, old: &str, new: &str) -> Option<Persona> {
        let fresh = self.number();
        let person = self.people.iter_mut().find(|one| one.phone == old)?;
        new.clone_into(&mut person.phone);
        let country = person.user_id.split_once('.').map_or("MY", |(country, _)| country);
        person.user_id = format!("{country}.{fresh}");
        let person = person.clone();
        self.rename(old, new);
        Some(person)
    }

    /// Gives a chat the new number of whom it is with.
    fn rename(&mut self, old: &str, new: &str) {
        if let Some(lines) = self.chats.remove(old) {
            self.chats.insert(new.to_owned(), lines);
        }
        for member in self.groups.values_mut().flat_map(|group| &mut group.members).filter(|member| *member == old) {
            new.clone_into(member);
        }
        for line in self.chats.values_mut().flatten().filter(|line| line.author.as_deref() == Some(old)) {
            line.author = Some(new.to_owned());
        }
        if let Some(heard_us) = self.heard_us.remove(old) {
            self.heard_us.insert(new.to_owned(), heard_us);
        }
    }

    /// Changes the line of a message.
    pub(crate) fn change(&mut self, wamid: &str, change: impl FnOnce(&mut Line)) {
        if let Some(line) = self.chats.values_mut().flatten().find(|line| line.wamid == wamid) {
            change(line);
        }
    }

    /// Shows that the business read a message, and all that were said before it in the same chat.
    pub(crate) fn mark_read(&mut self, wamid: &str) {
        let holds = |lines: &&mut Vec<Line>| lines.iter().any(|line| line.wamid == wamid);
        let Some(lines) = self.chats.values_mut().find(holds) else { return };
        let until = lines.iter().position(|line| line.wamid == wamid).map_or(0, |at| at + 1);
        for line in lines.iter_mut().take(until).filter(|line| line.author.is_some()) {
            line.tick = Tick::Read;
        }
    }

    /// The business' number, digits only.
    pub(crate) fn business(&self) -> &str {
        &self.business
    }
}

/// The id of a group by its name, as stable as its name is.
#[must_use]
pub(crate) fn group_id(name: &str) -> String {
    let sum = name.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    format!("120363{:012}", sum % 1_000_000_000_000)
}
