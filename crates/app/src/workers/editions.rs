//! Sends the reports that are sent by themselves, and those that were asked for in a chat: says what is due, and sends each
//! edition once.
//!
//! An edition is begun before anything leaves. What is wanted by WhatsApp has a name that follows from the edition, so that
//! wanting it twice is wanting it once; a mail of which nobody knows whether it left is not sent again by itself.

mod asked;

use super::{Stop, longer};
use crate::chance;
use crate::graph::{DOCUMENT_MAX_BYTES, Graph};
use crate::home::Home;
use crate::post::{Mail, Post, Unsent};
use anyhow::Context as _;
use domain::directory::Directory;
use domain::id::{OutboundId, PersonId};
use domain::outbound::{Handout as Brought, Paper, Summary};
use domain::request::{Actor, Command, Request, Via};
use domain::time::{Day, Instant};
use reports::{Every, Eyes, Period, Report, Wording, message};
use std::sync::Arc;
use std::time::Duration;
use store::handouts::{self, Handout};
use store::sessions::Token;
use store::subscriptions::{self, Edition, Outcome, Subscription};
use tokio::task::spawn_blocking;
use web::{Imprint, Manner, ReportForm, WantedReport, is_part_there, load_report, part, report_document, zone_of};

/// How often to look whether somebody asked for a report.
const REST: Duration = Duration::from_secs(5);
/// Of how many looks one is for what is due by itself: each half minute.
const TURNS: u32 = 6;
/// What was due longer ago is not sent any more, in minutes: whoever was away for a week is not flooded.
const LATE_MINUTES: i64 = 24 * 60;
/// How long an edition may be under way before whoever began it is held to be gone, in minutes.
const UNDER_WAY_MINUTES: i64 = 15;
/// How often an edition is tried.
const TRIES_MAX: i64 = 5;
/// The pause after a first failure, in minutes; each later one is four times as long.
const PAUSE_MINUTES: i64 = 5;
/// How long a link opens its report, in minutes: thirty days.
const LINK_MINUTES: i64 = 30 * 24 * 60;

/// Sends editions.
pub struct Editions {
    home: Home,
    imprint: Arc<Imprint>,
    post: Option<Post>,
    graph: Option<Graph>,
}

impl Editions {
    /// A sender of editions; by e-mail only where there is a mail server, and as a file by WhatsApp only where there is a
    /// number to speak as.
    pub fn new(home: Home, imprint: Arc<Imprint>, post: Option<Post>, graph: Option<Graph>) -> Self {
        Self { home, imprint, post, graph }
    }

    /// Works until the program ends.
    pub async fn run(self, mut stop: Stop) {
        let (mut pause, mut turn) = (Duration::ZERO, 0);
        while !stop.is_wanted() {
            let now = chance::now();
            let looked = async {
                if turn == 0 {
                    self.look(now).await?;
                }
                self.bring_asked(now).await
            };
            match looked.await {
                Ok(_) => {
                    (pause, turn) = (Duration::ZERO, (turn + 1) % TURNS);
                    stop.pause(REST).await;
                }
                Err(error) => {
                    pause = longer(pause);
                    tracing::error!("Reports cannot be sent, next try in {} s: {error:#}", pause.as_secs());
                    stop.pause(pause).await;
                }
            }
        }
    }

    /// Sends what is due at an instant. How many editions left.
    ///
    /// # Errors
    /// When the database is at fault.
    pub async fn look(&self, now: Instant) -> anyhow::Result<usize> {
        let Home { db, org, .. } = &self.home;
        let live = subscriptions::live(db, org).await?;
        let of = |edition: &Edition| live.iter().find(|known| known.id == edition.subscription);
        let gone = subscriptions::left_behind(db, org, now.plus_minutes(-UNDER_WAY_MINUTES)).await?;
        for edition in gone {
            let why = "the program ended while it was sent".to_owned();
            let outcome = match of(&edition) {
                Some(known) if known.person.is_some() => Outcome::Again(why, now),
                Some(_) | None => Outcome::Doubt(why),
            };
            self.settle(&edition, outcome, now).await?;
        }
        self.expect(&live, now).await?;
        let mut sent = 0;
        for edition in subscriptions::waiting(db, org, now).await? {
            let Some(subscription) = of(&edition) else { continue };
            let mut tx = db.begin().await?;
            let is_ours = subscriptions::begin(&mut tx, org, &edition, now).await?;
            tx.commit().await?;
            if is_ours {
                let outcome = match self.deliver(subscription, &edition, now).await {
                    Ok(()) => Outcome::Sent,
                    Err(Unsent::Later(why)) => later(why, edition.tries + 1, now),
                    Err(Unsent::Never(why)) => Outcome::Failed(why),
                    Err(Unsent::Unknown(why)) => Outcome::Doubt(why),
                };
                sent += usize::from(outcome == Outcome::Sent);
                self.settle(&edition, outcome, chance::now().max(now)).await?;
            }
        }
        Ok(sent)
    }

    /// Says what is due.
    async fn expect(&self, live: &[Subscription], now: Instant) -> anyhow::Result<()> {
        let Home { db, org, zone, .. } = &self.home;
        if live.is_empty() {
            return Ok(());
        }
        let directory = self.home.directory().await?;
        let mut tx = db.begin().await?;
        for one in live {
            let scope = part(one.site.as_deref(), one.client.as_deref(), one.vendor.as_deref());
            let minute = u16::try_from(one.minute).unwrap_or_default();
            let due = Every::from_word(&one.every)
                .and_then(|every| every.last_due(minute, now, zone_of(&scope, &directory, zone)));
            let is_fresh = |due: Instant| due.us() >= one.made_us && now < due.plus_minutes(LATE_MINUTES);
            if let Some(due) = due.filter(|(_, at)| is_fresh(*at)) {
                subscriptions::expect(&mut tx, org, &one.id, due, now).await?;
            }
        }
        Ok(tx.commit().await?)
    }

    async fn settle(&self, edition: &Edition, outcome: Outcome, now: Instant) -> anyhow::Result<()> {
        if let Outcome::Failed(why) | Outcome::Doubt(why) | Outcome::Again(why, _) = &outcome {
            tracing::warn!("A report of {} was not sent: {why}", edition.day);
        }
        let mut tx = self.home.db.begin().await?;
        subscriptions::settle(&mut tx, &self.home.org, edition, &outcome, now).await?;
        Ok(tx.commit().await?)
    }

    async fn deliver(&self, one: &Subscription, edition: &Edition, now: Instant) -> Result<(), Unsent> {
        let broken = |error: anyhow::Error| Unsent::Later(format!("{error:#}"));
        let directory = self.home.directory().await.map_err(broken)?;
        let scope = part(one.site.as_deref(), one.client.as_deref(), one.vendor.as_deref());
        let every = Every::from_word(&one.every).filter(|_| is_part_there(&directory, &scope));
        let (Some(every), Ok(day), Ok(wording)) = (every, edition.day.parse::<Day>(), Wording::of(&one.language))
        else {
            return Err(Unsent::Never("what it is about is not in the directory any more".to_owned()));
        };
        let (rhythm, shown) = every.stretch().seen_from(day);
        let eyes = if one.is_redacted { Eyes::Outside } else { Eyes::House };
        let wanted = WantedReport { rhythm, day: shown, scope, eyes };
        match (&one.person, &one.address) {
            (Some(person), _) => self.hand_out((one, every, person), edition, (&directory, wording), wanted, now).await,
            (None, Some(address)) => self.mail((one, address), edition, wording, wanted, now).await,
            (None, None) => Err(Unsent::Never("nobody is named who gets it".to_owned())),
        }
    }

    /// Wants a link to the report brought by WhatsApp, and the file where it can be; what becomes of that stands on the
    /// page *To send*.
    async fn hand_out(
        &self,
        (one, every, person): (&Subscription, Every, &str),
        edition: &Edition,
        (directory, wording): (&Directory, &'static Wording),
        wanted: WantedReport,
        now: Instant,
    ) -> Result<(), Unsent> {
        let handout = Handout {
            org: self.home.org.to_string(),
            site: one.site.clone(),
            client: one.client.clone(),
            vendor: one.vendor.clone(),
            stretch: every.stretch().word().to_owned(),
            day: Some(edition.day.clone()),
            language: one.language.clone(),
            is_redacted: one.is_redacted,
            person: Some(person.to_owned()),
            made_by: one.made_by.clone(),
            ..Handout::default()
        };
        self.base().await?;
        let form = ReportForm::from_word(&one.format).unwrap_or(ReportForm::Pdf);
        let paper = self.paper((form, &edition.day), wording, wanted.clone(), now).await;
        let outbound = OutboundId::new(edition.name());
        self.bring(handout, Parcel { outbound, wanted, wording, summary: None, paper }, directory, now).await
    }

    /// Where our pages are.
    async fn base(&self) -> Result<String, Unsent> {
        let base = self.home.desk.address(&self.home.org).await.map_err(|error| Unsent::Later(error.to_string()))?;
        base.ok_or_else(|| Unsent::Later("the pages have no address yet".to_owned()))
    }

    /// Wants a link to a report brought to the person it is for, with what goes along.
    async fn bring(&self, handout: Handout, parcel: Parcel, directory: &Directory, now: Instant) -> Result<(), Unsent> {
        let broken = |error: anyhow::Error| Unsent::Later(format!("{error:#}"));
        let Home { db, desk, org, zone, .. } = &self.home;
        let Parcel { outbound, wanted, wording, summary, paper } = parcel;
        let base = self.base().await?;
        let secret = chance::token().map_err(|error| broken(error.into()))?;
        let token = Token::parse(&secret).context("a token of 64 hex digits is one").map_err(broken)?;
        let to = PersonId::new(handout.person.clone().unwrap_or_default());
        let handout = Handout {
            label: directory.people.get(&to).map(|known| known.name.clone()).unwrap_or_default(),
            made_us: now.us(),
            expires_us: now.plus_minutes(LINK_MINUTES).us(),
            ..handout
        };
        let period = Period::holding(wanted.rhythm, wanted.day, wanted.day, zone_of(&wanted.scope, directory, zone));
        let title = format!("{}, {}", called(&wanted, directory), wording.period(&period));
        let link = format!("{base}/h/{secret}");
        let command = Command::HandOut(Box::new(Brought { outbound, to, title, summary, link, paper }));
        let stamp = chance::stamps().map_err(|error| broken(error.into()))?.at(now);
        let request = Request { org: org.clone(), actor: Actor::Clock, via: Via::Clock, stamp, import: None, command };
        let kept = async {
            let mut tx = db.begin().await?;
            handouts::issue(&mut tx, &token, &handout).await?;
            tx.commit().await?;
            desk.commit_all(org, vec![request]).await
        };
        match kept.await.map_err(|error| broken(error.into()))?.pop() {
            Some(Err(refusal)) => Err(Unsent::Never(refusal.to_string())),
            Some(Ok(_)) | None => Ok(()),
        }
    }

    /// Hands the report over to WhatsApp as a file; none where that fails, for the link brings it all the same.
    async fn paper(
        &self,
        (form, day): (ReportForm, &str),
        wording: &'static Wording,
        wanted: WantedReport,
        now: Instant,
    ) -> Option<Paper> {
        let graph = self.graph.as_ref()?;
        let handed = async {
            let written = self.written(form, wording, wanted, now).await.map_err(|unsent| unsent.why().to_owned())?;
            let Written { bytes, .. } = written;
            if bytes.len() > DOCUMENT_MAX_BYTES {
                return Err(format!("{} bytes are more than WhatsApp takes", bytes.len()));
            }
            let name = file_name(day, form);
            let id = graph.upload(bytes.into(), form.media_type(), &name).await;
            Ok(Paper { id: id.map_err(|failure| failure.sentence().to_owned())?, name })
        };
        handed.await.inspect_err(|why| tracing::warn!("A report leaves as a link, not as a file: {why}")).ok()
    }

    /// Sends the report as a file by e-mail.
    async fn mail(
        &self,
        (one, address): (&Subscription, &str),
        edition: &Edition,
        wording: &'static Wording,
        wanted: WantedReport,
        now: Instant,
    ) -> Result<(), Unsent> {
        let Some(post) = &self.post else {
            return Err(Unsent::Later("no mail server is set (LAKSANA_SMTP_URL)".to_owned()));
        };
        let form = ReportForm::from_word(&one.format).unwrap_or(ReportForm::Pdf);
        let Written { subject, text, bytes } = self.written(form, wording, wanted, now).await?;
        let file = (file_name(&edition.day, form), form.media_type(), bytes);
        post.send(Mail { to: address.to_owned(), subject, text, file: Some(file), name: edition.name() }).await
    }

    /// Writes the report as a file, in the form that was chosen for it.
    async fn written(
        &self,
        form: ReportForm,
        wording: &'static Wording,
        wanted: WantedReport,
        now: Instant,
    ) -> Result<Written, Unsent> {
        let Home { desk, org, zone, .. } = &self.home;
        let broken = |error: store::StoreError| Unsent::Later(error.to_string());
        let base = desk.address(org).await.map_err(broken)?;
        let (material, _) = load_report(desk, org, zone, wanted, now).await.map_err(broken)?;
        let imprint = Arc::clone(&self.imprint);
        let written = spawn_blocking(move || {
            let report = Report::of(&material);
            let manner = Manner { wording, address: base.as_deref(), imprint: &imprint };
            let bytes = report_document(&material, form, manner)?;
            // What is bold in WhatsApp is plain in a mail.
            Ok::<_, reports::NotWritten>((wording.title(&report), message(&report, wording).replace('*', ""), bytes))
        });
        let written = written.await.map_err(|error| Unsent::Later(error.to_string()))?;
        let (subject, text, bytes) = written.map_err(|error| Unsent::Never(error.to_string()))?;
        Ok(Written { subject, text, bytes })
    }
}

/// A report as a file, with what is said beside it.
struct Written {
    subject: String,
    text: String,
    bytes: Vec<u8>,
}

/// What brings a report to somebody, and what goes along with the link.
struct Parcel {
    outbound: OutboundId,
    wanted: WantedReport,
    wording: &'static Wording,
    summary: Option<Summary>,
    paper: Option<Paper>,
}

/// What the file of a report is called that leaves on a day.
fn file_name(day: &str, form: ReportForm) -> String {
    format!("laksana-{day}.{}", form.word())
}

/// What the part is called that a report is about.
fn called(wanted: &WantedReport, directory: &Directory) -> String {
    web::part_name(&wanted.scope, directory, &web::house_name(directory))
}

/// Tried again later, or not any more.
fn later(why: String, tries: i64, now: Instant) -> Outcome {
    if tries >= TRIES_MAX {
        return Outcome::Failed(why);
    }
    let pause = PAUSE_MINUTES * 4_i64.pow(u32::try_from(tries - 1).unwrap_or_default());
    Outcome::Again(why, now.plus_minutes(pause))
}

#[cfg(test)]
pub(in crate::workers) mod tests;
