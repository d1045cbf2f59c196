//! The directory as a spreadsheet writes it: one CSV table of people, places, vendors or tasks, told by its heading.

mod cells;

use super::{PersonLine, PlaceLine, Roster, RosterError, SiteLine, VendorLine};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};

/// A place in a table: where it is, from the site inwards.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceRow {
    place: String,
    #[serde(default)]
    aliases: String,
    #[serde(default, deserialize_with = "flag")]
    asset: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct VendorRow {
    vendor: String,
    #[serde(default)]
    categories: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PersonRow {
    person: String,
    #[serde(default)]
    phone: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    vendor: String,
    #[serde(default)]
    site: String,
    #[serde(default, deserialize_with = "flag")]
    shared: Option<bool>,
}

/// A cell that says yes or no.
fn flag<'de, D: Deserializer<'de>>(cell: D) -> Result<Option<bool>, D::Error> {
    let text = String::deserialize(cell)?;
    cells::yes(&text).map(Some).ok_or_else(|| serde::de::Error::custom(format!("“{text}”; write yes or no")))
}

impl Roster {
    /// This directory with a CSV table added. The first heading says what the table lists: `person`, `place`,
    /// `vendor` or `task`; several aliases or categories in one cell are separated by `;`.
    ///
    /// # Errors
    /// When the heading is none of these, or a row does not fit it.
    pub fn with_csv(mut self, text: &str) -> Result<Self, RosterError> {
        let heading =
            text.trim_start_matches('\u{feff}').split([',', ';', '\t', '\n', '\r']).next().unwrap_or_default().trim();
        match heading {
            "person" => {
                for row in rows(text)? {
                    self.join(row, text);
                }
            }
            "vendor" => {
                let line = |row: VendorRow| VendorLine { name: row.vendor, categories: cell(&row.categories) };
                add(&mut self.vendors, rows(text)?.into_iter().map(line), |vendor| vendor.name.clone());
            }
            "task" => {
                let mut tasks = cells::tasks(text)?;
                // What a table has no column for stays as it is known.
                for task in &mut tasks {
                    if let Some(known) = self.tasks.iter().find(|known| known.name == task.name) {
                        if !cells::has(text, "checkpoints") {
                            task.checkpoints.clone_from(&known.checkpoints);
                        }
                        if !cells::has(text, "in_order") {
                            task.in_order = known.in_order;
                        }
                        if !cells::has(text, "code_days") {
                            task.code_days = known.code_days;
                        }
                        if !cells::has(text, "steps") {
                            task.steps.clone_from(&known.steps);
                        }
                        if !cells::has(text, "check") {
                            task.check = known.check;
                        }
                    }
                }
                add(&mut self.tasks, tasks.into_iter(), |task| task.name.clone());
            }
            "place" => {
                let has_aliases = cells::has(text, "aliases");
                for PlaceRow { place, aliases, asset } in rows(text)? {
                    self.plant(&place, has_aliases.then(|| cell(&aliases)), asset);
                }
            }
            other => {
                let reason = format!(
                    "its first heading is “{other}”, but must be one of: person (then phone,role,vendor,site,shared), place (then \
                     aliases,asset), vendor (then categories), task (then kind,assignee,place,when,window_minutes,\
                     requires_photo and others); separate columns by commas"
                );
                return Err(RosterError::Syntax { format: "CSV", reason });
            }
        }
        Ok(self)
    }

    /// Describes a person, in place of what was said of the same one; what the table has no column for stays.
    fn join(&mut self, row: PersonRow, table: &str) {
        let said = |text: String| Some(text).filter(|text| !text.is_empty());
        let mut line = PersonLine {
            name: row.person,
            phone: said(row.phone),
            role: said(row.role),
            vendor: said(row.vendor),
            site: said(row.site),
            shared: row.shared.unwrap_or_default(),
        };
        match PersonLine::position(&self.people, &line.name, line.phone.as_deref()) {
            Some(at) => {
                let known = &self.people[at];
                line.shared = row.shared.unwrap_or(known.shared);
                for (heading, cell, before) in [
                    ("phone", &mut line.phone, &known.phone),
                    ("role", &mut line.role, &known.role),
                    ("vendor", &mut line.vendor, &known.vendor),
                    ("site", &mut line.site, &known.site),
                ] {
                    if !cells::has(table, heading) {
                        cell.clone_from(before);
                    }
                }
                self.people[at] = line;
            }
            None => self.people.push(line),
        }
    }

    /// Makes a place, and whatever is missing above it.
    fn plant(&mut self, path: &str, aliases: Option<Vec<String>>, asset: Option<bool>) {
        let mut names = path.split(" / ").map(str::trim).filter(|name| !name.is_empty());
        let Some(site) = names.next() else { return };
        let at = self.sites.iter().position(|known| known.name == site).unwrap_or_else(|| {
            self.sites.push(SiteLine { name: site.to_owned(), ..SiteLine::default() });
            self.sites.len() - 1
        });
        let mut known = Vec::new();
        known.append(&mut self.sites[at].places);
        let names: Vec<&str> = names.collect();
        grow(&mut known, &names, aliases.as_deref(), asset);
        self.sites[at].places = known;
        if let Some(aliases) = aliases.filter(|_| names.is_empty()) {
            self.sites[at].aliases = aliases;
        }
    }
}

fn grow(places: &mut Vec<PlaceLine>, names: &[&str], aliases: Option<&[String]>, asset: Option<bool>) {
    let Some((name, inner)) = names.split_first() else { return };
    let at = places.iter().position(|place| place.name == *name).unwrap_or_else(|| {
        places.push(PlaceLine { name: (*name).to_owned(), ..PlaceLine::default() });
        places.len() - 1
    });
    if inner.is_empty() {
        // What a table does not say stays as it is.
        if let Some(aliases) = aliases {
            places[at].aliases = aliases.to_vec();
        }
        places[at].asset = asset.unwrap_or(places[at].asset);
    }
    grow(&mut places[at].places, inner, aliases, asset);
}

fn add<T>(lines: &mut Vec<T>, new: impl Iterator<Item = T>, name: impl Fn(&T) -> String) {
    for line in new {
        match lines.iter_mut().find(|known| name(known) == name(&line)) {
            Some(known) => *known = line,
            None => lines.push(line),
        }
    }
}

fn cell(text: &str) -> Vec<String> {
    text.split(';').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The headings of a table, and its rows that say anything: spreadsheets keep empty ones between and after the others.
fn records(text: &str) -> csv::Result<(csv::StringRecord, Vec<csv::StringRecord>)> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator(text)).trim(csv::Trim::All).from_reader(text.as_bytes());
    let headings = reader.headers()?.clone();
    let is_said = |record: &csv::Result<csv::StringRecord>| {
        record.as_ref().map_or(true, |record| record.iter().any(|cell| !cell.is_empty()))
    };
    let records = reader.into_records().filter(is_said).collect::<csv::Result<_>>()?;
    Ok((headings, records))
}

/// Rows as a table with tabs.
pub(super) fn written<'a>(rows: impl Iterator<Item = impl Iterator<Item = &'a str>>) -> String {
    let mut writer = csv::WriterBuilder::new().delimiter(b'\t').flexible(true).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).expect("text in memory is always written");
    }
    let bytes = writer.into_inner().expect("text in memory is always written");
    String::from_utf8(bytes).expect("what was text stays text")
}

/// The same table with tabs between its columns, whatever parted them.
pub(super) fn with_tabs(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}');
    let reader = csv::ReaderBuilder::new()
        .delimiter(separator(text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let records: Vec<csv::StringRecord> = reader.into_records().filter_map(Result::ok).collect();
    written(records.iter().map(csv::StringRecord::iter))
}

/// What parts the columns of the first line: many spreadsheets write semicolons, and what is copied has tabs.
fn separator(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default().as_bytes();
    [b',', b';', b'\t'].into_iter().find(|at| first.contains(at)).unwrap_or(b',')
}

fn rows<T: DeserializeOwned>(text: &str) -> Result<Vec<T>, RosterError> {
    let read = records(text).and_then(|(headings, records)| {
        records.into_iter().map(|record| record.deserialize(Some(&headings))).collect::<csv::Result<_>>()
    });
    read.map_err(|error| RosterError::Syntax { format: "CSV", reason: error.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::directory::Directory;

    #[test]
    fn a_table_of_places_grows_the_tree() {
        let table = "place,aliases\nMenara / Block A / Lobby,Lobi A; 大堂\nMenara / Block A,Blk A\n";
        let roster = Roster::default().with_csv(table).unwrap();
        let block = &roster.sites[0].places[0];
        assert_eq!((block.name.as_str(), block.aliases.as_slice()), ("Block A", ["Blk A".to_owned()].as_slice()));
        assert_eq!(block.places[0].aliases, ["Lobi A", "大堂"]);
    }

    #[test]
    fn empty_rows_say_nothing_and_are_counted() {
        let roster = Roster::default().with_csv("person,phone\n,\nSiti,+60123456789\n,\n").unwrap();
        assert_eq!(roster.people.len(), 1);
        let error = Roster::default().with_csv("task,check\n,\nMop,perhaps\n").unwrap_err().to_string();
        assert!(error.starts_with("line 3, column 2"), "{error}");
    }

    #[test]
    fn a_table_with_semicolons_or_tabs_says_the_same() {
        let with = |separator: &str| {
            let people = "person,phone,role\nSiti,+60123456789,cleaner\n".replace(',', separator);
            let tasks = "task,when,place\nRound,daily 21:00,Menara\n".replace(',', separator);
            let roster = Roster::default().with_csv(&people).unwrap().with_csv(&tasks).unwrap();
            (roster.people[0].role.clone(), roster.tasks[0].when.clone())
        };
        assert_eq!(with(","), (Some("cleaner".to_owned()), Some("daily 21:00".to_owned())));
        assert_eq!((with(";"), with("\t")), (with(","), with(",")));
    }

    #[test]
    fn what_a_table_has_no_column_for_stays_as_it_is() {
        let roster = Roster::default();
        let roster = roster.with_csv("person,phone,role,site\nSiti,+60123456789,cleaner,Menara\n").unwrap();
        let roster = roster.with_csv("place,aliases\nMenara / Lobby,Lobi\n").unwrap();
        let roster = roster.with_csv("task,when,place,checkpoints\nRound,daily 21:00,Menara,Lobby\n").unwrap();
        let roster = roster.with_csv("person,phone\nSiti,+60123456789\n").unwrap();
        let roster = roster.with_csv("place,asset\nMenara / Lobby,no\n").unwrap();
        assert_eq!(
            (roster.people[0].role.as_deref(), roster.people[0].site.as_deref()),
            (Some("cleaner"), Some("Menara"))
        );
        assert_eq!(roster.sites[0].places[0].aliases, ["Lobi"]);
        let kept = roster.clone().with_csv("task,when,place\nRound,daily 22:00,Menara\n").unwrap();
        assert_eq!(kept.tasks[0].checkpoints, ["Lobby"]);
        let said = roster.with_csv("task,when,place,checkpoints\nRound,daily 22:00,Menara,Gate; Lobby\n").unwrap();
        assert_eq!(said.tasks[0].checkpoints, ["Gate", "Lobby"]);
    }

    #[test]
    fn a_row_that_does_not_fit_is_named_by_its_line() {
        let table = "task,rrule,at,window_minutes\nMop,FREQ=DAILY,09:00,soon\n";
        let error = Roster::default().with_csv(table).unwrap_err();
        assert_eq!(
            error.to_string(),
            "line 2, column 4 (window_minutes): “soon”; write a whole number of minutes, as 90"
        );
    }

    #[test]
    fn a_field_that_means_nothing_is_named() {
        let (_, ignored) = Roster::from_json(r#"{"sites":[{"name":"A","adress":"x"}]}"#).unwrap();
        assert_eq!(ignored, ["sites.0.adress"]);
    }

    #[test]
    fn a_directory_written_out_and_read_back_says_the_same() {
        let table = "person,phone,role\nSiti,+60 12-345 6789,cleaner\n";
        let roster = Roster::default().with_csv(table).unwrap();
        let mut known = Directory::default();
        for definition in roster.definitions(&known.clone(), || "someone".to_owned()).unwrap() {
            if let domain::request::Definition::Person(person) = definition {
                known.remember(person);
            }
        }
        let (again, ignored) = Roster::from_toml(&Roster::of(&known).to_toml()).unwrap();
        assert_eq!(ignored, Vec::<String>::new());
        let nobody_new = || -> String { panic!("everybody is known") };
        assert_eq!(again.definitions(&known, nobody_new).unwrap(), roster.definitions(&known, nobody_new).unwrap());
    }
}
