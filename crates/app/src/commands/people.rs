//! `laksana people`: under which addresses somebody is known, and who turned out to be one or two.

use crate::home::{Home, Place};
use anyhow::Context as _;
use domain::directory::{Directory, Person};
use domain::id::PersonId;
use domain::message::Handle;
use domain::request::{Command, Via};
use std::process::ExitCode;

/// What can be done with people.
#[derive(Debug, clap::Subcommand)]
pub enum People {
    /// List everybody with their addresses, and our names for whoever turned out to be them
    List,
    /// Say that two people are one: the first turns out to be the second
    Merge {
        /// A number, a name, an address as listed, or our name for them
        person: String,
        /// Who they are
        into: String,
    },
    /// Say that somebody who was merged is another person after all
    Split {
        /// Our name for them, as listed
        person: String,
        /// An address that is theirs; may be said several times
        #[arg(long = "address", value_name = "ADDRESS")]
        addresses: Vec<String>,
    },
}

impl People {
    /// Runs it.
    ///
    /// # Errors
    /// When somebody is not known, or is not whom they are said to be.
    pub async fn run(self, place: &Place) -> anyhow::Result<ExitCode> {
        let home = place.open().await?;
        let directory = home.directory().await?;
        match self {
            Self::List => list(&directory),
            Self::Merge { person, into } => {
                let (person, into) = (find(&directory, &person)?, find(&directory, &into)?);
                let command = Command::MergePeople { person: person.id.clone(), into: into.id.clone() };
                ask(&home, command).await?;
                println!("{} is {} from now on. laksana people split {} undoes it.", person.name, into.name, person.id);
            }
            Self::Split { person, addresses } => {
                let handles = addresses.iter().map(|address| handle(address)).collect();
                ask(&home, Command::SplitPeople { person: PersonId::new(person.as_str()), handles, also: Vec::new() })
                    .await?;
                println!("{person} is a person of their own again.");
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn list(directory: &Directory) {
    let mut people: Vec<&Person> = directory
        .people
        .values()
        .filter(|person| !directory.same.contains_key(&person.id) && !person.is_erased())
        .collect();
    people.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
    for person in people {
        let addresses: Vec<&str> = person.handles.iter().map(|handle| handle.0.as_str()).collect();
        println!("{}  {} ({}): {}", person.id, person.name, person.role, addresses.join(", "));
        for other in directory.selves(&person.id).skip(1) {
            println!("  also {other}");
        }
    }
}

/// Whoever is meant; a text that means two people means nobody.
fn find<'a>(directory: &'a Directory, text: &str) -> anyhow::Result<&'a Person> {
    let by_id = directory.person(&PersonId::new(text));
    let found = by_id.or_else(|| directory.person_by_any_spelling(&handle(text)));
    found.with_context(|| format!("there is nobody called “{text}”; see laksana people list"))
}

/// An address as people write it: a number, an id with its kind, else a name.
fn handle(text: &str) -> Handle {
    let is_id = ["bsuid:", "lid:", "id:", "username:", "name:"].iter().any(|kind| text.starts_with(kind));
    match Handle::read_phone(text) {
        Some(phone) => phone,
        None if is_id => Handle(text.to_owned()),
        None => Handle::name(text),
    }
}

async fn ask(home: &Home, command: Command) -> anyhow::Result<()> {
    let request = home.request("shell", Via::Shell, command)?;
    for answer in home.desk.commit_all(&home.org, vec![request]).await? {
        answer?;
    }
    Ok(())
}
