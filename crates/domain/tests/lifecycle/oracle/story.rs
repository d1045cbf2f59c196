//! What each event means for a ticket, as the oracle reads it.

use super::{Oracle, State};
use domain::agreement::Target;
use domain::contest::Judged;
use domain::directory::Role;
use domain::event::Event;
use domain::id::{MessageId, PersonId};
use domain::message::{Form, Kind, Subject};
use domain::ticket::{Assignee, HoldReason};

impl Oracle {
    /// Takes in an event at the present minute.
    pub fn take(&mut self, event: &Event) {
        if !self.learn(event) {
            return;
        }
        self.count_again();
        if event.ticket() == Some(self.number) {
            self.is_put_away |= matches!(event, Event::TicketCancelled { .. } | Event::TicketMerged { .. });
            self.is_over |= self.is_put_away || matches!(event, Event::TicketVerified { .. });
        }
    }

    /// Whether an event changes anything that is counted.
    fn learn(&mut self, event: &Event) -> bool {
        match event {
            Event::CalendarDefined { calendar } => {
                self.known.calendars.insert(calendar.id.clone(), calendar.clone());
            }
            Event::AgreementDefined { agreement } => {
                self.known.agreements.insert(agreement.id.clone(), agreement.clone());
            }
            Event::SiteDefined { site } => self.known.has_zone = site.zone.is_some(),
            Event::PersonDefined { person, role, vendor, .. } => {
                self.known.people.insert(person.clone(), (*role, vendor.clone()));
            }
            Event::MessageReceived { message, sender, form, .. } => {
                self.words.insert(message.clone(), (sender.clone(), *form));
                return false;
            }
            Event::MessageInterpreted { message, meaning } => {
                return meaning.about == Some(Subject::Ticket(self.number)) && self.hear(message, meaning.kind);
            }
            event => return event.ticket() == Some(self.number) && self.step(event),
        }
        true
    }

    fn role(&self, person: &PersonId) -> Role {
        self.known.people.get(person).map_or(Role::Unknown, |(role, _)| *role)
    }

    fn owns(&self, person: &PersonId) -> bool {
        match &self.facts.owner {
            None => false,
            Some(Assignee::Person(owner)) => owner == person,
            Some(Assignee::Vendor(owner)) => {
                self.known.people.get(person).is_some_and(|(_, vendor)| vendor.as_ref() == Some(owner))
            }
        }
    }

    /// A word about it. A report is none of those who work on it, and who asks for news gives none.
    fn hear(&mut self, message: &MessageId, kind: Kind) -> bool {
        let (sender, form) = self.words[message].clone();
        let (role, owns) = (self.role(&sender), self.owns(&sender));
        let works = owns || role.does_work();
        let answers = (works || role.leads()) && !self.told.contains(&sender);
        if kind == Kind::Issue || !(works || answers) {
            return false;
        }
        let at = self.minutes.len();
        if answers {
            self.answer(Target::Acknowledge, at);
        }
        if owns || answers && (works || kind != Kind::Question) {
            self.hear_news();
        }
        let shows = matches!(form, Form::Image | Form::Video | Form::Document | Form::Location);
        if works && (kind == Kind::Checkin || shows && kind != Kind::Assign) {
            self.answer(Target::Attend, at);
        }
        true
    }

    fn answer(&mut self, target: Target, at: usize) {
        let owed = &mut self.owed[target as usize];
        owed.answered = owed.answered.or(Some(at));
    }

    /// The next news is owed, and warned of, from now on.
    fn hear_news(&mut self) {
        let at = self.minutes.len();
        self.news = Some(at);
        let owed = &mut self.owed[Target::Update as usize];
        owed.is_warned = false;
        if let Some((_, ended @ None)) = owed.misses.last_mut() {
            *ended = Some(at);
        }
    }

    fn step(&mut self, event: &Event) -> bool {
        let at = self.minutes.len();
        match event {
            Event::TicketOpened { reporter, .. } | Event::ReportMerged { reporter, .. } => {
                self.told.insert(reporter.clone());
                return true;
            }
            Event::TicketClassified { priority, category, site, .. } => {
                (self.facts.priority, self.facts.category) = (*priority, *category);
                self.facts.site.clone_from(site);
                return true;
            }
            Event::PauseJudged(judged) => {
                self.strike(judged);
                return true;
            }
            Event::TicketAssigned { assignee, message, .. } => {
                self.facts.owner.clone_from(assignee);
                // Whoever is given it has it to do; that nobody has it any more changes nothing else.
                if assignee.is_some() || message.is_some() {
                    self.go_on(State::Owed);
                }
            }
            Event::TicketStarted { message, .. } => {
                self.go_on(State::Owed);
                if message.is_none() {
                    self.answer(Target::Attend, at);
                }
            }
            Event::TicketHeld { reason, message, is_shown, .. } => self.wait(*reason, message.is_some(), *is_shown),
            Event::TicketResolved { .. } | Event::TicketVerified { .. } => self.claim(),
            Event::TicketReopened { .. } => {
                self.go_on(State::Owed);
                (self.is_put_away, self.is_over) = (false, false);
            }
            Event::TicketCancelled { .. } | Event::TicketMerged { .. } => self.go_on(State::Rests),
            _ => return false,
        }
        if self.is_answer(event) {
            self.answer(Target::Acknowledge, at);
        }
        if !matches!(event, Event::TicketReopened { .. } | Event::TicketCancelled { .. } | Event::TicketMerged { .. }) {
            self.hear_news();
        }
        true
    }

    /// Whether a step answers whoever reported it: a member's, a worker's, and whoever gives it to somebody.
    fn is_answer(&self, event: &Event) -> bool {
        let by_another = |message| {
            let (sender, _) = &self.words[message];
            !self.told.contains(sender) && self.role(sender) != Role::Resident
        };
        match event {
            Event::TicketAssigned { assignee: Some(_), .. } | Event::TicketHeld { .. } => true,
            Event::TicketMerged { .. } => false,
            event => event.message().is_none_or(by_another),
        }
    }

    /// Nothing is claimed and nothing is waited for any more.
    fn go_on(&mut self, now: State) {
        (self.now, self.held, self.claimed) = (now, None, None);
        for target in [Target::Resolve, Target::Update] {
            let owed = &mut self.owed[target as usize];
            (owed.answered, owed.counted) = (None, None);
        }
    }

    fn claim(&mut self) {
        let at = self.minutes.len();
        (self.now, self.held, self.claimed) = (State::Rests, None, self.claimed.or(Some(at)));
        for target in [Target::Attend, Target::Resolve, Target::Update] {
            self.answer(target, at);
        }
    }

    fn wait(&mut self, reason: HoldReason, has_message: bool, is_shown: bool) {
        let at = self.minutes.len();
        let since = self.held.filter(|(_, known)| *known == reason).map_or(at, |(since, _)| since);
        // Saying again that it waits takes nothing back of what shows it.
        let waits = has_message || self.now == State::Waits(reason);
        self.go_on(if waits { State::Waits(reason) } else { State::Owed });
        self.held = Some((since, reason));
        // What begins to wait anew, nobody has struck.
        if since == at {
            self.struck.remove(&at);
        }
        // What a member names shows why it waited for as long as it has.
        if is_shown {
            self.minutes[since..].iter_mut().for_each(|minute| minute.state = State::Waits(reason));
        }
    }

    /// A wait counts no more, or counts again: what was answered is then late or in time, also long ago.
    fn strike(&mut self, judged: &Judged) {
        let since = judged.since.minutes_since(self.start) as usize;
        let was_struck = self.struck.contains_key(&since);
        if was_struck == (judged.stands == Some(false)) {
            return;
        }
        if was_struck {
            for target in self.struck.remove(&since).into_iter().flatten() {
                self.owed[target as usize].missed = None;
            }
        } else {
            let once = [Target::Attend, Target::Resolve];
            let unmissed = once.into_iter().filter(|target| self.owed(*target).missed.is_none()).collect();
            self.struck.insert(since, unmissed);
        }
        self.settle_again(&[Target::Attend, Target::Resolve, Target::Update]);
    }
}
