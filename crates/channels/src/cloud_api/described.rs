//! What the Graph API says of a file: where it is for five minutes, and what it should be.

use super::body::sha256;
use super::lenient::{json, text};

/// A file as the Graph API describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// Where it is, for five minutes and for whoever bears the token.
    pub address: String,
    /// SHA-256 of its bytes in hex, when it says so.
    pub sha256: Option<String>,
    /// Its type.
    pub mime: String,
    /// Its size in bytes, when it says so.
    pub size_bytes: Option<u64>,
}

/// Reads the description of a file; none where it gives no address.
#[must_use]
pub fn described(body: &str) -> Option<Described> {
    let value = json(body).ok()?;
    Some(Described {
        address: text(&value, "url")?,
        sha256: text(&value, "sha256").and_then(|digest| sha256(&digest)),
        mime: text(&value, "mime_type").unwrap_or_default(),
        size_bytes: text(&value, "file_size").and_then(|size| size.parse().ok()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_is_read_however_it_is_spelt() {
        let hex = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let base64 = "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";
        for (digest, size) in [(hex, "3"), (base64, "\"3\"")] {
            let body = format!(
                r#"{{"url":"https://x.test/1","mime_type":"image/jpeg","sha256":"{digest}","file_size":{size},"id":"1"}}"#
            );
            let read = described(&body).unwrap();
            assert_eq!((read.sha256.as_deref(), read.size_bytes), (Some(hex), Some(3)));
        }
        assert_eq!(described(r#"{"url":"https://x.test/1"}"#).unwrap().sha256, None);
        assert_eq!((described("{}"), described("<html>")), (None, None));
    }
}
