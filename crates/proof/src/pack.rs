//! Proof packs: one ticket, one person or one month as a zip that a stranger checks without us; names what is in one.
//!
//! A pack is stored, not compressed, in a fixed order and without a time of its own, so that the same journal and the
//! same checkpoint give the same bytes. Everything in it is named with its digest in the manifest, and the manifest's
//! digest is signed; each entry brings what proves it into a signed checkpoint.

mod beside;
mod check;
mod kind;
mod line;
mod make;
mod names;
mod page;
mod read;
mod readme;
mod scope;
mod write;

pub use check::{Finding, Report, check};
pub use make::{Made, MakeError, Making, make};
pub use read::{NotAPack, Pack};
pub use scope::Scope;

/// How to check a pack.
const README: &str = "README.txt";
/// The signed checkpoint that every entry is proven into.
const CHECKPOINT: &str = "checkpoint.txt";
/// The public key, as signed notes name it.
const KEY: &str = "key.txt";
/// The public key, as openssl reads it.
const PEM: &str = "key.pem";
/// The entries, one a line, each with its proof.
const ENTRIES: &str = "entries.jsonl";
/// The same for people.
const PAGE: &str = "page.html";
/// The report of the month or the ticket, typeset: sealed, not proven.
pub const PAPER: &str = "report.pdf";
/// What is kept of a person beside the journal: sealed, not proven.
pub const BESIDE: &str = "beside.json";
/// What the page calls what its entries name.
const NAMES: &str = "names.json";
/// Where media are, each named by its digest and an ending.
pub const MEDIA: &str = "media/";
/// The digest of each file above, as sha256sum writes them.
const MANIFEST: &str = "manifest.sha256";
/// The digest of the manifest, signed.
const SEAL: &str = "manifest.note";
/// What a seal begins with: no checkpoint does, so that the one never passes for the other.
const SEALED: &str = "laksana proof pack v1";
/// How the page is written, in the seal's last line. Its number grows whenever a sentence, a title or the markup of the page
/// changes: whoever writes otherwise cannot compare it.
const WRITING: &str = "page 4";

/// Entries of one pack: a month of a hundred thousand messages has fewer.
pub const ENTRIES_MAX: usize = 500_000;
/// One line of a page or of the entries: an entry at its largest, escaped, with its proof.
const LINE_MAX_BYTES: usize = 8 << 20;
/// Files of one pack.
const FILES_MAX: usize = 200_000;
