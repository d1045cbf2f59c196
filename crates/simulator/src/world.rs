//! Who there is, what was said, and which webhooks wait to be posted.

mod groups;
mod said;

use crate::base::{Way, wamid};
use serde_json::Value;
use std::collections::{BTreeMap, VecDeque};

pub use groups::{Ask, Group, Joined};
pub use said::{Content, File, Line, On, Tick};

/// How long an address of a file leads to it.
pub const ADDRESS_US: i64 = 5 * 60 * SECOND_US;
/// How long a file is kept that somebody sent, and one that the business uploaded.
pub const SENT_US: i64 = 7 * 24 * 60 * 60 * SECOND_US;
pub const UPLOADED_US: i64 = 30 * 24 * 60 * 60 * SECOND_US;

/// Lines kept of one chat, files and webhooks kept in all.
const LINES_MAX: usize = 500;
const FILES_MAX: usize = 200;
const FILES_MAX_BYTES: usize = 128 << 20;
const POSTED_MAX: usize = 50;
const WAITING_MAX: usize = 10_000;
/// One message to the same person in six seconds, and a burst to begin with.
const PAIR_US: i64 = 6_000_000;
const BURST: i64 = 45;
const WINDOW_US: i64 = 24 * 60 * 60 * 1_000_000;
const SECOND_US: i64 = 1_000_000;
/// How long a webhook waits that is to be slow.
const SLOW_US: i64 = 30 * SECOND_US;

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
    /// Whether webhooks leave their number out.
    pub is_hidden: bool,
    /// The group they are in with everybody else who names it; none when empty.
    pub group: String,
    /// Whether their phone is too old for buttons and lists: what has some is not brought to it.
    pub is_old: bool,
}

/// What is done to webhooks and requests on purpose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chaos {
    /// Each webhook is posted twice.
    pub duplicate: bool,
    /// The newest webhook is posted first.
    pub reorder: bool,
    /// Each webhook waits for half a minute.
    pub slow: bool,
    /// Nothing that the business sends is brought to anybody.
    pub fail: bool,
    /// What the next requests to send are answered with, in place of doing it.
    pub refuse: Option<u16>,
    /// How many of them.
    pub refusals: u32,
    /// What befalls the next files that the business fetches.
    pub mishap: Option<Mishap>,
    /// How many of them.
    pub mishaps: u32,
}

/// What may befall a file on its way to the business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mishap {
    /// Its address leads nowhere by the time it is used.
    Moved,
    /// Other bytes come than were sent.
    Changed,
    /// It breaks off.
    Cut,
    /// It takes its time.
    Slow,
    /// It is said to be a page.
    Page,
}

impl Mishap {
    /// All of them, each with its word.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Moved, "moved"),
        (Self::Changed, "changed"),
        (Self::Cut, "cut"),
        (Self::Slow, "slow"),
        (Self::Page, "page"),
    ];
}

/// A webhook that waits, or was answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Post {
    /// Its body as JSON.
    pub body: Value,
    /// How often it was posted.
    pub tries: u32,
    /// Not before this instant.
    pub due_us: i64,
    /// What the business answered, when it did.
    pub answer: Option<u16>,
}

/// A template message that is approved.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// Its name.
    pub name: String,
    /// Its language.
    pub language: String,
    /// The whole of it, as it was submitted.
    pub body: Value,
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

    /// Gives a chat the new number of whom it is with.
    pub(crate) fn rename(&mut self, old: &str, new: &str) {
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

    /// Lets a webhook wait to be posted. When far too many wait, nobody listens, and the oldest is given up.
    pub(crate) fn post(&mut self, body: Value, due_us: i64) {
        if self.waiting.len() == WAITING_MAX {
            self.waiting.pop_front();
        }
        let late_us = if self.chaos.slow { SLOW_US } else { 0 };
        let post = Post { body, tries: 0, due_us: due_us + late_us, answer: None };
        if self.chaos.duplicate {
            self.waiting.push_back(post.clone());
        }
        self.waiting.push_back(post);
    }

    /// The webhook to post next, when one is due.
    pub(crate) fn due(&mut self, now_us: i64) -> Option<Post> {
        let is_due = |post: &Post| post.due_us <= now_us;
        let at = if self.chaos.reorder {
            self.waiting.iter().rposition(is_due)
        } else {
            self.waiting.iter().position(is_due)
        };
        self.waiting.remove(at?)
    }

    /// When the next webhook is due.
    pub(crate) fn next_due_us(&self) -> Option<i64> {
        self.waiting.iter().map(|post| post.due_us).min()
    }

    /// Remembers what became of a webhook: posted again later, each time after twice as long, until it is answered.
    pub(crate) fn settle(&mut self, mut post: Post, answer: Option<u16>, now_us: i64) {
        const TRIES_MAX: u32 = 12;
        post.tries += 1;
        post.answer = answer;
        if answer != Some(200) && post.tries < TRIES_MAX {
            let again = Post { due_us: now_us + SECOND_US * (1 << post.tries.min(10)), ..post.clone() };
            self.waiting.push_back(again);
        }
        if self.posted.len() == POSTED_MAX {
            self.posted.pop_front();
        }
        self.posted.push_back(post);
    }

    /// The refusal that the next request is to meet, when one is wanted.
    pub(crate) fn refusal(&mut self) -> Option<u16> {
        let refuse = self.chaos.refuse?;
        self.chaos.refusals = self.chaos.refusals.saturating_sub(1);
        if self.chaos.refusals == 0 {
            self.chaos.refuse = None;
        }
        Some(refuse)
    }

    /// The mishap that befalls the file fetched next, when one is wanted.
    pub(crate) fn mishap(&mut self) -> Option<Mishap> {
        let mishap = self.chaos.mishap?;
        self.chaos.mishaps = self.chaos.mishaps.saturating_sub(1);
        if self.chaos.mishaps == 0 {
            self.chaos.mishap = None;
        }
        Some(mishap)
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
