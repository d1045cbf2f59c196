//! Signed notes as c2sp.org/signed-note says: a text, an empty line, and signatures by named Ed25519 keys.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};

/// The kind of key, as the specification numbers them.
const ED25519: u8 = 1;
/// Longer notes are none of ours; bounds what a stranger's file costs.
pub const NOTE_MAX_BYTES: usize = 64 << 10;
/// Signatures of one note, witnesses' included.
const SIGNATURES_MAX: usize = 100;

/// What is wrong with a note or a key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotANote {
    /// It is not put together as a signed note is.
    #[error("it is no signed note: {0}")]
    Shape(&'static str),
    /// It is not put together as a key is.
    #[error("it is no key: {0}")]
    Key(&'static str),
    /// It bears no signature of the key that was asked for.
    #[error("it is not signed by {0}")]
    Unsigned(String),
    /// The signature is not that of the text.
    #[error("its signature by {0} does not fit its text")]
    Forged(String),
}

/// A key that signs. Its text is a secret, so there is no way to show it but [`SecretKey::secret`].
pub struct SecretKey {
    name: String,
    key: SigningKey,
}

/// A key that tells whether a note was signed by its secret half.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    name: String,
    key: VerifyingKey,
}

impl SecretKey {
    /// A key from 32 random bytes, named after its public half: `prefix/0123456789abcdef`.
    #[must_use]
    pub fn new(prefix: &str, seed: &[u8; 32]) -> Self {
        let key = SigningKey::from_bytes(seed);
        let digest = Sha256::digest(key.verifying_key().as_bytes());
        let name: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Self { name: format!("{prefix}/{name}"), key }
    }

    /// Reads what [`SecretKey::secret`] wrote.
    ///
    /// # Errors
    /// [`NotANote::Key`].
    pub fn parse(text: &str) -> Result<Self, NotANote> {
        let rest = text.trim_end().strip_prefix("PRIVATE+KEY+").ok_or(NotANote::Key("it does not begin as one"))?;
        let (name, hint, bytes) = parts(rest)?;
        let secret = Self { name: name.to_owned(), key: SigningKey::from_bytes(&bytes) };
        if secret.public().hint() == hint { Ok(secret) } else { Err(NotANote::Key("its parts do not fit together")) }
    }

    /// The key as text, as other tools keep such keys: `PRIVATE+KEY+name+hint+base64`. A secret.
    #[must_use]
    pub fn secret(&self) -> String {
        format!("PRIVATE+KEY+{}", spelled(&self.name, self.public().hint(), self.key.as_bytes()))
    }

    /// Its public half.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey { name: self.name.clone(), key: self.key.verifying_key() }
    }

    /// A text, which ends with a line's end, as a signed note. The same text gives the same note.
    #[must_use]
    pub fn sign(&self, text: &str) -> String {
        let mut signature = self.public().hint().to_be_bytes().to_vec();
        signature.extend(self.key.sign(text.as_bytes()).to_bytes());
        format!("{text}\n— {} {}\n", self.name, STANDARD.encode(signature))
    }
}

impl PublicKey {
    /// Reads a key as [`PublicKey`] is written: `name+hint+base64`.
    ///
    /// # Errors
    /// [`NotANote::Key`].
    pub fn parse(text: &str) -> Result<Self, NotANote> {
        let (name, hint, bytes) = parts(text.trim_end())?;
        let key = VerifyingKey::from_bytes(&bytes).map_err(|_| NotANote::Key("its bytes are no Ed25519 key"))?;
        let public = Self { name: name.to_owned(), key };
        if public.hint() == hint { Ok(public) } else { Err(NotANote::Key("its parts do not fit together")) }
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// It as openssl reads it: the bytes of RFC 8410 in PEM.
    #[must_use]
    pub fn pem(&self) -> String {
        const ALGORITHM: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
        let bytes = [&ALGORITHM[..], self.key.as_bytes()].concat();
        format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", STANDARD.encode(bytes))
    }

    /// The text of a note that this key signed.
    ///
    /// # Errors
    /// When it did not, or the text is no note.
    pub fn open<'a>(&self, note: &'a str) -> Result<&'a str, NotANote> {
        let mut is_named = false;
        let (text, signatures) = split(note)?;
        for (name, bytes) in signatures {
            let Some((hint, signature)) = bytes.split_first_chunk::<4>() else { continue };
            if name != self.name || u32::from_be_bytes(*hint) != self.hint() {
                continue;
            }
            is_named = true;
            let signature = Signature::from_slice(signature);
            if signature.is_ok_and(|signature| self.key.verify_strict(text.as_bytes(), &signature).is_ok()) {
                return Ok(text);
            }
        }
        let name = self.name.clone();
        Err(if is_named { NotANote::Forged(name) } else { NotANote::Unsigned(name) })
    }

    /// The first bytes of a digest of name and key, by which a signature says whose it is.
    fn hint(&self) -> u32 {
        let hash =
            Sha256::new().chain_update(&self.name).chain_update([b'\n', ED25519]).chain_update(self.key.as_bytes());
        let digest: [u8; 32] = hash.finalize().into();
        u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]])
    }
}

impl std::fmt::Display for PublicKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&spelled(&self.name, self.hint(), self.key.as_bytes()))
    }
}

fn spelled(name: &str, hint: u32, key: &[u8; 32]) -> String {
    format!("{name}+{hint:08x}+{}", STANDARD.encode([&[ED25519], &key[..]].concat()))
}

fn parts(text: &str) -> Result<(&str, u32, [u8; 32]), NotANote> {
    let mut parts = text.splitn(3, '+');
    let (Some(name), Some(hint), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(NotANote::Key("it has not three parts with + between them"));
    };
    let is_hint = hint.len() == 8 && hint.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    let hint = u32::from_str_radix(hint, 16).ok().filter(|_| is_hint).ok_or(NotANote::Key("its hint is not hex"))?;
    let bytes = STANDARD.decode(key).map_err(|_| NotANote::Key("its last part is not base64"))?;
    match (is_name(name), bytes.split_first()) {
        (true, Some((&ED25519, key))) => {
            let key = <[u8; 32]>::try_from(key).map_err(|_| NotANote::Key("an Ed25519 key has 32 bytes"))?;
            Ok((name, hint, key))
        }
        (true, _) => Err(NotANote::Key("it is of another kind than Ed25519")),
        (false, _) => Err(NotANote::Key("it has no name")),
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains('+') && !name.chars().any(char::is_whitespace)
}

type Signatures<'a> = Vec<(&'a str, Vec<u8>)>;

/// The text of a note, its last line's end included, and its signatures.
fn split(note: &str) -> Result<(&str, Signatures<'_>), NotANote> {
    if note.len() > NOTE_MAX_BYTES {
        return Err(NotANote::Shape("it is longer than any"));
    }
    if note.chars().any(|at| at.is_control() && at != '\n') {
        return Err(NotANote::Shape("it holds signs that no text has"));
    }
    let blank = note.rfind("\n\n").ok_or(NotANote::Shape("no empty line stands before its signatures"))?;
    let (text, signatures) = (&note[..=blank], &note[blank + 2..]);
    let lines = signatures.strip_suffix('\n').ok_or(NotANote::Shape("its last line does not end"))?;
    let mut read = Vec::new();
    for line in lines.split('\n') {
        let parts = line.strip_prefix("— ").and_then(|line| line.split_once(' '));
        let (name, signature) = parts.ok_or(NotANote::Shape("a line after its text is no signature"))?;
        let bytes = STANDARD.decode(signature).map_err(|_| NotANote::Shape("a signature is not base64"))?;
        if !is_name(name) || bytes.len() < 5 || read.len() == SIGNATURES_MAX {
            return Err(NotANote::Shape("a line after its text is no signature"));
        }
        read.push((name, bytes));
    }
    Ok((text, read))
}

#[cfg(test)]
mod tests {
    use super::*;

    // The key and the note that golang.org/x/mod/sumdb/note, from which the format comes, documents.
    const PUBLIC: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const SECRET: &str = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    const TEXT: &str =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    const SIGNED: &str =
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    #[test]
    fn the_published_note_is_signed_and_opened() {
        let secret = SecretKey::parse(SECRET).unwrap();
        assert_eq!((secret.secret().as_str(), secret.public().to_string().as_str()), (SECRET, PUBLIC));
        let note = secret.sign(TEXT);
        assert_eq!(note, format!("{TEXT}\n{SIGNED}"));
        assert_eq!(PublicKey::parse(PUBLIC).unwrap().open(&note), Ok(TEXT));
    }

    #[test]
    fn no_changed_byte_goes_unseen() {
        let public = PublicKey::parse(PUBLIC).unwrap();
        let note = format!("{TEXT}\n{SIGNED}");
        for at in 0..note.len() {
            let mut bytes = note.clone().into_bytes();
            bytes[at] ^= 1;
            if let Ok(changed) = String::from_utf8(bytes) {
                assert!(public.open(&changed).is_err(), "byte {at}");
            }
        }
    }

    #[test]
    fn signatures_of_others_are_passed_over() {
        let (ours, other) = (SecretKey::parse(SECRET).unwrap(), SecretKey::new("example.com/log", &[7; 32]));
        let other_line = other.sign(TEXT)[TEXT.len() + 1..].to_owned();
        let both = format!("{TEXT}\n{other_line}{SIGNED}");
        assert_eq!(ours.public().open(&both), Ok(TEXT));
        assert_eq!(other.public().open(&both), Ok(TEXT));
        let alone = format!("{TEXT}\n{other_line}");
        assert_eq!(ours.public().open(&alone), Err(NotANote::Unsigned("PeterNeumann".to_owned())));
    }

    #[test]
    fn what_is_no_key_or_note_is_refused() {
        for key in ["", "a+b", "a+00000000+", &PUBLIC.replace("c7", "c8"), &PUBLIC.replace("+AR", "+AQ"), &PUBLIC[12..]]
        {
            assert!(matches!(PublicKey::parse(key), Err(NotANote::Key(_))), "{key}");
        }
        let long = format!("{}\n{SIGNED}", "x".repeat(NOTE_MAX_BYTES));
        for note in ["", "text\n", "text\n\n", "text\n\n— x\n", "text\n\n— PeterNeumann !\n", "te\u{7}xt\n\n", &long]
        {
            assert!(matches!(PublicKey::parse(PUBLIC).unwrap().open(note), Err(NotANote::Shape(_))), "{note:.40}");
        }
    }
}
