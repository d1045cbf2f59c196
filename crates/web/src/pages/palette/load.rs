//! Looks for what a few letters may mean, in the directory in memory and among tickets by the index of search.

use super::commands::commands;
use super::{Found, Sort, View, list, page};
use crate::fault::Fault;
use crate::form;
use crate::limits;
use crate::member::Member;
use crate::names::Names;
use crate::pages::people::{everybody, is_called, is_seen, may_read_numbers, path};
use crate::pages::{places, settings, views};
use crate::parts::badges::role_word;
use crate::parts::bubble::named;
use crate::parts::shell::Tab;
use crate::query::href;
use crate::state::Shared;
use crate::wording::say;
use axum::extract::State;
use domain::directory::{Directory, Person, Role};
use domain::id::{SiteId, TicketNumber};
use domain::ticket::Ticket;
use maud::Markup;
use serde::Deserialize;
use store::read::found::tickets;
use store::read::tickets::one;
use store::saved_views::SavedView;
use store::search::Filter;

/// Tickets, and things of each other sort, shown at once.
const TICKETS_MAX: usize = 8;
const EACH_MAX: usize = 5;
/// Sites of one member whose tickets are looked through.
const SITES_MAX: usize = 20;
/// Somebody is looked for by so many digits of their number: fewer are in most of them.
const DIGITS_MIN: usize = 4;
/// Words of a ticket are looked for from so many letters on: one letter is in all of them.
const WORDS_MIN: usize = 2;

/// The query of `GET /go`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    /// Whether only the list is wanted, as the script does.
    bare: String,
    /// The page that is open, where the script asks.
    at: String,
}

/// `GET /go`: for members.
pub async fn show(
    State(shared): State<Shared>,
    member: Member,
    form::Asked(asked): form::Asked<Asked>,
) -> Result<Markup, Fault> {
    let words: String = asked.q.trim().chars().take(limits::QUERY_MAX_CHARS).collect();
    let frame = shared.frame(&member, Tab::Go);
    let mut found = pages(&member, &words);
    let commands = commands(&shared, &member, &words, &asked.at).await?;
    let views = views::all(&shared, &member).await?;
    let views = views.into_iter().filter(|view| is_like(&view.name, &words)).map(view_found);
    // What was asked for by name comes first; else one mostly wants to go somewhere.
    let at = if words.is_empty() { found.len() } else { 0 };
    found.splice(at..at, commands.into_iter().chain(views));
    if !words.is_empty() {
        found.extend(of_tickets(&shared, &member, &words).await?);
        found.extend(of_directory(&shared, &member, &words).await?);
    }
    let view = View { frame, asked: words, found };
    Ok(if asked.bare.is_empty() { page(&view) } else { list(&view) })
}

/// Pages a member gets anywhere with; those of settings only by their names.
fn pages(member: &Member, words: &str) -> Vec<Found> {
    let tabs = Tab::ALL.into_iter().filter(|tab| tab.is_for(member.login.role, member.login.sees_all()));
    let named = tabs.map(|tab| (tab.word(), tab.path(), tab.letter().map(|letter| format!("g {letter}"))));
    let more = [(say("Your login"), "/account", None), (say("Keys"), "/keys", Some("?".to_owned()))];
    let mut all: Vec<(&str, &str, Option<String>)> = named.chain(more).collect();
    if !words.is_empty() {
        all.push((say("On call"), "/rotas", None));
        let settings = settings::pages(member.login.role).filter(|_| member.login.sees_all());
        let others: Vec<_> = settings.filter(|(_, path)| all.iter().all(|(_, known, _)| known != path)).collect();
        all.extend(others.into_iter().map(|(name, path)| (name, path, None)));
    }
    let fits = all.into_iter().filter(|(name, ..)| is_like(name, words));
    fits.map(|(name, path, letter)| Found {
        sort: Sort::Page,
        name: name.to_owned(),
        aside: letter.unwrap_or_default(),
        href: path.to_owned(),
        priority: None,
    })
    .collect()
}

fn view_found(view: SavedView) -> Found {
    Found { sort: Sort::View, name: view.name, aside: String::new(), href: view.path, priority: None }
}

async fn of_tickets(shared: &Shared, member: &Member, words: &str) -> Result<Vec<Found>, Fault> {
    let (db, org) = (shared.desk.db(), &member.org);
    let by_number = match words.parse::<TicketNumber>() {
        Ok(number) => one(db, org, number).await?.filter(|ticket| member.login.sees(ticket.site.as_ref())),
        Err(_) => None,
    };
    let is_for_words = by_number.is_none() && words.chars().count() >= WORDS_MIN;
    let by_words = if is_for_words { by_words(shared, member, words).await? } else { Vec::new() };
    Ok(by_number.iter().chain(by_words.iter().take(TICKETS_MAX)).map(ticket).collect())
}

/// Tickets with these words, the last opened first, by the index of search. Of whoever sees some sites each site is asked for by
/// itself, since the index knows sites one at a time.
async fn by_words(shared: &Shared, member: &Member, words: &str) -> Result<Vec<Ticket>, Fault> {
    let login = &member.login;
    let sites: Vec<Option<SiteId>> = match login.sees_all() {
        true => vec![None],
        false => login.sites.iter().take(SITES_MAX).cloned().map(Some).collect(),
    };
    let mut found = Vec::new();
    for site in sites {
        let filter = Filter { words: words.to_owned(), site, ..Filter::default() };
        found.extend(tickets(shared.desk.db(), &member.org, &filter, i64::MAX, TICKETS_MAX as i64).await?.rows);
    }
    found.retain(|ticket| login.sees(ticket.site.as_ref()));
    found.sort_by_key(|ticket| std::cmp::Reverse(ticket.number));
    Ok(found)
}

fn ticket(ticket: &Ticket) -> Found {
    Found {
        sort: Sort::Ticket,
        name: crate::pages::today::titled(&ticket.title).to_owned(),
        aside: ticket.number.to_string(),
        href: format!("/tickets/{}", ticket.number),
        priority: Some(ticket.priority),
    }
}

/// Whoever is called so, or has a number with these digits: who works for the house first, whom nobody described last. Each
/// leads to their page.
fn people(directory: &Directory, member: &Member, words: &str) -> Vec<Found> {
    let may_read = may_read_numbers(member) && words.chars().filter(char::is_ascii_digit).count() >= DIGITS_MIN;
    let is_meant = |person: &&Person| {
        let is_named = !person.name.is_empty() && is_like(&person.name, words);
        is_seen(person, &member.login) && (is_named || may_read && is_called(person, words, true))
    };
    let mut people: Vec<&Person> = everybody(directory).filter(is_meant).collect();
    let distance = |role| u8::from(role == Role::Resident) + 2 * u8::from(role == Role::Unknown);
    people.sort_by_cached_key(|person| (distance(person.role), person.name.to_lowercase(), person.id.clone()));
    let found = |person: &Person| Found {
        sort: Sort::Person,
        name: named(&person.name).to_owned(),
        aside: role_word(person.role).to_owned(),
        href: path(person.id.as_str()),
        priority: None,
    };
    people.into_iter().take(EACH_MAX).map(found).collect()
}

/// People, places and vendors; a vendor leads to its tickets.
async fn of_directory(shared: &Shared, member: &Member, words: &str) -> Result<Vec<Found>, Fault> {
    let directory = shared.desk.directory(&member.org).await?;
    let names = Names(&directory);
    let places = directory.places.values().filter(|place| member.login.sees(Some(&place.site)));
    let aliased = |place: &&domain::directory::Place| {
        std::iter::once(&place.name).chain(&place.aliases).any(|name| is_like(name, words))
    };
    let places = places.filter(aliased).take(EACH_MAX).map(|place| Found {
        sort: Sort::Place,
        name: names.place(Some(&place.id)),
        aside: String::new(),
        href: places::path(place.id.as_str()),
        priority: None,
    });
    let vendors = directory.vendors.values().filter(|vendor| is_like(&vendor.name, words)).take(EACH_MAX);
    let vendors = vendors.map(|vendor| Found {
        sort: Sort::Vendor,
        name: vendor.name.clone(),
        aside: String::new(),
        href: href("/tickets", &[("group", "all"), ("owner", &format!("vendor:{}", vendor.id))]),
        priority: None,
    });
    Ok(people(&directory, member, words).into_iter().chain(places).chain(vendors).collect())
}

/// Whether a word of a name begins as was typed, or the whole of what was typed is in it.
pub fn is_like(name: &str, typed: &str) -> bool {
    let (name, typed) = (name.to_lowercase(), typed.to_lowercase());
    let begins = |part: &str| name.split(|letter: char| !letter.is_alphanumeric()).any(|word| word.starts_with(part));
    name.contains(&typed) || typed.split_whitespace().all(begins)
}

#[cfg(test)]
mod tests {
    use super::is_like;

    #[test]
    fn a_name_is_found_by_the_beginnings_of_its_words() {
        for (name, typed, is_found) in [
            ("ProLift Sdn Bhd", "prol", true),
            ("ProLift Sdn Bhd", "pro bhd", true),
            ("ProLift Sdn Bhd", "lift", true),
            ("Block C / Pump room", "c pump", true),
            ("电梯公司", "电梯", true),
            ("ProLift Sdn Bhd", "xyz", false),
            ("Today", "", true),
        ] {
            assert_eq!(is_like(name, typed), is_found, "{typed} in {name}");
        }
    }
}
