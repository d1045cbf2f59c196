//! The true clock and true randomness: the only place that asks the machine for either.

use domain::time::Instant;
use engine::stamps::Stamps;
use std::io::Read;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::sync::Notify;

/// How far the clock of a played installation was put forward, in microseconds.
static AHEAD_US: AtomicI64 = AtomicI64::new(0);
/// Rings when it was put forward.
static LEAPT: Notify = Notify::const_new();

/// Puts the clock of this program forward, so that whatever is due then is due now. Only a phone that is played with, and
/// what was played before in the same folder, may do so.
pub fn ahead(us: i64) {
    // Never back, whatever puts it forward at the same time.
    AHEAD_US.fetch_max(us, Ordering::Relaxed);
    LEAPT.notify_waiters();
}

/// How far it was put forward, in microseconds.
pub fn ahead_us() -> i64 {
    AHEAD_US.load(Ordering::Relaxed)
}

/// Ends when it is put forward.
pub async fn leapt() {
    LEAPT.notified().await;
}

/// Now.
#[expect(clippy::disallowed_methods, reason = "this is the one place that asks the machine for the time")]
pub fn now() -> Instant {
    Instant::from_us(Instant::from_timestamp(jiff::Timestamp::now()).us() + ahead_us())
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
