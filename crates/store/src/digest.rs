//! SHA-256 over fields that cannot be confused with one another, and its spelling in hex.

use crate::StoreError;
use sha2::{Digest as _, Sha256};

/// Hashes a list of fields. Each field is preceded by its length, so no two lists of fields hash the same bytes.
pub(crate) struct Fields(Sha256);

impl Fields {
    /// `label` names what is hashed and its version: two kinds of thing never share a digest.
    pub(crate) fn of(label: &str) -> Self {
        Self(Sha256::new()).text(label)
    }

    /// 8 bytes of length, big-endian, then the UTF-8 bytes.
    pub(crate) fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes())
    }

    /// 8 bytes of length, big-endian, then the bytes.
    pub(crate) fn bytes(mut self, bytes: &[u8]) -> Self {
        // usize fits u64 on every platform Rust has.
        self.0.update((bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
        self
    }

    /// One byte 1 and the text, or one byte 0.
    pub(crate) fn maybe(mut self, text: Option<&str>) -> Self {
        self.0.update([u8::from(text.is_some())]);
        match text {
            Some(text) => self.text(text),
            None => self,
        }
    }

    /// 8 bytes, two's complement, big-endian.
    pub(crate) fn int(mut self, int: i64) -> Self {
        self.0.update(int.to_be_bytes());
        self
    }

    /// 64 characters of lower-case hex.
    pub(crate) fn hex(self) -> String {
        hex(&self.0.finalize())
    }
}

/// Lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

/// The 32 bytes that a column of 64 characters of lower-case hex spells.
pub(crate) fn bytes(column: &'static str, text: &str) -> Result<[u8; 32], StoreError> {
    let digit = |at: u8| match at {
        b'0'..=b'9' => Some(at - b'0'),
        b'a'..=b'f' => Some(at - b'a' + 10),
        _ => None,
    };
    let mut bytes = [0; 32];
    let mut pairs = text.as_bytes().chunks_exact(2);
    for byte in &mut bytes {
        let pair = pairs.next().and_then(|pair| Some((digit(pair[0])? << 4) | digit(pair[1])?));
        *byte = pair.ok_or_else(|| not_a_digest(column))?;
    }
    if text.len() == 64 { Ok(bytes) } else { Err(not_a_digest(column)) }
}

fn not_a_digest(column: &'static str) -> StoreError {
    StoreError::Column { column: column.to_owned(), why: "it holds no digest".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{Fields, bytes, hex};

    #[test]
    fn hex_leads_there_and_back_and_nothing_else_is_read() {
        let digest: [u8; 32] = std::array::from_fn(|at| (at * 9) as u8);
        assert_eq!(bytes("x", &hex(&digest)).unwrap(), digest);
        for text in [
            "",
            "0",
            &hex(&digest)[1..],
            &format!("{}0", hex(&digest)),
            &hex(&digest).replace('a', "A"),
            &"g".repeat(64),
        ] {
            assert!(bytes("x", text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_byte_moved_between_fields_changes_the_digest() {
        let left = Fields::of("test").text("ab").text("c").hex();
        let right = Fields::of("test").text("a").text("bc").hex();
        assert_ne!(left, right);
        assert_ne!(Fields::of("test").maybe(None).hex(), Fields::of("test").maybe(Some("")).hex());
    }

    #[test]
    fn the_digest_is_that_of_the_documented_bytes() {
        // printf '\x00\x00\x00\x00\x00\x00\x00\x01a\x01\x00\x00\x00\x00\x00\x00\x00\x01b\xff\xff\xff\xff\xff\xff\xff\xff' | sha256sum
        let digest = Fields::of("a").maybe(Some("b")).int(-1).hex();
        assert_eq!(digest, "f13cb3c92c1f360beea464858e2419f9e6217cd0fc60a33dc824c042591890c9");
    }
}
