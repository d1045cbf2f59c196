//! Days that are excused in a chat, or that whoever owes them cannot do: only by an order word that names them, or in answer to us.

use brain::orders::{Spoken, spoken};
use domain::directory::{Directory, Person, Place, Role, Site};
use domain::id::{ConversationId, MessageId, OutboundId, PersonId, PlaceId, SiteId, TaskId};
use domain::message::{Form, Heard, Subject};
use domain::order::Told;
use domain::outbound::{Outbound, Purpose, State};
use domain::situation::Situation;
use domain::task::{Cadence, Occurrence, Outcome, Task};
use domain::time::{Day, Instant, Zone};
use std::collections::BTreeSet;
use std::sync::Arc;

fn now() -> Instant {
    Instant::from_rfc3339("2026-11-30T09:30:00Z").expect("it is an instant")
}

fn today() -> Day {
    now().day(&Zone::utc())
}

/// A block that Siti mops today, and the reminder of it that she and Puan Lim quote.
fn situation(outcome: Option<Outcome>) -> Situation {
    let mut directory = Directory::default();
    let site: Site = serde_json::from_value(serde_json::json!({"id": "green", "name": "Green Court", "aliases": []}))
        .expect("it is a site");
    directory.sites.insert(site.id.clone(), site);
    let place: Place = serde_json::from_value(serde_json::json!({
        "id": "c", "site": "green", "parent": null, "name": "Block C", "aliases": ["Blk C"],
    }))
    .expect("it is a place");
    directory.places.insert(place.id.clone(), place);
    for (id, role) in [("siti", Role::Cleaner), ("boss", Role::Manager), ("mei", Role::Resident)] {
        directory.remember(Person {
            id: PersonId::new(id),
            name: id.to_owned(),
            handles: Vec::new(),
            role,
            vendor: None,
            site: Some(SiteId::new("green")),
            shared: None,
        });
    }
    let task = Task {
        assignee: Some(PersonId::new("siti")),
        site: Some(SiteId::new("green")),
        place: Some(PlaceId::new("c")),
        steps: Default::default(),
        ..Task::named(
            TaskId::new("mop"),
            "Mopping".to_owned(),
            Cadence::plain("FREQ=DAILY", "08:00".parse().expect("it is a time"), 60),
        )
    };
    directory.tasks.insert(task.id.clone(), task);
    let mut situation = Situation::empty(Zone::utc());
    situation.directory = Arc::new(directory);
    let day = Occurrence {
        task: TaskId::new("mop"),
        day: today(),
        due_at: now().plus_minutes(-90),
        until: now().plus_minutes(-30),
        outcome,
        proof: None,
        delayed_until: None,
        visits: Vec::new(),
        ticks: Vec::new(),
        fault: None,
        handover: None,
        because: None,
        climbed: BTreeSet::new(),
    };
    situation.occurrences.insert((day.task.clone(), day.day), day);
    let asked = reminder();
    situation.outbounds.insert(asked.id.clone(), asked);
    situation
}

/// What asked Siti for it.
fn reminder() -> Outbound {
    Outbound {
        id: OutboundId::new("asked"),
        to: PersonId::new("siti"),
        purpose: Purpose::Reminder,
        about: vec![Subject::Task(TaskId::new("mop"), Some(today()))],
        rung: 1,
        language: "en".to_owned(),
        not_before: now(),
        offer: None,
        chosen: None,
        wanted_at: now(),
        state: State::Sent,
        external: Some("ours".to_owned()),
        dress: None,
        begun_at: Some(now()),
        tries: 1,
        again_at: None,
        told_at: None,
        trouble: None,
        doubled: false,
        words_gone_at: None,
        text: String::new(),
        template: None,
        quoted: None,
        paper: None,
    }
}

fn told(outcome: Option<Outcome>, sender: &str, text: &str, reply_to: Option<&str>) -> Option<Told> {
    told_of(&situation(outcome), sender, text, reply_to)
}

fn told_of(situation: &Situation, sender: &str, text: &str, reply_to: Option<&str>) -> Option<Told> {
    let heard = Heard {
        id: MessageId::new("m"),
        external: "m".to_owned(),
        conversation: ConversationId::new("c"),
        sender: PersonId::new(sender),
        phone: None,
        sent_at: now(),
        form: Form::Text,
        text: text.to_owned(),
        media: None,
        geo: None,
        reply_to: reply_to.map(str::to_owned),
        mentions: Vec::new(),
        forwarded: false,
        changed_at: None,
        import: None,
        transcript: None,
        meaning: None,
        snoozed_until: None,
        words_gone_at: None,
        file_gone_at: None,
    };
    match spoken(situation, &heard)? {
        Spoken::Order(order) => Some(order.told),
        Spoken::Inquiry(_) => None,
    }
}

fn excuse(because: &str) -> Option<Told> {
    Some(Told::Excuse(vec![(TaskId::new("mop"), today())], because.to_owned()))
}

#[test]
fn a_lead_excuses_what_is_named_or_quoted_for_the_reason_as_it_was_typed() {
    for (text, quoted, because) in [
        ("excuse Block C today: No water", None, "No water"),
        ("Excuse Blk C today, pipe burst at level 2", None, "pipe burst at level 2"),
        ("excuse mopping because of rain", None, "rain"),
        ("excuse Mopping Block C today heavy rain", None, "heavy rain"),
        ("excuse, rain", Some("ours"), "rain"),
        ("kecualikan, hujan lebat", Some("ours"), "hujan lebat"),
        ("豁免，停水", Some("ours"), "停水"),
    ] {
        assert_eq!(told(None, "boss", text, quoted), excuse(because), "{text}");
        assert_eq!(
            told(Some(Outcome::Missed), "boss", text, quoted),
            excuse(because),
            "{text}: also when it was missed"
        );
        assert_eq!(told(Some(Outcome::Done), "boss", text, quoted), None, "{text}: not what was done");
        assert_eq!(told(None, "mei", text, quoted), None, "{text}: nor by a resident");
    }
}

fn skip(tasks: &[&str], because: &str) -> Option<Told> {
    Some(Told::Skip(tasks.iter().map(|task| (TaskId::new(*task), today())).collect(), because.to_owned()))
}

#[test]
fn whoever_owes_it_and_answers_our_reminder_that_they_cannot_says_so_and_why() {
    for (text, because) in [
        ("cannot today, no water", "no water"),
        ("Cannot do it today because of rain", "rain"),
        ("cannot, Ravi has the keys", "Ravi has the keys"),
        ("Sorry I can't", ""),
        ("cannot today", ""),
        ("not today", ""),
        ("cannot do mopping", ""),
        ("cannot do mopping today, pipe burst", "pipe burst"),
        ("cannot, pipe burst at Block C", "pipe burst at Block C"),
        ("tak boleh hari ni, tiada air", "tiada air"),
        ("tidak bisa karena banjir", "banjir"),
        ("今天做不了，停水", "停水"),
        ("no puedo, sin agua", "sin agua"),
        ("aaj nahi ho payega, paani nahi", "paani nahi"),
        ("இன்று முடியாது", ""),
        ("não consigo hoje", ""),
        ("ما اقدر اليوم", ""),
        ("hindi kaya ngayon", ""),
    ] {
        assert_eq!(told(None, "siti", text, Some("ours")), skip(&["mop"], because), "{text}");
        assert_eq!(told(None, "siti", text, None), None, "{text}: said to people");
        assert_eq!(told(None, "siti", text, Some("theirs")), None, "{text}: to somebody else");
        assert_eq!(told(None, "mei", text, Some("ours")), None, "{text}: nor by others");
    }
}

#[test]
fn of_several_that_were_asked_for_at_once_the_one_that_is_named_is_meant() {
    for (text, tasks, because) in [
        ("cannot today, no water", &["mop", "bins"][..], "no water"),
        ("cannot", &["mop", "bins"], ""),
        ("cannot do bins, no bags", &["bins"], "no bags"),
        ("tak boleh mopping hari ni sebab tiada air", &["mop"], "tiada air"),
        ("cannot do Mopping Block C, no water", &["mop"], "no water"),
        ("cannot, no bags for the bins", &["bins"], "no bags for the bins"),
        ("cannot do mopping and bins today", &["mop", "bins"], ""),
    ] {
        assert_eq!(told_of(&several(), "siti", text, Some("ours")), skip(tasks, because), "{text}");
    }
}

/// The same, with bins that Siti owes too and the same reminder asks for.
fn several() -> Situation {
    let mut situation = situation(None);
    let (mop, bins) = (TaskId::new("mop"), TaskId::new("bins"));
    let mut directory = (*situation.directory).clone();
    let task = Task { id: bins.clone(), name: "Bins".to_owned(), place: None, ..directory.tasks[&mop].clone() };
    directory.tasks.insert(bins.clone(), task);
    situation.directory = Arc::new(directory);
    let day = Occurrence { task: bins.clone(), ..situation.occurrences[&(mop, today())].clone() };
    situation.occurrences.insert((bins.clone(), today()), day);
    let mut asked = reminder();
    asked.about.push(Subject::Task(bins, Some(today())));
    situation.outbounds.insert(asked.id.clone(), asked);
    situation
}

#[test]
fn chatter_excuses_nothing() {
    for text in ["excuse me", "excuse me, who has the key?", "done", "ok boss", "rain today", "on the way"] {
        for quoted in [None, Some("ours")] {
            assert_eq!(told(None, "boss", text, quoted), None, "{text} {quoted:?}");
            assert_eq!(told(None, "siti", text, quoted), None, "{text} {quoted:?}");
        }
    }
    assert_eq!(told(None, "boss", "excuse Block D today: no water", None), None, "there is nothing there today");
}
