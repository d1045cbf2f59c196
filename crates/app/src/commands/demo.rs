//! `laksana demo`: a busy place, made by the same engine from a seed.

use super::serve::Serve;
use crate::home::{Home, Place};
use crate::{chance, thumbs};
use anyhow::Context as _;
use domain::directory::Directory;
use domain::id::Digest;
use domain::request::{Actor, Command, Via};
use domain::time::Instant;
use engine::intake::Intake;
use engine::stamps::Stamps;
use sim::world::Demo as World;
use std::io::Cursor;
use std::path::PathBuf;
use std::process::ExitCode;
use store::need::Need;

/// How many messages are recorded at once.
const BATCH: usize = 128;

/// Fills a folder with a busy place.
#[derive(Debug, clap::Args)]
pub struct Demo {
    /// The same seed on the same day makes the same place
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// Where it is made, beside your own data
    #[arg(long, default_value = "demo-data")]
    folder: PathBuf,
    /// Serve the pages and a phone to write from afterwards
    #[arg(long)]
    serve: bool,
    #[command(flatten)]
    serving: Serve,
}

impl Demo {
    /// Runs it.
    ///
    /// # Errors
    /// When the folder holds something else already, or cannot be written.
    pub async fn run(self, place: &Place) -> anyhow::Result<ExitCode> {
        let began = chance::now();
        let world = World::new(self.seed, began);
        let place =
            Place { data: self.folder, database_url: None, media: None, zone: world.zone().clone(), ..place.clone() };
        let home = place.open().await?;
        if store::journal::head(&home.db, home.org.as_str()).await?.is_some() {
            println!("{} is there already; delete it to make another.", place.data.display());
        } else {
            fill(&home, &world, self.seed).await?;
            let seconds = chance::now().minutes_since(began) * 60.0;
            println!("{} messages of six weeks at three sites, heard in {seconds:.1} s.", world.said().len());
        }
        home.db.close().await;
        if self.serve {
            return self.serving.with_phone()?.run(&place).await;
        }
        println!("Look at it: laksana --data {} serve", place.data.display());
        Ok(ExitCode::SUCCESS)
    }
}

async fn fill(home: &Home, world: &World, seed: u64) -> anyhow::Result<()> {
    let mut seeded = [0; 32];
    seeded[..8].copy_from_slice(&seed.to_le_bytes());
    let mut intake = Intake::new(home.org.clone(), Via::Simulated, None, home.mind.clone(), Stamps::seeded(seeded));
    let first = world.said().first().map(|said| said.inbound.sent_at).context("the demo says something")?;
    let mut draft = home.desk.draft(&home.org, &Need::at(first)).await?;
    let mut people = 0;
    let fresh = || {
        people += 1;
        format!("person-{people}")
    };
    for definition in world.roster().definitions(&Directory::default(), fresh)? {
        let command = Command::Define(Box::new(definition));
        let request = intake.request(first, Actor::Member("demo".to_owned()), command);
        draft.ask(request)?;
    }
    home.desk.commit(&mut draft).await?;
    let mut clock = Instant::from_us(i64::MIN);
    for batch in world.said().chunks(BATCH) {
        intake.look_ahead(&draft.draft, batch.iter().map(|said| &said.inbound));
        for said in batch {
            let mut inbound = said.inbound.clone();
            if let (Some(attachment), Some(picture)) = (inbound.attachment.as_mut(), &said.picture) {
                let kept = home.blobs.put(Cursor::new(picture.png())).await?;
                let digest = Digest::new(kept.digest.as_str());
                thumbs::of(home, &digest).await;
                attachment.digest = Some(digest);
            }
            clock = clock.max(inbound.sent_at);
            intake.hear(&mut draft.draft, clock, inbound);
        }
        home.desk.commit(&mut draft).await?;
    }
    intake.lapse(&mut draft.draft, chance::now());
    home.desk.commit(&mut draft).await?;
    Ok(())
}
