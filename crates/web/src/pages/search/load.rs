//! Gathers what a search shows.

use super::named::{self, Known, Named};
use super::{Asked, Order, Spot, View, What, page};
use crate::fault::Fault;
use crate::form;
use crate::limits::{CHOICES_MAX, QUERY_MAX_CHARS};
use crate::member::Member;
use crate::names::Names;
use crate::pages::people::may_read_numbers;
use crate::pages::{messages, tickets};
use crate::parts::badges::role_word;
use crate::parts::shell::{Frame, Tab};
use crate::query::escaped;
use crate::state::Shared;
use crate::wording::say;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::directory::Directory;
use domain::id::{OrgId, PersonId, PlaceId, SiteId, TicketNumber};
use domain::message::Kind;
use domain::ticket::Ticket;
use domain::time::{Day, Instant};
use maud::Markup;
use store::read::found::{self, Turn};
use store::read::messages::Message;
use store::read::{Page, conversations, tickets::one};
use store::search::{Filter, suggestions};
use store::{Db, StoreError};

/// Of each sort, beside the messages.
const FEW: usize = 5;
/// Of people or places alone.
const MANY: usize = 50;
/// Messages below which another spelling is offered.
const LITTLE: usize = 3;
/// People of one name that are looked for at once.
const NAMESAKES_MAX: usize = 8;

/// `GET /search`: for members.
pub async fn show(
    State(shared): State<Shared>,
    member: Member,
    form::Asked(mut asked): form::Asked<Asked>,
) -> Result<Response, Fault> {
    for field in [&mut asked.q, &mut asked.from, &mut asked.place] {
        *field = field.trim().chars().take(QUERY_MAX_CHARS).collect();
    }
    let (db, org) = (shared.desk.db(), &member.org);
    let number = asked.q.trim_start_matches('#');
    if let Ok(number) = number.parse::<TicketNumber>()
        && !asked.is_narrow()
        && asked.what == What::All
        && one(db, org, number).await?.is_some()
    {
        return Ok(Redirect::to(&format!("/tickets/{number}")).into_response());
    }
    let directory = shared.desk.directory(org).await?;
    let frame = shared.frame(&member, Tab::Search);
    let known = Known { directory: &directory, may_read_numbers: may_read_numbers(&member) };
    let meaning = Meaning::of(&asked, known);
    let day = |text: &str, later: i64| start_of(text, later, &frame.wall.zone);
    let filter =
        Filter { since: day(&asked.since, 0), before: day(&asked.until, 1), ..meaning.filter(db, org, &asked).await? };
    let found = Found::look(db, org, &asked, &filter, meaning.is_hopeless).await?;
    Ok(view((frame, &member), asked, &meaning, found, known).into_response())
}

/// The first instant of a day that an address names, or of one later.
fn start_of(text: &str, later: i64, zone: &domain::time::Zone) -> Option<Instant> {
    let day: Day = text.parse().ok()?;
    Some(zone.instant(day.plus(later).0.at(0, 0, 0, 0)))
}

/// What the names in an address mean.
struct Meaning {
    from: Vec<PersonId>,
    from_name: Option<String>,
    place: Option<Named>,
    place_name: Option<String>,
    /// Whether something is named that nothing is called.
    is_hopeless: bool,
}

impl Meaning {
    fn of(asked: &Asked, known: Known<'_>) -> Self {
        let directory = known.directory;
        let from: Vec<PersonId> = match directory.people.get(&PersonId::new(asked.from.as_str())) {
            Some(person) => vec![person.id.clone()],
            None => namesakes(known, &asked.from),
        };
        let from_name = from.first().and_then(|id| directory.person(id)).map(|person| person.name.clone());
        let selves = from.iter().flat_map(|id| directory.selves(directory.who(id)).cloned());
        let place = match directory.places.get(&PlaceId::new(asked.place.as_str())) {
            Some(place) => Some(Named::Place(place.id.clone())),
            None => named::places(directory, &asked.place, 1).pop(),
        };
        let place_name = place.as_ref().map(|place| spot(place, directory).name);
        let is_hopeless = (from.is_empty() && !asked.from.is_empty()) || (place.is_none() && !asked.place.is_empty());
        Self { from: selves.collect(), from_name, place, place_name, is_hopeless }
    }

    async fn filter(&self, db: &Db, org: &OrgId, asked: &Asked) -> Result<Filter, StoreError> {
        let place = match &self.place {
            Some(Named::Place(place)) => Some(place.clone()),
            _ => None,
        };
        let site = match &self.place {
            Some(Named::Site(site)) => Some(site.clone()),
            _ => (!asked.site.is_empty()).then(|| SiteId::new(asked.site.as_str())),
        };
        let chats = if site.is_some() { conversations(db, org).await? } else { Vec::new() };
        let chats = chats.into_iter().map(|chat| chat.conversation);
        Ok(Filter {
            words: asked.q.clone(),
            kind: Kind::from_word(&asked.kind),
            from: self.from.clone(),
            place,
            site_conversations: chats.filter(|chat| chat.site == site).map(|chat| chat.id).collect(),
            site,
            has_photo: !asked.photo.is_empty(),
            ..Filter::default()
        })
    }
}

/// People who are called so: the likeliest, and whoever is called just like them.
fn namesakes(known: Known<'_>, typed: &str) -> Vec<PersonId> {
    let found = named::people(known, typed, NAMESAKES_MAX).into_iter().filter_map(|found| match found {
        Named::Person(person) => known.directory.people.get(&person),
        Named::Vendor(_) | Named::Place(_) | Named::Site(_) => None,
    });
    let found: Vec<_> = found.collect();
    let name = found.first().map(|first| &first.name);
    found.iter().filter(|person| Some(&person.name) == name).map(|person| person.id.clone()).collect()
}

/// What was found in the record.
struct Found {
    messages: Page<Message, String>,
    tickets: Page<Ticket, String>,
    meant: Vec<String>,
}

impl Found {
    async fn look(db: &Db, org: &OrgId, asked: &Asked, filter: &Filter, is_hopeless: bool) -> Result<Self, StoreError> {
        let mut found = Self {
            messages: Page { rows: Vec::new(), next: None },
            tickets: Page { rows: Vec::new(), next: None },
            meant: Vec::new(),
        };
        if is_hopeless {
            return Ok(found);
        }
        if matches!(asked.what, What::All | What::Messages) {
            found.messages = look_at_messages(db, org, asked, filter).await?;
        }
        if asked.what == What::Tickets || (asked.what == What::All && asked.after.is_empty()) {
            let (after, limit) = match asked.what {
                What::Tickets => (asked.after.parse().unwrap_or(i64::MAX), MANY),
                _ => (i64::MAX, FEW),
            };
            let page = found::tickets(db, org, filter, after, limit as i64).await?;
            found.tickets = Page { rows: page.rows, next: page.next.map(|number| number.to_string()) };
        }
        if !asked.q.is_empty()
            && asked.after.is_empty()
            && found.messages.rows.len() + found.tickets.rows.len() < LITTLE
        {
            found.meant = suggestions(db, org, filter).await?;
        }
        Ok(found)
    }
}

async fn look_at_messages(
    db: &Db,
    org: &OrgId,
    asked: &Asked,
    filter: &Filter,
) -> Result<Page<Message, String>, StoreError> {
    if asked.order == Order::Best && !asked.q.is_empty() {
        return Ok(Page { rows: found::likeliest(db, org, filter).await?, next: None });
    }
    let page = found::list(db, org, filter, asked.after.parse().unwrap_or(Turn::START)).await?;
    Ok(Page { rows: page.rows, next: page.next.map(|turn| turn.to_string()) })
}

fn view((frame, member): (Frame, &Member), asked: Asked, meaning: &Meaning, found: Found, known: Known<'_>) -> Markup {
    let directory = known.directory;
    let names = Names(directory);
    let limit = |what| match asked.what {
        What::All if asked.after.is_empty() && !asked.is_narrow() => FEW,
        shown if shown == what => MANY,
        _ => 0,
    };
    let spots = |found: Vec<Named>| found.iter().map(|found| spot(found, directory)).collect();
    let more_tickets = found.tickets.next.is_some();
    let next = if asked.what == What::Tickets { found.tickets.next } else { found.messages.next };
    let called = directory.people.values().map(|person| person.name.clone()).filter(|name| !name.is_empty());
    page(&View {
        people: spots(named::people(known, &asked.q, limit(What::People))),
        places: spots(named::places(directory, &asked.q, limit(What::Places))),
        from: meaning.from_name.clone(),
        place: meaning.place_name.clone(),
        sites: names.sites(&member.login),
        people_names: called.take(CHOICES_MAX).collect(),
        place_names: directory.places.values().map(|place| place.name.clone()).take(CHOICES_MAX).collect(),
        tickets: found.tickets.rows.iter().map(|ticket| tickets::line(ticket, names)).collect(),
        messages: found.messages.rows.iter().map(|message| messages::line(message, names)).collect(),
        meant: found.meant,
        frame,
        asked,
        more_tickets,
        next,
    })
}

/// Somebody or some place, as a row that leads to what they said, or what is said of it.
fn spot(found: &Named, directory: &Directory) -> Spot {
    match found {
        Named::Person(id) => {
            let known = directory.people.get(id);
            let (name, role) =
                known.map(|known| (known.name.clone(), role_word(known.role).to_owned())).unwrap_or_default();
            Spot { name, detail: role, href: format!("/search?from={}", escaped(id.as_str())) }
        }
        Named::Vendor(name) => {
            Spot { name: name.clone(), detail: say("Vendor").to_owned(), href: "/directory#vendors".to_owned() }
        }
        Named::Place(id) => Spot {
            name: directory.places.get(id).map(|place| place.name.clone()).unwrap_or_default(),
            detail: directory.place_path(id),
            href: format!("/search?place={}", escaped(id.as_str())),
        },
        Named::Site(id) => Spot {
            name: directory.sites.get(id).map(|site| site.name.clone()).unwrap_or_default(),
            detail: say("Site").to_owned(),
            href: format!("/search?site={}", escaped(id.as_str())),
        },
    }
}
