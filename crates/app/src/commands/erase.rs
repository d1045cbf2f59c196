//! `laksana erase`: a person's words, name and numbers.

use crate::home::Place;
use anyhow::Context as _;
use domain::id::PersonId;
use domain::message::Handle;
use domain::request::{Command, Via};
use std::process::ExitCode;
use store::inbox::Mailbox;

/// Erases what is personal about somebody.
#[derive(Debug, clap::Args)]
pub struct Erase {
    /// Their number, or their name as an exported chat shows it
    person: String,
}

impl Erase {
    /// Runs it.
    ///
    /// # Errors
    /// When there is no such person.
    pub async fn run(self, place: &Place) -> anyhow::Result<ExitCode> {
        let home = place.open().await?;
        let directory = home.directory().await?;
        let handle = Handle::read_phone(&self.person).unwrap_or_else(|| Handle::name(&self.person));
        let person = directory
            .person_by_handle(&handle)
            .context("there is nobody with that number or name; see laksana directory show")?;
        // Whoever turned out to be them goes with them.
        let selves: Vec<&PersonId> = directory.selves(&person.id).collect();
        // First what only their addresses find: once these are erased, nobody could find it again.
        let known = selves.iter().filter_map(|person| directory.people.get(*person));
        let addresses: Vec<String> = known.flat_map(|person| &person.handles).filter_map(address).collect();
        let mut mailbox = Mailbox::open(&home.db).await?;
        for address in addresses {
            store::inbox::forget_person(&mut mailbox, &home.org, &address).await?;
        }
        mailbox.commit().await?;
        let mut tx = home.db.begin().await?;
        for person in &selves {
            store::fetches::forget_person(&mut tx, &home.org, person).await?;
            store::read_marks::forget_person(&mut tx, &home.org, person).await?;
        }
        tx.commit().await?;
        let (mut entries, mut media) = (0, Vec::new());
        for person in selves {
            let command = Command::RecordErasure { person: person.clone(), entries: 0 };
            let erased = home.desk.erase_person(home.request("shell", Via::Shell, command)?).await?;
            entries += erased.entries;
            media.extend(erased.media);
        }
        let files = home.delete(&media).await?;
        println!("Erased what was personal in {entries} entries, and {files} files. The journal still verifies.");
        Ok(ExitCode::SUCCESS)
    }
}

/// How an address stands in what channels hand us: a number without its plus, an id without its kind. A name is none.
fn address(handle: &Handle) -> Option<String> {
    const SHORTEST: usize = 5;
    let address = match handle.0.split_once(':') {
        Some(("name", _)) => return None,
        Some((_, id)) => id,
        None => handle.0.trim_start_matches('+'),
    };
    (address.len() >= SHORTEST).then(|| address.to_owned())
}
