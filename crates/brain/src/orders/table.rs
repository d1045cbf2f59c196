//! What can be said, one table a language, and in every language's mixes as people type them.

mod asian;
mod calls;
mod contests;
mod excuses;
mod malay;
mod reports;
mod western;

use super::Sense;
use super::pattern::Pattern;

/// What one language says for one sense.
type Says = (Sense, &'static [&'static str]);

/// Every language's table, with its BCP 47 tag; a mix in Latin letters stands beside its language.
const TABLES: &[(&str, &[Says])] = &[
    ("und", western::EVERYWHERE),
    ("en", western::ENGLISH),
    ("ms", malay::MALAY),
    ("id", malay::INDONESIAN),
    ("zh", asian::CHINESE),
    ("ta", asian::TAMIL),
    ("ta-Latn", asian::TANGLISH),
    ("hi", asian::HINDI),
    ("hi-Latn", asian::HINGLISH),
    ("es", western::SPANISH),
    ("pt", western::PORTUGUESE),
    ("ar", western::ARABIC),
    ("fil", malay::FILIPINO),
    ("en", calls::ENGLISH),
    ("ms", calls::MALAY),
    ("id", calls::INDONESIAN),
    ("zh", calls::CHINESE),
    ("ta", calls::TAMIL),
    ("hi", calls::HINDI),
    ("hi-Latn", calls::HINGLISH),
    ("es", calls::SPANISH),
    ("pt", calls::PORTUGUESE),
    ("ar", calls::ARABIC),
    ("fil", calls::FILIPINO),
    ("en", excuses::ENGLISH),
    ("ms", excuses::MALAY),
    ("id", excuses::INDONESIAN),
    ("zh", excuses::CHINESE),
    ("ta", excuses::TAMIL),
    ("ta-Latn", excuses::TANGLISH),
    ("hi", excuses::HINDI),
    ("hi-Latn", excuses::HINGLISH),
    ("es", excuses::SPANISH),
    ("pt", excuses::PORTUGUESE),
    ("ar", excuses::ARABIC),
    ("fil", excuses::FILIPINO),
    ("en", contests::ENGLISH),
    ("ms", contests::MALAY),
    ("id", contests::INDONESIAN),
    ("zh", contests::CHINESE),
    ("ta", contests::TAMIL),
    ("ta-Latn", contests::TANGLISH),
    ("hi", contests::HINDI),
    ("hi-Latn", contests::HINGLISH),
    ("es", contests::SPANISH),
    ("pt", contests::PORTUGUESE),
    ("ar", contests::ARABIC),
    ("fil", contests::FILIPINO),
    ("en", reports::ENGLISH),
    ("ms", reports::MALAY),
    ("id", reports::INDONESIAN),
    ("zh", reports::CHINESE),
    ("ta", reports::TAMIL),
    ("ta-Latn", reports::TANGLISH),
    ("hi", reports::HINDI),
    ("hi-Latn", reports::HINGLISH),
    ("es", reports::SPANISH),
    ("pt", reports::PORTUGUESE),
    ("ar", reports::ARABIC),
    ("fil", reports::FILIPINO),
    ("und", western::NAMES),
];

/// Every pattern, in the order in which they are tried.
pub(super) fn patterns() -> Vec<Pattern> {
    let mut all: Vec<(&str, &Says)> =
        TABLES.iter().flat_map(|(language, says)| says.iter().map(move |says| (*language, says))).collect();
    // What takes any words after its own comes after what asks for more.
    all.sort_by_key(|(_, (sense, _))| *sense == Sense::ExcuseIt);
    let all = all.into_iter();
    all.flat_map(|(language, (sense, texts))| texts.iter().map(move |text| Pattern::new(language, *sense, text)))
        .collect()
}
