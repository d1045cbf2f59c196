//! Files that come with messages: how large one of a form may be, and why one is not here.

use crate::message::Form;
use crate::ticket::words;

/// How long WhatsApp keeps the file of a message, in minutes: seven days.
pub const KEPT_MINUTES: i64 = 7 * 24 * 60;
/// The largest file that WhatsApp passes on, in bytes.
const LARGEST_BYTES: u64 = 100 << 20;

words! {
    /// Why a file that came with a message is not here.
    Unfetched {
        /// WhatsApp could not be reached.
        Unreached = "unreached",
        /// WhatsApp was busy, or had a fault of its own.
        Busy = "busy",
        /// WhatsApp did not accept our access token.
        Credentials = "credentials",
        /// The address it was to be fetched from led nowhere.
        Address = "address",
        /// The file broke off, or took too long.
        BrokeOff = "broke_off",
        /// What came is another file than the one that was sent.
        Changed = "changed",
        /// WhatsApp knows no such file.
        Unknown = "unknown",
        /// It is larger than what we keep.
        TooLarge = "too_large",
        /// It is of another type than the message said.
        OtherType = "other_type",
        /// It could not be written to the disk or the bucket.
        Unwritten = "unwritten",
    }
}

words! {
    /// How much a picture or a word proves of what was done.
    Grade {
        /// Taken with our camera page: time, place and digest by our own clock.
        A = "A",
        /// A file that says when or where it was taken.
        B = "B",
        /// A photo, film or file as WhatsApp passes it on, which says neither.
        C = "C",
        /// Words alone.
        D = "D",
    }
}

impl Grade {
    /// What a message proves by its form; `is_dated` where its file says when or where it was taken.
    pub fn of(form: Form, is_dated: bool) -> Self {
        match (form, is_dated) {
            (Form::Image | Form::Video | Form::Document, true) => Self::B,
            (Form::Image | Form::Video | Form::Document, false) => Self::C,
            (
                Form::Text
                | Form::Audio
                | Form::Location
                | Form::Reaction
                | Form::Sticker
                | Form::Contacts
                | Form::Poll
                | Form::Call
                | Form::Deleted
                | Form::Unknown,
                _,
            ) => Self::D,
        }
    }

    /// What several pieces of evidence prove together: as much as the best of them.
    pub fn best(grades: impl IntoIterator<Item = Self>) -> Self {
        grades.into_iter().min().unwrap_or(Self::D)
    }

    /// What it means, in words.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::A => "Taken with the camera page, with time and place",
            Self::B => "A file that says when or where it was taken",
            Self::C => "A photo or file that does not say when or where it was taken",
            Self::D => "Words alone",
        }
    }
}

impl Unfetched {
    /// The reason, to stand after the words "was not fetched:".
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Unreached => "WhatsApp could not be reached",
            Self::Busy => "WhatsApp was busy",
            Self::Credentials => "WhatsApp does not accept the access token",
            Self::Address => "the address WhatsApp gave led nowhere",
            Self::BrokeOff => "it broke off on its way",
            Self::Changed => "what came is not what was sent",
            Self::Unknown => "WhatsApp does not have it any more",
            Self::TooLarge => "it is too large",
            Self::OtherType => "it is not what it says it is",
            Self::Unwritten => "it could not be written to the disk",
        }
    }

    /// How often it is asked for in spite of this; none when only time sets a bound.
    pub fn tries_max(self) -> Option<u32> {
        match self {
            Self::Unreached | Self::Busy | Self::Credentials | Self::Unwritten => None,
            Self::Address | Self::BrokeOff => Some(8),
            Self::Changed | Self::Unknown => Some(4),
            Self::TooLarge | Self::OtherType => Some(1),
        }
    }
}

/// How long to wait before a file is asked for again, in seconds: longer each time, an hour at most.
pub fn pause_s(tries: u32) -> i64 {
    const FIRST_S: i64 = 5;
    const LONGEST_S: i64 = 3_600;
    const TIMES: i64 = 4;
    FIRST_S.saturating_mul(TIMES.saturating_pow(tries.saturating_sub(1))).min(LONGEST_S)
}

/// How large a file may be, in bytes: above what WhatsApp lets people send of each form, so that only what is wrong is
/// left out.
pub fn size_max_bytes(form: Form) -> u64 {
    match form {
        Form::Image => 32 << 20,
        Form::Audio => 32 << 20,
        Form::Sticker => 4 << 20,
        Form::Video | Form::Document => LARGEST_BYTES,
        Form::Text
        | Form::Location
        | Form::Reaction
        | Form::Contacts
        | Form::Poll
        | Form::Call
        | Form::Deleted
        | Form::Unknown => 0,
    }
}

/// Whether a file of a type may come with a message of a form.
pub fn is_of_form(form: Form, mime: &str) -> bool {
    let family = mime.split('/').next().unwrap_or_default();
    match form {
        Form::Image | Form::Sticker => family.eq_ignore_ascii_case("image"),
        Form::Video => family.eq_ignore_ascii_case("video"),
        Form::Audio => family.eq_ignore_ascii_case("audio") || mime.starts_with("application/ogg"),
        Form::Document => true,
        Form::Text
        | Form::Location
        | Form::Reaction
        | Form::Contacts
        | Form::Poll
        | Form::Call
        | Form::Deleted
        | Form::Unknown => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_grows_to_an_hour() {
        let pauses: Vec<i64> = (1..8).map(pause_s).collect();
        assert_eq!(pauses, [5, 20, 80, 320, 1_280, 3_600, 3_600]);
        assert_eq!(pause_s(u32::MAX), 3_600);
    }

    #[test]
    fn evidence_is_worth_as_much_as_the_best_of_it() {
        let table =
            [(Form::Document, true, Grade::B), (Form::Image, false, Grade::C), (Form::Location, true, Grade::D)];
        for (form, is_dated, grade) in table {
            assert_eq!(Grade::of(form, is_dated), grade);
        }
        assert_eq!(Grade::best([Grade::D, Grade::B, Grade::C]), Grade::B);
        assert_eq!(Grade::best([]), Grade::D);
    }

    #[test]
    fn a_type_belongs_to_its_form() {
        let table = [
            (Form::Image, "image/jpeg", true),
            (Form::Image, "text/html", false),
            (Form::Audio, "audio/ogg; codecs=opus", true),
            (Form::Audio, "video/mp4", false),
            (Form::Document, "application/x-anything", true),
            (Form::Sticker, "image/webp", true),
            (Form::Text, "image/jpeg", false),
        ];
        for (form, mime, is_of) in table {
            assert_eq!(is_of_form(form, mime), is_of, "{form} {mime}");
        }
    }
}
