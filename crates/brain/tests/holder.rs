//! Who holds a shared phone, as people say it in ten languages, and what says nothing of it.

use brain::holder::said;
use domain::directory::{Directory, Person, Role, Site};
use domain::id::{ConversationId, MessageId, PersonId, SiteId};
use domain::message::{Form, Handle, Heard};
use domain::phone::{Claim, Shared};
use domain::situation::Situation;
use domain::time::{Instant, Zone};
use std::sync::Arc;

fn situation() -> Situation {
    let mut directory = Directory::default();
    let site = SiteId::new("green");
    let named = |name: &str| name.to_owned();
    directory.sites.insert(site.clone(), Site::named(site.clone(), named("Green Court")));
    let people = [
        ("phone", "Guardhouse", Role::Guard, true),
        ("ravi", "Ravi Kumar", Role::Guard, false),
        ("siti", "Siti binti Ali", Role::Guard, false),
        ("wang", "王小明", Role::Guard, false),
        ("murugan", "முருகன்", Role::Guard, false),
        ("ramesh", "रमेश", Role::Guard, false),
        ("ali", "علي حسن", Role::Guard, false),
        ("jose", "José", Role::Guard, false),
        ("joao", "João", Role::Guard, false),
        ("budi", "Budi", Role::Guard, false),
        ("hari", "Hari Thapa", Role::Guard, false),
        ("boss", "Puan Lim", Role::Manager, false),
    ];
    let people = people.map(|(id, name, role, is_phone)| (id, name, role, is_phone, &site));
    // Of another site, whose names are not told here.
    let elsewhere = SiteId::new("red");
    let thana = ("thana", "Thana Raja", Role::Guard, false, &elsewhere);
    for (id, name, role, is_phone, site) in people.into_iter().chain([thana]) {
        directory.remember(Person {
            id: PersonId::new(id),
            name: named(name),
            handles: is_phone.then(|| Handle::phone("+60111111111")).into_iter().collect(),
            role,
            vendor: None,
            site: Some(site.clone()),
            shared: is_phone.then(Shared::default),
        });
    }
    let mut situation = Situation::empty(Zone::utc());
    situation.directory = Arc::new(directory);
    situation
}

fn claim(text: &str) -> Option<Claim> {
    let heard = Heard {
        id: MessageId::new("m"),
        external: "m".to_owned(),
        conversation: ConversationId::new("c"),
        sender: PersonId::new("phone"),
        phone: Some(PersonId::new("phone")),
        sent_at: Instant::from_us(0),
        form: Form::Text,
        text: text.to_owned(),
        media: None,
        geo: None,
        reply_to: None,
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
    said(&situation(), &heard).map(|hold| hold.claim)
}

#[test]
fn whoever_says_who_they_are_is_known_in_ten_languages() {
    let said = [
        ("this is Ravi on shift", "ravi"),
        ("THIS IS RAVI ON SHIFT NOW", "ravi"),
        ("saya Hari, syif malam", "hari"),
        ("Hi boss, Ravi here", "ravi"),
        ("Ravi taking over", "ravi"),
        ("I'm Ravi, lift 2 is stuck", "ravi"),
        ("Ravi Kumar on duty, night shift", "ravi"),
        ("Ravi sini", "ravi"),
        ("saya Ravi, syif malam", "ravi"),
        ("Selamat malam. Siti bertugas", "siti"),
        ("saya siti nak lapor paip bocor", "siti"),
        ("dengan Budi di sini", "budi"),
        ("Budi piket", "budi"),
        ("我是王小明", "wang"),
        ("我是小明，夜班", "wang"),
        ("小王值班", "wang"),
        ("நான் முருகன்", "murugan"),
        ("முருகன் பணியில்", "murugan"),
        ("मैं रमेश बोल रहा हूँ", "ramesh"),
        ("रमेश ड्यूटी पर", "ramesh"),
        ("soy José, de turno", "jose"),
        ("José de turno", "jose"),
        ("aqui é o João", "joao"),
        ("João assumindo o plantão", "joao"),
        ("أنا علي", "ali"),
        ("معك علي حسن في الوردية", "ali"),
        ("ako si Ravi", "ravi"),
        ("si Ravi po ito", "ravi"),
    ];
    for (text, person) in said {
        assert_eq!(claim(text), Some(Claim::Person(PersonId::new(person))), "{text}");
    }
}

#[test]
fn a_name_that_nobody_has_is_told_from_what_is_no_name() {
    for (text, name) in [
        ("this is Rajan on shift", "Rajan"),
        ("Saya Rosli", "Rosli"),
        ("Pandian on duty", "Pandian"),
        ("Soy Pedro", "Pedro"),
        ("我是小李，夜班", "小李"),
        ("this is Rajan, night shift", "Rajan"),
        ("Good evening. This is Rajan, boss", "Rajan"),
        ("Saya Nur binti Osman", "Nur binti Osman"),
        ("I'm Ravi Shankar", "Ravi Shankar"),
        ("this is Thana", "Thana"),
    ] {
        let found = claim(text);
        assert_eq!(found, Some(Claim::Nobody(name.to_owned())), "{text}");
    }
    for text in [
        "this is urgent",
        "This is Urgent",
        "saya nak lapor paip bocor",
        "Saya dah siap",
        "this is Ravi's key",
        "Ravi off shift",
        "is this Ravi?",
        "ini penting",
        "this is Green Court",
        "Security on duty",
        "night shift here",
        "all clear",
        "lobby ok",
        "Water leaking at Block A",
        "ask Ravi to come",
        "Round done",
        "我是保安",
        "我在大堂",
        "我是保安，夜班",
        "saya hari ini cuti",
        "Saya Hari ini cuti",
        "انا على البوابة",
        "main Ravi ko bol dunga",
        "dengan Ravi tadi cek pompa",
        "我是王小明的同事",
        "Ravi shift changed to tomorrow",
        "Ravi takes over at 7",
        "this is Ravi takes over at 7",
        "Azlan is here to fix the lift",
        "Ravi is here to fix the lift",
        "THIS IS FIRE ALARM",
        "THIS IS RAJAN",
        "this is CCTV",
    ] {
        assert_eq!(claim(text), None, "{text}");
    }
}

#[test]
fn whoever_leads_is_named_and_left_to_the_decision() {
    assert_eq!(claim("this is Puan Lim"), Some(Claim::Person(PersonId::new("boss"))));
}
