//! The only crate that speaks SQL: the journal, what is read from it, and the mailboxes beside it.
//!
//! Reading order: [`sql`] (two engines, one dialect), [`migrate`] (the tables), [`journal`] (the truth), [`tree`] and
//! [`ledger`] (what proves it), [`desk`] (the
//! only way anything comes to be), `views` (what is written for people), [`read`] (what pages ask), [`search`] (by
//! which words), [`rebuild`] (views made again), [`retention`] (what is over its time), [`inbox`] (deliveries, kept before they are answered), [`fetches`]
//! (files to fetch), [`opinions`] (messages to ask a model server about), [`voices`] (voice notes to be heard), [`looks`] (what was seen in pictures), [`sessions`] and [`blobs`] (what is not in the journal),
//! [`backup`] (all of it in one file). Everything above this crate sees structs and [`StoreError`], never SQL.

pub mod asked;
pub mod backup;
pub mod beside;
pub mod blobs;
mod bulk;
pub mod costs;
pub mod credentials;
pub mod desk;
mod digest;
mod error;
pub mod fetches;
mod follower;
pub mod habits;
pub mod handouts;
pub mod inbox;
pub mod journal;
pub mod keys;
pub mod ledger;
pub mod looks;
pub mod migrate;
pub mod need;
pub mod openings;
pub mod opinions;
pub mod passes;
mod pick;
pub mod read;
pub mod read_marks;
pub mod rebuild;
pub mod retention;
pub mod saved_views;
pub mod search;
pub mod sessions;
mod situation;
pub mod snapshot;
pub mod sql;
pub mod subscriptions;
#[cfg(feature = "testing")]
pub mod testing;
mod text;
pub mod tree;
pub mod undos;
pub mod uploads;
mod views;
pub mod voices;

pub use error::StoreError;
pub use sql::{Arg, Db, Engine, Tx};
