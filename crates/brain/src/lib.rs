//! Reads operations chats: from one message and what came before it to kind, category, priority, place and language.
//!
//! [`Reader::read`] answers with calibrated probabilities and can say why. [`Trail`] keeps the context; [`Gazetteer`] knows places.

mod clues;
mod encoder;
mod features;
pub mod habits;
pub mod holder;
mod labels;
mod language;
mod ledger;
pub mod mind;
mod model;
mod normal;
pub mod opinion;
pub mod orders;
mod overlap;
mod people;
pub mod phrases;
pub mod places;
mod reader;
pub mod schedule;
pub mod taxonomy;
pub mod times;
mod trail;
mod utterance;

pub use encoder::{Belief, Encoder};
pub use features::{Feature, Features, Origin, for_language};
pub use labels::{CATEGORIES, KINDS, LANGUAGES, PRIORITIES, kind};
pub use language::Scripts;
pub use model::{Head, MAGIC, Unusable, largest, softmax};
pub use normal::{Normal, Sort, Token, fold};
pub use overlap::overlap;
pub use people::Roster;
pub use phrases::hazards::{Hazard, hazard};
pub use places::{Found, Gazetteer, PlaceEntry};
pub use reader::{Reader, Reading, Reason};
pub use trail::{Arrival, Past, Trail};
pub use utterance::{Context, Due, Form, Role, Said, Stage, Tickets, Utterance};
