//! Where in a file the mistake stands that a directory was refused for.

use super::RosterError;

impl RosterError {
    /// The line and the column of the mistake in the file's text, counted from 1; none where the message says it.
    pub fn place_in(&self, text: &str) -> Option<(usize, usize)> {
        let (name, field, value, offset) = match self {
            Self::Undefined { name, kind, wanted, .. } => (name, *kind, wanted, 0),
            Self::BadValue { name, field, value, .. } => (name, *field, value, 0),
            Self::BadSchedule { name, value, column, .. } => (name, "when", value, column - 1),
            Self::Syntax { .. }
            | Self::Sheet { .. }
            | Self::BadCell { .. }
            | Self::Calendar(_)
            | Self::Agreement(_)
            | Self::Ladder(_)
            | Self::Duty(_)
            | Self::Rota(_)
            | Self::TooDeep(_) => {
                return None;
            }
        };
        if value.is_empty() {
            return None;
        }
        let lines: Vec<&str> = text.lines().collect();
        let named = lines.iter().position(|line| line.contains(name.as_str())).unwrap_or(0);
        let has = |(_, line): &(usize, &&str)| line.contains(value.as_str());
        let after = || lines.iter().enumerate().skip(named).filter(has);
        let of_field = after().find(|(_, line)| line.contains(field));
        let (at, line) = of_field.or_else(|| after().next()).or_else(|| lines.iter().enumerate().find(has))?;
        let begins = line.find(value.as_str()).map_or(0, |byte| line[..byte].chars().count());
        Some((at + 1, begins + 1 + offset))
    }
}
