//! What Evolution API posts: one event, whose `data` is one thing or a list of them.

use super::Bridge;
use super::jid::{digits, is_group, mentioned, person};
use super::waha::form_of;
use crate::cloud_api::lenient::{instant, is, json, list, number, text, words};
use crate::cloud_api::{Body, Identity, Item, Media, Message, Number, Part, learnt};
use domain::hearing::Suspicion;
use domain::message::{Form, Geo};
use serde_json::Value;

/// How deep a message may be wrapped in another: view-once in ephemeral, and one more.
const WRAPS_MAX: usize = 4;
/// Wrappers around what was really said.
const WRAPS: &[&str] = &[
    "ephemeralMessage",
    "viewOnceMessage",
    "viewOnceMessageV2",
    "viewOnceMessageV2Extension",
    "documentWithCaptionMessage",
    "groupMentionedMessage",
];

/// The body without the instance's key, which nobody may keep, and without files, which are fetched from nowhere. None when it is no JSON, so that nobody can tell what in it
/// is secret.
pub fn without_key(body: &[u8]) -> Option<Vec<u8>> {
    let mut root = json(&String::from_utf8_lossy(body)).ok()?;
    root.as_object_mut()?.remove("apikey");
    match root.get_mut("data") {
        Some(Value::Array(things)) => things.iter_mut().for_each(drop_file),
        Some(thing) => drop_file(thing),
        None => {}
    }
    serde_json::to_vec(&root).ok()
}

/// Takes out the bytes of a file, which stand as base64 beside what describes it.
fn drop_file(thing: &mut Value) {
    for place in ["", "/message"] {
        if let Some(Value::Object(fields)) = thing.pointer_mut(place) {
            fields.remove("base64");
        }
    }
}

pub(super) fn items(root: &Value) -> Vec<Item> {
    let event = words(root, "event").to_lowercase().replace('_', ".");
    let instance = words(root, "instance");
    let data = root.get("data").unwrap_or(&Value::Null);
    let number = number_of(root, &instance);
    let things = list(root, "data");
    let mut items = Vec::new();
    for thing in things {
        let read = match event.as_str() {
            "messages.upsert" => message(thing, root, &number),
            "messages.edited" => changed(thing, root, &number, "editedMessage"),
            "messages.delete" => deleted(thing, root, &number),
            "connection.update" => connection(thing, &instance),
            "logout.instance" | "remove.instance" => {
                vec![Item::Hearing(Part::Number(instance.clone()), Some(Suspicion::Disconnected))]
            }
            _ if event.starts_with("group") => group(thing, &number),
            _ => Vec::new(),
        };
        items.extend(read);
    }
    let is_heard = items.iter().any(|item| matches!(item, Item::Message(_) | Item::Unknown(..)));
    match (is_heard, KEPT.contains(&event.as_str())) {
        (true, _) => {}
        (false, true) => items.push(Item::News(event, data.clone())),
        (false, false) => items.push(Item::Unknown(event, data.clone())),
    }
    items
}

/// Events that may say nothing to be heard.
const KEPT: &[&str] = &[
    "application.startup",
    "call",
    "chats.delete",
    "chats.set",
    "chats.update",
    "chats.upsert",
    "connection.update",
    "contacts.set",
    "contacts.update",
    "contacts.upsert",
    "group-participants.update",
    "group.participants.update",
    "group.update",
    "groups.update",
    "groups.upsert",
    "labels.association",
    "labels.edit",
    "logout.instance",
    "messages.delete",
    "messages.edited",
    "messages.set",
    "messages.update",
    "messages.upsert",
    "presence.update",
    "qrcode.updated",
    "remove.instance",
    "send.message",
];

fn number_of(root: &Value, instance: &str) -> Number {
    Number { id: instance.to_owned(), shown: digits(&words(root, "sender")) }
}

fn message(thing: &Value, root: &Value, number: &Number) -> Vec<Item> {
    let said = unwrapped(thing.get("message").unwrap_or(&Value::Null));
    let body = content(said);
    let is_unshown = matches!(body, Body::Unsupported(_));
    let mut items: Vec<Item> =
        frame(thing, root, number, body).map(|message| Item::Message(Box::new(message))).into_iter().collect();
    if items.is_empty() || is_unshown {
        items.push(Item::Unknown(format!("message/{}", words(thing, "messageType")), thing.clone()));
    }
    items
}

fn frame(thing: &Value, root: &Value, number: &Number, body: Body) -> Option<Message> {
    let key = thing.get("key").unwrap_or(thing);
    let chat = words(key, "remoteJid");
    let is_echo = is(key, "fromMe");
    let group = is_group(&chat).then(|| chat.clone());
    let me = words(root, "sender");
    // A group is never known by what stands beside its own address.
    let own = match (&group, is_echo) {
        (_, true) => [me, String::new(), String::new()],
        (Some(_), false) => [words(key, "participant"), words(key, "participantAlt"), words(key, "participantPn")],
        (None, false) => [chat.clone(), words(key, "remoteJidAlt"), words(key, "senderPn")],
    };
    let mut sender = person(own.iter().map(String::as_str));
    sender.name = text(thing, "pushName").filter(|_| !is_echo);
    let partner = match (&group, is_echo) {
        (Some(_), _) => Identity::default(),
        (None, true) => person([chat.as_str(), words(key, "remoteJidAlt").as_str()]),
        (None, false) => sender.clone(),
    };
    let context = thing.get("contextInfo").unwrap_or(&Value::Null);
    let is_somebody = !sender.handles().is_empty() && (group.is_some() || partner.anchor().is_some());
    Some(Message {
        channel: Some(Bridge::Evolution.channel().to_owned()),
        group_name: None,
        number: number.clone(),
        wamid: text(key, "id").or_else(|| text(thing, "keyId"))?,
        sender,
        partner,
        group,
        at: instant(thing, "messageTimestamp"),
        body,
        reply_to: text(context, "stanzaId"),
        is_forwarded: is(context, "isForwarded"),
        is_echo,
        named: named(thing),
        beside: String::new(),
    })
    .filter(|_| is_somebody)
}

/// Whom a message names.
fn named(thing: &Value) -> Vec<Identity> {
    let said = unwrapped(thing.get("message").unwrap_or(&Value::Null));
    let contents = said.as_object().into_iter().flat_map(|all| all.values());
    mentioned(thing.get("contextInfo").into_iter().chain(contents.filter_map(|content| content.get("contextInfo"))))
}

/// What was really said, inside what wraps it.
fn unwrapped(message: &Value) -> &Value {
    let mut said = message;
    for _ in 0..WRAPS_MAX {
        match WRAPS.iter().find_map(|wrap| said.get(*wrap)?.get("message")) {
            Some(inner) => said = inner,
            None => break,
        }
    }
    said
}

fn content(said: &Value) -> Body {
    let of = |key: &str| said.get(key).filter(|content| content.is_object());
    let words_of = |key: &str, inner: &str| said.get(key).and_then(|content| text(content, inner));
    let chosen = words_of("buttonsResponseMessage", "selectedDisplayText")
        .or_else(|| words_of("templateButtonReplyMessage", "selectedDisplayText"))
        .or_else(|| words_of("listResponseMessage", "title"));
    let plain = text(said, "conversation").or_else(|| words_of("extendedTextMessage", "text")).or(chosen);
    if let Some(plain) = plain {
        return Body::Words(plain);
    }
    let files = ["imageMessage", "videoMessage", "audioMessage", "documentMessage", "stickerMessage", "ptvMessage"];
    if let Some((kind, file)) = files.iter().find_map(|key| Some((*key, of(key)?))) {
        return Body::Media(Box::new(media(kind, file)));
    }
    if let Some(told) = of("reactionMessage") {
        let to = told.get("key").and_then(|key| text(key, "id"));
        return to.map_or_else(|| unsupported("reaction"), |to| Body::Reaction(to, text(told, "text")));
    }
    if let Some(protocol) = of("protocolMessage") {
        return changes(protocol);
    }
    if let Some(pin) = of("locationMessage").or_else(|| of("liveLocationMessage")) {
        return location(pin);
    }
    if let Some(card) = of("contactMessage") {
        return Body::Contacts(words(card, "displayName"));
    }
    if let Some(cards) = of("contactsArrayMessage") {
        let names: Vec<String> = list(cards, "contacts").iter().filter_map(|card| text(card, "displayName")).collect();
        return Body::Contacts(names.join("\n"));
    }
    let is_poll = said.as_object().is_some_and(|keys| keys.keys().any(|key| key.starts_with("pollCreation")));
    unsupported(if is_poll { "poll" } else { "unknown" })
}

fn unsupported(kind: &str) -> Body {
    Body::Unsupported(kind.to_owned())
}

fn media(kind: &str, file: &Value) -> Media {
    let mime = words(file, "mimetype");
    let form = match kind {
        "imageMessage" => Form::Image,
        "videoMessage" | "ptvMessage" => Form::Video,
        "audioMessage" => Form::Audio,
        "stickerMessage" => Form::Sticker,
        _ => form_of(&mime, "document"),
    };
    let name = text(file, "fileName").or_else(|| text(file, "title")).unwrap_or_default();
    Media { form, id: None, sha256: None, mime, caption: words(file, "caption"), name, is_voice: is(file, "ptt") }
}

/// An edit or a revocation, which comes as a message of its own.
fn changes(protocol: &Value) -> Body {
    let of = protocol.get("key").and_then(|key| text(key, "id"));
    let inner = protocol.get("editedMessage").map(|edited| content(unwrapped(edited)));
    match (of, inner) {
        (Some(of), Some(inner)) if !matches!(inner, Body::Unsupported(_)) => Body::Edit(of, Box::new(inner)),
        (Some(of), None) if matches!(words(protocol, "type").as_str(), "0" | "REVOKE") => Body::Revoke(of),
        _ => unsupported("protocol"),
    }
}

fn location(pin: &Value) -> Body {
    let point = number(pin, "degreesLatitude").zip(number(pin, "degreesLongitude"));
    let beside: Vec<String> = ["name", "address", "caption"].iter().filter_map(|key| text(pin, key)).collect();
    match point {
        Some((lat, lon)) if (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon) => {
            Body::Location(Geo { lat, lon }, beside.join("\n"))
        }
        _ => unsupported("location"),
    }
}

fn changed(thing: &Value, root: &Value, number: &Number, key: &str) -> Vec<Item> {
    let protocol = thing.get(key).or_else(|| thing.pointer("/message/protocolMessage")).unwrap_or(thing);
    let inner = protocol.get("editedMessage").or_else(|| protocol.get("message")).unwrap_or(protocol);
    let body = content(unwrapped(inner));
    let of = protocol.get("key").or_else(|| thing.get("key")).and_then(|key| text(key, "id"));
    let edit = of.filter(|_| !matches!(body, Body::Unsupported(_))).map(|of| Body::Edit(of, Box::new(body)));
    let read = edit.and_then(|edit| frame(thing, root, number, edit));
    vec![
        read.map_or_else(
            || Item::Unknown("message/edit".to_owned(), thing.clone()),
            |read| Item::Message(Box::new(read)),
        ),
    ]
}

fn deleted(thing: &Value, root: &Value, number: &Number) -> Vec<Item> {
    let key = thing.get("key").unwrap_or(thing);
    let read = text(key, "id").and_then(|of| frame(thing, root, number, Body::Revoke(of)));
    vec![read.map_or_else(
        || Item::Unknown("message/delete".to_owned(), thing.clone()),
        |read| Item::Message(Box::new(read)),
    )]
}

fn connection(thing: &Value, instance: &str) -> Vec<Item> {
    let trouble = match words(thing, "state").as_str() {
        "open" => None,
        "close" | "refused" => Some(Suspicion::Disconnected),
        _ => return Vec::new(),
    };
    vec![Item::Hearing(Part::Number(instance.to_owned()), trouble)]
}

fn group(thing: &Value, number: &Number) -> Vec<Item> {
    let Some(id) = text(thing, "id").filter(|id| is_group(id)) else { return Vec::new() };
    let mut items: Vec<Item> =
        text(thing, "subject").map(|name| Item::Named(number.clone(), id, name)).into_iter().collect();
    let people = list(thing, "participantsData").iter().chain(list(thing, "participants"));
    items.extend(people.filter_map(|one| {
        let phone = text(one, "phoneNumber").map(|phone| match phone.contains('@') {
            true => phone,
            false => format!("{phone}@s.whatsapp.net"),
        });
        let ids = [words(one, "jid"), words(one, "id"), words(one, "lid"), phone.unwrap_or_default()];
        learnt(&person(ids.iter().map(String::as_str)))
    }));
    items
}
