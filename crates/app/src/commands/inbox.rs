//! `laksana inbox`: what came in by each channel, and what could not be taken in.

use crate::chance;
use crate::home::{Home, Place};
use channels::bridge::Bridge;
use domain::hearing::Ear;
use domain::media::Unfetched;
use domain::policy::hearing::doubt;
use domain::time::Instant;
use std::process::ExitCode;
use store::fetches;
use store::inbox::{self, Mailbox, ears};
use store::need::Need;

/// Shows what came in live.
#[derive(Debug, clap::Args)]
pub struct Inbox {
    /// Have everything that was set aside taken in again, as after an upgrade, and files that were given up asked for
    #[arg(long)]
    again: bool,
    /// Print what was understood of the latest deliveries and not used yet, as JSON lines
    #[arg(long)]
    rest: bool,
    /// Switch a channel off, so that nothing it brings is taken: waha, evolution or bridge
    #[arg(long, value_name = "CHANNEL", value_parser = channel)]
    off: Option<&'static str>,
    /// Switch it on again
    #[arg(long, value_name = "CHANNEL", value_parser = channel, conflicts_with = "off")]
    on: Option<&'static str>,
}

/// A channel that can be switched off. Meta's cannot: what it was not answered, it would bring again for a week.
fn channel(name: &str) -> Result<&'static str, String> {
    let bridge = Bridge::of_channel(name).map(Bridge::channel);
    bridge.ok_or_else(|| "only waha, evolution and bridge can be switched off".to_owned())
}

impl Inbox {
    /// Runs it.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn run(self, place: &Place) -> anyhow::Result<ExitCode> {
        let home = place.open().await?;
        if let Some(channel) = self.off.or(self.on) {
            let mut tx = home.db.begin().await?;
            ears::switch(&mut tx, &home.org, channel, self.on.is_some(), chance::now()).await?;
            tx.commit().await?;
            println!("{channel} is {}.", if self.on.is_some() { "heard again" } else { "switched off" });
            return Ok(ExitCode::SUCCESS);
        }
        if self.again {
            let mut mailbox = Mailbox::open(&home.db).await?;
            let deliveries = inbox::again(&mut mailbox, &home.org).await?;
            mailbox.commit().await?;
            let mut tx = home.db.begin().await?;
            let files = fetches::all_again(&mut tx, &home.org).await?;
            tx.commit().await?;
            println!("{deliveries} deliveries and {files} files are tried again; laksana serve does that.");
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
        show_ears(&home).await?;
        if let Some(oldest) = inbox::waiting_since(&home.db, &home.org).await? {
            println!("Waiting since {}", at(oldest.us()));
        }
        for aside in inbox::aside(&home.db, &home.org).await? {
            let reason = aside.reason.unwrap_or_default();
            println!("Set aside: {} of {}, {} bytes: {reason}", aside.channel, at(aside.received_us), aside.size_bytes);
        }
        files(&home).await?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Prints what is heard by what, how late, and what may be deaf.
async fn show_ears(home: &Home) -> anyhow::Result<()> {
    let now = chance::now();
    let draft = home.desk.draft(&home.org, &Need::at(now)).await?;
    let situation = draft.situation();
    let at = |instant: Instant| instant.rfc3339(&home.zone);
    for known in ears::known(&home.db, &home.org).await? {
        let sound = &known.sound;
        if sound.ear == Ear::Program {
            println!("Laksana looked last at {}", at(sound.last_at));
            continue;
        }
        let shown = sound.ear.shown(&situation.conversations);
        println!(
            "{shown}: {} messages since {}, last {}, {:.0} s late",
            known.messages,
            at(known.first_at),
            at(sound.last_at),
            sound.lag_minutes * 60.0
        );
        if let Some((count, since)) = sound.unsigned {
            println!("  {count} deliveries with a wrong signature since {}", at(since));
        }
        if let Some((since, why)) = doubt(sound, now) {
            println!("  may be deaf since {}: {}", at(since), why.sentence());
        }
    }
    for silence in situation.silences.iter().filter(|silence| silence.until.is_some()) {
        let (shown, until) = (silence.ear.shown(&situation.conversations), silence.until.map(at).unwrap_or_default());
        println!("Gap: {shown} from {} to {until}: {}", at(silence.since), silence.why.sentence());
    }
    Ok(())
}

/// Says what became of the files that are not here.
async fn files(home: &Home) -> anyhow::Result<()> {
    let missing = fetches::missing(&home.db, &home.org).await?;
    if missing.waiting > 0 {
        println!("{} files wait to be fetched.", missing.waiting);
    }
    if missing.dead > 0 {
        println!("{} files were given up; laksana inbox --again asks for them once more:", missing.dead);
    }
    for dead in fetches::dead(&home.db, &home.org).await? {
        let at = Instant::from_us(dead.received_us).rfc3339(&home.zone);
        let reason = dead.reason.as_deref().and_then(Unfetched::from_word).map_or("", Unfetched::sentence);
        println!("Not fetched: {} of {at}: {reason}", dead.form);
    }
    Ok(())
}
