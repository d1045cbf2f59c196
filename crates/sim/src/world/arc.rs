//! The life of one incident as its people tell it: reports, orders, work, claims, doubts, and sometimes its return.

use super::cast::Spot;
use super::estates::Estate;
use super::phrases::{Fault, filled};
use super::picture::Picture;
use super::said::{Pen, Truth};
use domain::directory::Role;
use domain::message::{ConversationKey, Form, Kind};
use domain::time::Instant;

/// One incident.
pub struct Arc<'a, 'b> {
    pen: &'b mut Pen<'a>,
    incident: usize,
    fault: Fault,
    spot: &'a Spot,
    reporter: usize,
    mender: usize,
    chat: ConversationKey,
    seed: u64,
    first: usize,
    /// The instant of the last message.
    pub now: Instant,
}

impl<'a, 'b> Arc<'a, 'b> {
    /// An incident that begins at an instant.
    pub fn new(pen: &'b mut Pen<'a>, estate: &'a Estate, incident: usize, start: Instant) -> Self {
        let fault = pen.chance.pick(&Fault::ALL);
        let spots = if fault == Fault::LiftStuck { &pen.ground.blocks } else { &pen.ground.spots };
        let spot = &spots[pen.chance.below(spots.len())];
        let role = if pen.chance.percent(70) { Role::Resident } else { Role::Guard };
        let reporter = pen.ground.one(&mut pen.chance, role);
        let mender = pen.ground.mender(&mut pen.chance, fault, estate);
        let chat = match pen.chance.below(10) {
            0 => pen.ground.direct(reporter),
            1..=3 => pen.ground.crew.clone(),
            _ => pen.ground.residents.clone(),
        };
        let seed = pen.chance.bits();
        Self { pen, incident, fault, spot, reporter, mender, chat, seed, first: 0, now: start }
    }

    /// Tells the whole story, then once more when it comes back; `incidents` counts them.
    pub fn tell(mut self, until: Instant, incidents: &mut usize) {
        self.report(false);
        self.story(until);
        if self.pen.chance.percent(9) && self.now < until {
            self.wait(4 * 24 * 60, 9 * 24 * 60);
            self.incident = *incidents;
            *incidents += 1;
            self.report(true);
            self.story(until);
        }
    }

    fn story(&mut self, until: Instant) {
        self.voices();
        if self.pen.chance.percent(4) || self.now > until {
            return;
        }
        self.orders();
        self.work();
        let mut doubts = self.pen.chance.percent(18);
        loop {
            self.claim();
            if !doubts {
                break;
            }
            self.doubt();
            doubts = self.pen.chance.percent(10);
        }
        self.confirm();
    }

    fn wait(&mut self, first: i64, last: i64) {
        self.now = self.now.plus_minutes(self.pen.chance.between(first, last));
    }

    fn truth(&self, kind: Kind) -> Truth {
        Truth {
            incident: Some(self.incident),
            place: Some(self.spot.path.clone()),
            category: Some((self.fault.category(), self.fault.priority())),
            ..Truth::idle(kind)
        }
    }

    fn picture(&mut self, mended: bool) -> Picture {
        Picture { seed: self.seed, fault: self.fault, mended, angle: self.pen.chance.bits() % 7 }
    }

    /// A line of somebody's language, with its names filled in.
    fn line(&mut self, from: usize, lines: impl Fn(&super::phrases::Book) -> &'static [&'static str]) -> String {
        let line = self.pen.chance.pick(lines(self.pen.member(from).tongue.book()));
        self.fill(from, line)
    }

    fn fill(&mut self, from: usize, line: &str) -> String {
        let tongue = self.pen.member(from).tongue;
        let place = self.spot.called(&mut self.pen.chance, tongue);
        filled(line, place, &self.pen.member(self.mender).name, "")
    }

    fn report(&mut self, returns: bool) {
        let from = self.reporter;
        let book = self.pen.member(from).tongue.book();
        let line =
            if returns { self.pen.chance.pick(book.back) } else { book.report(&mut self.pen.chance, self.fault) };
        let text = self.fill(from, line);
        let truth = Truth { opens: true, ..self.truth(Kind::Issue) };
        let shown = self.truth(Kind::Evidence);
        let (chat, picture) = (self.chat.clone(), self.picture(false));
        self.first = match self.pen.chance.below(10) {
            0..=2 => self.pen.photo(self.now, &chat, from, text, truth, picture),
            3..=4 => {
                self.pen.photo(self.now, &chat, from, String::new(), shown, picture);
                self.wait(1, 2);
                self.pen.text(self.now, &chat, from, text, truth)
            }
            5 => self.pen.write(self.now, &chat, from, Form::Audio, text, truth),
            6..=7 => {
                let first = self.pen.text(self.now, &chat, from, text, truth);
                self.wait(1, 4);
                self.pen.photo(self.now, &chat, from, String::new(), shown, picture);
                first
            }
            _ => self.pen.text(self.now, &chat, from, text, truth),
        };
    }

    /// Others who see the same.
    fn voices(&mut self) {
        let others = self.pen.chance.pick(&[0, 0, 0, 0, 1, 1, 2, 4]);
        for _ in 0..others {
            self.wait(2, 45);
            let from = self.pen.ground.one(&mut self.pen.chance, Role::Resident);
            let text = self.line(from, |book| book.again);
            let chat = self.pen.ground.residents.clone();
            let truth = self.truth(Kind::Issue);
            let message = self.pen.text(self.now, &chat, from, text, truth);
            if self.pen.chance.percent(60) {
                self.pen.quote(message, self.first);
            }
        }
    }

    fn orders(&mut self) {
        if self.pen.chance.percent(25) {
            return;
        }
        self.wait(3, 90);
        let from = self.pen.ground.one(&mut self.pen.chance, Role::Manager);
        let text = self.line(from, |book| book.assign);
        let mender = self.pen.member(self.mender);
        let assignee = mender.vendor.clone().unwrap_or_else(|| mender.name.clone());
        let truth = Truth { assignee: Some(assignee), ..self.truth(Kind::Assign) };
        let message = self.pen.text(self.now, &self.chat, from, text, truth);
        self.pen.mention(message, self.mender);
        if self.pen.chance.percent(65) {
            self.pen.quote(message, self.first);
        }
    }

    fn work(&mut self) {
        if self.pen.chance.percent(80) {
            self.wait(2, 60);
            let text = self.line(self.mender, |book| book.on_it);
            self.tell_by(self.mender, text, Kind::Progress, 55);
        }
        if self.pen.chance.percent(14) {
            self.wait(30, 180);
            let text = self.line(self.mender, |book| book.waiting);
            self.tell_by(self.mender, text, Kind::Progress, 70);
            self.wait(20 * 60, 50 * 60);
        }
        if self.pen.chance.percent(15) {
            self.wait(30, 200);
            let text = self.line(self.reporter, |book| book.question);
            self.tell_by(self.reporter, text, Kind::Question, 100);
        }
    }

    fn claim(&mut self) {
        self.wait(15, 300);
        let text = self.line(self.mender, |book| book.done);
        let (truth, chat, from) = (self.truth(Kind::Resolved), self.chat.clone(), self.mender);
        let picture = self.picture(true);
        if self.pen.chance.percent(55) {
            let message = self.pen.photo(self.now, &chat, from, text, truth, picture);
            self.pen.quote(message, self.first);
            return;
        }
        self.tell_by(from, text, Kind::Resolved, 70);
        if self.pen.chance.percent(30) {
            self.wait(1, 3);
            let shown = self.truth(Kind::Evidence);
            let message = self.pen.photo(self.now, &chat, from, String::new(), shown, picture);
            self.pen.quote(message, self.first);
        }
    }

    fn doubt(&mut self) {
        self.wait(10, 240);
        let text = self.line(self.reporter, |book| book.not_done);
        self.tell_by(self.reporter, text, Kind::Reopened, 75);
        self.wait(5, 60);
        let text = self.line(self.mender, |book| book.on_it);
        self.tell_by(self.mender, text, Kind::Progress, 75);
    }

    fn confirm(&mut self) {
        if self.pen.chance.percent(68) {
            self.wait(10, 400);
            let manager = self.pen.ground.one(&mut self.pen.chance, Role::Manager);
            let judge = if self.pen.chance.percent(60) { self.reporter } else { manager };
            let text = self.line(judge, |book| book.fine);
            self.tell_by(judge, text, Kind::Verified, 80);
        } else if self.pen.chance.percent(40) {
            self.wait(5, 100);
            let text = self.line(self.reporter, |book| book.thanks);
            let chat = self.chat.clone();
            self.pen.text(self.now, &chat, self.reporter, text, Truth::idle(Kind::Chatter));
        }
    }

    /// A message about the incident, quoting its report so often in a hundred.
    fn tell_by(&mut self, from: usize, text: String, kind: Kind, quoting: usize) {
        let (chat, truth) = (self.chat.clone(), self.truth(kind));
        let message = self.pen.text(self.now, &chat, from, text, truth);
        if self.pen.chance.percent(quoting) {
            self.pen.quote(message, self.first);
        }
    }
}
