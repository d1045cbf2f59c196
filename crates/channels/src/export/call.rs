//! Calls, as the export words them.

use crate::export::line::Body;
use crate::export::marks::{is_mark, without_marks};

/// The longest note of a call; what is longer is a person talking about one.
const NOTE_MAX_CHARS: usize = 80;

/// Opening words, whether they speak of a video call, and of a missed one.
const OPENINGS: [(&str, bool, bool); 44] = [
    ("missed group voice call", false, true),
    ("missed group video call", true, true),
    ("missed voice call", false, true),
    ("missed video call", true, true),
    ("silenced voice call", false, true),
    ("silenced video call", true, true),
    ("group voice call", false, false),
    ("group video call", true, false),
    ("voice call", false, false),
    ("video call", true, false),
    ("chamada de voz perdida", false, true),
    ("chamada de vídeo perdida", true, true),
    ("ligação de voz perdida", false, true),
    ("ligação de vídeo perdida", true, true),
    ("chamada de voz", false, false),
    ("chamada de vídeo", true, false),
    ("ligação de voz", false, false),
    ("ligação de vídeo", true, false),
    ("llamada perdida", false, true),
    ("videollamada perdida", true, true),
    ("llamada de voz perdida", false, true),
    ("llamada de voz", false, false),
    ("videollamada", true, false),
    ("verpasster sprachanruf", false, true),
    ("verpasster videoanruf", true, true),
    ("sprachanruf", false, false),
    ("videoanruf", true, false),
    ("appel vocal manqué", false, true),
    ("appel vidéo manqué", true, true),
    ("appel vocal", false, false),
    ("appel vidéo", true, false),
    ("chiamata vocale persa", false, true),
    ("videochiamata persa", true, true),
    ("panggilan suara tak terjawab", false, true),
    ("panggilan video tak terjawab", true, true),
    ("panggilan suara terlepas", false, true),
    ("panggilan video terlepas", true, true),
    ("panggilan suara", false, false),
    ("panggilan video", true, false),
    ("gemiste spraakoproep", false, true),
    ("gemiste video-oproep", true, true),
    ("未接语音通话", false, true),
    ("未接视频通话", true, true),
    ("语音通话", false, false),
];

/// `Voice call. 2 min.`, `Missed voice call. Tap to call back` and their translations, alone on a line.
pub(super) fn read(words: &str) -> Option<Body> {
    if words.contains('\n') || words.chars().count() > NOTE_MAX_CHARS {
        return None;
    }
    let text = without_marks(words);
    let lower = text.to_lowercase();
    let (opening, video, missed) = OPENINGS.iter().find(|(opening, _, _)| lower.starts_with(opening))?;
    let tail = &lower[opening.len()..];
    let is_note = tail.is_empty() || tail.starts_with(['.', ',', '。', '，']) || words.contains(is_mark);
    is_note.then(|| Body::Call { video: *video, missed: *missed, text: text.trim().to_owned() })
}
