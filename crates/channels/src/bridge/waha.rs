//! What WAHA posts: one event in an envelope.

use super::Bridge;
use super::jid::{digits, is_group, is_person, mentioned, person};
use crate::cloud_api::lenient::{instant, is, list, number, text, words};
use crate::cloud_api::{Body, Identity, Item, Media, Message, Number, Part, bridged, learnt};
use domain::hearing::Suspicion;
use domain::message::{Form, Geo};
use serde_json::Value;

pub(super) fn items(root: &Value) -> Vec<Item> {
    let event = words(root, "event");
    let payload = root.get("payload").unwrap_or(&Value::Null);
    let number = number_of(root);
    let me = root.get("me").unwrap_or(&Value::Null);
    let mut items = match event.as_str() {
        // Both bring the same message; the second also what was typed on the phone.
        "message" | "message.any" => message(payload, me, &number),
        "message.reaction" => reaction(payload, me, &number),
        "message.edited" => edited(payload, me, &number),
        "message.revoked" => revoked(payload, me, &number),
        "session.status" => session(root, payload),
        _ if event.starts_with("group.") => group(payload, &number),
        _ => Vec::new(),
    };
    let is_known = KEPT.iter().any(|known| event.starts_with(known));
    match (items.is_empty(), is_known) {
        (true, true) => items.push(Item::News(event, root.clone())),
        (true, false) => items.push(Item::Unknown(event, root.clone())),
        (false, _) if !event.starts_with("message") => items.push(Item::News(event, root.clone())),
        (false, _) => {}
    }
    items
}

/// Events that may say nothing to be heard, by how they begin.
const KEPT: &[&str] =
    &["message.ack", "session.", "group.", "presence.", "poll.", "event.", "label.", "call.", "chat.", "engine."];

fn number_of(root: &Value) -> Number {
    let me = root.get("me").map_or_else(String::new, |me| words(me, "id"));
    Number { id: words(root, "session"), shown: digits(&me) }
}

/// A message without content yet; none when it was sent by ourselves, or names nobody.
fn frame(payload: &Value, me: &Value, number: &Number, body: Body) -> Option<Message> {
    let is_echo = is(payload, "fromMe");
    if is_echo && text(payload, "source").as_deref() == Some("api") {
        return None;
    }
    let (from, to) = (words(payload, "from"), words(payload, "to"));
    let chat = if is_echo && !to.is_empty() && !is_group(&from) { to } else { from.clone() };
    let group = is_group(&chat).then(|| chat.clone());
    let info = payload.pointer("/_data/Info").unwrap_or(&Value::Null);
    let (id, lid) = (words(me, "id"), words(me, "lid"));
    let speaker = words(payload, "participant");
    let speaker = if speaker.is_empty() { from } else { speaker };
    let alternative = words(info, "SenderAlt");
    let mut sender = match is_echo {
        true => person([id.as_str(), lid.as_str()]),
        false => person([speaker.as_str(), alternative.as_str()]),
    };
    sender.name = match is_echo {
        true => text(me, "pushName"),
        false => text(info, "PushName")
            .or_else(|| payload.get("_data").and_then(|raw| text(raw, "notifyName").or_else(|| text(raw, "pushName")))),
    };
    let partner = if group.is_some() {
        Identity::default()
    } else if is_echo {
        person([chat.as_str()])
    } else {
        sender.clone()
    };
    let is_somebody = !sender.handles().is_empty() && (group.is_some() || partner.anchor().is_some());
    is_somebody.then(|| Message {
        channel: Some(Bridge::Waha.channel().to_owned()),
        group_name: None,
        number: number.clone(),
        wamid: stanza(&words(payload, "id")).to_owned(),
        sender,
        partner,
        group,
        at: instant(payload, "timestamp").or_else(|| seconds(payload)),
        body,
        reply_to: payload.get("replyTo").and_then(|quoted| text(quoted, "id")).map(|id| stanza(&id).to_owned()),
        is_forwarded: payload.pointer("/_data/isForwarded").and_then(Value::as_bool).unwrap_or(false),
        is_echo,
        named: named(payload),
        beside: String::new(),
    })
}

/// Whom a message names: each engine lists them elsewhere in what it passes on as it came.
fn named(payload: &Value) -> Vec<Identity> {
    let raw = payload.get("_data").unwrap_or(&Value::Null);
    let contents =
        ["message", "Message"].iter().filter_map(|key| raw.get(*key)?.as_object()).flat_map(|all| all.values());
    let contexts = contents.filter_map(|content| content.get("contextInfo"));
    mentioned([payload, raw].into_iter().chain(contexts))
}

/// A time with a fraction, as older engines write it.
fn seconds(payload: &Value) -> Option<domain::time::Instant> {
    let seconds = number(payload, "timestamp").filter(|seconds| (1.0..1e11).contains(seconds))?;
    Some(domain::time::Instant::from_us((seconds * 1e6) as i64))
}

/// The message's own id in `false_<chat>_<id>[_<participant>]`.
pub(super) fn stanza(id: &str) -> &str {
    let mut parts = id.split('_');
    let own = match parts.next() {
        Some("true" | "false") => parts.nth(1),
        _ => None,
    };
    own.unwrap_or(id)
}

fn message(payload: &Value, me: &Value, number: &Number) -> Vec<Item> {
    if is(payload, "fromMe") && text(payload, "source").as_deref() == Some("api") {
        return vec![Item::News("message/sent by the bridge".to_owned(), payload.clone())];
    }
    if [words(payload, "from"), words(payload, "to")]
        .iter()
        .any(|chat| !chat.is_empty() && !is_group(chat) && !is_person(chat))
    {
        // A status story, a channel, a broadcast: nobody told it to us, so that nothing of it is kept.
        return vec![Item::News("message/of no chat".to_owned(), Value::Null)];
    }
    let content = content(payload);
    let is_unshown = matches!(content, Body::Unsupported(_));
    let mut items: Vec<Item> =
        frame(payload, me, number, content).map(|message| Item::Message(Box::new(message))).into_iter().collect();
    if items.is_empty() {
        items.push(Item::Unknown("message/of nobody".to_owned(), payload.clone()));
    } else if is_unshown {
        items.push(Item::Unknown("message/unshown".to_owned(), payload.clone()));
    }
    items
}

fn content(payload: &Value) -> Body {
    let said = words(payload, "body");
    let place = payload.get("location").unwrap_or(&Value::Null);
    let pin = number(place, "latitude").zip(number(place, "longitude"));
    let cards = list(payload, "vCards").iter().filter_map(Value::as_str);
    let names: Vec<&str> = cards.flat_map(|card| card.lines().filter_map(|line| line.strip_prefix("FN:"))).collect();
    if is(payload, "hasMedia") || payload.get("media").is_some_and(Value::is_object) {
        return Body::Media(Box::new(media(payload, said)));
    }
    match pin {
        Some((lat, lon)) if (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon) => {
            let beside = text(place, "description").or_else(|| text(place, "name")).unwrap_or_default();
            Body::Location(Geo { lat, lon }, beside)
        }
        _ if !names.is_empty() => Body::Contacts(names.join("\n")),
        _ if !said.is_empty() => Body::Words(said),
        _ => Body::Unsupported("empty".to_owned()),
    }
}

fn media(payload: &Value, caption: String) -> Media {
    let media = payload.get("media").unwrap_or(&Value::Null);
    let mime = words(media, "mimetype");
    let kind = payload.pointer("/_data/type").and_then(Value::as_str).unwrap_or_default();
    let is_voice = kind == "ptt" || mime.starts_with("audio/ogg");
    let form = form_of(&mime, kind);
    Media { form, id: None, sha256: None, mime, caption, name: words(media, "filename"), is_voice }
}

/// What a file is, by its type, or by what the sender's phone called it.
pub(super) fn form_of(mime: &str, kind: &str) -> Form {
    match (mime.split('/').next().unwrap_or_default(), kind) {
        (_, "sticker") | ("image", _) if kind == "sticker" || mime == "image/webp" => Form::Sticker,
        ("image", _) | (_, "image") => Form::Image,
        ("video", _) | (_, "video") => Form::Video,
        ("audio", _) | (_, "audio" | "ptt") => Form::Audio,
        _ => Form::Document,
    }
}

fn reaction(payload: &Value, me: &Value, number: &Number) -> Vec<Item> {
    let told = payload.get("reaction").unwrap_or(&Value::Null);
    let body = text(told, "messageId").map(|to| Body::Reaction(stanza(&to).to_owned(), text(told, "text")));
    change(payload, me, number, body)
}

fn edited(payload: &Value, me: &Value, number: &Number) -> Vec<Item> {
    let content = content(payload);
    // What shows no words takes none away.
    let of = text(payload, "editedMessageId").filter(|_| !matches!(content, Body::Unsupported(_)));
    let body = of.map(|of| Body::Edit(stanza(&of).to_owned(), Box::new(content)));
    change(payload, me, number, body)
}

fn revoked(payload: &Value, me: &Value, number: &Number) -> Vec<Item> {
    let body = text(payload, "revokedMessageId").map(|of| Body::Revoke(stanza(&of).to_owned()));
    // Who took it back, and where, stands in what it was before, or in what is left of it.
    let around =
        ["after", "before"].iter().filter_map(|key| payload.get(*key)).find(|around| around.get("from").is_some());
    // Some engines tell neither: then the id alone says which message went.
    if let (None, Some(of)) = (around, text(payload, "revokedMessageId")) {
        return vec![Item::Revoked(bridged(Bridge::Waha.channel(), stanza(&of)))];
    }
    change(around.unwrap_or(payload), me, number, body)
}

fn change(payload: &Value, me: &Value, number: &Number, body: Option<Body>) -> Vec<Item> {
    let read = body.and_then(|body| frame(payload, me, number, body));
    let kept = || Item::Unknown("message/change".to_owned(), payload.clone());
    vec![read.map_or_else(kept, |message| Item::Message(Box::new(message)))]
}

fn session(root: &Value, payload: &Value) -> Vec<Item> {
    let name = text(payload, "name").unwrap_or_else(|| words(root, "session"));
    let trouble = match words(payload, "status").as_str() {
        "WORKING" => None,
        "STARTING" => return Vec::new(),
        _ => Some(Suspicion::Disconnected),
    };
    vec![Item::Hearing(Part::Number(name), trouble)]
}

fn group(payload: &Value, number: &Number) -> Vec<Item> {
    let group = payload.get("group").unwrap_or(payload);
    let Some(id) = text(group, "id").filter(|id| is_group(id)) else { return Vec::new() };
    let mut items = Vec::new();
    let name = text(group, "subject").or_else(|| text(group, "name"));
    items.extend(name.map(|name| Item::Named(number.clone(), id, name)));
    let people = list(payload, "participants").iter().chain(list(group, "participants"));
    items.extend(people.filter_map(|one| {
        let ids = ["id", "pn", "lid", "phoneNumber"].map(|key| words(one, key));
        learnt(&person(ids.iter().map(String::as_str)))
    }));
    items
}
