//! What can be done rather than gone to: commands of the palette, each a link to the form that does it, as far as the
//! member's role and the ticket's stage allow.

use super::load::is_like;
use super::{Found, Sort};
use crate::fault::Fault;
use crate::member::Member;
use crate::state::Shared;
use crate::wording::{key, say};
use domain::id::TicketNumber;
use domain::member::MemberRole;
use domain::ticket::{Stage, Ticket};
use store::read::tickets::one;

/// Wherever one is: the least role, what it is called, and where its form is.
const ANYWHERE: [(MemberRole, &str, &str); 5] = [
    (MemberRole::Supervisor, key("New ticket"), "/tickets/new"),
    (MemberRole::Contact, key("Change the language"), "/account#tongue"),
    (MemberRole::Contact, key("Light or dark"), "/account#look"),
    (MemberRole::Contact, key("Change the password"), "/account#password"),
    (MemberRole::Owner, key("Let somebody in"), "/members"),
];

/// What it is called, the field or form of the ticket's page, and at which stages it can be done.
type OnTicket = (&'static str, &'static str, fn(Stage) -> bool);

/// On a ticket.
const ON_TICKET: [OnTicket; 9] = [
    (key("Assign"), "assignee", Stage::is_open),
    (key("Change category, priority or place"), "priority", |stage| !stage.is_put_away()),
    (key("Put on hold"), "reason", |stage| matches!(stage, Stage::Assigned | Stage::InProgress | Stage::Reopened)),
    (key("Mark as fixed"), "next", |stage| stage.is_open() && stage != Stage::Resolved),
    (key("Verify the fix"), "next", |stage| stage == Stage::Resolved),
    (key("Close"), "next", |stage| stage == Stage::Verified),
    (key("Reopen"), "next", |stage| !stage.is_open() || stage == Stage::Resolved),
    (key("Merge into another ticket"), "into", |stage| !stage.is_put_away()),
    (key("Note for colleagues"), "note", |_| true),
];

/// The commands that fit the words: on the ticket that they name, else on the one whose page is open.
pub async fn commands(shared: &Shared, member: &Member, words: &str, at: &str) -> Result<Vec<Found>, Fault> {
    let role = member.login.role;
    let anywhere = ANYWHERE.iter().filter(|(least, name, _)| role.covers(*least) && is_like(say(name), words));
    let anywhere = anywhere.map(|(_, name, href)| found(say(name), String::new(), (*href).to_owned()));
    let mut all = of_ticket(shared, member, words, at).await?;
    all.extend(anywhere);
    Ok(all)
}

async fn of_ticket(shared: &Shared, member: &Member, words: &str, at: &str) -> Result<Vec<Found>, Fault> {
    if !member.login.role.covers(MemberRole::Supervisor) {
        return Ok(Vec::new());
    }
    let named = words.split_whitespace().find_map(|word| Some((word, named(word)?)));
    let open = at.strip_prefix("/tickets/").and_then(|number| number.parse().ok());
    let Some(number) = named.map(|(_, number)| number).or(open) else { return Ok(Vec::new()) };
    let rest = named.map_or_else(|| words.to_owned(), |(word, _)| words.replacen(word, "", 1).trim().to_owned());
    let ticket = one(shared.desk.db(), &member.org, number).await?;
    let Some(ticket) = ticket.filter(|ticket| member.login.sees(ticket.site.as_ref())) else { return Ok(Vec::new()) };
    Ok(on(&ticket, &rest))
}

fn on(ticket: &Ticket, words: &str) -> Vec<Found> {
    let fits = ON_TICKET.iter().filter(|(name, _, is_now)| is_now(ticket.stage) && is_like(say(name), words));
    let href = |field: &str| format!("/tickets/{}#{field}", ticket.number);
    fits.map(|(name, field, _)| found(say(name), ticket.number.to_string(), href(field))).collect()
}

/// A ticket's number that is written as one: a bare number may be a word of a title.
fn named(word: &str) -> Option<TicketNumber> {
    let is_number = word.starts_with(['#', 'T', 't']) && word.ends_with(|letter: char| letter.is_ascii_digit());
    if is_number { word.trim_start_matches('#').parse().ok() } else { None }
}

fn found(name: &str, aside: String, href: String) -> Found {
    Found { sort: Sort::Command, name: name.to_owned(), aside, href, priority: None }
}
