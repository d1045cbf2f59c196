//! A report: sections of rows of cells, each of which says what it counts.

use crate::capture::{Chat, Lack};
use crate::figures;
use crate::material::{Case, Material};
use crate::period::{Period, Span};
use crate::spread::Spread;
use crate::wording::Wording;
use domain::hearing::{Ear, Silence};
use domain::id::{ConversationId, MessageId, TaskId, TicketNumber, VendorId};
use domain::task::Occurrence;
use domain::ticket::Category;
use domain::time::{Day, Instant};
use jiff::civil::{Time, Weekday};

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// So many.
    Count(u64),
    /// So many of so many.
    Share {
        /// How many.
        part: u64,
        /// Of how many; when there are none, there is no share.
        whole: u64,
    },
    /// How long things took.
    Spread(Spread),
    /// When it was.
    Day(Day),
    /// On which days nothing came.
    Lapses(Lapses),
}

/// Days on which nothing came: how many, and the last of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lapses {
    /// How many.
    pub count: u64,
    /// The last of them, the latest first.
    pub last: [Option<Day>; Self::SHOWN],
}

impl Lapses {
    /// Days that are named; the list of them has all.
    pub const SHOWN: usize = 5;

    /// Of days in order.
    #[must_use]
    pub fn of(days: &[Day]) -> Self {
        let mut latest = days.iter().rev().copied();
        Self { count: days.len() as u64, last: std::array::from_fn(|_| latest.next()) }
    }

    /// Those that are named.
    pub fn named(&self) -> impl Iterator<Item = Day> {
        self.last.into_iter().flatten()
    }
}

impl Value {
    /// In per cent, rounded down so that 100 means all; none of nothing.
    #[must_use]
    pub fn percent(part: u64, whole: u64) -> Option<u64> {
        (part * 100).checked_div(whole)
    }

    /// In English words: "12", "83 % (10 of 12)", "median 42 min, 9 of 10 within 3 h (n 12)", "–" when there is nothing
    /// to say.
    #[must_use]
    pub fn words(&self) -> String {
        Wording::english().value(self)
    }

    /// The number that tells how large it is: a count, a share in per cent, a median in microseconds.
    #[must_use]
    pub fn size(&self) -> u64 {
        match *self {
            Self::Count(count) => count,
            Self::Share { part, whole } => Self::percent(part, whole).unwrap_or_default(),
            Self::Spread(spread) => spread.median_us.unsigned_abs(),
            Self::Day(_) => 0,
            Self::Lapses(lapses) => lapses.count,
        }
    }
}

/// What a cell counts: exactly these, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Tickets.
    Tickets(Vec<TicketNumber>),
    /// Days of tasks.
    Days(Vec<(TaskId, Day)>),
    /// Messages, by name.
    Messages(Vec<MessageId>),
    /// All messages of some conversations in a span, with how many there are of each.
    Said(Span, Vec<(ConversationId, u64)>),
    /// Silences, by what fell silent and since when.
    Silences(Vec<(Ear, Instant)>),
    /// Days on which nothing came.
    Lapses(Vec<Day>),
}

impl Counted {
    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Tickets(tickets) => tickets.len(),
            Self::Days(days) => days.len(),
            Self::Messages(messages) => messages.len(),
            Self::Said(_, chats) => {
                usize::try_from(chats.iter().map(|(_, count)| count).sum::<u64>()).unwrap_or(usize::MAX)
            }
            Self::Silences(silences) => silences.len(),
            Self::Lapses(days) => days.len(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// One number and what it counts. Of a share, what is counted is the part; of a spread, what was measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What it says.
    pub value: Value,
    /// What it counts.
    pub counted: Counted,
}

impl Cell {
    /// How many tickets.
    pub(crate) fn tickets<'a>(cases: impl IntoIterator<Item = &'a Case>) -> Self {
        let counted: Vec<TicketNumber> = cases.into_iter().map(|case| case.number).collect();
        Self { value: Value::Count(counted.len() as u64), counted: Counted::Tickets(counted) }
    }

    /// How many days of tasks.
    pub(crate) fn days<'a>(days: impl IntoIterator<Item = &'a Occurrence>) -> Self {
        let counted: Vec<_> = days.into_iter().map(|day| (day.task.clone(), day.day)).collect();
        Self { value: Value::Count(counted.len() as u64), counted: Counted::Days(counted) }
    }

    /// How many messages lack something, of those in a span.
    pub(crate) fn lacking(material: &Material, span: Span, lack: Lack) -> Self {
        let found = material.capture.lacking.iter().filter(|one| one.lack == lack && span.holds(one.sent_at));
        Self::messages(found.map(|one| one.message.clone()).collect())
    }

    /// How many messages.
    pub(crate) fn messages(counted: Vec<MessageId>) -> Self {
        Self { value: Value::Count(counted.len() as u64), counted: Counted::Messages(counted) }
    }

    /// How many messages were said in a span, in some conversations.
    pub(crate) fn said<'a>(chats: impl IntoIterator<Item = &'a Chat>, span: Span) -> Self {
        let counted: Vec<_> = chats.into_iter().map(|chat| (chat.id.clone(), chat.said_in(span))).collect();
        let counted: Vec<_> = counted.into_iter().filter(|(_, count)| *count > 0).collect();
        let value = Value::Count(counted.iter().map(|(_, count)| count).sum());
        Self { value, counted: Counted::Said(span, counted) }
    }

    /// How many silences.
    pub(crate) fn silences<'a>(silences: impl IntoIterator<Item = &'a Silence>) -> Self {
        let counted: Vec<_> = silences.into_iter().map(|silence| (silence.ear.clone(), silence.since)).collect();
        Self { value: Value::Count(counted.len() as u64), counted: Counted::Silences(counted) }
    }

    /// How long silences lasted, in microseconds.
    pub(crate) fn lasted<'a>(silences: impl IntoIterator<Item = (&'a Silence, i64)>) -> Self {
        let lasted = silences.into_iter().map(|(silence, us)| ((silence.ear.clone(), silence.since), us));
        let (counted, lengths): (Vec<_>, Vec<_>) = lasted.unzip();
        Self { value: Value::Spread(Spread::of(lengths)), counted: Counted::Silences(counted) }
    }

    /// The same, as a part of so many.
    pub(crate) fn of(self, whole: usize) -> Self {
        Self { value: Value::Share { part: self.counted.len() as u64, whole: whole as u64 }, ..self }
    }

    /// How long it took, of tickets for which that is known.
    pub(crate) fn took<'a>(cases: impl IntoIterator<Item = (&'a Case, Option<i64>)>) -> Self {
        let known = cases.into_iter().filter_map(|(case, us)| Some((case.number, us?)));
        let (counted, lengths): (Vec<_>, Vec<_>) = known.unzip();
        Self { value: Value::Spread(Spread::of(lengths)), counted: Counted::Tickets(counted) }
    }
}

/// What a line is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Label {
    /// Words of ours, which every language has its own for.
    Phrase(&'static str),
    /// What people call something.
    Name(String),
    /// A vendor and what people call it, since two may be called the same.
    Vendor(VendorId, String),
    /// A trade at a place; empty where the place is not known.
    Spot(String, Category),
    /// A period.
    Period(Period),
    /// Work that recurs, as people call it, with the days of the week and the hour at which it comes.
    Habit(String, Vec<Weekday>, Time),
}

impl std::fmt::Display for Label {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&Wording::english().label(self))
    }
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What the line is about.
    pub label: Label,
    /// How it is worked out; empty where the section says it for all its lines.
    pub definition: &'static str,
    /// One for each column.
    pub cells: Vec<Cell>,
}

/// Lines that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its word in addresses.
    pub key: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What must be known to read it rightly.
    pub note: &'static str,
    /// What the first column holds.
    pub what: &'static str,
    /// What the cells are.
    pub columns: Vec<&'static str>,
    /// The lines; none when there is nothing to say.
    pub rows: Vec<Row>,
}

/// Lines of a long section where space is short: of conversations, of what recurs, of places and trades, of people.
const SHOWN: [(&str, usize); 7] = [
    ("chats", 30),
    ("habits", 30),
    ("hotspots", 10),
    ("spots", 10),
    ("owners", 20),
    ("answerers", 20),
    ("claimants", 20),
];

impl Section {
    /// How many of its lines a page or a document shows; the others are in the workbook and the table.
    #[must_use]
    pub fn shown(&self) -> usize {
        let most = SHOWN.iter().find(|(key, _)| *key == self.key).map(|(_, most)| *most);
        most.map_or(self.rows.len(), |most| most.min(self.rows.len()))
    }

    /// The line of a vendor.
    #[must_use]
    pub fn of_vendor(&self, vendor: &VendorId) -> Option<(usize, &Row)> {
        let is_it = |label: &Label| matches!(label, Label::Vendor(id, _) if id == vendor);
        self.rows.iter().enumerate().find(|(_, row)| is_it(&row.label))
    }

    /// The cells of one line, by what it is about.
    #[must_use]
    pub fn row(&self, label: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.label.to_string() == label)
    }
}

/// All of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The organisation's name.
    pub organisation: String,
    /// Which part of it; empty for all.
    pub scope: String,
    /// What it is about.
    pub period: Period,
    /// As of when it is known.
    pub now: Instant,
    /// The sections, in order.
    pub sections: Vec<Section>,
}

impl Report {
    /// Works everything out.
    #[must_use]
    pub fn of(material: &Material) -> Self {
        Self {
            organisation: material.organisation.clone(),
            scope: figures::scope(material),
            period: material.period,
            now: material.now,
            sections: figures::sections(material),
        }
    }

    /// A section by its word.
    #[must_use]
    pub fn section(&self, key: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.key == key)
    }

    /// One cell, by its section and where it stands in it: line and column, from 0.
    #[must_use]
    pub fn cell(&self, key: &str, row: usize, column: usize) -> Option<(&Section, &Row, &Cell)> {
        let section = self.section(key)?;
        let row = section.rows.get(row)?;
        Some((section, row, row.cells.get(column)?))
    }

    /// What it is called, in English.
    #[must_use]
    pub fn title(&self) -> String {
        Wording::english().title(self)
    }
}
