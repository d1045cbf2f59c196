//! Why somebody is asked or told of what was not answered, as sentences.

use super::{Saying, name, said, words};
use crate::ladder::{Climbed, Reached, Unsaid};

/// Why somebody was asked or told, or was not.
pub(super) fn of_rung(climbed: &Climbed) -> Saying {
    let cause = ("cause", words::cause(climbed.cause));
    match climbed.unsaid {
        None => said("{cause}: {whom}", [cause, ("whom", words::audience(climbed.audience))]),
        Some(Unsaid::Stale) => said("{cause}: too long ago to tell anybody", [cause]),
        Some(Unsaid::Deaf) => said("{cause}: nobody is told, for we may not have heard", [cause]),
        Some(Unsaid::Enough) => said("{cause}: held back, for they heard enough that day", [cause]),
        Some(Unsaid::Nobody) => said("{cause}: there is nobody further to tell", [cause]),
    }
}

/// Why somebody is asked or told of a day of a task, or why not.
pub(super) fn of_day_rung(reached: &Reached) -> Saying {
    let (day, cause) = (("day", name(&reached.day)), ("cause", words::cause(reached.cause)));
    match reached.unsaid {
        None => said("{day}: {cause}: {whom}", [day, cause, ("whom", words::audience(reached.audience))]),
        Some(Unsaid::Stale) => said("{day}: {cause}: too long ago to tell anybody", [day, cause]),
        Some(Unsaid::Deaf) => said("{day}: {cause}: nobody is told, for we may not have heard", [day, cause]),
        Some(Unsaid::Enough) => said("{day}: {cause}: held back, for they heard enough that day", [day, cause]),
        Some(Unsaid::Nobody) => said("{day}: {cause}: there is nobody further to tell", [day, cause]),
    }
}
