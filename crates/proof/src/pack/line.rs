//! One line of the entries of a pack: an entry as it was recorded, and what proves it into the checkpoint.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use store::journal::Entry;
use store::tree::Hash;

/// An entry with its proof, as JSON spells it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Line {
    pub org: String,
    pub position: i64,
    pub at_us: i64,
    pub actor: String,
    pub via: String,
    pub cause: Option<String>,
    pub kind: String,
    pub body: String,
    pub private: Option<String>,
    pub salt: Option<String>,
    pub private_digest: Option<String>,
    /// Whether its personal part was erased, or is not passed on: its digest is all that is left.
    pub erased: bool,
    pub previous: String,
    pub digest: String,
    pub inclusion: Vec<String>,
}

impl Line {
    pub(super) fn of(entry: Entry, path: &[Hash]) -> Self {
        Self {
            erased: entry.is_erased(),
            org: entry.org,
            position: entry.position,
            at_us: entry.at_us,
            actor: entry.actor,
            via: entry.via,
            cause: entry.cause,
            kind: entry.kind,
            body: entry.body,
            private: entry.private,
            salt: entry.salt,
            private_digest: entry.private_digest,
            previous: entry.previous,
            digest: entry.digest,
            inclusion: path.iter().map(|hash| STANDARD.encode(hash)).collect(),
        }
    }

    /// The proof; nothing when it is not spelled as one.
    pub(super) fn path(&self) -> Option<Vec<Hash>> {
        let hash = |text: &String| Hash::try_from(STANDARD.decode(text).ok()?).ok();
        self.inclusion.iter().map(hash).collect()
    }

    pub(super) fn entry(self) -> Entry {
        Entry {
            org: self.org,
            position: self.position,
            at_us: self.at_us,
            actor: self.actor,
            via: self.via,
            cause: self.cause,
            kind: self.kind,
            body: self.body,
            private: self.private,
            salt: self.salt,
            private_digest: self.private_digest,
            previous: self.previous,
            digest: self.digest,
        }
    }
}
