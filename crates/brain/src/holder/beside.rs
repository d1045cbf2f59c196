//! Words beside a name and a duty, folded: those that say nothing more, and those that go on.

/// What may stand beside a duty and says nothing more.
pub(super) const BESIDE: &[&str] = &[
    "now",
    "today",
    "tonight",
    "boss",
    "sir",
    "sekarang",
    "malam ini",
    "hari ini",
    "malam",
    "pagi",
    "petang",
    "bos",
    "ya",
    "la",
    "le",
    "今晚",
    "现在",
    "現在",
    "了",
    "पर",
    "में",
    "आज",
    "अब",
    "pe",
    "par",
    "mein",
    "o",
    "a",
    "el",
    "la noche",
    "esta noche",
    "hoje",
    "esta noite",
    "الان",
    "اليوم",
    "الليله",
    "po",
    "ngayon",
    "இன்று",
    "இப்போது",
];

/// After who somebody is these say what they write for.
pub(super) const REPORTS: &[&str] = &[
    "nak lapor",
    "nak report",
    "mahu lapor",
    "mau lapor",
    "ingin lapor",
    "ingin melapor",
    "want to report",
    "reporting",
];

/// Words inside of a name that are written small.
pub(super) const PARTICLES: &[&str] =
    &["bin", "binti", "bt", "bte", "al", "ap", "de", "da", "do", "dos", "das", "del", "la", "van", "von", "ibn"];
