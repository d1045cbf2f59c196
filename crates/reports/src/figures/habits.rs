//! Work that chats report again and again, and the days on which nothing came of it.

use crate::habit::Habit;
use crate::material::Material;
use crate::period::{Rhythm, Span};
use crate::report::{Cell, Counted, Label, Lapses, Row, Section, Value};
use domain::id::MessageId;
use domain::time::Day;
use std::cmp::Reverse;

/// Only everything so far is long enough to show what recurs.
pub(super) fn section(material: &Material) -> Option<Section> {
    if material.period.rhythm != Rhythm::Whole {
        return None;
    }
    let mut habits: Vec<_> = material.habits.iter().map(|habit| Kept::of(habit, material)).collect();
    habits.sort_by_key(|kept| (Reverse(kept.lapsed.len()), Reverse(kept.came.len())));
    Some(Section {
        key: "habits",
        title: "What recurs and lapses",
        note: "Work that somebody reports again and again near the same hour, whether or not a task expects it. It is held \
               against its own rhythm from the first report of it until the last message that was heard; days on which we \
               may have been deaf are left out. What somebody else took over counts as lapsed since.",
        what: "Habit",
        columns: vec!["Days kept", "Last kept", "Days lapsed"],
        rows: habits.iter().map(|kept| kept.row(material)).collect(),
    })
}

/// A habit held against its own rhythm.
struct Kept<'a> {
    habit: &'a Habit,
    came: Vec<MessageId>,
    lapsed: Vec<Day>,
}

impl<'a> Kept<'a> {
    fn of(habit: &'a Habit, material: &Material) -> Self {
        let heard =
            habit.expected.iter().filter(|(day, window)| habit.kept.contains_key(day) || !is_deaf(material, *window));
        let (mut came, mut lapsed) = (Vec::new(), Vec::new());
        for (day, _) in heard {
            match habit.kept.get(day) {
                Some(message) => came.push(message.clone()),
                None => lapsed.push(*day),
            }
        }
        Self { habit, came, lapsed }
    }

    fn row(&self, material: &Material) -> Row {
        let habit = self.habit;
        let place = habit.place.as_ref().map(|place| material.directory.place_path(place)).unwrap_or_default();
        let parts = [&habit.words, &habit.sender, &place].into_iter().filter(|part| !part.is_empty());
        let words = parts.map(String::as_str).collect::<Vec<_>>().join(" · ");
        let last = habit.kept.iter().next_back().into_iter();
        Row {
            label: Label::Habit(words, habit.weekdays.clone(), habit.at),
            definition: "",
            cells: vec![
                Cell::messages(self.came.clone()).of(self.came.len() + self.lapsed.len()),
                Cell {
                    value: habit.kept.keys().next_back().map_or(Value::Count(0), |day| Value::Day(*day)),
                    counted: Counted::Messages(last.map(|(_, message)| message.clone()).collect()),
                },
                Cell { value: Value::Lapses(Lapses::of(&self.lapsed)), counted: Counted::Lapses(self.lapsed.clone()) },
            ],
        }
    }
}

/// Whether something that is heard may have been deaf in a window.
fn is_deaf(material: &Material, window: Span) -> bool {
    let silences = material.capture.silences.iter().map(|quiet| &quiet.silence);
    silences
        .into_iter()
        .any(|silence| silence.since < window.to && silence.until.is_none_or(|until| window.from < until))
}
