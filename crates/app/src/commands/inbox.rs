//! `laksana inbox`: what came in by each channel, and what could not be taken in.

use crate::home::Place;
use domain::time::Instant;
use std::process::ExitCode;
use store::inbox;

/// Shows what came in live.
#[derive(Debug, clap::Args)]
pub struct Inbox {
    /// Have everything that was set aside taken in again, as after an upgrade
    #[arg(long)]
    again: bool,
    /// Print what was understood of the latest deliveries and not used yet, as JSON lines
    #[arg(long)]
    rest: bool,
}

impl Inbox {
    /// Runs it.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn run(self, place: &Place) -> anyhow::Result<ExitCode> {
        let home = place.open().await?;
        if self.again {
            let mut tx = home.db.begin().await?;
            let deliveries = inbox::again(&mut tx, &home.org).await?;
            tx.commit().await?;
            println!("{deliveries} deliveries wait to be taken in again; laksana serve does that.");
            return Ok(ExitCode::SUCCESS);
        }
        if self.rest {
            for rest in inbox::rest(&home.db, &home.org).await? {
                println!("{}", rest.body);
            }
            return Ok(ExitCode::SUCCESS);
        }
        let at = |us| Instant::from_us(us).rfc3339(&home.zone);
        let heard = inbox::heard(&home.db, &home.org).await?;
        if heard.is_empty() {
            println!("Nothing came in live yet.");
        }
        for channel in heard {
            println!("{}: heard since {}, last {}", channel.channel, at(channel.first_us), at(channel.last_us));
            println!(
                "  {} deliveries; {} messages, {} statuses, {} news, {} of no known name",
                channel.deliveries, channel.messages, channel.statuses, channel.news, channel.unknown
            );
        }
        if let Some(oldest) = inbox::waiting_since(&home.db, &home.org).await? {
            println!("Waiting since {}", at(oldest.us()));
        }
        for aside in inbox::aside(&home.db, &home.org).await? {
            let reason = aside.reason.unwrap_or_default();
            println!("Set aside: {} of {}, {} bytes: {reason}", aside.channel, at(aside.received_us), aside.size_bytes);
        }
        Ok(ExitCode::SUCCESS)
    }
}
