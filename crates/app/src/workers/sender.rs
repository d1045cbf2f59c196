//! Sends what may leave: what is recorded as leaving is sent once, and every answer is recorded as it comes.

mod photos;

use super::{Stop, longer};
use crate::chance;
use crate::graph::Graph;
use crate::home::Home;
use channels::cloud_api::{Answer, Listed, Outgoing};
use domain::directory::Directory;
use domain::id::OutboundId;
use domain::notice::{Concern, Matter, Notice};
use domain::outbound::{Failure, PeopleBegun, Terms};
use domain::time::Instant;
use domain::wording::Sentence;
use engine::live::CLOUD_API;
use engine::sending::{self, Letter, Round};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;
use store::costs;
use store::read::outbox;
use tokio::sync::broadcast::error::RecvError;
use tokio::task::JoinSet;
use web::Sending;

/// How often to look without being woken.
const LOOK: Duration = Duration::from_secs(30);
/// The shortest rest between two looks.
const REST: Duration = Duration::from_millis(250);
/// How long a list of templates holds, in minutes.
const TEMPLATES_MINUTES: i64 = 30;
/// Days counted as a month, for the budget.
const MONTH_MINUTES: i64 = 30 * 24 * 60;

/// What the organisation allows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Allowed {
    /// Messages that may be sent in thirty days; none when nobody set a budget.
    pub month_max: Option<u64>,
    /// People who may be written to first in a day; what a new portfolio may, when left out.
    pub people_max: Option<usize>,
}

/// Templates, each by name and language.
type Templates = BTreeSet<(String, String)>;

/// Templates that may be sent, by name and language.
#[derive(Default)]
struct Approved {
    all: Templates,
    with_buttons: Templates,
}

/// Sends messages as one number.
pub struct Sender {
    home: Home,
    graph: Graph,
    allowed: Allowed,
    shown: Arc<Sending>,
    approved: Approved,
    approved_at: Option<Instant>,
    /// When the list that is used was read.
    listed_at: Option<Instant>,
}

impl Sender {
    /// A sender; `shown` tells the pages what it does.
    pub fn new(home: Home, graph: Graph, allowed: Allowed, shown: Arc<Sending>) -> Self {
        Self { home, graph, allowed, shown, approved: Approved::default(), approved_at: None, listed_at: None }
    }

    /// Works until the program ends. Whatever is recorded rings, so that nothing waits longer than it must.
    pub async fn run(mut self, mut stop: Stop) {
        let mut bell = self.home.desk.listen();
        let mut pause = Duration::ZERO;
        while !stop.is_wanted() {
            match self.send_due(chance::now()).await {
                Ok(next) => {
                    pause = Duration::ZERO;
                    let wait = next.map_or(LOOK, |next| until(next).clamp(REST, LOOK));
                    let rung = async {
                        if let Err(RecvError::Closed) = bell.recv().await {
                            std::future::pending::<()>().await;
                        }
                    };
                    tokio::select! {
                        () = rung => stop.pause(REST).await,
                        () = stop.pause(wait) => {}
                    }
                    bell = bell.resubscribe();
                }
                Err(error) => {
                    pause = longer(pause);
                    tracing::error!("Sending failed, next try in {} s: {error:#}", pause.as_secs());
                    stop.pause(pause).await;
                }
            }
        }
    }

    /// Sends what may leave at an instant. When to look again, as far as is known.
    ///
    /// # Errors
    /// When the database is at fault.
    pub async fn send_due(&mut self, now: Instant) -> anyhow::Result<Option<Instant>> {
        let Home { db, desk, org, .. } = self.home.clone();
        if outbox::due(&db, &org, now, None).await?.is_empty() && self.approved_at.is_some() {
            return Ok(None);
        }
        let terms = self.terms(now).await?;
        let round = sending::begin(&desk, &org, &mut chance::stamps()?, now, &terms).await?;
        self.show(&round, &terms);
        let next = round.next;
        self.deliver(round.letters).await?;
        Ok(next)
    }

    /// Records what leaves, as [`Self::send_due`] does, and stops there: what a death leaves behind.
    ///
    /// # Errors
    /// When the database is at fault.
    #[cfg(test)]
    pub async fn begin_and_die(&mut self, now: Instant) -> anyhow::Result<Vec<Letter>> {
        let terms = self.terms(now).await?;
        let Home { desk, org, .. } = &self.home;
        Ok(sending::begin(desk, org, &mut chance::stamps()?, now, &terms).await?.letters)
    }

    /// What the channel and the organisation allow now.
    ///
    /// # Errors
    /// When the database is at fault.
    pub async fn terms(&mut self, now: Instant) -> anyhow::Result<Terms> {
        let is_old = self.approved_at.is_none_or(|at| now >= at.plus_minutes(TEMPLATES_MINUTES));
        if is_old {
            match self.graph.approved().await {
                Ok(listed) => {
                    self.approved = Approved::of(listed);
                    (self.approved_at, self.listed_at) = (Some(now), Some(now));
                }
                Err(failure) => {
                    tracing::warn!(%failure, "The list of templates could not be read: {failure}");
                    // Asked again in a minute.
                    self.approved_at = Some(now.plus_minutes(1 - TEMPLATES_MINUTES));
                }
            }
        }
        let Home { db, desk, org, zone, .. } = &self.home;
        let spent = outbox::spent(db, org, now.plus_minutes(-MONTH_MINUTES)).await?;
        let directory = self.home.directory().await?;
        let of_money = costs::left(db, org, &directory, (now, zone)).await?;
        // A list that was read since knows better than what was said before.
        let (held, later) = templates_held(&directory, self.listed_at);
        let used = spent.words.unsigned_abs() + spent.templates.unsigned_abs();
        Ok(Terms {
            approved: self.approved.all.difference(&later).cloned().collect(),
            held,
            with_buttons: self.approved.with_buttons.clone(),
            people_max: self.allowed.people_max.or(directory.people_limit()).unwrap_or(Terms::PEOPLE_MAX),
            begun: PeopleBegun::default(),
            left: self.allowed.month_max.map(|max| max.saturating_sub(used)).into_iter().chain(of_money).min(),
            heard_until: sending::heard_until(desk, org, CLOUD_API).await?,
        })
    }

    /// Sends letters: those to one person one after another, so that their order holds, people beside one another.
    async fn deliver(&self, letters: Vec<Letter>) -> anyhow::Result<()> {
        let mut people: BTreeMap<String, Vec<Letter>> = BTreeMap::new();
        for letter in letters {
            people.entry(format!("{:?}", letter.outgoing.to)).or_default().push(letter);
        }
        let mut under_way = JoinSet::new();
        for letters in people.into_values() {
            let (graph, home) = (self.graph.clone(), self.home.clone());
            under_way.spawn(async move {
                let mut outcome = anyhow::Ok(());
                for letter in letters {
                    let (outbound, answer) = sent(&home, &graph, letter).await;
                    // What was begun leaves, whether or not the answer before it could be recorded.
                    outcome = outcome.and(note(&home, outbound, answer).await);
                }
                outcome
            });
        }
        let mut outcome = Ok(());
        while let Some(done) = under_way.join_next().await {
            let done = done.map_err(anyhow::Error::from).and_then(|done| done);
            outcome = outcome.and(done);
        }
        outcome
    }

    /// Tells the pages.
    fn show(&self, round: &Round, terms: &Terms) {
        self.shown.tell(round.held.clone(), round.stopped, terms.left, !terms.approved.is_empty());
    }
}

/// Templates that WhatsApp holds, and those of them of which it said so after an instant.
fn templates_held(directory: &Directory, listed_at: Option<Instant>) -> (Templates, Templates) {
    let is_held =
        |notice: &&Notice| notice.matter == Matter::Template && notice.concern.is_some_and(Concern::holds_template);
    let held: Vec<&Notice> = directory.notices.values().filter(is_held).collect();
    let named = |notice: &&Notice| notice.template().map(|(name, language)| (name.to_owned(), language.to_owned()));
    let later = held.iter().filter(|notice| listed_at.is_none_or(|at| notice.at >= at)).filter_map(named).collect();
    (held.iter().filter_map(named).collect(), later)
}

impl Approved {
    /// What may be used of what WhatsApp lists: buttons only where there are as many as the sentence has answers.
    fn of(listed: Vec<Listed>) -> Self {
        let mut approved = Self::default();
        for one in listed {
            let answers = Sentence::from_word(&one.name).map_or(0, |sentence| sentence.choices().len());
            let key = (one.name, one.language);
            if answers > 0 && one.buttons == answers {
                approved.with_buttons.insert(key.clone());
            }
            approved.all.insert(key);
        }
        approved
    }
}

/// Sends one letter, with its photo where WhatsApp takes that.
async fn sent(home: &Home, graph: &Graph, letter: Letter) -> (OutboundId, Answer) {
    let photo = match &letter.picture {
        Some(digest) => photos::handed_over(home, graph, digest).await,
        None => None,
    };
    let answer = match &photo {
        Some(photo) => {
            let Outgoing { content, .. } = letter.outgoing.clone();
            let shown = Outgoing { content: content.below(photo.clone()), ..letter.outgoing.clone() };
            graph.send(&shown.body()).await
        }
        None => graph.send(&letter.outgoing.body()).await,
    };
    let answer = match (&answer, &letter.picture) {
        // It was refused, so that nothing was sent: the words go without what may be the matter with it.
        (Answer::Failed(Failure::Media | Failure::Request, _), Some(digest)) if photo.is_some() => {
            photos::forget(home, graph, digest).await;
            graph.send(&letter.outgoing.body()).await
        }
        _ => answer,
    };
    let id = letter.outbound.as_str().get(..12).unwrap_or_default();
    match &answer {
        Answer::Taken(_) => tracing::debug!(outbound.id = id, "Message {id} was taken"),
        Answer::Failed(failure, code) => {
            tracing::warn!(outbound.id = id, %failure, ?code, "Message {id} was not taken: {failure}");
        }
    }
    (letter.outbound, answer)
}

/// Records an answer. One that cannot be recorded is learnt from what the channel tells later.
async fn note(home: &Home, outbound: OutboundId, answer: Answer) -> anyhow::Result<()> {
    let Home { desk, org, .. } = home;
    Ok(sending::note(desk, org, &mut chance::stamps()?, chance::now(), outbound, answer).await?)
}

fn until(instant: Instant) -> Duration {
    let us = instant.us().saturating_sub(chance::now().us());
    Duration::from_micros(u64::try_from(us).unwrap_or_default())
}
