//! What a typeset document says, in one language, with nothing left to work out: text, tables, pictures and links.
//!
//! A sheet is kept inside the document made of it, so that a stranger's copy can be typeset anew and compared.

pub(crate) mod ticket;

use crate::material::{Eyes, Material};
use crate::report::{Cell, Report, Section};
use crate::wording::Wording;
use crate::write::{Listed, heat, touched};
use crate::{Case, Rhythm};
use domain::sentence::assignee_name;
use domain::time::{Instant, Zone};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Tickets listed in a document; the workbook lists all.
const TICKETS_MAX: usize = 200;
/// The figures one asks for first.
pub const FIRST: [&str; 4] = ["Reported", "Never answered", "Fixed", "Open at the end"];

/// All of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The BCP 47 tag of its language.
    pub language: String,
    /// Whether that is written from right to left.
    pub is_from_the_right: bool,
    /// Whose document it is.
    pub organisation: String,
    /// Its heading.
    pub title: String,
    /// What it is about.
    pub about: String,
    /// As of when it is known, and what follows from that.
    pub known: Vec<String>,
    /// Year, month, day, hour and minute of that, by the clocks of the site.
    pub made: [i16; 5],
    /// The figures one asks for first: the number and its name.
    pub tiles: Vec<(String, String)>,
    /// Its tables.
    pub tables: Vec<Table>,
    /// Pictures with what is said below each.
    pub pictures: Vec<Picture>,
    /// What the figures mean; empty when there are none.
    pub definitions: Vec<(String, String)>,
    /// Above the definitions.
    pub rules: String,
    /// Words of ours.
    pub words: Words,
}

/// Words that stand around what is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// In place of a table without lines.
    pub nothing: String,
    /// Above the definitions.
    pub definitions: String,
    /// Above the pictures.
    pub photos: String,
    /// Above how the document is checked.
    pub check: String,
    /// How.
    pub check_how: String,
    /// Beside the code to scan.
    pub scan: String,
    /// Before the digest.
    pub digest: String,
    /// Before who signed it.
    pub signed_by: String,
    /// At the foot of each page: `{page}`, `{all}`.
    pub page: String,
}

/// One table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its heading.
    pub title: String,
    /// What must be known to read it rightly.
    pub note: String,
    /// The heads of its columns; none for a table of names and values.
    pub head: Vec<String>,
    /// How wide each column is, beside the others.
    pub widths: Vec<u8>,
    /// Its lines.
    pub lines: Vec<Vec<Field>>,
}

/// One field of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// What is read first.
    pub text: String,
    /// What is below it, smaller.
    pub small: String,
    /// How dark it is, of four.
    pub heat: u8,
    /// Where what it counts is listed; empty where nothing leads there.
    pub link: String,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// The SHA-256 of its file, in hex.
    pub digest: String,
    /// What is said below it.
    pub words: String,
}

/// By what a document can be checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// The SHA-256 of the sheet, in hex.
    pub digest: String,
    /// The digest, signed.
    pub note: String,
    /// Who signed.
    pub by: String,
    /// Where a scan leads.
    pub link: String,
}

impl Field {
    fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

impl Sheet {
    /// A report. With addresses, each number links to what it counts.
    #[must_use]
    pub fn of(report: &Report, material: &Material, wording: &Wording, listed: Option<Listed<'_>>) -> Self {
        let mut known = vec![known(wording, material.now, &material.zone)];
        if report.period.before.is_some() && report.period.span.holds(report.now) {
            known
                .push(wording.say("It is not over: each figure is held against as much of the one before.").to_owned());
        }
        if material.eyes == Eyes::Outside {
            known.push(wording.say(REDACTED).to_owned());
        }
        let mut tables: Vec<Table> = report.sections.iter().map(|section| figures(section, wording, listed)).collect();
        tables.extend(tickets(report, material, wording));
        let kind = match report.period.rhythm {
            Rhythm::Daily => "Daily report",
            Rhythm::Weekly => "Weekly report",
            Rhythm::Monthly => "Monthly report",
            Rhythm::Rolling => "Last 30 days",
            Rhythm::Whole => "Everything so far",
        };
        let name = if report.scope.is_empty() { &report.organisation } else { &report.scope };
        Self {
            about: name.clone(),
            known,
            tiles: tiles(report, wording),
            tables,
            definitions: definitions(report, wording),
            rules: wording.say(RULES).to_owned(),
            ..Self::blank(
                wording,
                &material.organisation,
                &format!("{}: {}", wording.say(kind), wording.period(&report.period)),
                (material.now, &material.zone),
            )
        }
    }

    /// A sheet that says nothing yet.
    fn blank(wording: &Wording, organisation: &str, title: &str, (now, zone): (Instant, &Zone)) -> Self {
        let say = |phrase: &str| wording.say(phrase).to_owned();
        let local = now.in_zone(zone);
        Self {
            language: wording.language().to_owned(),
            is_from_the_right: wording.is_from_the_right(),
            organisation: organisation.to_owned(),
            title: title.to_owned(),
            about: String::new(),
            known: vec![known(wording, now, zone)],
            made: [local.year(), local.month().into(), local.day().into(), local.hour().into(), local.minute().into()],
            tiles: Vec::new(),
            tables: Vec::new(),
            pictures: Vec::new(),
            definitions: Vec::new(),
            rules: String::new(),
            words: Words {
                nothing: say("Nothing in this period."),
                definitions: say("What the figures mean"),
                photos: say("Photos"),
                check: say("How to check this document"),
                check_how: say(CHECK),
                scan: wording.fill("Scan to see whether it left {name}.", &[("name", organisation)]),
                digest: say("Digest"),
                signed_by: say("Signed by"),
                page: say("Page {page} of {all}"),
            },
        }
    }

    /// As it is kept in a document and digested.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        // Strings, numbers and lists of them always have a spelling.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// The SHA-256 of [`Sheet::bytes`], in hex.
    #[must_use]
    pub fn digest(&self) -> String {
        hex(&Sha256::digest(self.bytes()))
    }
}

/// Bytes in hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What holds for all figures.
pub(crate) const RULES: &str = "Figures count as known at the time above. What was no issue, or the same as another, is \
     listed and counted nowhere else. Fixes and answers count in the period in which they came, missed promises in the one \
     in which they were due. Median and ninth decile are times that occurred.";
/// What is not shown to whoever is outside.
pub const REDACTED: &str = "Names, numbers, photos and what people wrote are left out.";
/// Below a table that shows only its first lines.
pub(crate) const MORE: &str = "{count} more lines are in the spreadsheet.";
/// How a document is checked.
pub(crate) const CHECK: &str = "The digest stands for everything in this document. The installation that made it tells, down \
     to the last byte, whether a copy is unchanged: laksana verify FILE";

fn known(wording: &Wording, now: Instant, zone: &Zone) -> String {
    wording.fill("As known on {time}.", &[("time", &wording.instant(now, zone))])
}

fn tiles(report: &Report, wording: &Wording) -> Vec<(String, String)> {
    let rows = report.section("requests").map(|section| &section.rows).into_iter().flatten();
    let first = rows.filter(|row| FIRST.iter().any(|label| row.label == crate::Label::Phrase(label)));
    let tile = |row: &crate::Row| {
        let cell = row.cells.first()?;
        Some((cell.counted.len().to_string(), wording.label(&row.label)))
    };
    first.filter_map(tile).collect()
}

fn definitions(report: &Report, wording: &Wording) -> Vec<(String, String)> {
    let rows = report.sections.iter().flat_map(|section| &section.rows).filter(|row| !row.definition.is_empty());
    rows.map(|row| (wording.label(&row.label), wording.say(row.definition).to_owned())).collect()
}

/// A section of figures as a table.
fn figures(section: &Section, wording: &Wording, listed: Option<Listed<'_>>) -> Table {
    let heads = std::iter::once(section.what).chain(section.columns.iter().copied());
    let line = |(index, row): (usize, &crate::Row)| {
        let field = |(column, cell): (usize, &Cell)| {
            let (text, small) = wording.two_lines(&cell.value);
            let link = listed.filter(|_| !cell.counted.is_empty()).map(|listed| listed(section.key, index, column));
            Field { text, small, heat: heat(section, cell), link: link.unwrap_or_default() }
        };
        let label = Field::new(wording.label(&row.label));
        std::iter::once(label).chain(row.cells.iter().enumerate().map(field)).collect()
    };
    let first = if section.columns.len() > 4 { 2 } else { 4 };
    let others = if section.columns.len() > 4 { 1 } else { 3 };
    let note = [Some(wording.say(section.note).to_owned()), wording.more(section)];
    let note = note.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    Table {
        title: wording.say(section.title).to_owned(),
        note,
        head: heads.map(|head| wording.say(head).to_owned()).collect(),
        widths: std::iter::once(first).chain(section.columns.iter().map(|_| others)).collect(),
        lines: section.rows.iter().take(section.shown()).enumerate().map(line).collect(),
    }
}

/// The tickets of a report's period.
fn tickets(report: &Report, material: &Material, wording: &Wording) -> Option<Table> {
    const COLUMNS: [(&str, u8); 6] =
        [("Ticket", 2), ("About", 6), ("Status", 3), ("Place", 4), ("Owner", 3), ("Reported", 4)];
    // To whoever is outside, its trade stands for what people wrote, and nobody's name for who owns it.
    let columns = COLUMNS.into_iter().filter(|(head, _)| material.eyes != Eyes::Outside || *head != "Owner");
    let cases: Vec<&Case> = touched(material, report.period.span).collect();
    let line = |case: &&Case| {
        let owner = case.owner.as_ref().map_or("", |owner| assignee_name(owner, &material.directory));
        let zone = material.directory.zone(case.site.as_ref(), &material.zone);
        let stage = case.stage.word().replace('_', " ");
        let opened = case.opened_at.in_zone(zone).strftime("%Y-%m-%d %H:%M").to_string();
        let (about, owner) = match material.eyes {
            Eyes::House | Eyes::Site => (case.title.clone(), Some(owner.to_owned())),
            Eyes::Outside => (wording.trade(case.category), None),
        };
        let fields = [case.number.to_string(), about, wording.say(&stage).to_owned(), material.place(case)];
        fields.into_iter().chain(owner).chain([opened]).map(Field::new).collect()
    };
    let mut note = wording.say("Open at the end of the period, or reported, fixed or verified in it.").to_owned();
    if cases.len() > TICKETS_MAX {
        let gaps = [("count", &*TICKETS_MAX.to_string()), ("all", &*cases.len().to_string())];
        note =
            format!("{note} {}", wording.fill("The first {count} of {all}; the others are in the spreadsheet.", &gaps));
    }
    (!cases.is_empty()).then(|| Table {
        title: wording.say("The tickets").to_owned(),
        note,
        head: columns.clone().map(|(head, _)| wording.say(head).to_owned()).collect(),
        widths: columns.map(|(_, width)| width).collect(),
        lines: cases.iter().take(TICKETS_MAX).map(line).collect(),
    })
}
