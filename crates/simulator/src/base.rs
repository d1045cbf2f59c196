//! Names as WhatsApp gives them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// Which way a message goes, as its name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// From a person.
    In,
    /// From the business.
    Out,
}

/// The name of a message with somebody.
pub fn wamid(counterpart: &str, way: Way, number: u64) -> String {
    let stanza = format!("3EB0{number:016X}");
    let mut bytes = vec![0x1c, 0x18, u8::try_from(counterpart.len()).unwrap_or(u8::MAX)];
    bytes.extend(counterpart.bytes().take(usize::from(u8::MAX)));
    bytes.extend([0x15, 0x02, 0x00, if way == Way::In { 0x12 } else { 0x11 }, 0x18]);
    bytes.push(u8::try_from(stanza.len()).unwrap_or(u8::MAX));
    bytes.extend(stanza.bytes());
    bytes.push(0);
    format!("wamid.{}", STANDARD.encode(bytes))
}

/// The digest of a file as webhooks spell it.
pub fn sha256_base64(bytes: &[u8]) -> String {
    STANDARD.encode(Sha256::digest(bytes))
}

/// The digest of a file as the Graph API spells it.
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
