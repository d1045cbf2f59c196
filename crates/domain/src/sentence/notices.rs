//! What WhatsApp said of our own account, as sentences.

use super::{Saying, name, said};
use crate::notice::Notice;

/// That something was said; what it means is said where it is shown.
pub(super) fn of_notice(notice: &Notice) -> Saying {
    let subject = [("subject", name(notice.shown()))];
    match notice.concern {
        Some(_) => said("WhatsApp said something of our account ({subject})", subject),
        None => said("WhatsApp has nothing against our account any more ({subject})", subject),
    }
}
