//! Runs a world against the real engine and store, step by step, and holds them to what must always be so.

mod checks;
mod ledger;
mod letters;
mod members;
mod month;
mod orders;
mod schedules;
mod sending;
mod steps;
mod waits;
mod ways;

use crate::chance::{Chance, key};
use crate::network::{Delivery, deliver};
use crate::reader::{Truths, scripted, truths};
use crate::world::{Scale, World};
use brain::mind::Mind;
use domain::id::{ImportId, OrgId};
use domain::member::Member;
use domain::message::{Circle, Inbound};
use domain::request::{Actor, Command, Request, Via};
use domain::time::Instant;
use engine::intake::Intake;
use engine::reader::Reader;
use engine::stamps::Stamps;
use ledger::Ledger;
pub use month::month;
use std::collections::VecDeque;
use store::desk::{Desk, Draft};
use store::need::Need;
use store::{Db, StoreError, journal};

/// Most rungs of a ladder.
const RUNGS_MAX: usize = 4;

/// When every world ends; any instant does, but it must be the same for the same seed.
const END_US: i64 = 1_790_000_000_000_000;
/// A mistake of each kind in so many of a hundred readings.
const WRONG: usize = 7;

/// What to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Which world, and what befalls it.
    pub seed: u64,
    /// After how many steps to stop; a world may be over before.
    pub steps: usize,
    /// After how many steps the dear checks are made.
    pub check_every: usize,
    /// Whether the built-in reader reads, instead of one that is wrong on purpose.
    pub real_reader: bool,
}

/// How a run that held ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Digest of the journal's last entry.
    pub head: String,
    /// How many entries there are.
    pub entries: i64,
    /// How many steps were made.
    pub steps: usize,
    /// How many messages were kept.
    pub messages: usize,
    /// How many tickets there were.
    pub tickets: usize,
    /// How many days of tasks ended how.
    pub days: std::collections::BTreeMap<&'static str, usize>,
    /// What was done, by name, and how often.
    pub done: Vec<(&'static str, usize)>,
}

/// Something that must hold and does not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it does not hold that {invariant}: {detail}")]
pub struct Broken {
    /// What must hold.
    pub invariant: &'static str,
    /// Where it does not.
    pub detail: String,
}

/// Why a step failed.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// An invariant does not hold.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// The store failed.
    #[error("the store failed: {0}")]
    Store(#[from] StoreError),
    /// The world cannot be begun.
    #[error("the world cannot be begun: {0}")]
    World(String),
}

/// A run that failed; the same seed and steps fail again.
#[derive(Debug, thiserror::Error)]
#[error("SEED={seed} STEPS={steps} fails at step {step} ({doing}): {fault}")]
pub struct Failure {
    /// The seed.
    pub seed: u64,
    /// How many steps were planned; the world is as long as they need.
    pub steps: usize,
    /// The step, counted from 1.
    pub step: usize,
    /// What was being done.
    pub doing: &'static str,
    /// Why.
    pub fault: Fault,
}

/// One of the processes that write to the organisation.
struct Writer {
    intake: Intake,
    /// A draft carried from commit to commit, as an import does; none when each batch begins anew.
    kept: Option<Draft>,
    keeps: bool,
}

/// A world under way.
struct Run {
    plan: Plan,
    org: OrgId,
    desk: Desk,
    chance: Chance,
    stamps: Stamps,
    truths: Truths,
    writers: Vec<Writer>,
    queue: VecDeque<Delivery>,
    /// What an exported chat would bring, some of which is heard live as well.
    shelf: Vec<Inbound>,
    imports: Vec<ImportId>,
    erased: usize,
    ordered: usize,
    ledger: Ledger,
    post: sending::Post,
    now: Instant,
    doing: &'static str,
    done: std::collections::BTreeMap<&'static str, usize>,
}

/// Runs a plan on a database whose tables are there and empty.
///
/// # Errors
/// The first thing that does not hold, with the step at which it showed.
pub async fn run(db: Db, plan: Plan) -> Result<Outcome, Failure> {
    let failed = |step, doing, fault| Failure { seed: plan.seed, steps: plan.steps, step, doing, fault };
    let mut run = Run::begin(db, plan).await.map_err(|fault| failed(0, "beginning", fault))?;
    let mut steps = 0;
    while steps < plan.steps && !run.queue.is_empty() {
        steps += 1;
        let stepped = run.step().await;
        stepped.map_err(|fault| failed(steps, run.doing, fault))?;
        let dear = steps % plan.check_every.max(1) == 0;
        run.check(dear).await.map_err(|fault| failed(steps, run.doing, fault))?;
    }
    run.end().await.map_err(|fault| failed(steps, "ending", fault))?;
    run.outcome(steps).await.map_err(|fault| failed(steps, "ending", fault))
}

impl Run {
    async fn begin(db: Db, plan: Plan) -> Result<Self, Fault> {
        let days = i64::try_from(plan.steps / 9).unwrap_or(6).clamp(6, 700);
        let sites = 1 + usize::try_from(plan.seed % 3).unwrap_or(0);
        let scale = Scale { sites, days, incidents: 24, smalltalk: 24 };
        let mut world = World::new(plan.seed, scale, Instant::from_us(END_US));
        schedules::enrich(&mut world.roster);
        let mut chance = Chance::new(plan.seed, "run");
        let (shelf, live) = shelved(&world, &mut chance);
        let live = world.said.iter().filter(|said| live.contains(&said.inbound.external));
        let queue = deliver(live, &mut chance).into();
        Self::under(db, plan, &world, chance, (shelf, queue)).await
    }

    /// A run of a world of which some arrives, and some would come with an export.
    async fn under(
        db: Db,
        plan: Plan,
        world: &World,
        chance: Chance,
        (shelf, queue): (Vec<Inbound>, VecDeque<Delivery>),
    ) -> Result<Self, Fault> {
        let now = queue.front().map_or(Instant::from_us(END_US), |delivery| delivery.at);
        let mut run = Self {
            org: OrgId::new(format!("sim-{}", plan.seed)),
            desk: Desk::new(db),
            stamps: Stamps::seeded(key(plan.seed, "stamps")),
            truths: truths(world),
            writers: Vec::new(),
            imports: Vec::new(),
            erased: 0,
            ordered: 0,
            ledger: Ledger::default(),
            post: sending::Post::default(),
            doing: "beginning",
            done: std::collections::BTreeMap::new(),
            plan,
            chance,
            queue,
            shelf,
            now,
        };
        run.furnish(world).await?;
        for keeps in [false, true] {
            let intake = run.intake(Via::Simulated, None);
            run.writers.push(Writer { intake, kept: None, keeps });
        }
        Ok(run)
    }

    /// Writes the directory.
    async fn furnish(&mut self, world: &World) -> Result<(), Fault> {
        let definitions = world.definitions().map_err(|error| Fault::World(error.to_string()))?;
        self.desk.open(&self.org, "Simulated", &world.zone).await?;
        let requests = definitions
            .into_iter()
            .map(|definition| {
                self.request(Actor::Member(Member::HOUSE.to_owned()), Command::Define(Box::new(definition)))
            })
            .collect();
        let answers = self.desk.commit_all(&self.org, requests).await?;
        match answers.into_iter().find_map(Result::err) {
            Some(refusal) => Err(Fault::World(refusal.to_string())),
            None => Ok(()),
        }
    }

    /// A new process's intake; its chance is its own.
    fn intake(&mut self, via: Via, import: Option<ImportId>) -> Intake {
        let seed = self.chance.bits();
        let reader = match self.plan.real_reader {
            true => Reader::from(Mind::new()),
            false => scripted(self.truths.clone(), Chance::new(seed, "reader"), WRONG),
        };
        Intake::new(self.org.clone(), via, import, reader, Stamps::seeded(key(seed, "intake")))
    }

    fn request(&mut self, actor: Actor, command: Command) -> Request {
        let (org, stamp) = (self.org.clone(), self.stamps.at(self.now));
        Request { org, actor, via: Via::Shell, stamp, import: None, command }
    }

    async fn check(&mut self, dear: bool) -> Result<(), Fault> {
        checks::catch_up(&self.desk, &self.org, &mut self.ledger).await?;
        checks::settled(&self.ledger, Instant::from_us(0))?;
        // A draft that was kept is up to date only just after its own commit.
        for writer in &self.writers {
            let current = writer.kept.as_ref().filter(|draft| draft.situation().touched == Default::default());
            if let Some(draft) = current.filter(|_| self.doing == "hearing, kept") {
                checks::mind(draft.situation(), &self.ledger)?;
            }
        }
        if dear {
            checks::found(&self.desk, &self.org, &self.ledger, self.now).await?;
            checks::rebuilt(&self.desk, &self.org).await?;
        }
        Ok(())
    }

    /// Lets the clock do what is due, and makes every check.
    async fn end(&mut self) -> Result<(), Fault> {
        self.doing = "ending";
        // A ticket that turned critical late climbs one rung of its ladder at each look.
        for _ in 0..RUNGS_MAX {
            let lapse = self.request(Actor::Clock, Command::Lapse);
            self.desk.commit_all(&self.org, vec![lapse]).await?;
        }
        self.check(true).await?;
        self.doubles()?;
        checks::settled(&self.ledger, self.now)?;
        let draft = self.desk.draft(&self.org, &Need::at(self.now)).await?;
        schedules::kept(&draft.situation().directory, draft.situation(), &self.ledger, self.now)?;
        checks::kept_up(&self.desk, &self.org, self.now).await
    }

    async fn outcome(self, steps: usize) -> Result<Outcome, Fault> {
        let head = journal::head(self.desk.db(), self.org.as_str()).await?;
        let (head, entries) = head.map_or((String::new(), 0), |head| (head.digest, head.position));
        let (messages, tickets) = (self.ledger.messages.len(), self.ledger.tickets.len());
        let days = self.ledger.ended();
        Ok(Outcome { head, entries, steps, messages, tickets, days, done: self.done.into_iter().collect() })
    }
}

/// Sets aside the first half of one group as an exported chat; a fifth of it is heard live as well.
fn shelved(world: &World, chance: &mut Chance) -> (Vec<Inbound>, std::collections::BTreeSet<String>) {
    let group = world.said.iter().find(|said| said.inbound.conversation.circle == Circle::Group);
    let group = group.map(|said| said.inbound.conversation.id.clone());
    let middle = world.said.get(world.said.len() / 2).map(|said| said.inbound.sent_at);
    let mut shelf = Vec::new();
    let mut live = std::collections::BTreeSet::new();
    for said in &world.said {
        let inbound = &said.inbound;
        let is_shelved = Some(&inbound.conversation.id) == group.as_ref() && Some(inbound.sent_at) < middle;
        if is_shelved {
            shelf.push(inbound.clone());
        }
        if !is_shelved || chance.percent(20) {
            live.insert(inbound.external.clone());
        }
    }
    (shelf, live)
}
