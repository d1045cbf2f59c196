//! Looks whether what we hear by may be deaf: gathers what is known of each, asks Meta what only Meta knows, and has the
//! domain decide.

use crate::chance;
use crate::graph::{Graph, Posting};
use crate::home::Home;
use crate::hooks::{Address, Refused};
use crate::workers::{Alarm, Standing};
use domain::directory::Directory;
use domain::event::{Change, Event};
use domain::hearing::{Ear, Suspicion};
use domain::notice::{Concern, Matter, Notice};
use domain::outbound::{Failure, Remedy};
use domain::policy::dispatch;
use domain::policy::hearing::{Sound, doubt};
use domain::request::{Actor, Command, Request, Via};
use domain::time::Instant;
use domain::wording::notices::words;
use engine::live::CLOUD_API;
use std::collections::BTreeMap;
use std::sync::PoisonError;
use store::inbox::{self, ears};
use store::need::Need;
use store::read::outbox;

/// How often Meta is asked, in minutes: its list of subscriptions may be asked for two hundred times an hour.
const CHECK_MINUTES: i64 = 10;

/// Nobody is written to more often, in minutes.
const ALARM_MINUTES: i64 = 60;

/// So many messages of which nothing was told are suspicious; one phone may be off.
const UNTOLD_MIN: i64 = 3;

/// What was recorded while the program looked the last time may be of a moment before it, in minutes.
const OVERLAP_MINUTES: i64 = 2;

/// Whoever looks.
pub struct Hearing {
    home: Home,
    refused: Refused,
    graph: Option<Graph>,
    hook: Address,
    alarm: Option<Alarm>,
    /// When somebody was written to last.
    alarmed_at: Option<Instant>,
    checked_at: Option<Instant>,
    /// Who asks how the account stands.
    standing: Option<Standing>,
    /// What somebody was written to about, and when that was learnt.
    mailed: BTreeMap<String, Instant>,
    /// Whether the program has said that it runs since it started.
    beats: bool,
}

impl Hearing {
    /// Looks at what an organisation hears by. `graph` is asked about the Cloud API's number, where there is one, and
    /// whether it posts to us under our `public` address.
    pub fn new(home: Home, refused: Refused, graph: Option<Graph>, public: &str) -> Self {
        Self {
            home,
            refused,
            graph,
            hook: Address::under(public),
            alarm: None,
            alarmed_at: None,
            checked_at: None,
            standing: None,
            mailed: BTreeMap::new(),
            beats: false,
        }
    }

    /// The same, which also writes to somebody when it may be deaf.
    #[must_use]
    pub fn telling(self, alarm: Option<Alarm>) -> Self {
        Self { alarm, ..self }
    }

    /// The same, which also asks how the account stands.
    #[must_use]
    pub fn asking(self, standing: Option<Standing>) -> Self {
        Self { standing, ..self }
    }

    /// Looks at an instant, and records what changed.
    ///
    /// # Errors
    /// When the database is at fault.
    pub async fn look(&mut self, now: Instant) -> anyhow::Result<()> {
        self.check(now).await?;
        let last_beat = self.write_down(now).await?;
        self.stand(now).await?;
        self.mail(now, last_beat).await?;
        let mut silent: BTreeMap<Ear, (Instant, Suspicion)> = BTreeMap::new();
        let waiting_since = inbox::waiting_since(&self.home.db, &self.home.org).await?;
        for known in ears::known(&self.home.db, &self.home.org).await? {
            let waiting_since = waiting_since.filter(|_| matches!(known.sound.ear, Ear::Channel(_)));
            let sound = Sound { waiting_since, ..known.sound };
            if sound.ear != Ear::Program
                && let Some(found) = doubt(&sound, now)
            {
                silent.insert(sound.ear, found);
            }
        }
        // Once after each start: the stretch in which the program did not run began with its last beat and ends now.
        let away = last_beat.filter(|_| !self.beats).and_then(|last| beat_missed(last, now));
        self.beats = true;
        if let Some(found) = away {
            let mut with_program = silent.clone();
            with_program.insert(Ear::Program, found);
            self.note(now, with_program).await?;
        }
        self.note(now, silent).await
    }

    async fn note(&mut self, now: Instant, silent: BTreeMap<Ear, (Instant, Suspicion)>) -> anyhow::Result<()> {
        let Home { desk, org, .. } = self.home.clone();
        let command = Command::NoteHearing(silent);
        let (actor, via) = (Actor::Clock, Via::Clock);
        let stamp = chance::stamps()?.at(now);
        let request = Request { org: org.clone(), actor, via, stamp, import: None, command };
        for answer in desk.commit_all(&org, vec![request]).await? {
            let receipt = answer?;
            let directory = desk.directory(&org).await?;
            let sentence = |change: &Change| domain::sentence::sentence(&change.event, &directory);
            receipt.changes.iter().for_each(|change| tracing::warn!("{}", sentence(change)));
            let began = receipt.changes.iter().filter(|change| matches!(change.event, Event::SilenceBegan { .. }));
            let began: Vec<String> = began.map(sentence).collect();
            // What comes and goes is told once an hour.
            let is_due = self.alarmed_at.is_none_or(|at| now >= at.plus_minutes(ALARM_MINUTES));
            if let Some(alarm) = self.alarm.clone().filter(|_| is_due && !began.is_empty()) {
                self.alarmed_at = Some(now);
                let name = format!("deaf-{}-{}", org.as_str(), receipt.position);
                // A mail server may take minutes, and nobody waits for it.
                tokio::spawn(async move { alarm.tell(&began, &name).await });
            }
        }
        Ok(())
    }

    /// What becomes of our messages, as far as we know it ourselves: whether they are taken, and whether they arrive.
    async fn sending(&self, now: Instant) -> anyhow::Result<Vec<Notice>> {
        let Home { db, desk, org, .. } = &self.home;
        let is_untold = outbox::untold(db, org, now).await? >= UNTOLD_MIN;
        let mut notices = vec![Notice::new(Matter::Deliveries, "", is_untold.then_some(Concern::Undelivered), now)];
        for (sort, is_template) in [("words", false), ("templates", true)] {
            // Where nothing is told of any, that is the fault, and it is told once.
            let is_lost = !is_untold && outbox::none_arrives(db, org, now, is_template).await?;
            notices.push(Notice::new(Matter::Deliveries, sort, is_lost.then_some(Concern::Undelivered), now));
        }
        let draft = desk.draft(org, &Need::at(now).windows()).await?;
        let stopped = dispatch::stopped_by(draft.situation());
        desk.keep(draft);
        let stops = Failure::ALL.iter().filter(|failure| failure.remedy() == Remedy::Stop);
        notices.extend(stops.map(|failure| {
            let concern = (Some(*failure) == stopped).then_some(Concern::Stopped);
            Notice::new(Matter::Sending, failure.word(), concern, now)
        }));
        Ok(notices)
    }

    /// Records how the account stands, as far as Meta and what became of our messages tell.
    async fn stand(&mut self, now: Instant) -> anyhow::Result<()> {
        let Some(standing) = &mut self.standing else { return Ok(()) };
        let mut notices = standing.look(now).await;
        notices.extend(self.sending(now).await?);
        let Home { desk, org, .. } = &self.home;
        let directory = self.home.directory().await?;
        // Nobody asks for what is known already, every minute.
        let is_known = |notice: &Notice| {
            let known = directory.notices.get(&notice.id());
            known.map_or((None, None), |known| (known.concern, known.figure)) == (notice.concern, notice.figure)
        };
        notices.retain(|notice| !is_known(notice));
        if notices.is_empty() {
            return Ok(());
        }
        let command = Command::NoteNotices(notices);
        let (actor, via, stamp) = (Actor::Clock, Via::Clock, chance::stamps()?.at(now));
        let request = Request { org: org.clone(), actor, via, stamp, import: None, command };
        for answer in desk.commit_all(org, vec![request]).await? {
            answer?;
        }
        Ok(())
    }

    /// Writes to somebody about what WhatsApp said of the account since the program last looked, whichever way it came.
    async fn mail(&mut self, now: Instant, last_beat: Option<Instant>) -> anyhow::Result<()> {
        let Some(alarm) = self.alarm.clone() else { return Ok(()) };
        let since = last_beat.unwrap_or(now).min(now).plus_minutes(-OVERLAP_MINUTES);
        let sentences = unmailed(&*self.home.directory().await?, &mut self.mailed, since, now);
        if !sentences.is_empty() {
            let name = format!("account-{}-{}", self.home.org.as_str(), now.us());
            // A mail server may take minutes, and nobody waits for it.
            tokio::spawn(async move { alarm.tell_of_account(&sentences, &name).await });
        }
        Ok(())
    }

    /// Writes down what was refused, and that the program runs; when it said so last.
    async fn write_down(&self, now: Instant) -> anyhow::Result<Option<Instant>> {
        let refused = std::mem::take(&mut *self.refused.lock().unwrap_or_else(PoisonError::into_inner));
        let mut tx = self.home.db.begin().await?;
        for (ear, count) in refused {
            ears::unsigned(&mut tx, &self.home.org, &ear, count, now).await?;
        }
        let last = ears::beat(&mut tx, &self.home.org, now).await?;
        tx.commit().await?;
        Ok(last)
    }

    /// Asks Meta whether the token still opens, the webhook is subscribed, and the number may be used.
    async fn check(&mut self, now: Instant) -> anyhow::Result<()> {
        let Some(graph) = &self.graph else { return Ok(()) };
        if self.checked_at.is_some_and(|at| now < at.plus_minutes(CHECK_MINUTES)) {
            return Ok(());
        }
        self.checked_at = Some(now);
        let posting = match graph.posting(&self.hook).await {
            Ok(posting) => posting,
            // Whoever does not answer says nothing about what we hear.
            Err(failure) => {
                tracing::warn!(%failure, "WhatsApp could not be asked about the number: {failure}");
                return Ok(());
            }
        };
        let ear = Ear::Number(CLOUD_API.to_owned(), graph.number().to_owned());
        let org = &self.home.org;
        let mut tx = self.home.db.begin().await?;
        let trouble = match posting {
            Posting::Untold => None,
            Posting::Nobody(why) => Some(why),
            Posting::Ours => {
                ears::posted(&mut tx, org, &ear, None, now).await?;
                None
            }
            // Another address may lead to us, too: what is signed and comes after it was told first shows that it does.
            Posting::Elsewhere(to) => {
                ears::posted(&mut tx, org, &ear, Some(&to), now).await?;
                (!ears::leads_here(&mut tx, org, &ear, &to).await?).then_some(Suspicion::Taken)
            }
        };
        if trouble == Some(Suspicion::Taken) {
            tracing::warn!("WhatsApp posts the number's messages to an address that is not ours by its spelling");
        }
        ears::troubled(&mut tx, org, &ear, trouble, now).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Since when the program did not run, when that was long enough to matter.
fn beat_missed(last_at: Instant, now: Instant) -> Option<(Instant, Suspicion)> {
    let (unsigned, trouble, waiting_since) = (None, None, None);
    let sound = Sound { ear: Ear::Program, last_at, lag_minutes: 0.0, rhythm: None, unsigned, trouble, waiting_since };
    doubt(&sound, now)
}

/// What WhatsApp said of the account since an instant and nobody was written to about, which is then remembered.
fn unmailed(
    directory: &Directory,
    mailed: &mut BTreeMap<String, Instant>,
    since: Instant,
    now: Instant,
) -> Vec<String> {
    mailed.retain(|_, at| *at >= since);
    let mut sentences = Vec::new();
    for (notice, concern) in directory.concerns(now) {
        if notice.at >= since && mailed.insert(notice.id(), notice.at) != Some(notice.at) {
            sentences.push(format!("{}: {}", notice.shown(), words("en", concern)));
        }
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thing_that_whatsapp_says_is_written_about_once() {
        let at = |minute: i64| Instant::from_us(1_795_000_000_000_000).plus_minutes(minute);
        let mut directory = Directory::default();
        let mut mailed = BTreeMap::new();
        let say = |directory: &mut Directory, concern, minute| {
            let notice = Notice::new(Matter::Number, "", concern, at(minute));
            directory.notices.insert(notice.id(), notice);
        };
        say(&mut directory, Some(Concern::QualityPoor), 0);
        assert!(unmailed(&directory, &mut mailed, at(1), at(3)).is_empty(), "it was said before the program stopped");
        assert_eq!(unmailed(&directory, &mut mailed, at(-1), at(1)).len(), 1);
        assert!(unmailed(&directory, &mut mailed, at(0), at(2)).is_empty(), "once");
        say(&mut directory, None, 3);
        assert!(unmailed(&directory, &mut mailed, at(2), at(4)).is_empty());
        say(&mut directory, Some(Concern::QualityPoor), 5);
        let again = unmailed(&directory, &mut mailed, at(4), at(6));
        assert!(again.len() == 1 && again[0].starts_with("WhatsApp: Many people block"), "{again:?}");
    }
}
