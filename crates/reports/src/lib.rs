//! Reports: what a day, a week, a month or everything heard so far amounts to. Knows each figure's definition and how it
//! is written as a table, a workbook and a message; hides nothing of a chat and asks no database.
//!
//! [`Material`] goes in, [`Report`] comes out, and everything that shows figures shows this one report: the page, the
//! workbook, the table and the message cannot disagree. Each cell names exactly what it counts.

mod figures;
mod length;
mod material;
mod period;
mod report;
mod spread;
mod write;

pub use length::length;
pub use material::{Case, Kept, Material, Scope};
pub use period::{Period, Rhythm, Span, UnknownRhythm};
pub use report::{Cell, Counted, Report, Row, Section, Value};
pub use spread::Spread;
pub use write::csv::csv;
pub use write::message::message;
pub use write::workbook::{Listed, NotWritten, workbook};
