//! The doors to what the program does for pages, as functions it supplies: reading exported chats, looking at how WhatsApp
//! is connected.

mod connection;

pub use connection::{Finding, HandedIn, Health, Wizard};

use crate::wording::say;
use domain::directory::Directory;
use domain::id::{PersonId, TicketNumber};
use domain::label::LabelSet;
use domain::task::{Cadence, Habit, TaskKind};
use domain::time::Instant;
use futures_util::future::BoxFuture;
use reports::Scope;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// In which order an export writes day and month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// As the file itself shows.
    #[default]
    Guess,
    /// 31/12.
    DayFirst,
    /// 12/31.
    MonthFirst,
    /// 2026-12-31.
    YearFirst,
}

impl DateOrder {
    /// Every order, for a list to choose from.
    pub const ALL: [Self; 4] = [Self::Guess, Self::DayFirst, Self::MonthFirst, Self::YearFirst];

    /// The word in forms.
    pub fn word(self) -> &'static str {
        match self {
            Self::Guess => "guess",
            Self::DayFirst => "day_first",
            Self::MonthFirst => "month_first",
            Self::YearFirst => "year_first",
        }
    }

    /// The order a word of a form stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.word() == word)
    }

    /// As people say it.
    pub fn label(self) -> &'static str {
        say(match self {
            Self::Guess => "Work it out from the file",
            Self::DayFirst => "Day first (31/12)",
            Self::MonthFirst => "Month first (12/31)",
            Self::YearFirst => "Year first (2026-12-31)",
        })
    }
}

/// What the member says about an export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// The file's name, as the browser says.
    pub file: String,
    /// What the group is called; as the file says when empty.
    pub group: String,
    /// The zone of the clocks that wrote the file; the organisation's when empty.
    pub zone: String,
    /// In which order day and month stand.
    pub date_order: DateOrder,
}

/// What would be read, before anything is.
#[derive(Clone, Debug, PartialEq)]
pub struct PreviewView {
    /// Names the uploaded file until it is confirmed or forgotten; safe in a URL.
    pub upload: String,
    /// What the member said.
    pub options: ImportOptions,
    /// What the group is called.
    pub group: String,
    /// How many messages there are.
    pub messages: u64,
    /// How many of them are known already and will not be added again.
    pub known: u64,
    /// Who speaks, with how many messages, the busiest first; bounded by the program.
    pub people: Vec<(String, u64)>,
    /// How many people there are in all.
    pub people_total: u64,
    /// When the first message was sent.
    pub first_at: Option<Instant>,
    /// When the last was.
    pub last_at: Option<Instant>,
    /// Languages, with their share of the messages in percent, the most used first.
    pub languages: Vec<(String, u32)>,
    /// The order of day and month that was used.
    pub date_order: DateOrder,
    /// Why that order is right, or what speaks against it.
    pub date_reason: String,
    /// The zone that was used.
    pub zone: String,
    /// Photos, films and files that came along.
    pub media: u64,
    /// What was unclear, as sentences; bounded by the program.
    pub unclear: Vec<String>,
}

/// How far reading has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It goes on.
    Reading {
        /// Messages read.
        read: u64,
        /// Messages in all.
        total: u64,
    },
    /// It ended well.
    Finished {
        /// Messages that were new.
        added: u64,
    },
    /// It broke off; what to do, in a sentence.
    Failed(String),
}

/// One run of reading, in the list of past ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportLine {
    /// Our name for it; safe in a URL.
    pub import: String,
    /// The group.
    pub group: String,
    /// The file.
    pub file: String,
    /// When it began.
    pub started_at: Instant,
    /// How it stands.
    pub state: ImportState,
}

/// How a run of reading stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportState {
    /// It goes on.
    Reading,
    /// It ended well.
    Finished {
        /// Messages that were new.
        added: u64,
    },
    /// It broke off.
    Interrupted {
        /// Messages that were read and stay.
        kept: u64,
    },
    /// It was taken out again.
    Removed,
}

/// A function that the program supplies; the error is a sentence for the member.
pub type Door<Ask, Answer> = Box<dyn Fn(Ask) -> BoxFuture<'static, Result<Answer, String>> + Send + Sync>;

/// Figures as a table: the name of each line, and what stands in its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What it is about.
    pub title: String,
    /// What stands above each column, the first left out.
    pub columns: Vec<&'static str>,
    /// Lines.
    pub rows: Vec<(String, Vec<String>)>,
}

/// A file to look into.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The organisation.
    pub org: String,
    /// Where the bytes are; the program moves or deletes the file.
    pub path: PathBuf,
    /// What the member says about it.
    pub options: ImportOptions,
}

/// An upload or a run, by name, with the member who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The organisation.
    pub org: String,
    /// Who asks.
    pub member: String,
    /// Which.
    pub name: String,
}

/// What somebody wants a proof pack of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proven {
    /// One ticket.
    Ticket(TicketNumber),
    /// All that is kept of a person.
    Person(PersonId),
}

/// A proof pack, with the member who asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedProof {
    /// Who asks.
    pub member: String,
    /// Of what.
    pub about: Proven,
}

/// What the import page can ask the program for.
pub struct ImportDoor {
    /// A folder for uploads on their way in; on the same disk as the data.
    pub incoming: PathBuf,
    /// Looks into an uploaded file.
    pub preview: Door<Upload, PreviewView>,
    /// The preview of an earlier upload; `None` when it is forgotten.
    pub again: Door<Named, Option<PreviewView>>,
    /// Begins to read an upload, once: asked again for the same upload, names the same run.
    pub start: Door<Named, String>,
    /// How far a run has come; `None` when there is no such run.
    pub progress: Door<Named, Option<Progress>>,
    /// Takes out what a run brought; done twice it changes nothing.
    pub remove: Door<Named, ()>,
    /// Past runs of an organisation, the latest first; bounded by the program.
    pub list: Door<String, Vec<ImportLine>>,
}

/// A list of a part of the directory that a member brings.
#[derive(Clone, Debug, Default)]
pub struct Pasted {
    /// The organisation.
    pub org: String,
    /// Who brings it.
    pub member: String,
    /// The word of its table: `place`, `person`, `vendor` or `task`.
    pub of: &'static str,
    /// Where places are that name no site.
    pub site: String,
    /// Its lines.
    pub text: String,
    /// Instead of those, the one line of a form by its columns; an empty field is meant.
    pub line: Option<BTreeMap<String, String>>,
    /// The habit that this line, a task, comes from.
    pub habit: Option<Habit>,
}

/// A habit that no task covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HabitLine {
    /// Names it while it is the same.
    pub key: String,
    /// Whose it is.
    pub person: PersonId,
    /// Which sort of work.
    pub kind: TaskKind,
    /// When it recurs.
    pub cadence: Cadence,
    /// How often it was seen.
    pub seen: Habit,
    /// The line of the task that it would be, by column.
    pub cells: BTreeMap<String, String>,
}

impl HabitLine {
    /// What its line says in a column.
    pub fn said(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

/// What would come of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineFate {
    /// It is not known yet.
    New,
    /// It is known, and these columns change: what it said, and what it would say.
    Changed(Vec<(String, String, String)>),
    /// It is known just so.
    Same,
    /// It cannot be used; why, and what to write instead.
    Wrong(String),
}

/// A list that was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LookedAt {
    /// The cells of each line as they were understood, with what would come of it.
    pub lines: Vec<(Vec<String>, LineFate)>,
    /// Lines more that are known just so.
    pub same: usize,
    /// Lines beyond those that are looked at.
    pub left_out: usize,
}

/// Of which chats somebody wants to know what recurs, and until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedHabits {
    /// The organisation.
    pub org: String,
    /// Which part of it.
    pub scope: Scope,
    /// What was said later is not looked at.
    pub until: Instant,
}

/// What the pages of the directory can ask the program for.
pub struct ListDoor {
    /// The columns of a table, by its word.
    pub columns: fn(&str) -> Vec<String>,
    /// What is known under a name, by column.
    pub known: fn(&Directory, &str, &str) -> Option<BTreeMap<String, String>>,
    /// What a file lists, by the word of its table, as it would be pasted.
    pub file: Door<(&'static str, Vec<u8>), String>,
    /// What would come of a list.
    pub look: Door<Pasted, LookedAt>,
    /// Writes a list; how many lines were new or changed.
    pub write: Door<Pasted, usize>,
    /// The habits of an organisation that no task covers and nobody declined, the steadiest first.
    pub habits: Door<String, Vec<HabitLine>>,
    /// What recurs in the chats of a part of an organisation, whether or not a task covers it.
    pub recurring: Door<WantedHabits, Vec<reports::Habit>>,
}

/// A set of the organisation's own labels, and whether it is to be found out how well it is learned.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The set.
    pub set: LabelSet,
    /// Whether that is asked for; otherwise what was found out last is told.
    pub is_asked: bool,
}

/// How well a set of labels is learned.
#[derive(Clone, Debug, PartialEq)]
pub struct Learned {
    /// From how many of its examples that was found out; none where they are too few.
    pub examples: usize,
    /// Of 100 answers, how many are right.
    pub right_percent: u8,
    /// The same of whoever always says the commonest.
    pub commonest_percent: u8,
    /// By label: of 100 that have it how many are found, and of 100 of which it is held how many have it.
    pub labels: BTreeMap<String, (Option<u8>, Option<u8>)>,
}

/// What the page of labels can ask the program for.
pub struct LabelDoor {
    /// The sets that a table or JSON lines speak of, each with what they say of it alone; the labels that are known keep
    /// their trades.
    pub read: fn(&str, &Directory) -> Result<Vec<LabelSet>, String>,
    /// How well a set is learned, as far as that was found out.
    pub learned: Door<Trial, Option<Learned>>,
}

/// A password that somebody typed, and the hash it is held against.
pub struct Proof {
    /// As typed.
    pub password: String,
    /// In the PHC string format.
    pub hash: String,
}

/// Passwords: hashing takes memory and time on purpose, so that the program does it apart.
pub struct PasswordDoor {
    /// The hash of a password, with a salt of its own.
    pub seal: Door<String, String>,
    /// Whether a password is the one of a hash. What is no hash is nobody's.
    pub opens: Door<Proof, bool>,
}
