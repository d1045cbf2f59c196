//! Codes of a second factor (RFC 6238): six digits that a phone and we work out from a shared secret and the time.

use domain::time::Instant;
use totp_rs::{Builder, Secret};

/// Bytes of a secret: what RFC 4226 recommends.
const SECRET_BYTES: usize = 20;
/// What an authenticator shows beside the code.
const ISSUER: &str = "Laksana";

/// A fresh secret in base32, out of random bits.
pub fn fresh(first: u128, second: u128) -> String {
    let bytes: Vec<u8> = [first.to_be_bytes(), second.to_be_bytes()].concat().into_iter().take(SECRET_BYTES).collect();
    Secret::from(bytes).to_base32()
}

/// The step whose code this is, at an instant give or take one step of thirty seconds.
pub fn step(secret: &str, code: &str, now: Instant) -> Option<i64> {
    let secret = Secret::try_from_base32(secret).ok()?;
    let codes = Builder::new().with_secret(secret).with_account_name("").build().ok()?;
    let code: String = code.chars().filter(|at| !at.is_whitespace()).collect();
    let seconds = u64::try_from(now.us() / 1_000_000).ok()?;
    codes.check(&code, seconds).and_then(|step| i64::try_from(step).ok())
}

/// The address by which an authenticator takes a secret in.
pub fn address(secret: &str, member: &str) -> String {
    let secret = Secret::try_from_base32(secret).ok();
    let codes = secret.and_then(|secret| {
        // A colon parts issuer and name in such an address.
        let name = member.replace(':', " ");
        Builder::new().with_secret(secret).with_account_name(name).with_issuer(Some(ISSUER)).build().ok()
    });
    codes.and_then(|codes| codes.to_url().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238's test vectors, and the last six digits it gives for SHA-1.
    const VECTOR: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    #[test]
    fn codes_are_those_of_the_standard_and_hold_for_a_step_around() {
        for (seconds, code, step_of) in [(59, "287082", 1), (1_111_111_109, "081804", 37_037_036)] {
            let at = |seconds: i64| Instant::from_us(seconds * 1_000_000);
            assert_eq!(step(VECTOR, code, at(seconds)), Some(step_of));
            assert_eq!(step(VECTOR, &format!(" {} {}", &code[..3], &code[3..]), at(seconds + 30)), Some(step_of));
            assert_eq!(step(VECTOR, code, at(seconds + 90)), None);
        }
        assert_eq!(step(VECTOR, "", Instant::from_us(59_000_000)), None);
    }

    #[test]
    fn a_fresh_secret_is_taken_in_by_its_address() {
        let secret = fresh(1, u128::MAX);
        assert_eq!(secret.len(), 32);
        let address = address(&secret, "Siti: நன்றி");
        assert!(address.starts_with("otpauth://totp/Laksana:Siti") && address.contains(&secret), "{address}");
    }
}
