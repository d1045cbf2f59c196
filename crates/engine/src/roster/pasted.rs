//! A list that somebody pastes: places, people, vendors or tasks, with a heading or without, and what would come of each line.

use super::record::unlike;
use super::{PersonLine, PlaceLine, Roster, RosterError, TaskLine};
use domain::directory::Directory;
use domain::request::Definition;
use domain::task::Habit;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// One line by its columns.
pub type Cells = BTreeMap<String, String>;

/// Lines looked at that would change something: of a longer list the rest is looked at once these are written.
pub const LINES_MAX: usize = 300;
/// Places that one line stands for, as "L1–L40".
const RANGE_MAX: u32 = 100;

/// What a list is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// Places, from the site inwards.
    Places,
    /// People.
    People,
    /// Vendors.
    Vendors,
    /// Expected work.
    Tasks,
}

/// What would come of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
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
#[derive(Clone, Debug)]
pub struct Pasted {
    /// Its lines as they were understood, with what would come of each; twice as many as are looked at at most.
    pub lines: Vec<(Vec<String>, Fate)>,
    /// Lines more that are known just so.
    pub same: usize,
    /// The directory with all of them.
    pub roster: Roster,
    /// Lines beyond those that are looked at.
    pub left_out: usize,
}

impl Listed {
    /// Every sort of list.
    pub const ALL: [Self; 4] = [Self::Places, Self::People, Self::Vendors, Self::Tasks];

    /// The heading of its first column, by which its table is told.
    pub fn word(self) -> &'static str {
        self.columns()[0]
    }

    /// The sort that a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|listed| listed.word() == word)
    }

    /// Its columns, in the order of a list without a heading.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Places => &["place", "aliases", "asset"],
            Self::People => &["person", "phone", "role", "vendor", "site"],
            Self::Vendors => &["vendor", "categories"],
            Self::Tasks => &[
                "task",
                "when",
                "place",
                "assignee",
                "window_minutes",
                "requires_photo",
                "kind",
                "stand_ins",
                "rrule",
                "at",
                "grace_minutes",
                "starts",
                "next_day",
                "except",
                "also",
                "calendar",
                "closed",
                "steps",
                "check",
            ],
        }
    }

    /// What is known under a name, by column; none when nothing is.
    pub fn known(self, roster: &Roster, name: &str) -> Option<Cells> {
        self.known_of(roster, name, None)
    }

    /// The same, where it is a person's with this number.
    fn known_of(self, roster: &Roster, name: &str, phone: Option<&str>) -> Option<Cells> {
        match self {
            Self::Places => place(roster, name),
            Self::People => {
                PersonLine::position(&roster.people, name, phone).map(|position| person(&roster.people[position]))
            }
            Self::Vendors => {
                let vendor = roster.vendors.iter().find(|vendor| vendor.name == name)?;
                Some(cells([("vendor", vendor.name.clone()), ("categories", vendor.categories.join("; "))]))
            }
            Self::Tasks => roster.tasks.iter().find(|task| task.name == name).map(task),
        }
    }
}

fn place(roster: &Roster, path: &str) -> Option<Cells> {
    let mut names = path.split(" / ");
    let site = names.next().and_then(|name| roster.sites.iter().find(|site| site.name == name))?;
    let (mut inside, mut aliases, mut asset): (&[PlaceLine], _, _) = (&site.places, &site.aliases, false);
    for name in names {
        let place = inside.iter().find(|place| place.name == name)?;
        (inside, aliases, asset) = (&place.places, &place.aliases, place.asset);
    }
    Some(cells([("place", path.to_owned()), ("aliases", aliases.join("; ")), ("asset", flag(asset))]))
}

fn cells<const N: usize>(of: [(&str, String); N]) -> Cells {
    of.into_iter().map(|(column, said)| (column.to_owned(), said)).collect()
}

fn person(line: &PersonLine) -> Cells {
    let said = |field: &Option<String>| field.clone().unwrap_or_default();
    cells([
        ("person", line.name.clone()),
        ("phone", said(&line.phone)),
        ("role", said(&line.role)),
        ("vendor", said(&line.vendor)),
        ("site", said(&line.site)),
        ("shared", flag(line.shared)),
    ])
}

fn flag(is_so: bool) -> String {
    if is_so { "yes" } else { "no" }.to_owned()
}

fn task(line: &TaskLine) -> Cells {
    let said = |field: &Option<String>| field.clone().unwrap_or_default();
    cells([
        ("task", line.name.clone()),
        ("when", said(&line.when)),
        ("place", said(&line.place)),
        ("assignee", said(&line.assignee)),
        ("window_minutes", line.window_minutes.map(|minutes| minutes.to_string()).unwrap_or_default()),
        ("requires_photo", flag(line.requires_photo)),
        ("steps", line.steps.join("; ")),
        ("check", flag(line.check)),
        ("kind", said(&line.kind)),
        ("stand_ins", line.stand_ins.join("; ")),
        ("rrule", line.rrule.clone()),
        ("at", line.at.clone()),
        ("grace_minutes", line.grace_minutes.to_string()),
        ("starts", said(&line.starts)),
        ("next_day", flag(line.next_day)),
        ("except", line.except.join("; ")),
        ("also", line.also.join("; ")),
        ("calendar", said(&line.calendar)),
        ("closed", said(&line.closed)),
    ])
}

impl TaskLine {
    /// What it says, by column.
    pub fn cells(&self) -> Cells {
        task(self)
    }
}

impl Roster {
    /// What would come of a list, line by line, each upon those before it. Places that name no site are at `site`; an empty
    /// cell says nothing, so that what is known stays.
    pub fn pasted(known: &Directory, listed: Listed, site: &str, text: &str) -> Pasted {
        let said = |row: Cells| row.into_iter().filter(|(_, cell)| !cell.is_empty()).collect();
        Self::read(known, listed, site, rows(listed, text).into_iter().map(said).collect())
    }

    /// The same of a task that a habit becomes.
    pub fn accepted(known: &Directory, row: Cells, habit: Habit) -> Pasted {
        let name = row.get(Listed::Tasks.word()).cloned().unwrap_or_default();
        let mut pasted = Self::filled_in(known, Listed::Tasks, row);
        if let Some(line) = pasted.roster.tasks.iter_mut().find(|line| line.name == name) {
            line.habit = Some(habit);
        }
        pasted
    }

    /// The same of the one line of a form, in which an empty field is meant.
    pub fn filled_in(known: &Directory, listed: Listed, row: Cells) -> Pasted {
        Self::read(known, listed, "", vec![row])
    }

    fn read(known: &Directory, listed: Listed, site: &str, rows: Vec<Cells>) -> Pasted {
        let roster = Self::of(known);
        let before = written(&roster, known).unwrap_or_default();
        let mut pasted = Pasted { lines: Vec::new(), same: 0, roster, left_out: 0 };
        let mut growing = Growing { known, listed, before, looked: 0 };
        for row in rows {
            let row = placed(row, site, &pasted.roster);
            let range = range(listed, &row, &pasted.roster);
            for row in spread(row, range) {
                growing.take_in(&mut pasted, &row);
            }
        }
        pasted
    }
}

/// What a list is read upon, line by line.
struct Growing<'a> {
    known: &'a Directory,
    listed: Listed,
    /// What the lines so far would write.
    before: Vec<Definition>,
    /// Lines looked at that were not known just so.
    looked: usize,
}

impl Growing<'_> {
    fn take_in(&mut self, pasted: &mut Pasted, row: &Cells) {
        let said_in = |column: &str| row.get(column).map(String::as_str);
        let name = said_in(self.listed.word()).unwrap_or_default();
        let was = self.listed.known_of(&pasted.roster, name, said_in("phone"));
        let full = filled(was.as_ref(), row);
        let shown = self.listed.columns().iter().filter_map(|column| said_in(column).map(str::to_owned)).collect();
        if was.as_ref() == Some(&full) {
            match pasted.lines.len() < LINES_MAX {
                true => pasted.lines.push((shown, Fate::Same)),
                false => pasted.same += 1,
            }
            return;
        }
        if self.looked == LINES_MAX {
            pasted.left_out += 1;
            return;
        }
        self.looked += 1;
        let next = pasted.roster.clone().with_csv(&csv(self.listed, &full));
        let fate = match next.and_then(|next| Ok((written(&next, self.known)?, next))) {
            Err(error) => Fate::Wrong(said(&error)),
            Ok((after, next)) => {
                let is_same = was.is_some() && unlike(&self.before, &after).next().is_none();
                (pasted.roster, self.before) = (next, after);
                match was {
                    _ if is_same => Fate::Same,
                    Some(was) => Fate::Changed(differences(&was, &full)),
                    None => Fate::New,
                }
            }
        };
        pasted.lines.push((shown, fate));
    }
}

/// What a roster would write, with names for newcomers that stay the same from line to line.
fn written(roster: &Roster, known: &Directory) -> Result<Vec<Definition>, RosterError> {
    let mut newcomers = 0;
    roster.definitions(known, || {
        newcomers += 1;
        format!("newcomer-{newcomers}")
    })
}

/// The rows of a list, by column. Its first row is a heading where it begins with the list's word.
fn rows(listed: Listed, text: &str) -> Vec<Cells> {
    let text = text.trim_start_matches('\u{feff}');
    let delimiter = if text.contains('\t') { b'\t' } else { b',' };
    let reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    // Text in memory is only ever unreadable where it is no UTF-8, which it is.
    let records: Vec<csv::StringRecord> = reader.into_records().filter_map(Result::ok).collect();
    let is_heading =
        |record: &csv::StringRecord| record.get(0).is_some_and(|cell| cell.eq_ignore_ascii_case(listed.word()));
    let (columns, records): (Vec<String>, &[_]) = match records.split_first() {
        Some((first, rest)) if is_heading(first) => (first.iter().map(str::to_ascii_lowercase).collect(), rest),
        _ => (listed.columns().iter().map(|column| (*column).to_owned()).collect(), &records),
    };
    let filled = records.iter().filter(|record| record.iter().any(|cell| !cell.is_empty()));
    filled.map(|record| columns.iter().cloned().zip(record.iter().map(str::to_owned)).collect()).collect()
}

/// The row with its place spelt from the site inwards, and `site` before it when it names none that is known. Names of places
/// may have strokes, as "M/E room": what is known so spelt is meant, and a stroke without spaces parts only what has none with.
fn placed(mut row: Cells, site: &str, roster: &Roster) -> Cells {
    let Some(path) = row.get_mut("place").filter(|path| !path.is_empty()) else { return row };
    let inwards = |stroke: &str| {
        let names: Vec<&str> = path.split(stroke).map(str::trim).collect();
        let has_site = roster.sites.iter().any(|known| known.name == names[0]);
        let outermost = Some(site).filter(|site| !has_site && !site.is_empty());
        (outermost.into_iter().chain(names).collect::<Vec<_>>().join(" / "), has_site)
    };
    let ((spelt, has_site), (parted, would_have_site)) = (inwards(" / "), inwards("/"));
    let is_known = |path: &str| place(roster, path).is_some();
    let is_clear = path.contains(" / ") && (has_site || !would_have_site);
    let is_as_spelt = is_known(&spelt) || is_clear && !is_known(&parted);
    *path = if is_as_spelt { spelt } else { parted };
    row
}

/// "Block A / L1–L12" is twelve places, unless there is one of that name: what stands before their numbers, and these.
fn range(listed: Listed, row: &Cells, roster: &Roster) -> Option<(String, RangeInclusive<u32>)> {
    let path = row.get("place").filter(|path| listed == Listed::Places && place(roster, path).is_none())?;
    // With a hyphen the letters are said twice, since "12-15" is a unit as well.
    let (from, to) = path
        .rsplit_once('–')
        .or_else(|| path.rsplit_once('-').filter(|(_, to)| to.starts_with(char::is_alphabetic)))?;
    let before = from.trim_end().trim_end_matches(|at: char| at.is_ascii_digit());
    let first = from.trim_end().strip_prefix(before)?;
    let letters = before.rsplit([' ', '/']).next().unwrap_or_default();
    let last = to.trim().strip_prefix(letters).unwrap_or(to.trim());
    let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
    (first < last && last - first < RANGE_MAX).then(|| (before.to_owned(), first..=last))
}

fn spread(row: Cells, range: Option<(String, RangeInclusive<u32>)>) -> impl Iterator<Item = Cells> {
    let (before, numbers) = range.map_or((None, 0..=0), |(before, numbers)| (Some(before), numbers));
    numbers.map(move |number| {
        let mut row = row.clone();
        if let Some(before) = &before {
            row.insert("place".to_owned(), format!("{before}{number}"));
        }
        row
    })
}

/// What is known of it, with what the row says in its place; a schedule in words replaces one in rules.
fn filled(was: Option<&Cells>, row: &Cells) -> Cells {
    let mut full = was.cloned().unwrap_or_default();
    full.extend(row.clone());
    if full.get("when").is_some_and(|when| !when.is_empty()) {
        full.remove("rrule");
        full.remove("at");
    }
    full
}

fn differences(was: &Cells, full: &Cells) -> Vec<(String, String, String)> {
    let known = |column: &String| was.get(column).cloned().unwrap_or_default();
    let changed = full.iter().filter(|(column, said)| known(column) != **said);
    changed.map(|(column, said)| (column.clone(), known(column), said.clone())).collect()
}

/// One row as the table that files are made of, which is told by its first heading.
fn csv(listed: Listed, full: &Cells) -> String {
    let others = full.keys().map(String::as_str).filter(|column| *column != listed.word());
    let columns: Vec<&str> = std::iter::once(listed.word()).chain(others).collect();
    let cells = columns.iter().map(|column| full.get(*column).map_or("", String::as_str));
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let is_plain = |cell: &str| cell.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let headings = columns.iter().map(|column| if is_plain(column) { (*column).to_owned() } else { quoted(column) });
    let (headings, cells): (Vec<String>, Vec<String>) = headings.zip(cells.map(quoted)).unzip();
    format!("{}\n{}\n", headings.join(","), cells.join(","))
}

/// Why, without the line: here each is its own table.
fn said(error: &RosterError) -> String {
    match error {
        RosterError::BadCell { field, value, remedy, .. } => format!("{field}: “{value}”; {remedy}"),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests;
