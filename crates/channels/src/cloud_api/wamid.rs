//! WhatsApp's names for messages. A `wamid` has the other side's phone number in it, in base64, and is another one seen
//! from the other side; the stanza id at its end is the message's own.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use sha2::{Digest as _, Sha256};

/// The name under which a message is known in its conversation: a hash, so that no number stays in the journal. Two
/// wamids of one message, as its two sides see it, have the same.
pub fn external(wamid: &str) -> String {
    let stanza = stanza(wamid);
    let digest = Sha256::digest(stanza.as_deref().unwrap_or(wamid).as_bytes());
    let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("wa-{hex}")
}

/// The name of a message whose own id a bridge tells: the same as that of its wamid, when it is an id as WhatsApp gives;
/// else one that holds only for this channel.
pub fn bridged(channel: &str, id: &str) -> String {
    const SHORTEST: usize = 16;
    if id.len() >= SHORTEST && id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return external(id);
    }
    let digest = Sha256::digest(format!("{channel} {id}").as_bytes());
    let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("br-{hex}")
}

/// The stanza id: base64 of `1c 18 LEN DIGITS 15 02 00 (11|12) 18 LEN ID 00`. None when it is anything else.
fn stanza(wamid: &str) -> Option<String> {
    let encoded = wamid.strip_prefix("wamid.")?.trim_end_matches('=');
    let bytes = STANDARD_NO_PAD.decode(encoded).ok()?;
    let (digits, rest) = counted(bytes.strip_prefix(&[0x1c, 0x18])?)?;
    let rest = rest.strip_prefix(&[0x15, 0x02, 0x00, 0x11]).or_else(|| rest.strip_prefix(&[0x15, 0x02, 0x00, 0x12]))?;
    let (id, rest) = counted(rest.strip_prefix(&[0x18])?)?;
    let is_whole = rest == [0] && !id.is_empty() && digits.iter().all(u8::is_ascii_digit);
    let id = std::str::from_utf8(id).ok()?;
    (is_whole && id.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| id.to_owned())
}

/// As many bytes as the first one says, and those after them.
fn counted(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first()?;
    rest.split_at_checked(usize::from(*length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_of_a_message_have_one_name() {
        let theirs = "wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQUFERjg0NDEzNDdFODU3MUMxMAA=";
        let ours = "wamid.HBgLMTQxMjU1NTA4MjkVAgARGBQzQUFERjg0NDEzNDdFODU3MUMxMAA=";
        assert_eq!(stanza(theirs).as_deref(), Some("3AADF8441347E8571C10"));
        assert_eq!(external(theirs), external(ours));
    }

    #[test]
    fn a_name_of_another_shape_stands_for_itself() {
        for odd in ["wamid.xyzxyz", "wamid.X", "", "wamid.HBgL", "wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQUFE"] {
            assert_eq!(stanza(odd), None, "{odd}");
            assert_ne!(external(odd), external("wamid.other"));
        }
    }
}
