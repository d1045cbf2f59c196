//! The pages: HTML rendered on the server, forms, sign-in; hides everything browsers want, and knows no SQL.
//!
//! Reading order: [`State`] (what the program lends), [`router`] (which path leads where, and who may go there), then
//! `pages` (a view struct, a pure function from it to markup, and handlers that fill and change it) and `parts` (what
//! pages share). Every page is a document and every
//! change a form; the one script only spares people to load them again.

mod assets;
mod attempts;
mod bell;
mod codes;
mod doors;
mod fault;
mod form;
mod gate;
mod imprint;
mod limits;
mod member;
mod names;
mod pages;
mod parts;
mod photos;
mod query;
mod routes;
mod sending;
mod sign_in;
mod state;
mod wanted;
mod wording;

pub use doors::{
    DateOrder, Door, Finding, HabitLine, HandedIn, Health, ImportDoor, ImportLine, ImportOptions, ImportState,
    LabelDoor, Learned, LineFate, ListDoor, LookedAt, Named, PasswordDoor, Pasted, PreviewView, Progress, Proof,
    Proven, Table, Trial, Upload, WantedHabits, WantedProof, Wizard,
};
pub use imprint::{Imprint, Signed};
pub use pages::reports::{
    Form as ReportForm, Manner, Wanted as WantedReport, document as report_document, house_name,
    is_there as is_part_there, load as load_report, part, part_name, pictures, ticket_document, zone_of,
};
pub use pages::ticket::story as ticket_story;
pub use routes::router;
pub use sending::{Sending, Told};
pub use sign_in::NOBODYS;
pub use state::{Continuity, State};
