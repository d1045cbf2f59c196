//! Removing what is over its time.

use crate::event::{Change, Event};
use crate::policy::retention::{Evidence, letter_may_go};
use crate::refusal::Refusal;
use crate::request::Request;
use crate::retention::{Expired, Retention, Trace};
use crate::situation::Situation;

/// Says for how long one kind is kept.
pub fn set(situation: &Situation, retention: &Retention) -> Result<Vec<Change>, Refusal> {
    retention.check()?;
    let is_so = situation.directory.kept_days(retention.trace) == retention.days;
    Ok(if is_so { Vec::new() } else { vec![Event::RetentionDefined(retention.clone()).into()] })
}

/// Records that something went because its time is over: only what the policy says, and nothing that is still needed.
pub fn expire(situation: &Situation, request: &Request, expired: &Expired) -> Result<Vec<Change>, Refusal> {
    let days = situation.directory.kept_days(expired.trace).ok_or(Refusal::KeptForEver(expired.trace))?;
    let before = request.stamp.at.plus_minutes(-i64::from(days) * 24 * 60);
    if expired.days != days || expired.before > before {
        return Err(Refusal::StillKept(expired.trace));
    }
    let may_all_go = match expired.trace {
        Trace::Words | Trace::Files => {
            let evidence = Evidence::of(situation);
            let lets_go = |heard| evidence.lets_go(heard, expired.trace, expired.before);
            expired.messages.iter().all(|id| situation.message(id).is_some_and(lets_go))
        }
        Trace::Letters => expired
            .letters
            .iter()
            .all(|id| situation.outbounds.get(id).is_some_and(|known| letter_may_go(known, expired.before))),
        Trace::Raw | Trace::Openings => true,
    };
    if !may_all_go {
        return Err(Refusal::StillKept(expired.trace));
    }
    Ok(if expired.count == 0 { Vec::new() } else { vec![Event::RetentionApplied(expired.clone()).into()] })
}
