//! What a search found, to look at.

use super::{HOSTILE, Tab, frame, messages, tickets};
use crate::pages::search;

pub fn search() -> search::View {
    let spot =
        |name: &str| search::Spot { name: name.into(), detail: "Resident".into(), href: "/search?from=p".into() };
    search::View {
        frame: frame(Tab::Search),
        asked: search::Asked { q: "lift".into(), from: HOSTILE.into(), ..search::Asked::default() },
        from: None,
        place: Some("Block C".into()),
        sites: vec![("s".into(), "Menara Cahaya".into()), ("t".into(), HOSTILE.into())],
        people_names: vec![HOSTILE.into()],
        place_names: vec!["Block C".into()],
        people: vec![spot(HOSTILE)],
        places: vec![spot("Lift lobby")],
        tickets: tickets().lines,
        more_tickets: true,
        messages: messages().lines,
        next: Some("n".into()),
        meant: vec!["lift rosak".into()],
    }
}
