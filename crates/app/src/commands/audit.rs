//! `laksana audit`: who did what, when, through which door and because of which message.

use crate::home::{Home, Place};
use anyhow::Context as _;
use domain::directory::Directory;
use domain::id::{MessageId, PersonId, TicketNumber};
use domain::message::Handle;
use domain::request::Via;
use domain::sentence::sentence;
use domain::time::{Day, Instant, Zone};
use std::io::Write as _;
use std::process::ExitCode;
use store::ledger;
use store::read::Cursor;
use store::read::audit::{Audited, Filter, audit};

/// Says who did what; the last first.
#[derive(Debug, clap::Args)]
pub struct Audit {
    /// Of this ticket
    #[arg(long)]
    ticket: Option<TicketNumber>,
    /// Of this message, by its id
    #[arg(long)]
    message: Option<String>,
    /// By or about somebody: a number, a name, a member's login, key:NAME, or reader, clock, channel
    #[arg(long)]
    person: Option<String>,
    /// Through this door: whatsapp, import, web, shell, api, clock or simulated
    #[arg(long)]
    via: Option<String>,
    /// From this day on, such as 2026-11-01
    #[arg(long)]
    from: Option<Day>,
    /// Up to this day, itself included
    #[arg(long)]
    to: Option<Day>,
    /// So many lines at most
    #[arg(long, default_value_t = 200)]
    limit: usize,
    /// As JSON, one line an entry
    #[arg(long)]
    json: bool,
}

impl Audit {
    /// Runs it.
    ///
    /// # Errors
    /// When the database cannot be read, or there is no such person or door.
    pub async fn run(self, place: &Place) -> anyhow::Result<ExitCode> {
        let home = place.open().await?;
        ledger::follow_all(&home.db, &home.org).await?;
        let directory = home.directory().await?;
        let filter = self.filter(&home, &directory)?;
        let (mut out, mut left, mut after) = (std::io::stdout().lock(), self.limit, Cursor::START);
        while left > 0 {
            let page = audit(&home.db, &home.org, &filter, after).await?;
            for row in page.rows.iter().take(left) {
                let line = if self.json { json(row) } else { words(row, &directory, &home.zone) };
                writeln!(out, "{line}")?;
            }
            left = left.saturating_sub(page.rows.len());
            let Some(next) = page.next else { break };
            after = next;
        }
        Ok(ExitCode::SUCCESS)
    }

    fn filter(&self, home: &Home, directory: &Directory) -> anyhow::Result<Filter> {
        let via =
            self.via.as_ref().map(|word| Via::from_word(word).with_context(|| format!("there is no door “{word}”")));
        let start = |day: &Day| home.zone.instant(day.0.to_datetime(Default::default()));
        Ok(Filter {
            ticket: self.ticket,
            message: self.message.clone().map(MessageId::new),
            who: self.person.as_ref().map(|person| who(person, directory)).transpose()?,
            via: via.transpose()?,
            from: self.from.as_ref().map(start),
            to: self.to.map(|day| start(&day.plus(1))),
        })
    }
}

/// How the journal names somebody.
fn who(named: &str, directory: &Directory) -> anyhow::Result<String> {
    if named.contains(':') || ["reader", "clock", "channel"].contains(&named) {
        return Ok(named.to_owned());
    }
    let handle = Handle::read_phone(named).unwrap_or_else(|| Handle::name(named));
    let by_handle = directory.person_by_handle(&handle).map(|person| &person.id);
    let mut by_name = directory.people.values().filter(|person| person.name == named).map(|person| &person.id);
    match (by_handle.or(by_name.next()), by_name.next()) {
        (Some(person), None) => Ok(format!("person:{person}")),
        (Some(_), Some(_)) => anyhow::bail!("several are called “{named}”; name one by number, or as person:ID"),
        (None, _) => Ok(format!("member:{named}")),
    }
}

fn words(row: &Audited, directory: &Directory, zone: &Zone) -> String {
    let Audited { entry, event, before, words } = row;
    let actor = entry.actor.strip_prefix("person:").map(PersonId::new);
    let actor = actor.and_then(|id| directory.people.get(&id)).map_or(entry.actor.as_str(), |person| &person.name);
    let at = Instant::from_us(entry.at_us).rfc3339(zone);
    let mut line = format!("{}  {at}  {actor} ({})  {}", entry.position, entry.via, sentence(event, directory));
    if let Some(before) = before {
        line.push_str(&format!("  [before: {}]", sentence(before, directory)));
    }
    if let Some(message) = event.message() {
        line.push_str(&format!("  [message {message}]"));
    }
    if entry.is_erased() {
        line.push_str("  [erased]");
    } else if !words.is_empty() {
        line.push_str(&format!("  “{words}”"));
    }
    // One line an entry, and nothing that a terminal acts on.
    line.chars().map(|at| if at.is_control() { ' ' } else { at }).collect()
}

fn json(row: &Audited) -> String {
    let Audited { entry, event, before, words } = row;
    serde_json::json!({
        "position": entry.position,
        "at": Instant::from_us(entry.at_us),
        "actor": entry.actor,
        "via": entry.via,
        "cause": entry.cause,
        "event": event,
        "before": before,
        "message": event.message(),
        "words": words,
        "erased": entry.is_erased(),
        "digest": entry.digest,
    })
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::directory::{Person, Role};

    #[test]
    fn somebody_is_found_by_number_name_or_login() {
        let mut directory = Directory::default();
        for (id, name, phone) in [("p1", "Ali", "60101"), ("p2", "Ali", "60102"), ("p3", "Mei", "60103")] {
            let handles = vec![Handle::phone(phone)];
            let id = PersonId::new(id);
            let person = Person {
                id: id.clone(),
                name: name.to_owned(),
                handles,
                role: Role::Unknown,
                vendor: None,
                site: None,
                shared: None,
            };
            directory.people.insert(id, person);
        }
        for (named, who_is_it) in
            [("Mei", "person:p3"), ("siti", "member:siti"), ("clock", "clock"), ("person:p2", "person:p2")]
        {
            assert_eq!(who(named, &directory).unwrap(), who_is_it);
        }
        assert!(who("Ali", &directory).unwrap_err().to_string().contains("several"));
    }
}
