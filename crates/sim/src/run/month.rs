//! A whole month of one site under the virtual clock: expected work, tours and incidents, heard as they arrive, sent and
//! told of, over restarts and an hour without a channel; checked after every step, and audited at the end.

mod agents;
mod answers;
mod audit;
mod work;

use super::{END_US, Failure, Fault, Outcome, Plan, Run, Writer, schedules};
use crate::chance::Chance;
use crate::network::deliver;
use crate::world::{Said, Scale, Truth, World};
use domain::hearing::{Ear, Suspicion};
use domain::message::{Form, Inbound, Kind};
use domain::request::{Actor, Command, Via};
use domain::time::Instant;
use engine::roster::{AgreementLine, ApprovalLine, DutyLine, LevelLine, RotaLine, TaskLine, TurnLine};
use std::collections::BTreeMap;
use store::Db;
use store::desk::Desk;
use store::need::Need;

/// The site, by its place in the list of estates: the one with the most people.
const SITE: usize = 0;
/// Ten incidents a day.
const INCIDENTS: usize = 100;
/// Idle things said in ten days.
const SMALLTALK: usize = 60;
/// What is due leaves after so many deliveries.
const SEND_EVERY: usize = 4;
/// Somebody answers what they were asked after so many deliveries.
const ANSWER_EVERY: usize = 10;
/// The tours, with the hour at which each begins.
const TOURS: [(&str, i8); 3] = [("Evening tour", 21), ("Midnight tour", 1), ("Morning tour", 5)];
/// Where each leads past.
const CHECKPOINTS: [&str; 4] = ["Block A / Lobby", "Block B / Car Park", "Block C / Bin Room", "Guard House"];
/// Further work of each day, with its hour.
const WORK: [(&str, i8); 5] =
    [("Mop Block A", 7), ("Mop Block B", 8), ("Mop Block C", 9), ("Water plants", 16), ("Empty bins", 18)];
/// Work of each day that is ticked step by step, with its hour, its steps, and what is said of them.
const STEPS: (&str, i8) = ("Toilets", 11);
const STEP_NAMES: [&str; 3] = ["Mop floor", "Empty bins", "Refill soap"];
const STEPS_SAID: [&str; 4] = ["1,2,3 done", "mop floor and bins done", "all done", "later"];
/// A check of each day, with its hour and what is said of it.
const CHECK: (&str, i8) = ("Pump check", 14);
const CHECK_SAID: [(&str, Kind); 3] =
    [("Pump check done", Kind::Task), ("seal leaking badly", Kind::Issue), ("pump makes a noise", Kind::Issue)];
/// How long somebody may take to say whether they take a job, in minutes.
const ANSWER_MINUTES: u32 = 30;
/// From which cost on somebody has to agree.
const COSTS_OVER: &str = "RM 200";
/// An hour and a bit, in minutes.
const WINDOW_MINUTES: u32 = 75;
/// Walking from one checkpoint to the next, in minutes.
const WALK_MINUTES: i64 = 6;
/// Who is on call by turns.
const ROTA: &str = "Nights on call";
/// When turns of being on call change.
const CHANGES_AT: &str = "18:00";
/// How long the program is away when it is started again, in minutes.
const AWAY_MINUTES: i64 = 40;
/// Days before the last one on which it is, from this hour on.
const RESTARTS: [(i64, i8); 2] = [(4, 7), (2, 21)];
/// Days before the last one on which the channel is deaf, from this hour on: a short and a long task are due then.
const DEAF: (i64, i8) = (3, 8);
/// For how long, in minutes.
const DEAF_MINUTES: i64 = 60;
/// How often the clock looks meanwhile, in minutes.
const LOOK_MINUTES: i64 = 10;

/// Lives so many days, at least a week, on a database whose tables are there and empty.
///
/// # Errors
/// The first thing that does not hold, with the step at which it showed.
pub async fn month(db: Db, seed: u64, days: i64) -> Result<Outcome, Failure> {
    let plan = Plan { seed, steps: 0, check_every: 1, real_reader: false };
    let failed = |step, doing, fault| Failure { seed, steps: 0, step, doing, fault };
    let mut chance = Chance::new(seed, "month");
    let world = world(seed, days, &mut chance).map_err(|fault| failed(0, "beginning", fault))?;
    let queue = deliver(&world.said, &mut chance).into();
    let begun = Run::under(db, plan, &world, chance, (Vec::new(), queue)).await;
    let mut run = begun.map_err(|fault| failed(0, "beginning", fault))?;
    // Each batch begins with what the last one gave back, as in a server.
    run.writers.retain(|writer| !writer.keeps);
    let mut mishaps = Mishaps::of(&world);
    let mut steps = 0;
    while !run.queue.is_empty() {
        steps += 1;
        let lived = run.live(steps, &mut mishaps).await;
        lived.map_err(|fault| failed(steps, run.doing, fault))?;
        run.check(false).await.map_err(|fault| failed(steps, run.doing, fault))?;
    }
    run.end().await.map_err(|fault| failed(steps, "ending", fault))?;
    let audited = run.audit(&world).await;
    audited.map_err(|fault| failed(steps, "auditing", fault))?;
    run.outcome(steps).await.map_err(|fault| failed(steps, "ending", fault))
}

/// What befalls the program, in order of time.
struct Mishaps {
    restarts: Vec<Instant>,
    deaf_from: Option<Instant>,
}

impl Mishaps {
    fn of(world: &World) -> Self {
        let last = Instant::from_us(END_US).day(&world.zone);
        let at = |(back, hour): (i64, i8)| world.zone.instant(last.plus(-back).0.at(hour, 0, 0, 0));
        Self { restarts: RESTARTS.map(at).to_vec(), deaf_from: Some(at(DEAF)) }
    }
}

impl Run {
    async fn live(&mut self, step: usize, mishaps: &mut Mishaps) -> Result<(), Fault> {
        let next = self.queue.front().map_or(self.now, |delivery| delivery.at);
        if mishaps.restarts.first().is_some_and(|at| *at <= next) {
            mishaps.restarts.remove(0);
            return self.restart_step().await;
        }
        if let Some(from) = mishaps.deaf_from.take_if(|from| *from <= next) {
            return self.deaf_step(from).await;
        }
        if step.is_multiple_of(SEND_EVERY) {
            self.sending_step().await?;
            self.check(false).await?;
            return self.telling_step().await;
        }
        if step.is_multiple_of(ANSWER_EVERY) {
            self.answering_step().await?;
        }
        self.delivery_step().await
    }

    /// The program dies between hearing and recording, and is away for a while; what came meanwhile waits for it.
    async fn restart_step(&mut self) -> Result<(), Fault> {
        self.doing("starting again");
        let Some(delivery) = self.next() else { return Ok(()) };
        drop(self.hear(0, &delivery).await?);
        self.queue.push_front(delivery);
        let until = self.now.plus_minutes(AWAY_MINUTES);
        self.wait_until(until);
        self.desk = Desk::new(self.desk.db().clone());
        let intake = self.intake(Via::Simulated, None);
        self.writers[0] = Writer { intake, kept: None, keeps: false };
        Ok(())
    }

    /// Nothing is heard for an hour, which is noticed; the clock goes on looking, and then all of it comes in.
    async fn deaf_step(&mut self, from: Instant) -> Result<(), Fault> {
        self.doing("being deaf");
        let ear = Ear::Channel("cloud-api".to_owned());
        self.wait_until(from.plus_minutes(DEAF_MINUTES));
        for minutes in (LOOK_MINUTES..DEAF_MINUTES).step_by(LOOK_MINUTES as usize) {
            self.now = self.now.max(from.plus_minutes(minutes));
            let deaf = BTreeMap::from([(ear.clone(), (from, Suspicion::Unsubscribed))]);
            self.look(deaf).await?;
            self.check(false).await?;
        }
        self.now = self.now.max(from.plus_minutes(DEAF_MINUTES));
        self.look(BTreeMap::new()).await
    }

    /// The clock notes what may be deaf, and looks.
    async fn look(&mut self, deaf: BTreeMap<Ear, (Instant, Suspicion)>) -> Result<(), Fault> {
        let noted = self.request(Actor::Clock, Command::NoteHearing(deaf));
        self.desk.commit_all(&self.org, vec![noted]).await?;
        let mut draft = self.desk.draft(&self.org, &Need::at(self.now)).await?;
        self.writers[0].intake.tick(&mut draft.draft, self.now);
        self.record(0, &mut draft).await?;
        self.keep(0, draft);
        Ok(())
    }

    /// What would come before an instant comes then.
    fn wait_until(&mut self, until: Instant) {
        for delivery in self.queue.iter_mut().take_while(|delivery| delivery.at < until) {
            delivery.at = until;
        }
    }
}

/// The site with all that is expected there, and what its people say of it.
fn world(seed: u64, days: i64, chance: &mut Chance) -> Result<World, Fault> {
    let scale = Scale { sites: 1, days, incidents: INCIDENTS, smalltalk: SMALLTALK };
    let until = Instant::from_us(END_US);
    let mut world = World::of(seed, &[SITE], scale, until);
    schedules::enrich(&mut world.roster);
    let of_kind = |kind| {
        let said = world.said.iter().find(|said| said.truth.task.is_some() && said.truth.kind == kind);
        said.cloned().ok_or_else(|| Fault::World(format!("nobody says {kind}")))
    };
    let (guard, cleaner) = (of_kind(Kind::Checkin)?, of_kind(Kind::Task)?);
    expect(&mut world, &guard, &cleaner);
    let mut said = Vec::new();
    let last = until.day(&world.zone);
    for day in (1..=days).map(|nth| last.plus(nth - days)) {
        let at = |hour: i8| world.zone.instant(day.0.at(hour, 0, 0, 0));
        for (_, hour) in TOURS {
            let walked = chance.pick(&[0, 2, 4, 4, 4, 4, 4, 4]);
            let begun = at(hour).plus_minutes(chance.between(1, 30));
            for (point, minutes) in CHECKPOINTS.iter().take(walked).zip((0..).step_by(WALK_MINUTES as usize)) {
                let text = format!("{} ok", point.replace(" / ", " "));
                said.push((begun.plus_minutes(minutes), &guard, text, Truth::idle(Kind::Checkin)));
            }
        }
        for (name, hour) in WORK {
            let truth = Truth { task: Some(name.to_owned()), ..Truth::idle(Kind::Task) };
            if chance.percent(85) {
                said.push((at(hour).plus_minutes(chance.between(1, 120)), &cleaner, format!("{name} done"), truth));
            }
        }
        let of = |name: &str, kind| Truth { task: Some(name.to_owned()), ..Truth::idle(kind) };
        let after = |hour: i8, chance: &mut Chance| at(hour).plus_minutes(chance.between(1, 90));
        let (steps, check) = (chance.pick(&STEPS_SAID), chance.pick(&CHECK_SAID));
        said.push((after(STEPS.1, chance), &cleaner, steps.to_owned(), of(STEPS.0, Kind::Task)));
        said.push((after(CHECK.1, chance), &cleaner, check.0.to_owned(), of(CHECK.0, check.1)));
    }
    let said = said.into_iter().filter(|(at, ..)| *at <= until).enumerate();
    let said: Vec<Said> = said.map(|(nth, (at, by, text, truth))| message(nth, at, by, text, truth)).collect();
    world.said.extend(said);
    world.said.sort_by_key(|said| said.inbound.sent_at);
    Ok(world)
}

/// Writes tours and work into the directory.
fn expect(world: &mut World, guard: &Said, cleaner: &Said) {
    let Some(site) = world.roster.sites.first().map(|site| site.name.clone()) else { return };
    let task = |(name, hour): (&str, i8), by: &Said| TaskLine {
        name: name.to_owned(),
        assignee: Some(by.inbound.sender_name.clone()),
        place: Some(site.clone()),
        when: Some(format!("daily {hour:02}:00")),
        window_minutes: Some(WINDOW_MINUTES),
        ..TaskLine::default()
    };
    let tour = |of| TaskLine {
        kind: Some("patrol".to_owned()),
        checkpoints: CHECKPOINTS.iter().map(|point| format!("{site} / {point}")).collect(),
        in_order: true,
        ..task(of, guard)
    };
    let people = [guard, cleaner].map(|by| by.inbound.sender_name.clone()).to_vec();
    let (name, every, from) = (ROTA.to_owned(), "1 day".to_owned(), format!("2026-01-01 {CHANGES_AT}"));
    world.roster.rotas.push(RotaLine { name, site: Some(site.clone()), people, every, from, swaps: Vec::new() });
    let steps = TaskLine { steps: STEP_NAMES.map(str::to_owned).to_vec(), ..task(STEPS, cleaner) };
    let check = TaskLine { check: true, ..task(CHECK, cleaner) };
    world.roster.tasks.extend([steps, check]);
    promise(world, &site);
    world.roster.tasks.extend(TOURS.map(tour));
    world.roster.tasks.extend(WORK.map(|of| task(of, cleaner)));
}

/// Writes who is offered a job, what is promised, and from which cost on somebody has to agree.
fn promise(world: &mut World, site: &str) {
    let site = Some(site.to_owned());
    let night = TurnLine {
        rota: Some(ROTA.to_owned()),
        from: Some(CHANGES_AT.to_owned()),
        until: Some("08:00".to_owned()),
        ..TurnLine::default()
    };
    let crew = TurnLine { crew: Some("technician".to_owned()), ..TurnLine::default() };
    let (place, answer_minutes, turns) = (site.clone(), Some(ANSWER_MINUTES), vec![night, crew]);
    world.roster.duties.push(DutyLine {
        name: "House".to_owned(),
        place,
        answer_minutes,
        turns,
        ..DutyLine::default()
    });
    let [critical, high, normal, low] = work::PROMISED.map(|(_, minutes)| {
        let [acknowledge, attend, resolve, update] = minutes.map(|minutes| Some(format!("{minutes} min")));
        LevelLine { acknowledge, attend, resolve, update, calendar: None }
    });
    let name = "House".to_owned();
    let agreement = AgreementLine { name, site: site.clone(), critical, high, normal, low, ..AgreementLine::default() };
    world.roster.agreements.push(agreement);
    let (name, over) = ("Costs".to_owned(), COSTS_OVER.to_owned());
    world.roster.approvals.push(ApprovalLine { name, over, site, ..ApprovalLine::default() });
}

/// Words of somebody who said something before.
fn message(nth: usize, at: Instant, by: &Said, text: String, truth: Truth) -> Said {
    let inbound = Inbound {
        external: format!("MONTH{nth:06}"),
        sent_at: at,
        form: Form::Text,
        text,
        attachment: None,
        geo: None,
        reply_to: None,
        mentions: Vec::new(),
        ..by.inbound.clone()
    };
    Said { inbound, truth: Truth { language: by.truth.language, ..truth }, picture: None }
}
