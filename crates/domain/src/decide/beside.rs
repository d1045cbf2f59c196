//! That something beside the record was changed is written down as it is told.

use crate::beside::Altered;
use crate::event::{Change, Event};

/// The entry, with texts of a length that fits one.
pub fn altered(altered: &Altered) -> Change {
    let cut = |text: &str| text.chars().take(Altered::TEXT_MAX).collect();
    let (about, before, after) = (cut(&altered.about), cut(&altered.before), cut(&altered.after));
    Event::SettingAltered(Altered { about, before, after, ..altered.clone() }).into()
}
