//! Checkpoints of a journal as c2sp.org/tlog-checkpoint says: how many entries there are and the root over them, signed.

use crate::note::{NotANote, PublicKey, SecretKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use store::tree::Hash;

/// What stands before the key's digest in its name, and so in the origin of a checkpoint.
pub const NAME: &str = "laksana/journal";

/// How the line of a signature begins.
const SIGNATURE: &str = "— ";

/// How many entries a journal had, and the root over them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Whose journal: the name of the key that signs.
    pub origin: String,
    /// How many entries.
    pub size: u64,
    /// The root of the tree of RFC 9162 over them.
    pub root: Hash,
}

impl Checkpoint {
    /// It as a signed note. The same checkpoint gives the same note.
    #[must_use]
    pub fn signed(&self, key: &SecretKey) -> String {
        key.sign(&format!("{}\n{}\n{}\n", self.origin, self.size, STANDARD.encode(self.root)))
    }

    /// Reads a checkpoint that a key signed, of the key's own journal.
    ///
    /// # Errors
    /// When it is none.
    pub fn open(note: &str, key: &PublicKey) -> Result<Self, NotANote> {
        let checkpoint = Self::of_text(key.open(note)?)?;
        if checkpoint.origin == key.name() { Ok(checkpoint) } else { Err(NotANote::Shape("it is of another journal")) }
    }

    fn of_text(text: &str) -> Result<Self, NotANote> {
        let mut lines = text.lines();
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
            return Err(NotANote::Shape("a checkpoint has three lines"));
        };
        let is_plain = size == "0" || !size.starts_with('0') && size.bytes().all(|byte| byte.is_ascii_digit());
        let size = size.parse().ok().filter(|size| is_plain && *size <= i64::MAX as u64);
        let root = STANDARD.decode(root).ok().and_then(|root| Hash::try_from(root).ok());
        match (origin.is_empty(), size, root) {
            (false, Some(size), Some(root)) => Ok(Self { origin: origin.to_owned(), size, root }),
            _ => Err(NotANote::Shape("its lines are not origin, size and root")),
        }
    }
}

/// The notes that a file holds one after another, each with the number of its first line. Lines beginning with `#` and
/// empty lines between them are passed over; what is no note is given too, so that nothing damaged goes unseen.
#[must_use]
pub fn notes(file: &str) -> Vec<(usize, String)> {
    let mut notes = Vec::new();
    let (mut note, mut first) = (String::new(), 1);
    let mut lines = (1..).zip(file.lines()).peekable();
    while let Some((number, line)) = lines.next() {
        if note.is_empty() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            first = number;
        }
        note.push_str(line);
        note.push('\n');
        let goes_on = match (line, lines.peek()) {
            (_, None) => false,
            ("", Some((_, next))) => next.starts_with(SIGNATURE),
            (line, Some((_, next))) => !line.starts_with(SIGNATURE) || next.starts_with(SIGNATURE),
        };
        if !goes_on {
            notes.push((first, std::mem::take(&mut note)));
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checkpoint(size: u64) -> (SecretKey, Checkpoint) {
        let key = SecretKey::new(NAME, &[3; 32]);
        let origin = key.public().name().to_owned();
        (key, Checkpoint { origin, size, root: [size as u8; 32] })
    }

    #[test]
    fn a_checkpoint_reads_as_the_specification_says() {
        let (key, checkpoint) = checkpoint(20_852_163);
        let note = checkpoint.signed(&key);
        let lines: Vec<&str> = note.lines().collect();
        assert_eq!(lines[0], key.public().name());
        assert_eq!(lines[1..4], ["20852163", "w8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8M=", ""]);
        assert!(lines[4].starts_with(&format!("— {} ", key.public().name())));
        assert_eq!(Checkpoint::open(&note, &key.public()), Ok(checkpoint));
    }

    #[test]
    fn what_is_signed_and_no_checkpoint_of_this_journal_is_refused() {
        let (key, checkpoint) = checkpoint(7);
        let root = STANDARD.encode(checkpoint.root);
        for text in [
            "one\ntwo\n".to_owned(),
            format!("{}\n07\n{root}\n", checkpoint.origin),
            format!("{}\n-7\n{root}\n", checkpoint.origin),
            format!("{}\n99999999999999999999\n{root}\n", checkpoint.origin),
            format!("{}\n7\n{}\n", checkpoint.origin, &root[4..]),
            format!("another/journal\n7\n{root}\n"),
        ] {
            assert!(Checkpoint::open(&key.sign(&text), &key.public()).is_err(), "{text}");
        }
    }

    #[test]
    fn a_file_holds_several_and_a_damaged_one_spoils_no_other() {
        let (key, _) = checkpoint(1);
        let signed = |size| checkpoint(size).1.signed(&key);
        let file = format!("# kept by the council\n{}{}\nrubbish\n\n{}", signed(1), signed(2), signed(3));
        let read: Vec<_> = notes(&file)
            .into_iter()
            .map(|(line, note)| (line, Checkpoint::open(&note, &key.public()).map(|read| read.size).ok()))
            .collect();
        assert_eq!(read, [(2, Some(1)), (7, Some(2)), (13, None), (15, Some(3))]);
        assert_eq!(notes("\n# nothing\n"), []);
    }
}
