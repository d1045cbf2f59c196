//! The true clock and true randomness: the only place that asks the machine for either.

use domain::time::Instant;
use engine::stamps::Stamps;
use std::io::Read;

/// Now.
#[expect(clippy::disallowed_methods, reason = "this is the one place that asks the machine for the time")]
pub fn now() -> Instant {
    Instant::from_timestamp(jiff::Timestamp::now())
}

/// Bytes nobody can guess.
///
/// # Errors
/// When the machine gives none.
pub fn bytes() -> std::io::Result<[u8; 32]> {
    let mut bytes = [0; 32];
    std::fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// A secret of 256 bits in hex.
///
/// # Errors
/// When the machine gives no randomness.
pub fn token() -> std::io::Result<String> {
    Ok(bytes()?.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A fresh stream of stamps.
///
/// # Errors
/// When the machine gives no randomness.
pub fn stamps() -> std::io::Result<Stamps> {
    Ok(Stamps::seeded(bytes()?))
}

/// 128 random bits.
///
/// # Errors
/// When the machine gives no randomness.
pub fn entropy() -> std::io::Result<u128> {
    let bytes = bytes()?;
    Ok(bytes.iter().take(16).fold(0, |bits, byte| (bits << 8) | u128::from(*byte)))
}
