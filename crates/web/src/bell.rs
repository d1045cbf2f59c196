//! `GET /bell`: tells an open page that something changed, and about what; never what. The page then asks again.

use crate::form::Asked;
use crate::member::Member;
use crate::state::Shared;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use domain::id::OrgId;
use domain::member::MemberRole;
use futures_util::stream::unfold;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::desk::{Desk, Ring};
use tokio::sync::{broadcast, watch};
use tokio::time::Instant;

/// Pages that one member may have open and visible at once, on all devices.
const OF_MEMBER_MAX: usize = 24;
/// Pages of all members.
const OF_ALL_MAX: usize = 1_000;
/// After so long a page asks anew, so that whoever was signed out hears nothing more.
const LISTENING_MAX: Duration = Duration::from_secs(10 * 60);
/// How often a silent line shows that it is alive; proxies cut those that say nothing for a minute.
const BEAT: Duration = Duration::from_secs(15);
/// Asks a proxy to pass on what comes as it comes.
const UNBUFFERED: HeaderName = HeaderName::from_static("x-accel-buffering");
const LAST_EVENT: HeaderName = HeaderName::from_static("last-event-id");
/// What a ring says that may be about anything.
const ANYTHING: &str = "all";
/// What a contact hears of: which tickets there are beside those of their vendor is not for them.
const OF_CONTACTS: [&str; 2] = ["directory", "tickets"];
/// What a ring says that only tells where the journal ends.
const NOTHING: &str = "none";

/// How many pages listen, by member.
#[derive(Debug, Default)]
pub struct Seats(Mutex<BTreeMap<String, usize>>);

/// One page's place among those who listen; given back when dropped.
struct Seat {
    seats: Arc<Seats>,
    member: String,
}

impl Seats {
    fn take(seats: &Arc<Self>, member: &str) -> Option<Seat> {
        let mut taken = seats.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of_member = taken.get(member).copied().unwrap_or_default();
        if of_member >= OF_MEMBER_MAX || taken.values().sum::<usize>() >= OF_ALL_MAX {
            return None;
        }
        taken.insert(member.to_owned(), of_member + 1);
        Some(Seat { seats: Arc::clone(seats), member: member.to_owned() })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.seats.0.lock().unwrap_or_else(PoisonError::into_inner);
        match taken.get_mut(&self.member) {
            Some(count) if *count > 1 => *count -= 1,
            Some(_) | None => {
                taken.remove(&self.member);
            }
        }
    }
}

/// The query of `GET /bell`.
#[derive(Debug, Default, Deserialize)]
pub struct Since {
    /// Where the journal ended when the page was made.
    #[serde(default)]
    since: String,
}

/// `GET /bell`: for members; a contact hears kinds alone.
pub async fn listen(
    State(shared): State<Shared>,
    member: Member,
    headers: HeaderMap,
    Asked(since): Asked<Since>,
) -> Response {
    let Some(seat) = Seats::take(shared.seats(), &member.name) else {
        return StatusCode::TOO_MANY_REQUESTS.into_response();
    };
    let last = headers.get(LAST_EVENT).and_then(|last| last.to_str().ok());
    // A page that does not say what it knows has missed everything.
    let seen = last.unwrap_or(&since.since).parse().unwrap_or_default();
    let listener = Listener {
        rings: shared.desk.listen(),
        desk: shared.desk.clone(),
        org: member.org,
        is_contact: member.login.role == MemberRole::Contact,
        seen: Some(seen),
        until: Instant::now() + LISTENING_MAX,
        closing: shared.closing.clone(),
        _seat: seat,
    };
    let events = unfold(listener, async |mut listener| {
        let event = listener.next().await?;
        Some((Ok::<_, Infallible>(event), listener))
    });
    let beat = KeepAlive::new().interval(BEAT).event(Event::default().event("beat").data("."));
    // A proxy that gathers answers before it passes them on would keep the bell silent.
    ([(UNBUFFERED, "no")], Sse::new(events).keep_alive(beat)).into_response()
}

/// One open page.
struct Listener {
    rings: broadcast::Receiver<Ring>,
    desk: Desk,
    org: OrgId,
    is_contact: bool,
    /// What the page knows, until it is told where the journal ends.
    seen: Option<i64>,
    until: Instant,
    closing: watch::Receiver<bool>,
    _seat: Seat,
}

impl Listener {
    /// The next event; none when the page is to ask anew.
    async fn next(&mut self) -> Option<Event> {
        if let Some(seen) = self.seen.take() {
            let end = self.desk.look(&self.org).await.ok()?;
            return Some(event(end, if end == seen { NOTHING } else { ANYTHING }));
        }
        loop {
            let heard = tokio::select! {
                biased;
                () = closed(&mut self.closing) => return None,
                () = tokio::time::sleep_until(self.until) => return None,
                heard = self.rings.recv() => heard,
            };
            match heard {
                Ok(ring) if ring.org == self.org => return Some(event(ring.position, &names(&ring, self.is_contact))),
                Ok(_) => {}
                Err(broadcast::error::RecvError::Lagged(_)) => return Some(event(self.desk.end(&self.org), ANYTHING)),
                Err(broadcast::error::RecvError::Closed) => return None,
            }
        }
    }
}

/// Ends when the program does; a program that never says so has not ended.
async fn closed(closing: &mut watch::Receiver<bool>) {
    if closing.wait_for(|closing| *closing).await.is_err() {
        std::future::pending::<()>().await;
    }
}

fn names(ring: &Ring, is_contact: bool) -> String {
    if ring.about.is_empty() {
        return ANYTHING.to_owned();
    }
    let is_heard = |name: &&str| !is_contact || OF_CONTACTS.contains(name);
    let names: Vec<&str> = ring.about.iter().map(String::as_str).filter(is_heard).collect();
    if names.is_empty() { NOTHING.to_owned() } else { names.join(" ") }
}

fn event(position: i64, about: &str) -> Event {
    Event::default().id(position.to_string()).event("ring").data(about)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_holds_a_bounded_number_of_lines_and_gives_them_back() {
        let seats = Arc::default();
        let held: Vec<Seat> = (0..OF_MEMBER_MAX).filter_map(|_| Seats::take(&seats, "siti")).collect();
        assert_eq!(held.len(), OF_MEMBER_MAX);
        assert!(Seats::take(&seats, "siti").is_none());
        assert!(Seats::take(&seats, "kumar").is_some());
        drop(held);
        assert!(Seats::take(&seats, "siti").is_some());
        assert!(seats.0.lock().unwrap().is_empty());
    }
}
