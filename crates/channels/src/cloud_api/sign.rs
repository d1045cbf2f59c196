//! Whether a body was really posted by Meta: HMAC-SHA256 over its raw bytes, compared in constant time.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};

/// Hex digits of a signature.
const HEX: usize = 64;

/// Something nobody else may know: the secret of the app, or the token of the handshake. It never shows in a log.
#[derive(Clone)]
pub struct Secret(String);

/// A body whose signature is missing, misspelt or wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the signature does not fit the body")]
pub struct Unsigned;

impl Secret {
    /// A secret; none when there is nothing in it but blanks.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }

    /// The header that shows it to whoever gave it. Only for requests; never for a log.
    #[must_use]
    pub fn bearer(&self) -> String {
        format!("Bearer {}", self.0)
    }

    /// Whether somebody else knows it too. Takes as long for a near miss as for a far one.
    pub fn is(&self, text: &str) -> bool {
        Sha256::digest(self.0.as_bytes()) == Sha256::digest(text.as_bytes())
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Secret(..)")
    }
}

/// Checks the header `X-Hub-Signature-256` against the bytes as they came, before anything else is done with them.
///
/// # Errors
/// When they do not fit.
pub fn verify(secret: &Secret, body: &[u8], header: &str) -> Result<(), Unsigned> {
    let hex = header.trim().strip_prefix("sha256=").ok_or(Unsigned)?;
    let expected = bytes(hex).ok_or(Unsigned)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.0.as_bytes()).map_err(|_| Unsigned)?;
    mac.update(body);
    mac.verify_slice(&expected).map_err(|_| Unsigned)
}

/// The bytes that hex digits stand for.
fn bytes(hex: &str) -> Option<[u8; HEX / 2]> {
    if hex.len() != HEX || !hex.is_ascii() {
        return None;
    }
    let mut bytes = [0; HEX / 2];
    for (byte, at) in bytes.iter_mut().zip((0..HEX).step_by(2)) {
        *byte = u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()?;
    }
    Some(bytes)
}
