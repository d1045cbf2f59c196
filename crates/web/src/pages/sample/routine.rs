//! A made-up day of a task, and made-up evidence.

use super::{ago, bubble, frame};
use crate::pages::occurrence;
use crate::pages::ticket::Shot;
use crate::parts::evidence::{Earlier, Photo};
use crate::parts::shell::Tab;
use domain::media::Grade;
use domain::message::Form;
use domain::task::Outcome;

pub fn occurrence() -> occurrence::View {
    occurrence::View {
        frame: frame(Tab::Tasks),
        task: "t1".into(),
        name: "Clean Block C toilets L1–L3".into(),
        assignee: "Mei Ling".into(),
        place: "Block C".into(),
        requires_photo: true,
        day: "2026-11-19".parse().unwrap(),
        due_at: ago(3000),
        until: ago(2900),
        outcome: Some(Outcome::NoPhoto),
        proof: Some(bubble("m9", "Mei Ling", 2950, "Done toilet C L1-L3", Form::Text)),
        stops: Vec::new(),
        photos: Vec::new(),
        proven: Some(Grade::D),
    }
}

/// Pictures of a ticket, the first of them from before the work.
pub fn shots() -> Vec<Shot> {
    let earlier = Earlier {
        digest: "cd".repeat(32),
        href: "/tickets/T-97".into(),
        about: "T-97".into(),
        sent_at: ago(9000),
        is_same: false,
    };
    let photo = |form, minutes, grade| Photo {
        digest: "ab".repeat(32),
        form,
        sender: "Aini".into(),
        sent_at: ago(minutes),
        grade,
        faults: Vec::new(),
        taken: None,
        place: None,
        earlier: None,
    };
    let photos = [
        Photo { faults: vec!["Dark"], earlier: Some(earlier), ..photo(Form::Image, 1700, Grade::C) },
        photo(Form::Video, 1600, Grade::C),
        Photo { taken: Some("2026-11-19 08:12:45".into()), ..photo(Form::Document, 1500, Grade::B) },
        photo(Form::Image, 80, Grade::C),
    ];
    photos.map(|photo| Shot { is_after: photo.sent_at > ago(90), photo }).into()
}
