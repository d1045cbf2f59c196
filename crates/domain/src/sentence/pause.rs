//! What is said of a pause that is contested.

use super::words::{waiting, word};
use super::{Saying, doer, said, who};
use crate::contest::{Contested, Judged};
use crate::directory::Directory;

/// That somebody says it is wrong.
pub(super) fn of_contest(contested: &Contested, directory: &Directory) -> Saying {
    let gaps = [("person", who(&contested.by, directory)), ("reason", word(waiting(contested.reason)))];
    said("{person} says that the pause is wrong: {reason}", gaps)
}

/// What a manager says to it.
pub(super) fn of_judgement(judged: &Judged, directory: &Directory) -> Saying {
    let gaps = [("person", doer(&judged.by, directory)), ("reason", word(waiting(judged.reason)))];
    match judged.stands {
        Some(true) => said("{person} lets the pause stand: {reason}", gaps),
        Some(false) => said("{person} struck the pause, which counts no more: {reason}", gaps),
        None => said("{person} took back what was said of the pause: {reason}", gaps),
    }
}
