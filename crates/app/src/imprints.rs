//! What documents carry of this installation: a digest signed with the key that signs checkpoints, and a folder of fonts.

use crate::keys;
use proof::note::{PublicKey, SecretKey};
use reports::Fonts;
use std::path::{Path, PathBuf};
use web::{Imprint, Signed};

/// What a signed text begins with, so that no signature of ours can stand for anything else.
const FIRST_LINE: &str = "laksana document";
/// SHA-256 in hex.
const DIGEST_CHARS: usize = 64;

/// The imprint of an installation.
pub fn imprint(data: &Path, fonts: Option<PathBuf>) -> Imprint {
    let (signing, checking) = (data.to_owned(), data.to_owned());
    Imprint {
        sign: Box::new(move |digest| {
            let key = keys::signing(&signing).map_err(|error| format!("{error:#}"))?;
            Ok(signed(&key, digest))
        }),
        is_ours: Box::new(move |digest, mark| {
            let key = keys::known(&checking).ok().flatten();
            key.is_some_and(|key| bears(&key.public(), digest, mark))
        }),
        fonts: Fonts { folder: fonts },
    }
}

fn text(digest: &str) -> String {
    format!("{FIRST_LINE}\n{digest}\n")
}

/// The signature stands at the end of a note; as a mark, it is spelt as addresses may hold it.
fn signed(key: &SecretKey, digest: &str) -> Signed {
    let note = key.sign(&text(digest));
    let mark = note.trim_end().rsplit(' ').next().unwrap_or_default();
    let mark = mark.trim_end_matches('=').replace('+', "-").replace('/', "_");
    Signed { note, by: key.public().to_string(), mark }
}

/// Whether a key signed a digest with this mark.
fn bears(key: &PublicKey, digest: &str, mark: &str) -> bool {
    let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if digest.len() != DIGEST_CHARS || !is_plain(digest) || !is_plain(mark) {
        return false;
    }
    let padding = "=".repeat((4 - mark.len() % 4) % 4);
    let base64 = mark.replace('-', "+").replace('_', "/");
    holds(key, digest, &format!("{}\n\u{2014} {} {base64}{padding}\n", text(digest), key.name()))
}

/// Whether a note is a key's signature of a digest.
pub fn holds(key: &PublicKey, digest: &str, note: &str) -> bool {
    key.open(note).is_ok_and(|said| said == text(digest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_stands_for_one_digest_and_one_key() {
        let (key, other) = (SecretKey::new("laksana", &[7; 32]), SecretKey::new("laksana", &[8; 32]));
        let (digest, another) = ("ab".repeat(32), "cd".repeat(32));
        let signed = signed(&key, &digest);
        assert!(holds(&key.public(), &digest, &signed.note));
        assert!(bears(&key.public(), &digest, &signed.mark));
        assert!(!bears(&key.public(), &another, &signed.mark));
        assert!(!bears(&other.public(), &digest, &signed.mark));
        for garbage in ["", "=", "%0a", "x\ny", "ä"] {
            assert!(!bears(&key.public(), &digest, garbage), "{garbage}");
            assert!(!bears(&key.public(), garbage, &signed.mark), "{garbage}");
        }
    }
}
