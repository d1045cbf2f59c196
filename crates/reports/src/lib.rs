//! Reports: what a day, a week, a month or everything heard so far amounts to. Knows each figure's definition and how it
//! is written as a table, a workbook and a message; hides nothing of a chat and asks no database.
//!
//! [`Material`] goes in, [`Report`] comes out, and everything that shows figures shows this one report: the page, the
//! workbook, the table and the message cannot disagree. Each cell names exactly what it counts.

mod capture;
mod claims;
mod every;
mod figures;
mod habit;
mod material;
#[cfg_attr(not(feature = "pdf"), path = "no_pdf.rs")]
mod pdf;
mod period;
mod report;
mod sheet;
mod spread;
mod wording;
mod write;

pub use capture::{Capture, Chat, Lack, Lacking, Quiet};
pub use every::Every;
pub use habit::Habit;
pub use material::{Case, Eyes, Kept, Material, Scope};
pub use pdf::{Fonts, PICTURES_MAX, opened, pdf};
pub use period::{Period, Rhythm, Span, Stretch, UnknownRhythm};
pub use report::{Cell, Counted, Label, Lapses, Report, Row, Section, Value};
pub use sheet::ticket::{Moment, Shown, Story};
pub use sheet::{FIRST, Picture, REDACTED, Seal, Sheet};
pub use spread::Spread;
pub use wording::{NotSpoken, Wording, length};
pub use write::csv::csv;
pub use write::message::message;
pub use write::workbook::workbook;
pub use write::{Listed, NotWritten, heat};
