//! `laksana report`: what a day, a week, a month or everything heard so far amounts to, as a file.

use crate::chance;
use crate::home::{Home, Place};
use crate::imprints::imprint;
use crate::lists::recurring;
use crate::packs::shell;
use anyhow::Context as _;
use domain::id::{Digest, SiteId, TicketNumber, VendorId};
use domain::time::Day;
use reports::{Eyes, Rhythm, Scope, UnknownRhythm, Wording};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use store::openings;
use web::{Manner, ReportForm, WantedReport, load_report, report_document, ticket_document, ticket_story};

/// Write a report, as its page gives it
#[derive(Debug, clap::Args)]
pub struct Report {
    /// daily, weekly, monthly, rolling for thirty days, whole for everything heard so far, or ticket
    what: What,
    /// Which ticket, such as T-104
    ticket: Option<TicketNumber>,
    /// A day of the period, such as 2026-11-20; today, when left out
    #[arg(long, value_name = "DAY")]
    on: Option<Day>,
    /// Of this site alone, by its id or name
    #[arg(long, conflicts_with = "vendor")]
    site: Option<String>,
    /// Of the sites of this client alone
    #[arg(long, conflicts_with_all = ["site", "vendor"])]
    client: Option<String>,
    /// Of what this vendor owns alone, by its id or name
    #[arg(long)]
    vendor: Option<String>,
    /// As whoever is outside may see it: without names, words, photos, and nobody's share of the work
    #[arg(long)]
    redacted: bool,
    /// txt (a message for WhatsApp), pdf, xlsx or csv; as the output's ending says, when left out
    #[arg(long, value_parser = form)]
    format: Option<ReportForm>,
    /// The language of a document or message: en, ms, id, zh, ta, es, pt, ar or hi
    #[arg(long, value_parser = Wording::of, default_value = "en")]
    language: &'static Wording,
    /// A folder of fonts for characters that the built-in ones lack
    #[arg(long, value_name = "FOLDER")]
    fonts: Option<PathBuf>,
    /// Where to write it; the screen, when left out
    #[arg(short, long)]
    output: Option<PathBuf>,
}

/// What is reported on.
#[derive(Clone, Copy, Debug)]
enum What {
    Rhythm(Rhythm),
    Ticket,
}

impl std::str::FromStr for What {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        match word {
            "ticket" => Ok(Self::Ticket),
            word => word.parse().map(Self::Rhythm).map_err(|error: UnknownRhythm| error.to_string()),
        }
    }
}

fn form(word: &str) -> Result<ReportForm, String> {
    ReportForm::from_word(word).ok_or_else(|| "a report is written as txt, pdf, xlsx or csv".to_owned())
}

/// The form that is asked for: by name, or by the ending of the file, which say the same where both are said.
fn chosen(format: Option<ReportForm>, output: Option<&Path>) -> anyhow::Result<ReportForm> {
    let Some(path) = output else {
        let form = format.unwrap_or(ReportForm::Txt);
        anyhow::ensure!(
            matches!(form, ReportForm::Txt | ReportForm::Csv),
            "a {} is not for the screen; say where to write it, such as --output week.{0}",
            form.word()
        );
        return Ok(form);
    };
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    match (format, ReportForm::from_word(&ending)) {
        (Some(said), Some(meant)) if said != meant => anyhow::bail!(
            "{} ends as a {ending} does, and --format says {}; leave one of them out",
            path.display(),
            said.word()
        ),
        (Some(form), _) | (None, Some(form)) => Ok(form),
        (None, None) => anyhow::bail!(
            "{} does not say what to write; let it end in .txt, .pdf, .xlsx or .csv, or say --format",
            path.display()
        ),
    }
}

impl Report {
    /// Runs it.
    ///
    /// # Errors
    /// When there is no such ticket, site or vendor, or the file cannot be written.
    pub async fn run(self, place: &Place) -> anyhow::Result<ExitCode> {
        let form = chosen(self.format, self.output.as_deref())?;
        let home = place.open().await?;
        let imprint = imprint(&place.data, self.fonts.clone());
        let address = home.desk.address(&home.org).await?;
        let manner = Manner { wording: self.language, address: address.as_deref(), imprint: &imprint };
        let bytes = match self.what {
            What::Rhythm(rhythm) => self.period(&home, rhythm, form, manner).await?,
            What::Ticket => self.ticket(&home, form, manner).await?,
        };
        match &self.output {
            Some(path) => {
                std::fs::write(path, &bytes).with_context(|| format!("cannot write {}", path.display()))?;
                println!("{}: {} bytes", path.display(), bytes.len());
            }
            None => std::io::stdout().write_all(&bytes)?,
        }
        Ok(ExitCode::SUCCESS)
    }

    async fn period(
        &self,
        home: &Home,
        rhythm: Rhythm,
        form: ReportForm,
        manner: Manner<'_>,
    ) -> anyhow::Result<Vec<u8>> {
        anyhow::ensure!(self.ticket.is_none(), "a {} report is not about one ticket", rhythm.word());
        let now = chance::now();
        let scope = self.scope(home).await?;
        let eyes = if self.redacted { Eyes::Outside } else { Eyes::House };
        let day = self.on.unwrap_or_else(|| now.day(&home.zone));
        let wanted = WantedReport { rhythm, day, scope, eyes };
        let (mut material, is_all) = load_report(&home.desk, &home.org, &home.zone, wanted, now).await?;
        if let Some((scope, until)) = material.habits_of() {
            material.habits = recurring(home, &home.org, scope, until).await?;
        }
        if !is_all {
            eprintln!("laksana: more was heard than a report gathers; choose a shorter stretch or one site.");
        }
        Ok(report_document(&material, form, manner)?)
    }

    async fn ticket(&self, home: &Home, form: ReportForm, manner: Manner<'_>) -> anyhow::Result<Vec<u8>> {
        let number = self.ticket.context("which ticket? Say its number, such as: laksana report ticket T-104")?;
        anyhow::ensure!(form == ReportForm::Pdf, "a ticket is written as a pdf, such as --output {number}.pdf");
        let story = ticket_story(&home.desk, &home.org, &home.zone, number, (chance::now(), manner.wording)).await?;
        let story = story.with_context(|| format!("there is no ticket {number}"))?;
        let digests: Vec<Digest> = story.shown().map(|picture| Digest::new(picture.digest.as_str())).collect();
        openings::note_all(&home.db, &home.org, &digests, &shell(), chance::now()).await?;
        Ok(ticket_document(&story, &home.blobs, manner).await?)
    }

    async fn scope(&self, home: &Home) -> anyhow::Result<Scope> {
        let directory = home.directory().await?;
        if let Some(name) = &self.site {
            let found = directory.sites.values().find(|site| site.id.as_str() == name || site.name == *name);
            let site: SiteId = found.map(|site| site.id.clone()).with_context(|| none("site", name))?;
            return Ok(Scope::Site(site));
        }
        if let Some(name) = &self.client {
            let is_there = directory.sites.values().any(|site| site.client.as_ref() == Some(name));
            anyhow::ensure!(is_there, "{}", none("client", name));
            return Ok(Scope::Client(name.clone()));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::serve;
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use clap::Parser as _;
    use domain::directory::Site;
    use domain::member::Member;
    use domain::raise::Raise;
    use domain::request::{Command, Definition, Via};
    use domain::ticket::{Category, Priority};
    use std::sync::Arc;
    use tower::ServiceExt as _;

    #[test]
    fn the_form_is_what_is_said_or_what_the_file_ends_in_and_never_two_things() {
        let form = |format: Option<&str>, output: Option<&str>| {
            chosen(format.and_then(ReportForm::from_word), output.map(Path::new)).map_err(|error| error.to_string())
        };
        assert_eq!(form(None, None), Ok(ReportForm::Txt));
        assert_eq!(form(None, Some("week.PDF")), Ok(ReportForm::Pdf));
        assert_eq!(form(Some("pdf"), Some("week")), Ok(ReportForm::Pdf));
        assert_eq!(form(Some("csv"), Some("week.csv")), Ok(ReportForm::Csv));
        let refused = form(Some("csv"), Some("week.pdf")).unwrap_err();
        assert_eq!(refused, "week.pdf ends as a pdf does, and --format says csv; leave one of them out");
        assert!(form(None, Some("week.doc")).unwrap_err().contains("does not say what to write"));
        assert!(form(Some("pdf"), None).unwrap_err().contains("such as --output week.pdf"));
    }

    #[derive(clap::Parser)]
    struct Asked {
        #[command(flatten)]
        report: Report,
    }

    /// The pages of a home, and a cookie of its owner.
    async fn pages(home: &Home, data: &Path) -> (axum::Router, String) {
        let lent = serve::Lent {
            phone: None,
            codes: engine::rounds::Codes::new(home.pepper().await.unwrap()),
            sending: Arc::default(),
            wizard: crate::wizard::door(home, &crate::cloud_api::CloudApi::default(), "http://127.0.0.1").unwrap(),
            closing: tokio::sync::watch::channel(false).1,
            continuity: tokio::sync::watch::channel(web::Continuity::default()).1,
            imprint: Arc::new(imprint(data, None)),
            mails_from: None,
        };
        // It was called so when the pages were opened, before it had a site.
        let name = "No site yet".to_owned();
        let router = web::router(serve::state(home, data, name, false, lent).unwrap());
        let link = serve::link(home, "", Member::HOUSE).await.unwrap();
        let asked = Request::post(link).header("sec-fetch-site", "same-origin").body(Body::empty()).unwrap();
        let answer = router.clone().oneshot(asked).await.unwrap();
        let cookie = answer.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        (router, cookie)
    }

    #[tokio::test]
    async fn the_page_and_the_command_give_the_same_bytes_of_what_is_over() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let place = Place::of_test(&data);
        let home = place.open().await.unwrap();
        let site = Site::named(SiteId::new("s"), "Menara".to_owned());
        let raise = Raise {
            form: "form".into(),
            text: "Water under the stairs".into(),
            category: Category::Plumbing,
            priority: Priority::High,
            site: None,
            place: None,
            photo: None,
        };
        let recorded_at = chance::now().plus_minutes(-3 * 1_440);
        let line = Command::Define(Box::new(Definition::Site(site)));
        for (at, command) in
            [(recorded_at.plus_minutes(-14 * 1_440), Command::Raise(Box::new(raise))), (recorded_at, line)]
        {
            let mut request = home.request(Member::HOUSE, Via::Shell, command).unwrap();
            request.stamp.at = at;
            home.desk.commit_all(&home.org, vec![request]).await.unwrap().pop().unwrap().unwrap();
        }
        let (router, cookie) = pages(&home, &data).await;
        let day = recorded_at.day(&home.zone).plus(-14);
        for form in ReportForm::ALL {
            let file = folder.path().join(format!("week.{}", form.word()));
            let words = ["report", "weekly", "--on", &day.to_string(), "--output", file.to_str().unwrap()];
            Asked::parse_from(words).report.run(&place).await.unwrap();
            let path = format!("/reports/weekly/{day}/report.{}", form.word());
            let asked = Request::get(path).header("cookie", &cookie).body(Body::empty()).unwrap();
            let answer = router.clone().oneshot(asked).await.unwrap();
            let page = to_bytes(answer.into_body(), 16 << 20).await.unwrap();
            let command = std::fs::read(&file).unwrap();
            assert!(!command.is_empty() && page == command, "{}", form.word());
            if form == ReportForm::Csv {
                let table = String::from_utf8(command.clone()).unwrap();
                assert!(table.contains(",Requests,Reported,This period,1,") && table.contains(",T-1,"), "{table}");
            }
            if let Some((sheet, _)) = reports::opened(&command) {
                // Not of the minute in which it was asked for, but of the last entry.
                let local = recorded_at.in_zone(&home.zone);
                assert_eq!(sheet.made[1..3], [i16::from(local.month()), i16::from(local.day())]);
            }
        }
    }
}
