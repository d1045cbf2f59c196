//! `laksana doctor`: whether a real number is connected rightly and checkpoints are published, and what mends it where it is not.

use crate::cloud_api::CloudApi;
use crate::doctor::{self, Patient};
use crate::home::Place;
use std::path::PathBuf;
use std::process::ExitCode;
use web::Health;

/// Looks at each step of connecting a real number, and says in plain words what is missing.
#[derive(Debug, clap::Args)]
pub struct Doctor {
    /// As JSON, for other programs
    #[arg(long)]
    json: bool,
    /// The address Meta reaches the pages under; the one last served under, when left out
    #[arg(long)]
    public_url: Option<String>,
    /// Where checkpoints are published
    #[arg(long, value_name = "FILE|FOLDER")]
    checkpoints: Option<PathBuf>,
    #[command(flatten)]
    cloud_api: CloudApi,
}

impl Doctor {
    /// Runs it. It fails when a step is wrong, so that scripts can tell.
    ///
    /// # Errors
    /// When the settings cannot be read, or the database is at fault.
    pub async fn run(self, place: &Place) -> anyhow::Result<ExitCode> {
        let home = place.open().await?;
        let served = home.desk.address(&home.org).await?;
        let public = self.public_url.or(served).unwrap_or_default();
        let patient = Patient { home: &home, cloud_api: &self.cloud_api, public: public.trim_end_matches('/') };
        let mut found = patient.look().await?;
        found.push(doctor::published(&home, &place.data, self.checkpoints.as_deref()).await);
        if self.json {
            println!("{}", serde_json::to_string_pretty(&found)?);
        } else {
            for one in &found {
                println!("{} {:<13} {}", one.health.sign(), one.name, one.words);
                if !one.remedy.is_empty() {
                    println!("{:16}→ {}", "", one.remedy);
                }
            }
        }
        let is_wrong = found.iter().any(|one| one.health == Health::Wrong);
        Ok(if is_wrong { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }
}
