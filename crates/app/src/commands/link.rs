//! `laksana link`: a link without a login, for whoever does a job or reported it.

use crate::chance;
use crate::home::Place;
use anyhow::Context as _;
use domain::directory::Person;
use domain::id::TicketNumber;
use domain::pass::holders;
use std::process::ExitCode;
use store::passes;
use store::sessions::Token;

/// Prints a link to the page of one ticket.
#[derive(Debug, clap::Args)]
pub struct LinkCommand {
    /// The ticket's number, such as T-104
    ticket: TicketNumber,
    /// Whom it is for, by name or by our name for them; not needed where there is only one
    #[arg(long, value_name = "NAME")]
    to: Option<String>,
    /// The address people reach the pages under; the one last served under, when left out
    #[arg(long)]
    public_url: Option<String>,
}

impl LinkCommand {
    /// Runs it.
    ///
    /// # Errors
    /// When there is no such ticket, or nobody or several it may be for.
    pub async fn run(self, place: &Place) -> anyhow::Result<ExitCode> {
        let home = place.open().await?;
        let ticket = store::read::tickets::one(&home.db, &home.org, self.ticket).await?;
        let ticket = ticket.with_context(|| format!("there is no ticket {}", self.ticket))?;
        let directory = home.directory().await?;
        let fits = |person: &Person| match &self.to {
            Some(name) => person.name.eq_ignore_ascii_case(name) || person.id.as_str() == name,
            None => true,
        };
        let fitting: Vec<(&Person, bool)> = holders(&ticket, &directory).filter(|(person, _)| fits(person)).collect();
        let [(person, is_work)] = fitting.as_slice() else {
            let names: Vec<&str> = holders(&ticket, &directory).map(|(person, _)| person.name.as_str()).collect();
            anyhow::ensure!(!names.is_empty(), "nobody has {}, and whoever reported it was erased", self.ticket);
            anyhow::bail!("say with --to whom it is for: {}", names.join(", "));
        };
        let secret = chance::token()?;
        let token = Token::parse(&secret).context("a token of 64 hex digits is one")?;
        let mut tx = home.db.begin().await?;
        passes::issue(&mut tx, &home.org, &token, (ticket.number, &person.id, *is_work), chance::now()).await?;
        tx.commit().await?;
        let base = match self.public_url {
            Some(address) => address,
            None => home.desk.address(&home.org).await?.context("say --public-url: nothing was served here yet")?,
        };
        println!("{}/{}/{secret}", base.trim_end_matches('/'), if *is_work { 'v' } else { 'r' });
        eprintln!("For {}. It is not shown again.", person.name);
        Ok(ExitCode::SUCCESS)
    }
}
