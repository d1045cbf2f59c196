//! How the gaps of a text are filled, and how what is too long is cut.

/// A text of at most so many characters; what is cut off is shown to be.
#[must_use]
pub fn cut(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let kept: String = text.chars().take(max.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// Fills the gaps of a text; a gap nobody fills stays empty.
#[must_use]
pub fn fill(text: &str, gaps: &[(&str, &str)]) -> String {
    let mut parts = text.split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (gap, rest) = part.split_once('}').unwrap_or(("", part));
        filled.push_str(gaps.iter().find(|(name, _)| *name == gap).map_or("", |(_, value)| value));
        filled.push_str(rest);
    }
    filled
}
