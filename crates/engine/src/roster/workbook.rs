//! The directory as a spreadsheet program keeps it: each sheet of a workbook is a table, read as the same table in CSV is.

use super::{Roster, RosterError};
use calamine::{Data, DataType as _, ExcelDateTime, Range, Reader as _};
use std::io::Cursor;

/// Cells of a sheet that are read, with the empty ones between them; more is no list that somebody keeps.
const CELLS_MAX: usize = 1_000_000;

impl Roster {
    /// This directory with the sheets of a workbook added (.xlsx, .xls, .ods), and the names of those that list nothing, by
    /// their first heading. Headings may be written large, and with spaces for strokes below.
    ///
    /// # Errors
    /// When it is no workbook, no sheet lists anything, or a row does not fit its heading; the sheet is named.
    pub fn with_workbook(mut self, bytes: &[u8]) -> Result<(Self, Vec<String>), RosterError> {
        let broken = |reason: String| RosterError::Syntax { format: "workbook", reason };
        let mut workbook =
            calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|error| broken(error.to_string()))?;
        let mut left_out = Vec::new();
        let names = workbook.sheet_names();
        for name in &names {
            let within = |error| RosterError::Sheet { sheet: name.clone(), error: Box::new(error) };
            let cells = workbook.worksheet_range(name).map_err(|error| within(broken(error.to_string())))?;
            if cells.get_size().0.saturating_mul(cells.get_size().1) > CELLS_MAX {
                return Err(within(broken(format!("it has more than {CELLS_MAX} cells"))));
            }
            match table(&cells) {
                Some(table) => self = self.with_csv(&table).map_err(within)?,
                None => left_out.push(name.clone()),
            }
        }
        if left_out.len() == names.len() {
            let reason = "no sheet begins with one of the headings person, place, vendor, task".to_owned();
            return Err(broken(reason));
        }
        Ok((self, left_out))
    }
}

/// A sheet as CSV, each row on the line it has in the sheet; none when it lists nothing.
fn table(cells: &Range<Data>) -> Option<String> {
    let mut rows = cells.rows();
    let headings = rows.find(|row| !row.iter().all(Data::is_empty))?;
    let headings: Vec<String> =
        headings.iter().map(|cell| text(cell).trim().to_lowercase().replace(' ', "_")).collect();
    if !Roster::LISTS.contains(&headings.first()?.as_str()) {
        return None;
    }
    // What has no heading is somebody's note beside the list.
    let wanted: Vec<usize> = (0..headings.len()).filter(|at| !headings[*at].is_empty()).collect();
    let line = |cells: &[String]| {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let picked = wanted.iter().map(|at| cells.get(*at).map_or("", String::as_str));
        // A line in memory, of text, is always written.
        writer.write_record(picked).ok()?;
        String::from_utf8(writer.into_inner().ok()?).ok()
    };
    let mut table = line(&headings)?;
    for row in rows {
        let row: Vec<String> = row.iter().map(text).collect();
        table.push_str(&line(&row)?);
    }
    Some(table)
}

/// A cell as somebody would type it: a time as 09:00, a day as 2026-12-25, a number without what stands for nothing.
fn text(cell: &Data) -> String {
    match cell {
        Data::DateTime(at) => instant(at),
        Data::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Data::Float(number) => number.to_string(),
        Data::DateTimeIso(text) => text.trim_end_matches("T00:00:00").to_owned(),
        Data::Error(_) | Data::Empty => String::new(),
        other => other.to_string(),
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
            tasks.write_with_format(1, 2, &Written::from_hms(9, 30, 0.0).unwrap(), &time).unwrap();
            tasks.write(1, 3, 45).unwrap();
            tasks.write_with_format(1, 4, &Written::from_ymd(2026, 12, 1).unwrap(), &day).unwrap();
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
    }
}
