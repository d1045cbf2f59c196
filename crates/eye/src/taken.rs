//! When, where and how a file says it was taken. WhatsApp takes this out of photos; a photo sent as a document keeps it.

use exif::{Exif, In, Rational, Reader, Tag, Value};
use image::metadata::Orientation;
use std::io::{BufRead, Seek};

/// A point on the globe, in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Latitude.
    pub lat: f64,
    /// Longitude.
    pub lon: f64,
}

/// What a file says of its taking. It was written by whoever made the file, and may have been changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Taken {
    /// By the camera's clock, `2026-11-03 08:12:45`.
    pub at: Option<String>,
    /// Where.
    pub place: Option<Place>,
}

/// What a file says of its picture, where it says anything.
pub(crate) fn read(picture: &mut (impl BufRead + Seek)) -> Option<Exif> {
    Reader::new().read_from_container(picture).ok()
}

/// When and where it was taken; none when the file says neither.
pub(crate) fn taken(exif: &Exif) -> Option<Taken> {
    let at = [Tag::DateTimeOriginal, Tag::DateTimeDigitized].iter().find_map(|tag| time(exif, *tag));
    let taken = Taken { at, place: place(exif) };
    (taken != Taken::default()).then_some(taken)
}

/// How a viewer turns the picture: a phone held upright keeps it lying, and says so.
pub(crate) fn orientation(exif: &Exif) -> Option<Orientation> {
    let said = exif.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0)?;
    Orientation::from_exif(u8::try_from(said).ok()?)
}

fn time(exif: &Exif, tag: Tag) -> Option<String> {
    let Value::Ascii(lines) = &exif.get_field(tag, In::PRIMARY)?.value else { return None };
    let text = std::str::from_utf8(lines.first()?).ok()?;
    // 2026:11:03 08:12:45
    let (date, clock) = text.trim().split_once(' ')?;
    let is_of = |text: &str, lengths: [usize; 3]| {
        let parts: Vec<&str> = text.split(':').collect();
        parts.len() == 3
            && parts
                .iter()
                .zip(lengths)
                .all(|(part, length)| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let is_time = is_of(date, [4, 2, 2]) && is_of(clock, [2, 2, 2]) && !date.starts_with("0000");
    is_time.then(|| format!("{} {clock}", date.replace(':', "-")))
}

fn place(exif: &Exif) -> Option<Place> {
    let lat = degrees(exif, Tag::GPSLatitude, Tag::GPSLatitudeRef, b'S')?;
    let lon = degrees(exif, Tag::GPSLongitude, Tag::GPSLongitudeRef, b'W')?;
    let is_on_earth = (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon) && (lat, lon) != (0.0, 0.0);
    is_on_earth.then_some(Place { lat, lon })
}

fn degrees(exif: &Exif, tag: Tag, side: Tag, negative: u8) -> Option<f64> {
    let Value::Rational(parts) = &exif.get_field(tag, In::PRIMARY)?.value else { return None };
    let [degrees, minutes, seconds] = parts.get(..3)? else { return None };
    let value = number(degrees)? + number(minutes)? / 60.0 + number(seconds)? / 3_600.0;
    let is_negative = match &exif.get_field(side, In::PRIMARY)?.value {
        Value::Ascii(lines) => lines.first()?.first()? == &negative,
        _ => return None,
    };
    Some(if is_negative { -value } else { value })
}

fn number(rational: &Rational) -> Option<f64> {
    (rational.denom != 0).then(|| rational.to_f64())
}

#[cfg(test)]
mod tests {
    use super::*;
    use exif::Field;
    use exif::experimental::Writer;
    use std::io::Cursor;

    fn said(bytes: Vec<u8>) -> Option<Taken> {
        read(&mut Cursor::new(bytes)).as_ref().and_then(taken)
    }

    fn written(fields: &[(Tag, Value)]) -> Vec<u8> {
        let fields: Vec<Field> =
            fields.iter().map(|(tag, value)| Field { tag: *tag, ifd_num: In::PRIMARY, value: value.clone() }).collect();
        let mut writer = Writer::new();
        fields.iter().for_each(|field| writer.push_field(field));
        let mut bytes = Cursor::new(Vec::new());
        writer.write(&mut bytes, false).unwrap();
        bytes.into_inner()
    }

    fn ascii(text: &str) -> Value {
        Value::Ascii(vec![text.as_bytes().to_vec()])
    }

    fn angle(degrees: u32, minutes: u32, seconds: u32) -> Value {
        let rational = |num, denom| Rational { num, denom };
        Value::Rational(vec![rational(degrees, 1), rational(minutes, 1), rational(seconds, 100)])
    }

    #[test]
    fn time_and_place_are_read_and_nonsense_is_not() {
        let whole = written(&[
            (Tag::DateTimeOriginal, ascii("2026:11:03 08:12:45")),
            (Tag::GPSLatitudeRef, ascii("S")),
            (Tag::GPSLatitude, angle(33, 30, 0)),
            (Tag::GPSLongitudeRef, ascii("E")),
            (Tag::GPSLongitude, angle(151, 12, 36_00)),
        ]);
        let taken = said(whole).unwrap();
        assert_eq!(taken.at.as_deref(), Some("2026-11-03 08:12:45"));
        let place = taken.place.unwrap();
        assert!((place.lat + 33.5).abs() < 1e-9 && (place.lon - 151.21).abs() < 1e-9, "{place:?}");
        for text in ["0000:00:00 00:00:00", "yesterday", "2026-11-03 08:12:45", ""] {
            assert_eq!(said(written(&[(Tag::DateTimeOriginal, ascii(text))])), None, "{text}");
        }
        let nowhere = written(&[(Tag::GPSLatitudeRef, ascii("N")), (Tag::GPSLatitude, angle(200, 0, 0))]);
        assert_eq!(said(nowhere), None);
        assert_eq!(said(b"no picture".to_vec()), None);
    }
}
