//! Ogg files of Opus packets, as phones record voice notes, made into samples.

use ogg::PacketReader;
use opus_decoder::OpusDecoder;
use std::io::Cursor;

/// Samples of a second.
pub const RATE_HZ: usize = 16_000;
/// The longest sound that is heard: two hours.
const SAMPLES_MAX: usize = 2 * 3_600 * RATE_HZ;

/// Why a file gives no sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoSound {
    /// It is no Ogg file, or breaks off before its sound begins.
    #[error("it is no Ogg file")]
    NoOgg,
    /// It holds something else than Opus.
    #[error("it holds no Opus sound")]
    NoOpus,
    /// Nothing in it could be decoded.
    #[error("nothing in it can be decoded")]
    Broken,
    /// It is longer than anything that is heard.
    #[error("it is longer than two hours")]
    TooLong,
}

/// The samples of a file, from -1 to 1, of one channel. What breaks off, or is damaged in between, gives what was before and
/// after.
///
/// # Errors
/// When it is none of the kind.
pub fn sound(bytes: &[u8]) -> Result<Vec<f32>, NoSound> {
    let mut reader = PacketReader::new(Cursor::new(bytes));
    let head = reader.read_packet().ok().flatten().ok_or(NoSound::NoOgg)?;
    if !head.data.starts_with(b"OpusHead") {
        return Err(NoSound::NoOpus);
    }
    // Two channels are mixed into one by the decoder; how loud the file says it is to be played changes no words.
    let mut decoder =
        OpusDecoder::new(u32::try_from(RATE_HZ).map_err(|_| NoSound::NoOpus)?, 1).map_err(|_| NoSound::NoOpus)?;
    let skipped = head.data.get(10..12).map_or(0, |bytes| usize::from(u16::from_le_bytes([bytes[0], bytes[1]])));
    let mut packet_samples = vec![0.0; decoder.max_frame_size_per_channel()];
    let mut samples = Vec::new();
    while let Ok(Some(packet)) = reader.read_packet() {
        if packet.data.starts_with(b"OpusTags") || packet.data.is_empty() {
            continue;
        }
        if let Ok(count) = decoder.decode_float(&packet.data, &mut packet_samples, false) {
            samples.extend_from_slice(packet_samples.get(..count).unwrap_or_default());
        }
        if samples.len() > SAMPLES_MAX {
            return Err(NoSound::TooLong);
        }
    }
    // The head counts what is to be left out in samples of 48 kHz.
    let skipped = (skipped * RATE_HZ / 48_000).min(samples.len());
    samples.drain(..skipped);
    if samples.is_empty() { Err(NoSound::Broken) } else { Ok(samples) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_voice_note_gives_no_sound() {
        for (bytes, why) in [
            (&b""[..], NoSound::NoOgg),
            (b"OggS", NoSound::NoOgg),
            (b"RIFF....WAVE", NoSound::NoOgg),
            (&[0xff; 4_096], NoSound::NoOgg),
        ] {
            assert_eq!(sound(bytes).unwrap_err(), why);
        }
    }
}
