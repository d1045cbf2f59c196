//! Whole chats with their ground truth, and the walk through one that shows each message with only its past.

use anyhow::{Context as _, Result};
use brain::{
    Arrival, CATEGORIES, Context, Due, Form, Gazetteer, KINDS, Normal, PRIORITIES, Past, PlaceEntry, Role, Roster,
    Trail, Utterance,
};
use serde::Deserialize;
use std::collections::HashMap;
use std::path::Path;

#[derive(Debug, Deserialize)]
pub struct Chat {
    pub name: String,
    directory: Directory,
    chats: Vec<Room>,
    pub messages: Vec<Message>,
    truth: Truth,
}

#[derive(Debug, Deserialize)]
struct Directory {
    sites: Vec<Place>,
    vendors: Vec<Named>,
    people: Vec<Person>,
    tasks: Vec<Task>,
}

#[derive(Debug, Deserialize)]
struct Place {
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    places: Vec<Place>,
}

#[derive(Debug, Deserialize)]
struct Named {
    name: String,
}

#[derive(Debug, Deserialize)]
struct Person {
    name: String,
    phone: String,
    role: String,
    site: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Task {
    name: String,
    kind: String,
    assignee: String,
    place: String,
    rrule: String,
    at: String,
    #[serde(default)]
    requires_photo: bool,
}

#[derive(Debug, Deserialize)]
struct Room {
    id: String,
    kind: String,
}

#[derive(Debug, Deserialize)]
pub struct Message {
    pub id: String,
    chat: String,
    from: String,
    at: String,
    r#type: String,
    text: Option<String>,
    transcript: Option<String>,
    emoji: Option<String>,
    reply_to: Option<String>,
    #[serde(default)]
    mentions: Vec<String>,
    #[serde(default)]
    forwarded: bool,
}

#[derive(Debug, Deserialize)]
struct Truth {
    messages: HashMap<String, Label>,
}

#[derive(Debug, Deserialize)]
struct Label {
    kind: String,
    category: Option<String>,
    priority: Option<String>,
    place: Option<String>,
}

/// What a message truly is.
#[derive(Clone, Debug)]
pub struct Answer {
    pub kind: usize,
    pub topic: Option<(usize, usize)>,
    pub place: Option<String>,
}

/// Reads all chats of a folder, in order of name.
pub fn load(folder: &Path) -> Result<Vec<Chat>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|end| end == "json"));
    paths.sort();
    let chat = |path: &std::path::PathBuf| -> Result<Chat> {
        serde_json::from_str(&std::fs::read_to_string(path)?).with_context(|| format!("cannot read {}", path.display()))
    };
    paths.iter().map(chat).collect()
}

impl Message {
    pub fn words(&self) -> &str {
        self.text.as_deref().or(self.transcript.as_deref()).or(self.emoji.as_deref()).unwrap_or_default()
    }
}

impl Chat {
    pub fn answer(&self, message: &Message) -> Answer {
        let index = |list: &[&str], word: &str| list.iter().position(|one| *one == word);
        let label = &self.truth.messages[&message.id];
        let category = label.category.as_deref().and_then(|word| index(&CATEGORIES, word));
        let priority = label.priority.as_deref().and_then(|word| index(&PRIORITIES, word));
        Answer {
            kind: index(&KINDS, &label.kind).unwrap_or(10),
            topic: category.zip(priority),
            place: label.place.clone(),
        }
    }

    /// The tree of places as the gazetteer wants it; the identifier is the path.
    pub fn gazetteer(&self) -> Gazetteer {
        let mut entries = Vec::new();
        for site in &self.directory.sites {
            plant(&mut entries, site, None, "", &site.name);
        }
        Gazetteer::new(&entries)
    }

    pub fn site_of(&self, message: &Message) -> Option<&str> {
        self.directory.people.iter().find(|person| person.phone == message.from)?.site.as_deref()
    }

    /// Shows each message in its context to `read`, which says what it takes it for: a kind and a category.
    pub fn walk(&self, mut read: impl FnMut(&Message, &Utterance<'_>, &Context<'_>) -> (usize, usize)) {
        let (gazetteer, mut trail) = (self.gazetteer(), Trail::default());
        let people = &self.directory.people;
        let names = people
            .iter()
            .map(|person| person.name.as_str())
            .chain(self.directory.vendors.iter().map(|vendor| vendor.name.as_str()));
        let roster = Roster::of(names);
        for message in &self.messages {
            let (minutes, hour) = clock(&message.at);
            let sender = people.iter().find(|person| person.phone == message.from);
            let normal = Normal::of(message.words());
            let utterance = self.utterance(message, sender, hour);
            let named: Vec<usize> = roster
                .find(&normal)
                .into_iter()
                .filter(|one| people.get(*one).is_none_or(|who| who.phone != message.from))
                .collect();
            let arrival = Arrival {
                chat: &message.chat,
                sender: &message.from,
                at_minutes: minutes,
                quotes: message.reply_to.as_deref(),
            };
            let context = Context {
                due: sender.and_then(|person| self.due(&person.name, minutes, &normal)),
                names_place: !gazetteer.find(&normal.text, None).is_empty(),
                names_person: named
                    .first()
                    .map(|one| people.get(*one).map_or(Role::Vendor, |who| Role::spelled(&who.role))),
                ..trail.context(arrival)
            };
            let (kind, category) = read(message, &utterance, &context);
            trail.push(Past {
                id: message.id.clone(),
                chat: message.chat.clone(),
                sender: message.from.clone(),
                at_minutes: minutes,
                normal,
                form: utterance.form,
                role: utterance.role,
                kind,
                category,
                quotes: message.reply_to.clone(),
                names: named
                    .iter()
                    .filter_map(|one| people.get(*one))
                    .map(|who| who.phone.clone())
                    .chain(message.mentions.iter().cloned())
                    .collect(),
            });
        }
    }

    fn utterance<'a>(&self, message: &'a Message, sender: Option<&Person>, hour: u8) -> Utterance<'a> {
        Utterance {
            text: message.words(),
            form: form(&message.r#type),
            role: sender.map_or(Role::Unknown, |person| Role::spelled(&person.role)),
            mentions: message.mentions.len(),
            is_forwarded: message.forwarded,
            is_group: self.chats.iter().any(|room| room.id == message.chat && room.kind == "group"),
            hour: Some(hour),
        }
    }

    /// The work of a person that fell due last or falls due next, the one the text names first.
    fn due(&self, name: &str, minutes: f64, normal: &Normal) -> Option<Due> {
        let mut best: Option<Due> = None;
        for task in self.directory.tasks.iter().filter(|task| task.assignee == name) {
            let Some(late) = late_minutes(task, minutes) else { continue };
            let place = task.place.rsplit(" / ").next().unwrap_or_default();
            let named = Normal::of(&format!("{} {place}", task.name));
            let due = Due {
                is_patrol: task.kind == "patrol",
                minutes: late,
                wants_photo: task.requires_photo,
                overlap: brain::overlap(normal, &named),
            };
            if best.is_none_or(|one| (due.overlap, -due.minutes.abs()) > (one.overlap, -one.minutes.abs())) {
                best = Some(due);
            }
        }
        best
    }
}

/// Minutes since a task fell due, from an hour before to six after.
fn late_minutes(task: &Task, now: f64) -> Option<f32> {
    let (hour, minute) = task.at.split_once(':')?;
    let at = hour.parse::<f64>().ok()? * 60.0 + minute.parse::<f64>().ok()?;
    let today = (now / 1_440.0).floor();
    [today, today - 1.0].into_iter().find_map(|day| {
        let late = now - day * 1_440.0 - at;
        let weekday = ["TH", "FR", "SA", "SU", "MO", "TU", "WE"][day.rem_euclid(7.0) as usize];
        let falls = task.rrule.split_once("BYDAY=").is_none_or(|(_, days)| days.contains(weekday));
        (falls && (-60.0..360.0).contains(&late)).then_some(late as f32)
    })
}

/// Minutes since 1970 on the wall clock of the site, and the hour.
fn clock(at: &str) -> (f64, u8) {
    let local: jiff::civil::DateTime = at[..19].parse().expect("chats carry times of one form");
    let epoch = jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0);
    ((local - epoch).total(jiff::Unit::Minute).unwrap_or_default(), local.hour() as u8)
}

fn form(word: &str) -> Form {
    match word {
        "image" => Form::Image,
        "video" => Form::Video,
        "audio" => Form::Audio,
        "location" => Form::Location,
        "sticker" => Form::Sticker,
        "document" => Form::Document,
        "contacts" => Form::Contacts,
        "deleted" => Form::Deleted,
        "reaction" => Form::Reaction,
        _ => Form::Text,
    }
}

fn plant(entries: &mut Vec<PlaceEntry>, place: &Place, parent: Option<usize>, path: &str, site: &str) {
    let id = if path.is_empty() { place.name.clone() } else { format!("{path} / {}", place.name) };
    let names = std::iter::once(&place.name).chain(&place.aliases).cloned().collect();
    entries.push(PlaceEntry { id: id.clone(), parent, site: site.to_owned(), names });
    let own = entries.len() - 1;
    for inner in &place.places {
        plant(entries, inner, Some(own), &id, site);
    }
}
