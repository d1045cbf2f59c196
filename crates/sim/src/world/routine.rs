//! Expected work as it is reported: in time, late, without the photo, from elsewhere, or not at all.

use super::cast::Duty;
use super::phrases::{Fault, filled};
use super::picture::Picture;
use super::said::{Pen, Truth};
use domain::message::{Geo, Kind};
use domain::time::{Day, Instant};

/// How one day of a task goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Done,
    Late,
    NoPhoto,
    Elsewhere,
    Missed,
}

/// Reports a task over some days, up to an instant.
pub fn report(pen: &mut Pen<'_>, duty: &Duty, first: Day, last: Day, until: Instant) {
    for day in duty.cadence.days(first, last, None) {
        let (due, closes) = duty.cadence.window(day, &pen.ground.zone);
        let fate = match pen.chance.below(100) {
            0..=76 => Fate::Done,
            77..=84 => Fate::Late,
            85..=89 => Fate::NoPhoto,
            90..=93 => Fate::Elsewhere,
            _ => Fate::Missed,
        };
        let window = i64::from(duty.cadence.window_minutes);
        let at = match fate {
            Fate::Late => closes.plus_minutes(pen.chance.between(10, 150)),
            _ => due.plus_minutes(pen.chance.between(2, (window - 5).max(3))),
        };
        if fate != Fate::Missed && at <= until {
            one_day(pen, duty, fate, at);
        }
    }
}

fn one_day(pen: &mut Pen<'_>, duty: &Duty, fate: Fate, at: Instant) {
    let kind = if duty.patrol { Kind::Checkin } else { Kind::Task };
    let truth = Truth { task: Some(duty.name.clone()), ..Truth::idle(kind) };
    let chat = pen.ground.crew.clone();
    let book = pen.member(duty.worker).tongue.book();
    let line = pen.chance.pick(if duty.patrol { book.check_in } else { book.task_done });
    let text = filled(line, &duty.spoken, "", &duty.name);
    if duty.patrol {
        let far = if fate == Fate::Elsewhere { 0.02 } else { 0.0003 };
        let geo = Geo { lat: pen.ground.centre.lat + far, lon: pen.ground.centre.lon };
        if fate == Fate::Elsewhere || pen.chance.percent(60) {
            pen.pin(at, &chat, duty.worker, geo, truth.clone());
        }
        if fate != Fate::Elsewhere {
            pen.text(at.plus_minutes(1), &chat, duty.worker, text, truth);
        }
        return;
    }
    if duty.photo && fate != Fate::NoPhoto {
        let fault = pen.chance.pick(&[Fault::Spill, Fault::BinsFull]);
        let picture = Picture { seed: pen.chance.bits(), fault, mended: true, angle: 0 };
        pen.photo(at, &chat, duty.worker, text, truth, picture);
    } else {
        pen.text(at, &chat, duty.worker, text, truth);
    }
}
