//! What is kept of a person beside the journal, written for them: signed with the pack, and proven by no entry.

use super::make::{MakeError, Making};
use domain::id::{Digest, PersonId, TicketNumber};
use domain::member::Member;
use domain::time::{Instant, Zone};
use serde_json::{Value, json};
use std::io;
use store::beside::{Beside, Of, beside};

/// What the file says of itself.
const NOTE: &str = "What is kept of this person beside the journal, as of when this was made. It is signed with the rest, and \
     proven by no entry. Of links and sessions nothing is told that opens anything. Times are those of UTC.";

/// The text of the file; `files` are those they sent.
pub(super) async fn text(making: &Making<'_>, person: &PersonId, files: &[Digest]) -> Result<String, MakeError> {
    let directory = making.directory;
    let selves: Vec<PersonId> = directory.selves(directory.who(person)).cloned().collect();
    let is_theirs = |login: &&Member| login.person.as_ref().is_some_and(|person| selves.contains(person));
    let logins: Vec<String> = directory.members.values().filter(is_theirs).map(|login| login.name.clone()).collect();
    let kept = beside(making.db, making.org, Of { selves: &selves, logins: &logins, files }).await?;
    let mut told = told(&kept);
    told["about"] = json!(NOTE);
    told["person"] = json!(selves);
    told["logins"] = json!(logins);
    Ok(serde_json::to_string_pretty(&told).map_err(io::Error::other)? + "\n")
}

/// The lists, each line with its times as people write them.
fn told(kept: &Beside) -> Value {
    let at = |us: i64| Instant::from_us(us).rfc3339(&Zone::utc());
    let maybe = |us: Option<i64>| us.map(at);
    let opened = kept.opened.iter().map(|one| json!({ "what": one.digest, "at": at(one.at_us) }));
    let shown = kept.shown.iter().map(|one| json!({ "file": one.media, "by": one.who, "at": at(one.at_us) }));
    let pictures = kept.pictures.iter().map(|one| {
        json!({
            "file": one.media, "prints": one.prints, "is_dark": one.is_dark, "is_blurred": one.is_blurred,
            "is_screenshot": one.is_screenshot, "taken": one.taken, "latitude": one.lat, "longitude": one.lon,
        })
    });
    let passes = kept.passes.iter().map(|one| {
        let ticket = TicketNumber(u32::try_from(one.ticket).unwrap_or_default()).to_string();
        json!({
            "ticket": ticket, "is_for_the_work": one.is_work, "made": at(one.made_us), "opened": maybe(one.opened_us),
            "used": maybe(one.used_us), "taken_back": maybe(one.revoked_us),
        })
    });
    let handouts = kept.handouts.iter().map(|one| {
        json!({
            "for": one.label, "period": one.stretch, "made_by": one.made_by, "made": at(one.made_us),
            "until": at(one.expires_us), "last_opened_by_whoever_had_it": maybe(one.opened_us), "taken_back": maybe(one.revoked_us),
        })
    });
    let subscriptions = kept.subscriptions.iter().map(|one| {
        json!({
            "every": one.every, "minute_of_the_day": one.minute, "format": one.format, "language": one.language,
            "made_by": one.made_by, "made": at(one.made_us), "ended": maybe(one.ended_us),
        })
    });
    let editions =
        kept.editions.iter().map(|one| json!({ "day": one.day, "state": one.state, "since": at(one.at_us) }));
    let asked = kept.asked.iter().map(|one| json!({ "message": one.message, "at": at(one.asked_us) }));
    let sessions = kept.sessions.iter().map(|one| {
        json!({ "login": one.member, "device": one.device, "since": at(one.issued_us), "until": at(one.expires_us) })
    });
    json!({
        "is_all": kept.is_all,
        "opened_by_them": opened.collect::<Value>(),
        "openings_of_what_they_sent": shown.collect::<Value>(),
        "seen_in_their_pictures": pictures.collect::<Value>(),
        "links_to_tickets": passes.collect::<Value>(),
        "links_to_reports": handouts.collect::<Value>(),
        "subscriptions": subscriptions.collect::<Value>(),
        "reports_sent": editions.collect::<Value>(),
        "reports_asked_for": asked.collect::<Value>(),
        "sessions": sessions.collect::<Value>(),
    })
}
