//! Made-up people.

use super::{HOSTILE, frame};
use crate::pages::people::{Address, Asked, Carried, Line, ListView, Other, Said, View};
use crate::parts::shell::Tab;
use crate::parts::shown::Shown;
use domain::directory::Role;

fn line(id: &str, name: &str, role: Role, of: &[&str]) -> Line {
    let of = of.iter().map(|of| (*of).to_owned()).collect();
    Line { id: id.into(), name: name.into(), role, of, is_shared: role == Role::Guard }
}

pub fn people() -> ListView {
    ListView {
        frame: frame(Tab::People),
        asked: Asked::default(),
        sites: vec![("a".into(), "Menara Cahaya".into()), ("b".into(), HOSTILE.into())],
        count: 3,
        strangers: 1,
        people: vec![
            line("p1", "Kumar", Role::Guard, &["Menara Cahaya"]),
            line("p2", "ProLift Ravi", Role::Vendor, &["ProLift Sdn Bhd"]),
            line("p3", HOSTILE, Role::Unknown, &[HOSTILE]),
        ],
        next: Some(100),
    }
}

pub fn person() -> View {
    let address = |kind, shown: &str| Address { kind, shown: shown.into(), handle: shown.into() };
    let other = Other { id: "p4".into(), name: HOSTILE.into() };
    View {
        frame: frame(Tab::People),
        person: line("p1", HOSTILE, Role::Cleaner, &["Menara Cahaya"]),
        vendor: String::new(),
        site: "a".into(),
        typed: None,
        shown: Shown::default(),
        vendors: vec![("v1".into(), HOSTILE.into())],
        sites: vec![("a".into(), "Menara Cahaya".into())],
        carried: Carried {
            owned: 3,
            owned_goes_on: false,
            said: Some((Said { count: 1_000, goes_on: true }, "/search?from=p1".into())),
            reported: Some("/search?what=tickets&from=p1".into()),
            audit: Some("/audit?who=person%3Ap1".into()),
            tasks: vec![HOSTILE.into()],
        },
        bar: None,
        addresses: vec![address("Phone", "+60123456789"), address("Username", HOSTILE)],
        others: vec![other.clone()],
        same: "ali".into(),
        candidates: vec![line("p5", HOSTILE, Role::Resident, &[])],
        merged: Some((other, 7)),
    }
}
