//! Little stories for whoever has no idea what to write: what people say, one after another, as they would.

use crate::base::Way;
use crate::world::{Content, Line, Persona, Tick, World};
use crate::{Settings, webhook};
use std::collections::BTreeMap;

/// Between two lines of a story.
const BREATH_US: i64 = 4_000_000;

/// One story.
pub struct Script {
    /// What it is called.
    pub name: &'static str,
    /// Who says what, by what they are to the site; to the business alone.
    lines: &'static [(&'static str, &'static str)],
}

/// Every story.
pub const ALL: &[Script] = &[
    Script {
        name: "Lift stuck at night",
        lines: &[
            ("resident", "Lift stuck at Block C, two people inside!!"),
            ("guard", "I can hear them at level 4, lift C"),
            ("resident", "hello?? anyone coming"),
        ],
    },
    Script {
        name: "Cleaner forgets Block C",
        lines: &[("cleaner", "Block A lobby done"), ("cleaner", "Block B lobby done boss")],
    },
    Script {
        name: "Vendor disputes",
        lines: &[
            ("resident", "Water leaking again in the pump room"),
            ("vendor", "already settled boss"),
            ("resident", "not settled, still leaking"),
        ],
    },
];

impl Script {
    /// Lets everybody say their lines, each a breath after the other; who is not there is spoken for by the first.
    pub fn play(&self, world: &mut World, settings: &Settings, now_us: i64) {
        for (nth, (role, words)) in (0..).zip(self.lines) {
            let of_role = world.people.iter().find(|one| one.role == *role);
            let Some(person) = of_role.or(world.people.first()).cloned() else { return };
            let line = said(world, &person, words, now_us + nth * BREATH_US);
            let body = webhook::said(settings, world, &person, &line, None);
            let due_us = line.at_us;
            world.add(&person.phone, line);
            world.post(body, due_us);
        }
    }
}

fn said(world: &mut World, person: &Persona, words: &str, at_us: i64) -> Line {
    Line {
        wamid: world.name(&person.phone, Way::In),
        author: Some(person.phone.clone()),
        at_us,
        content: Content::Text(words.to_owned()),
        quotes: None,
        reactions: BTreeMap::new(),
        tick: Tick::Read,
        is_forwarded: false,
        opaque: None,
    }
}
