//! What the page of a pass says, in the languages we speak.

mod table;

/// The words of one language.
pub struct Words {
    pub language: &'static str,
    /// What a report goes through.
    pub steps: [&'static str; 5],
    pub accept: &'static str,
    pub arrive: &'static str,
    pub done: &'static str,
    pub cannot: &'static str,
    pub reason: &'static str,
    pub cost: &'static str,
    pub amount: &'static str,
    pub contest: &'static str,
    pub photo: &'static str,
    pub photo_needed: &'static str,
    pub note: &'static str,
    pub send: &'static str,
    /// What was said waits for a signal; the same of `{n}` photos.
    pub waits: &'static str,
    pub photos_wait: &'static str,
    /// What waited was refused, and its page is not the one that is open.
    pub lost: &'static str,
    pub due: &'static str,
    pub directions: &'static str,
    pub call: &'static str,
    pub question: &'static str,
    pub fixed: &'static str,
    pub not_fixed: &'static str,
    pub given_away: &'static str,
    pub too_late: &'static str,
    pub ended: &'static str,
    pub ended_how: &'static str,
}

/// The words for what a browser says its owner reads; English where we speak none of it.
pub fn words_for(accepted: Option<&str>) -> &'static Words {
    let tags = accepted.unwrap_or_default().split(',').map(|tag| tag.split(';').next().unwrap_or_default().trim());
    let base = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    tags.map(base).find_map(|base| table::ALL.iter().find(|words| words.language == base)).unwrap_or(&table::ALL[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_we_speak_is_taken() {
        let table = [
            (Some("ta-IN,ta;q=0.9,en;q=0.8"), "ta"),
            (Some("fr-FR, ms-MY;q=0.7"), "ms"),
            (Some("xx"), "en"),
            (Some(""), "en"),
            (None, "en"),
        ];
        for (accepted, expected) in table {
            assert_eq!(words_for(accepted).language, expected, "{accepted:?}");
        }
    }

    #[test]
    fn there_are_words_in_every_language_of_our_messages() {
        for language in domain::wording::languages() {
            assert_eq!(words_for(Some(language)).language, language);
        }
    }
}
