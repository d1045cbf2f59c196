//! To whom jobs are offered, as sentences, and that nobody took one.

use super::{Gap, Saying, plain, said};
use crate::duty::Ground;

/// To whom a job is offered, and why.
pub(super) fn of_offer(ground: Ground, to: Gap) -> Saying {
    let to = [("name", to)];
    match ground {
        Ground::Rule => said("Offered to {name}", to),
        Ground::Declined => said("Offered to {name}, since whoever was asked does not take it", to),
        Ground::Unanswered => said("Offered to {name}, since whoever was asked did not answer", to),
        Ground::OffDuty => said("Offered to {name}, since nobody is on call", to),
        Ground::Untold => said("Offered to {name}, since whoever was asked could not be told", to),
        Ground::Reclassified => said("Offered to {name}, since it was classified anew", to),
    }
}

/// That nobody took a job, and why.
pub(super) fn of_untaken(ground: Ground) -> Saying {
    match ground {
        Ground::Rule => plain("Nobody took it: managers are told"),
        Ground::Declined => plain("Nobody took it, since whoever was asked does not take it: managers are told"),
        Ground::Unanswered => plain("Nobody took it, since whoever was asked did not answer: managers are told"),
        Ground::OffDuty => plain("Nobody took it, since nobody is on call: managers are told"),
        Ground::Untold => plain("Nobody took it, since whoever was asked could not be told: managers are told"),
        Ground::Reclassified => plain("Nobody took it, since it was classified anew: managers are told"),
    }
}
