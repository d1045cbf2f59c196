//! The directory as a spreadsheet program keeps it: each sheet of a workbook is a table, read as the same table in CSV is.

use super::{Listed, Roster, RosterError};
use calamine::{Data, DataType as _, ExcelDateTime, Reader as _, Xlsx};
use std::io::{Cursor, Read as _, sink};

/// Rows and columns of a sheet that are read; more is no list that somebody keeps.
const ROWS_MAX: usize = 20_000;
const COLUMNS_MAX: usize = 100;
/// What its sheets may say, in bytes: a text that many cells share is kept for each.
const TEXT_MAX: usize = 16 << 20;
/// What a workbook may unfold to, in bytes.
const UNFOLDED_MAX: u64 = 256 << 20;

impl Roster {
    /// This directory with the sheets of a workbook (.xlsx) added, and the names of those that list nothing, by their
    /// first heading. Headings may be written large, and with spaces for strokes below.
    ///
    /// # Errors
    /// When it is no workbook, no sheet lists anything, a row does not fit its heading, or a sheet has more than 20,000 rows
    /// or 100 columns; the sheet is named.
    pub fn with_workbook(mut self, bytes: &[u8]) -> Result<(Self, Vec<String>), RosterError> {
        let (mut left_out, sheets) = (Vec::new(), sheets(bytes)?);
        let count = sheets.len();
        for (name, rows) in sheets {
            match table(&rows) {
                Some(table) => self = self.with_csv(&table).map_err(|error| within(&name, error))?,
                None => left_out.push(name),
            }
        }
        if left_out.len() == count {
            return Err(broken("no sheet begins with one of the headings person, place, vendor, task"));
        }
        Ok((self, left_out))
    }
}

impl Listed {
    /// What a file lists, as it would be pasted: of a workbook the sheet with this heading, or else its first; of any other
    /// the text, its columns parted by tabs.
    ///
    /// # Errors
    /// When it is neither a workbook nor text.
    pub fn of_file(self, bytes: &[u8]) -> Result<String, RosterError> {
        if !bytes.starts_with(b"PK") {
            let text = str::from_utf8(bytes).map_err(|_| RosterError::Syntax {
                format: "CSV",
                reason: "it is no text in UTF-8; save it as such, or as .xlsx".to_owned(),
            })?;
            return Ok(super::table::with_tabs(text));
        }
        let sheets = sheets(bytes)?;
        let mut tables = sheets.iter().filter_map(|(_, rows)| table(rows));
        let is_of = |table: &String| table.split(['\t', '\n']).next() == Some(self.word());
        let first = || sheets.iter().find_map(|(_, rows)| (!rows.is_empty()).then(|| written(rows)));
        Ok(tables.find(is_of).or_else(first).unwrap_or_default())
    }
}

fn broken(reason: impl Into<String>) -> RosterError {
    RosterError::Syntax { format: "workbook", reason: reason.into() }
}

fn within(sheet: &str, error: RosterError) -> RosterError {
    RosterError::Sheet { sheet: sheet.to_owned(), error: Box::new(error) }
}

/// Rows of a sheet, cell by cell.
type Rows = Vec<Vec<String>>;

/// The sheets of a workbook by name, with the empty rows between the others.
fn sheets(bytes: &[u8]) -> Result<Vec<(String, Rows)>, RosterError> {
    check_size(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(error.to_string()))?;
    let names = workbook.sheet_names();
    let mut room = TEXT_MAX;
    let read = |name: String| {
        rows(&mut workbook, &name, &mut room).map(|rows| (name.clone(), rows)).map_err(|error| within(&name, error))
    };
    names.into_iter().map(read).collect()
}

/// Refuses what unfolds to more than memory is for, before anything of it is kept.
fn check_size(bytes: &[u8]) -> Result<(), RosterError> {
    let unreadable = |error: &dyn std::error::Error| broken(error.to_string());
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| unreadable(&error))?;
    let mut room = UNFOLDED_MAX;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|error| unreadable(&error))?;
        let taken = std::io::copy(&mut part.take(room + 1), &mut sink()).map_err(|error| unreadable(&error))?;
        room = room.checked_sub(taken).ok_or_else(|| broken("it unfolds to more than 256 MiB"))?;
    }
    Ok(())
}

/// The rows of a sheet; what they say is taken from the room that is left.
fn rows(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str, room: &mut usize) -> Result<Rows, RosterError> {
    let unreadable = |error: calamine::XlsxError| broken(error.to_string());
    let mut cells = workbook.worksheet_cells_reader(name).map_err(unreadable)?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(unreadable)? {
        let (row, column) = (cell.get_position().0 as usize, cell.get_position().1 as usize);
        let said = text(&Data::from(cell.get_value().clone()));
        if said.trim().is_empty() {
            continue;
        }
        if row >= ROWS_MAX || column >= COLUMNS_MAX {
            return Err(broken(format!("it has more than {ROWS_MAX} rows or {COLUMNS_MAX} columns")));
        }
        *room = room.checked_sub(said.len()).ok_or_else(|| broken("its sheets say more than 16 MiB"))?;
        rows.resize_with(rows.len().max(row + 1), Vec::new);
        let cells = &mut rows[row];
        cells.resize_with(cells.len().max(column + 1), String::new);
        cells[column] = said;
    }
    Ok(rows)
}

/// A sheet as a table, each row on the line it has in the sheet where the headings are on the first; none when it lists nothing.
fn table(rows: &[Vec<String>]) -> Option<String> {
    let begins = rows.iter().position(|row| !row.is_empty())?;
    let headings: Vec<String> = rows[begins].iter().map(|cell| cell.trim().to_lowercase().replace(' ', "_")).collect();
    if !Listed::ALL.iter().any(|listed| Some(listed.word()) == headings.first().map(String::as_str)) {
        return None;
    }
    // What has no heading is somebody's note beside the list.
    let wanted: Vec<usize> = (0..headings.len()).filter(|at| !headings[*at].is_empty()).collect();
    let pick = |row: &Vec<String>| wanted.iter().map(|at| row.get(*at).cloned().unwrap_or_default()).collect();
    let rows: Vec<Vec<String>> = std::iter::once(&headings).chain(&rows[begins + 1..]).map(pick).collect();
    Some(written(&rows))
}

/// Rows as they would be pasted, all as long as the longest.
fn written(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    super::table::written(rows.iter().map(|row| (0..columns).map(|at| row.get(at).map_or("", String::as_str))))
}

/// A cell as somebody would type it: a time as 09:00, a day as 2026-12-25, a number without what stands for nothing.
fn text(cell: &Data) -> String {
    match cell {
        Data::DateTime(at) => instant(at),
        Data::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Data::DateTimeIso(text) => text.trim_end_matches("T00:00:00").to_owned(),
        Data::Error(_) => String::new(),
        other => other.as_string().unwrap_or_default(),
    }
}

fn instant(at: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, ..) = at.to_ymd_hms_milli();
    let (day, time) = (format!("{year:04}-{month:02}-{day:02}"), format!("{hour:02}:{minute:02}"));
    match at.as_f64() {
        days if days < 1.0 => time,
        days if days.fract() == 0.0 => day,
        _ => format!("{day} {time}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_xlsxwriter::{ExcelDateTime as Written, Format, Workbook};

    fn roster(fill: impl FnOnce(&mut Workbook)) -> Result<(Roster, Vec<String>), RosterError> {
        let mut workbook = Workbook::new();
        fill(&mut workbook);
        Roster::default().with_workbook(&workbook.save_to_buffer().unwrap())
    }

    fn sheet(workbook: &mut Workbook, name: &str, rows: &[&[&str]]) {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        for (at, row) in (0..).zip(rows) {
            sheet.write_row(at, 0, row.iter().copied()).unwrap();
        }
    }

    #[test]
    fn each_sheet_is_a_list_and_cells_are_read_as_they_are_shown() {
        let (roster, left_out) = roster(|workbook| {
            sheet(workbook, "Notes", &[&["Everything we know of Green Court"]]);
            sheet(workbook, "Vendors", &[&["Vendor", "Categories"], &["ProLift, Sdn Bhd", "lift"]]);
            let people = workbook.add_worksheet();
            people.write_row(0, 0, ["Person", "Phone", "", "Shared"]).unwrap();
            people.write(2, 0, "Siti").unwrap();
            people.write(2, 1, 60_123_456_789_f64).unwrap();
            people.write(2, 2, "on leave in May").unwrap();
            people.write(2, 3, true).unwrap();
            let tasks = workbook.add_worksheet();
            tasks.write_row(0, 0, ["Task", "RRULE", "At", "Window minutes", "Starts"]).unwrap();
            tasks.write_row(1, 0, ["Mop lobby", "FREQ=DAILY"]).unwrap();
            let (time, day) = (Format::new().set_num_format("hh:mm"), Format::new().set_num_format("yyyy-mm-dd"));
            tasks.write_with_format(1, 2, Written::from_hms(9, 30, 0.0).unwrap(), &time).unwrap();
            tasks.write(1, 3, 45).unwrap();
            tasks.write_with_format(1, 4, Written::from_ymd(2026, 12, 1).unwrap(), &day).unwrap();
        })
        .unwrap();
        assert_eq!(left_out, ["Notes"]);
        assert_eq!(roster.vendors[0].name, "ProLift, Sdn Bhd");
        let (person, task) = (&roster.people[0], &roster.tasks[0]);
        assert_eq!((person.name.as_str(), person.phone.as_deref(), person.shared), ("Siti", Some("60123456789"), true));
        assert_eq!(
            (task.at.as_str(), task.window_minutes, task.starts.as_deref()),
            ("09:30", Some(45), Some("2026-12-01"))
        );
    }

    #[test]
    fn what_cannot_be_used_is_named_by_sheet_and_row() {
        let refused =
            |rows: &[&[&str]]| roster(|workbook| sheet(workbook, "Work", rows)).map(|_| ()).unwrap_err().to_string();
        let told = refused(&[&["Task", "When", "Window minutes"], &[], &["Mop", "daily 9am", "long"]]);
        assert!(told.starts_with("sheet “Work”: line 3, column 3"), "{told}");
        let told = refused(&[&["Name", "Number"], &["Siti", "1"]]);
        assert!(told.contains("no sheet begins with one of the headings"), "{told}");
        let told = Roster::default().with_workbook(b"person,phone\n").map(|_| ()).unwrap_err().to_string();
        assert!(told.starts_with("the directory is not valid workbook"), "{told}");
        let told = roster(|workbook| {
            workbook.add_worksheet().write(1_000_000, 3, "far").unwrap();
        });
        assert!(told.map(|_| ()).unwrap_err().to_string().contains("more than 20000 rows"));
    }

    #[test]
    fn a_text_that_many_cells_share_does_not_take_all_memory() {
        let long = "x".repeat(30_000);
        let told = roster(|workbook| {
            let sheet = workbook.add_worksheet();
            for row in 0..1_000 {
                sheet.write(row, 0, &long).unwrap();
            }
        });
        assert!(told.map(|_| ()).unwrap_err().to_string().contains("more than 16 MiB"));
    }

    #[test]
    fn a_file_is_read_as_it_would_be_pasted() {
        let mut workbook = Workbook::new();
        sheet(&mut workbook, "Places", &[&["Place"], &["Green / Lobby"]]);
        sheet(&mut workbook, "People", &[&[], &["Person", "Phone"], &["Siti, A.", "+60123456789"]]);
        let bytes = workbook.save_to_buffer().unwrap();
        assert_eq!(Listed::People.of_file(&bytes).unwrap(), "person\tphone\nSiti, A.\t+60123456789\n");
        assert_eq!(
            Listed::Tasks.of_file(&bytes).unwrap(),
            "Place\nGreen / Lobby\n",
            "the first, for want of a heading"
        );
        let semicolons = "\u{feff}task;when;steps\nMop;daily 9am;\"Floor; Bins\"\n";
        assert_eq!(
            Listed::Tasks.of_file(semicolons.as_bytes()).unwrap(),
            "task\twhen\tsteps\nMop\tdaily 9am\tFloor; Bins\n"
        );
        assert!(Listed::Tasks.of_file(b"\xd0\xcf\x11\xe0 an old workbook").unwrap_err().to_string().contains(".xlsx"));
    }
}
