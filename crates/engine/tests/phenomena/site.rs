//! A small condominium in which the phenomena play, and the way to tell them: one line per message.

use engine::replay::replay;
use engine::scenario::Scenario;
use serde_json::{Value, json};

/// One message: its name, when, who, what form, its words, and the message it answers.
pub type Said = (&'static str, &'static str, &'static str, &'static str, &'static str, Option<&'static str>);

const PEOPLE: [(&str, &str, Option<&str>); 10] = [
    ("Aida Rahman", "manager", None),
    ("Kumar Pillai", "supervisor", None),
    ("Siti Aminah", "cleaner", None),
    ("Raju Thapa", "guard", None),
    ("Wei Ming", "technician", None),
    ("Farid Schindler", "vendor", Some("Schindler")),
    ("Tan Mei Ling", "resident", None),
    ("Lee Jun", "resident", None),
    ("Maya Nair", "resident", None),
    ("Daniel Wong", "resident", None),
];

/// What became of some messages, as a replay prints it.
pub fn after(said: &[Said]) -> Value {
    after_in(&directory(), said)
}

/// The same in a condominium of which more is known.
pub fn after_in(directory: &Value, said: &[Said]) -> Value {
    let scenario = json!({
        "name": "phenomenon", "timezone": "Asia/Kuala_Lumpur", "directory": directory,
        "chats": [{"id": "ops", "kind": "group", "name": "Seri Residence Ops"}],
        "messages": said.iter().map(message).collect::<Vec<_>>(),
    });
    let scenario = Scenario::from_json(&scenario.to_string()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    serde_json::to_value(runtime.block_on(replay(&scenario, brain::mind::Mind::new())).unwrap()).unwrap()
}

/// The same where people of these numbers are in the directory as residents besides.
pub fn after_known(residents: &[&str], said: &[Said]) -> Value {
    let mut directory = directory();
    let known = directory["people"].as_array_mut().unwrap();
    known.extend(residents.iter().map(|phone| {
        let (_, last) = phone.split_at(phone.len() - 2);
        json!({"name": format!("Neighbour {last}"), "phone": phone, "role": "resident"})
    }));
    after_in(&directory, said)
}

/// The number of the person with a first name; whoever is called by a number is not in the directory.
pub fn phone(first: &str) -> String {
    if first.starts_with('+') {
        return first.to_owned();
    }
    let at = PEOPLE.iter().position(|(name, ..)| name.to_lowercase().starts_with(first)).unwrap();
    format!("+6012000000{at}")
}

/// The row of a message.
pub fn row<'a>(replay: &'a Value, id: &str) -> &'a Value {
    replay["messages"].as_array().unwrap().iter().find(|row| row["id"] == id).unwrap()
}

/// The tickets, first opened first.
pub fn tickets(replay: &Value) -> &Vec<Value> {
    replay["tickets"].as_array().unwrap()
}

/// How a day of a task ended, and by which message.
pub fn outcome<'a>(replay: &'a Value, task: &str, date: &str) -> (&'a str, Option<&'a str>) {
    let days = replay["occurrences"].as_array().unwrap();
    let day = days.iter().find(|day| day["task"] == task && day["date"] == date).unwrap();
    (day["outcome"].as_str().unwrap(), day["message"].as_str())
}

fn message(said: &Said) -> Value {
    let (id, at, who, form, words, reply) = said;
    let mut line = json!({"id": id, "chat": "ops", "from": phone(who), "at": format!("{at}:00+08:00"), "type": form});
    let field = match *form {
        "reaction" => "emoji",
        "audio" => "transcript",
        _ => "text",
    };
    if let ("location", Some((lat, lon))) = (*form, words.split_once(',')) {
        line["geo"] = json!({"lat": lat.parse::<f64>().unwrap(), "lon": lon.parse::<f64>().unwrap()});
    } else if !words.is_empty() {
        line[field] = json!(words);
    }
    if let Some(reply) = reply {
        line["reply_to"] = json!(reply);
    }
    line
}

pub fn directory() -> Value {
    let people = PEOPLE.iter().map(|(name, role, vendor)| {
        let first = name.to_lowercase();
        let mut person = json!({"name": name, "phone": phone(first.split(' ').next().unwrap()), "role": role});
        if let Some(vendor) = vendor {
            person["vendor"] = json!(vendor);
        }
        person
    });
    let block = |name: &str| {
        json!({"name": name, "aliases": [], "places": [
            {"name": "Lobby", "aliases": []}, {"name": "Lift 1", "aliases": []}, {"name": "Corridor", "aliases": []}]})
    };
    json!({
        "sites": [{"name": "Seri Residence", "aliases": ["Seri"], "geo": {"lat": 3.1, "lon": 101.6, "radius_m": 150.0},
            "places": [block("Block A"), block("Block B"), {"name": "Guardhouse", "aliases": []}]}],
        "vendors": [{"name": "Schindler", "categories": ["lift"]}],
        "people": people.collect::<Vec<_>>(),
        "tasks": [
            {"name": "Lobby cleaning Block A", "kind": "task", "assignee": "Siti Aminah", "place": "Seri Residence / Block A / Lobby",
             "rrule": "FREQ=DAILY", "at": "09:00", "window_minutes": 90, "requires_photo": true},
            {"name": "Night patrol", "kind": "patrol", "assignee": "Raju Thapa", "place": "Seri Residence / Guardhouse",
             "rrule": "FREQ=DAILY", "at": "22:00", "window_minutes": 60, "requires_photo": false}],
    })
}
