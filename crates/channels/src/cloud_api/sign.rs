//! Whether a body was really posted by whom it should be: signatures over its raw bytes, compared in constant time.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::time::Instant;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
use sha2::{Digest as _, Sha256, Sha512};

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

    /// The header by which an app shows that it is itself: its id, and this as its secret. Only for requests.
    #[must_use]
    pub fn bearer_of_app(&self, app: &str) -> String {
        format!("Bearer {app}|{}", self.0)
    }

    /// The header that a body bears which we post to ourselves, to see whether we take it.
    #[must_use]
    pub fn signature(&self, body: &[u8]) -> String {
        // HMAC takes keys of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.0.as_bytes()) else { return String::new() };
        mac.update(body);
        let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        format!("sha256={hex}")
    }

    /// As part of a query that goes to ourselves. Only for requests.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
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
    let expected = bytes::<32>(hex).ok_or(Unsigned)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.0.as_bytes()).map_err(|_| Unsigned)?;
    mac.update(body);
    mac.verify_slice(&expected).map_err(|_| Unsigned)
}

/// Checks a signature in hex, by HMAC-SHA512, over the bytes as they came: WAHA's.
///
/// # Errors
/// When they do not fit.
pub fn verify_sha512(secret: &Secret, body: &[u8], hex: &str) -> Result<(), Unsigned> {
    let expected = bytes::<64>(hex.trim()).ok_or(Unsigned)?;
    let mut mac = Hmac::<Sha512>::new_from_slice(secret.0.as_bytes()).map_err(|_| Unsigned)?;
    mac.update(body);
    mac.verify_slice(&expected).map_err(|_| Unsigned)
}

/// Checks a token of three parts that says until when it holds (a JSON web token by HS256): Evolution API's.
///
/// # Errors
/// When it is another kind of token, does not fit, or holds no longer.
pub fn verify_token(secret: &Secret, token: &str, now: Instant) -> Result<(), Unsigned> {
    let (signed, signature) = token.rsplit_once('.').ok_or(Unsigned)?;
    let (header, claims) = signed.split_once('.').ok_or(Unsigned)?;
    let json = |part: &str| -> Option<Value> { serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok() };
    let is_ours = json(header).is_some_and(|header| header["alg"] == "HS256");
    let until = json(claims).and_then(|claims| claims["exp"].as_f64()).ok_or(Unsigned)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.0.as_bytes()).map_err(|_| Unsigned)?;
    mac.update(signed.as_bytes());
    mac.verify_slice(&URL_SAFE_NO_PAD.decode(signature).map_err(|_| Unsigned)?).map_err(|_| Unsigned)?;
    let holds = until * 1e6 > now.us() as f64;
    if is_ours && holds { Ok(()) } else { Err(Unsigned) }
}

/// The bytes that hex digits stand for.
fn bytes<const N: usize>(hex: &str) -> Option<[u8; N]> {
    if hex.len() != 2 * N || !hex.is_ascii() {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, at) in bytes.iter_mut().zip((0..2 * N).step_by(2)) {
        *byte = u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_signed_is_taken_and_nothing_else() {
        let secret = Secret::new("word").unwrap();
        let header = secret.signature(b"{}");
        assert_eq!(verify(&secret, b"{}", &header), Ok(()));
        assert_eq!(verify(&secret, b"{ }", &header), Err(Unsigned));
        assert_eq!(secret.bearer_of_app("7"), "Bearer 7|word");
    }
}
