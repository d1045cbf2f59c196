//! Brings the reports that leads asked for in a chat, each once.

use super::{Editions, Parcel, later};
use crate::home::Home;
use crate::post::Unsent;
use domain::id::{MessageId, OutboundId, PersonId};
use domain::outbound::Summary;
use domain::request::Actor;
use domain::time::Instant;
use reports::{Report, Stretch, Wording, message};
use store::StoreError;
use store::asked::{self, Asked};
use store::handouts::Handout;
use store::subscriptions::Outcome;
use tokio::task::spawn_blocking;
use web::{ReportForm, WantedReport, is_part_there, load_report, part, zone_of};

/// A report that was asked for longer ago is not brought any more, in minutes: nobody waits for it.
const LATE_MINUTES: f64 = 60.0;
/// Pages of the journal that one look follows.
const PAGES_MAX: usize = 20;
/// Letters that fit under a document, with room for the line that has the link; of a longer summary the link alone leads to
/// the document.
const CAPTION_MAX: usize = 800;
/// What follows the name of the message that asks in the name of the one that answers.
const ANSWER: &str = "report-";

impl Editions {
    /// Brings what was asked for. How many reports were wanted as messages.
    ///
    /// # Errors
    /// When the database is at fault.
    pub(super) async fn bring_asked(&self, now: Instant) -> anyhow::Result<usize> {
        let Home { db, org, .. } = &self.home;
        for _ in 0..PAGES_MAX {
            if !asked::follow(db, org).await? {
                break;
            }
        }
        let mut brought = 0;
        for one in asked::waiting(db, org, now).await? {
            let outcome = match self.answer(&one, now).await {
                Ok(()) => Outcome::Sent,
                Err(Unsent::Later(why)) => later(why, one.tries + 1, now),
                Err(Unsent::Never(why) | Unsent::Unknown(why)) => Outcome::Failed(why),
            };
            brought += usize::from(outcome == Outcome::Sent);
            self.end(&one, outcome).await?;
        }
        Ok(brought)
    }

    async fn end(&self, one: &Asked, outcome: Outcome) -> Result<(), StoreError> {
        let mut tx = self.home.db.begin().await?;
        match outcome {
            Outcome::Again(why, until) => {
                tracing::warn!("A report that was asked for waits: {why}");
                asked::postpone(&mut tx, &self.home.org, one, until).await?;
            }
            Outcome::Sent => asked::settle(&mut tx, &self.home.org, one).await?,
            Outcome::Failed(why) | Outcome::Doubt(why) => {
                tracing::warn!("A report that was asked for is not brought: {why}");
                asked::settle(&mut tx, &self.home.org, one).await?;
            }
        }
        tx.commit().await
    }

    pub(super) async fn answer(&self, one: &Asked, now: Instant) -> Result<(), Unsent> {
        if now.minutes_since(Instant::from_us(one.asked_us)) > LATE_MINUTES {
            return Err(Unsent::Never("it was asked for too long ago".to_owned()));
        }
        let directory = self.home.directory().await.map_err(|error| Unsent::Later(format!("{error:#}")))?;
        let scope = part(one.site.as_deref(), None, None);
        let stretch = Stretch::from_word(&one.running).filter(|_| is_part_there(&directory, &scope));
        let stretch = stretch.ok_or_else(|| Unsent::Never("what it is about is not in the directory".to_owned()))?;
        let today = now.day(zone_of(&scope, &directory, &self.home.zone));
        let (rhythm, day) = stretch.seen_from(today);
        let wanted = WantedReport { rhythm, day, scope, eyes: reports::Eyes::House };
        let wording = Wording::of(&one.language).unwrap_or(Wording::english());
        let summary = self.summary(one, wording, wanted.clone(), now).await?;
        self.base().await?;
        let paper = match summary.text.chars().count() <= CAPTION_MAX {
            true => self.paper((ReportForm::Pdf, &today.to_string()), wording, wanted.clone(), now).await,
            false => None,
        };
        let handout = self.handout(one, stretch, &today.to_string(), wording);
        let outbound = OutboundId::new(format!("{ANSWER}{}", MessageId::new(one.message.as_str())));
        self.bring(handout, Parcel { outbound, wanted, wording, summary: Some(summary), paper }, &directory, now).await
    }

    fn handout(&self, one: &Asked, stretch: Stretch, day: &str, wording: &Wording) -> Handout {
        Handout {
            org: self.home.org.to_string(),
            site: one.site.clone(),
            stretch: stretch.word().to_owned(),
            day: Some(day.to_owned()),
            language: wording.language().to_owned(),
            person: Some(one.person.clone()),
            made_by: Actor::Person(PersonId::new(one.person.as_str())).to_string(),
            ..Handout::default()
        }
    }

    /// What the report says in short.
    async fn summary(
        &self,
        one: &Asked,
        wording: &'static Wording,
        wanted: WantedReport,
        now: Instant,
    ) -> Result<Summary, Unsent> {
        let Home { desk, org, zone, .. } = &self.home;
        let loaded = load_report(desk, org, zone, wanted, now).await;
        let (material, _) = loaded.map_err(|error| Unsent::Later(error.to_string()))?;
        let text = spawn_blocking(move || message(&Report::of(&material), wording)).await;
        let text = text.map_err(|error| Unsent::Later(error.to_string()))?;
        Ok(Summary { text, language: one.language.clone() })
    }
}
