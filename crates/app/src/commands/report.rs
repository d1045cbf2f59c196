//! `laksana report`: what a day, a week, a month or everything heard so far amounts to, as a file.

use crate::chance;
use crate::commands::serve::name;
use crate::home::{Home, Place};
use anyhow::Context as _;
use domain::id::{SiteId, VendorId};
use domain::time::Day;
use reports::{Rhythm, Scope};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use web::{ReportForm, WantedReport, load_report, report_document};

/// Writes a report: the same bytes as its page gives.
#[derive(Debug, clap::Args)]
pub struct Report {
    /// daily, weekly, monthly, or whole for everything heard so far
    rhythm: Rhythm,
    /// A day of the period, such as 2026-11-20; today, when left out
    #[arg(long, value_name = "DAY")]
    on: Option<Day>,
    /// Of this site alone, by its id or name
    #[arg(long, conflicts_with = "vendor")]
    site: Option<String>,
    /// Of what this vendor owns alone, by its id or name
    #[arg(long)]
    vendor: Option<String>,
    /// txt (a message for WhatsApp), csv or xlsx; as the output's ending says, when left out
    #[arg(long, value_parser = form)]
    format: Option<ReportForm>,
    /// Where to write it; the screen, when left out
    #[arg(short, long)]
    output: Option<PathBuf>,
}

fn form(word: &str) -> Result<ReportForm, String> {
    ReportForm::from_word(word).ok_or_else(|| "a report is written as txt, csv or xlsx".to_owned())
}

impl Report {
    /// Runs it.
    ///
    /// # Errors
    /// When there is no such site or vendor, or the file cannot be written.
    pub async fn run(self, place: &Place) -> anyhow::Result<ExitCode> {
        let home = place.open().await?;
        let now = chance::now();
        let ending = self.output.as_deref().and_then(|path| path.extension()).and_then(|ending| ending.to_str());
        let form = self.format.or_else(|| ending.and_then(ReportForm::from_word)).unwrap_or(ReportForm::Txt);
        anyhow::ensure!(
            form != ReportForm::Xlsx || self.output.is_some(),
            "a spreadsheet is not for the screen; say where to write it, such as --output week.xlsx"
        );
        let scope = self.scope(&home).await?;
        let day = self.on.unwrap_or_else(|| now.day(&home.zone));
        let wanted = WantedReport { rhythm: self.rhythm, day, scope };
        let (material, is_all) =
            load_report(&home.desk, &home.org, (&name(&*home.directory().await?), &home.zone), wanted, now).await?;
        if !is_all {
            eprintln!("laksana: more was heard than a report gathers; choose a shorter stretch or one site.");
        }
        let address = home.desk.address(&home.org).await?;
        let bytes = report_document(&material, form, address.as_deref())?;
        match &self.output {
            Some(path) => {
                std::fs::write(path, &bytes).with_context(|| format!("cannot write {}", path.display()))?;
                println!("{}: {} bytes", path.display(), bytes.len());
            }
            None => std::io::stdout().write_all(&bytes)?,
        }
        Ok(ExitCode::SUCCESS)
    }

    async fn scope(&self, home: &Home) -> anyhow::Result<Scope> {
        let directory = home.directory().await?;
        if let Some(name) = &self.site {
            let found = directory.sites.values().find(|site| site.id.as_str() == name || site.name == *name);
            let site: SiteId = found.map(|site| site.id.clone()).with_context(|| none("site", name))?;
            return Ok(Scope::Site(site));
        }
        if let Some(name) = &self.vendor {
            let found = directory.vendors.values().find(|vendor| vendor.id.as_str() == name || vendor.name == *name);
            let vendor: VendorId = found.map(|vendor| vendor.id.clone()).with_context(|| none("vendor", name))?;
            return Ok(Scope::Vendor(vendor));
        }
        Ok(Scope::Everything)
    }
}

fn none(what: &str, name: &str) -> String {
    format!("there is no {what} “{name}”; see laksana directory show")
}
