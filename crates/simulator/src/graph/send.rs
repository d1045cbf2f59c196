//! `POST /{number}/messages`: what is taken, what is refused, and what follows.

use super::refusal::Refusal;
use crate::base::Way;
use crate::world::{Content, Line, On, Persona, Standing, Tick, World};
use crate::{Settings, webhook};
use serde_json::{Value, json};

const DELIVERED_AFTER_US: i64 = 300_000;
const CLOSED: u32 = 131_047;
const UNDELIVERABLE: u32 = 131_026;
const TEXT_MAX: usize = 4096;
const BODY_MAX: usize = 1024;
const MEBIBYTE: usize = 1 << 20;

/// The kind of message that a file of a type is sent as, and how large it may be.
pub fn kind_of(mime: &str) -> Option<(&'static str, usize)> {
    match mime.split(';').next().unwrap_or_default() {
        "image/jpeg" | "image/png" => Some(("image", 5 * MEBIBYTE)),
        "image/webp" => Some(("sticker", 500 << 10)),
        "video/mp4" | "video/3gpp" => Some(("video", 16 * MEBIBYTE)),
        "audio/aac" | "audio/amr" | "audio/mpeg" | "audio/mp4" | "audio/ogg" => Some(("audio", 16 * MEBIBYTE)),
        "text/plain" | "application/pdf" => Some(("document", 100 * MEBIBYTE)),
        office if office.starts_with("application/vnd.") || office == "application/msword" => {
            Some(("document", 100 * MEBIBYTE))
        }
        _ => None,
    }
}

/// Takes a message of the business.
pub fn send(world: &mut World, settings: &Settings, body: &Value, now_us: i64) -> Result<Value, Refusal> {
    if body["messaging_product"] != "whatsapp" {
        return Err(Refusal::parameter("The parameter messaging_product is required."));
    }
    if body["status"] == "read" {
        let read = body["message_id"].as_str().unwrap_or_default();
        let is_theirs = world.line(read).is_some_and(|line| line.author.is_some());
        if !is_theirs {
            return Err(Refusal::value("message_id names no message that was received."));
        }
        world.mark_read(read);
        return Ok(json!({ "success": true }));
    }
    let is_group = body["recipient_type"] == "group";
    let named = body["recipient"].as_str().or_else(|| body["to"].as_str());
    let to = named.ok_or_else(|| Refusal::parameter("The parameter to is required."))?;
    let person = world.person(to).cloned();
    let chat = person.as_ref().map_or_else(|| digits(to), |person| person.phone.clone());
    if is_group && !world.is_group(to) {
        return Err(Refusal::value("to names no group of this number."));
    }
    let kind = body["type"].as_str().unwrap_or("text");
    let body = &unfolded(body, kind);
    let content = content(world, body, kind, is_group)?;
    let fails = world.chaos.fail.map(Tick::Failed);
    if !world.spend(&chat, now_us) {
        return Err(Refusal::pair());
    }
    let wamid = world.name(&chat, Way::Out);
    if kind == "reaction" {
        react(world, body)?;
        // Of an emoji nothing is told but that it was sent.
        let opaque = body["biz_opaque_callback_data"].as_str().map(str::to_owned);
        let line = Line { opaque, ..Line::of_business(wamid.clone(), content, now_us, Tick::Sent) };
        let told = webhook::status(settings, world, &chat, &line, now_us);
        world.post(told, now_us);
    } else {
        let tick = fails.unwrap_or_else(|| match () {
            () if person.is_none() && !is_group => Tick::Failed(UNDELIVERABLE),
            () if kind == "interactive" && person.as_ref().is_some_and(|one| one.is_old) => Tick::Failed(UNDELIVERABLE),
            () if kind != "template" && !world.is_window_open(&chat, now_us) => Tick::Failed(CLOSED),
            () => Tick::Delivered,
        });
        let line = Line {
            quotes: body["context"]["message_id"].as_str().map(str::to_owned),
            opaque: body["biz_opaque_callback_data"].as_str().map(str::to_owned),
            ..Line::of_business(wamid.clone(), content, now_us, tick)
        };
        tell(world, settings, &chat, &line, now_us);
        world.add(&chat, line);
    }
    Ok(answer(to, person.as_ref(), &wamid, kind, is_group))
}

/// A body whose part may be written as text that holds JSON, as the Graph API takes it, too.
fn unfolded(body: &Value, kind: &str) -> Value {
    let mut unfolded = body.clone();
    if let Some(part) = body[kind].as_str().and_then(|text| serde_json::from_str(text).ok()) {
        unfolded[kind] = part;
    }
    unfolded
}

/// Posts the statuses that follow.
fn tell(world: &mut World, settings: &Settings, chat: &str, line: &Line, now_us: i64) {
    if matches!(line.tick, Tick::Delivered) {
        let sent = Line { tick: Tick::Sent, ..line.clone() };
        let body = webhook::status(settings, world, chat, &sent, now_us);
        world.post(body, now_us);
    }
    let body = webhook::status(settings, world, chat, line, now_us + DELIVERED_AFTER_US);
    world.post(body, now_us + DELIVERED_AFTER_US);
}

fn answer(to: &str, person: Option<&Persona>, wamid: &str, kind: &str, is_group: bool) -> Value {
    let mut message = json!({ "id": wamid });
    if kind == "template" {
        message["message_status"] = json!("accepted");
    }
    if is_group {
        message["group_id"] = json!(to);
    }
    let mut contact = json!({ "input": to });
    let told = person.map_or_else(|| (Some(digits(to)), None), |one| (one.number().map(str::to_owned), one.id()));
    if let Some(number) = told.0 {
        contact["wa_id"] = json!(number);
    }
    if let Some(id) = told.1 {
        contact["user_id"] = json!(id);
    }
    json!({ "messaging_product": "whatsapp", "contacts": [contact], "messages": [message] })
}

fn digits(text: &str) -> String {
    if text.contains('.') { text.to_owned() } else { text.chars().filter(char::is_ascii_alphanumeric).collect() }
}

/// What a phone will show.
fn content(world: &World, body: &Value, kind: &str, is_group: bool) -> Result<Content, Refusal> {
    let part = &body[kind];
    if !part.is_object() && kind != "contacts" {
        return Err(Refusal::parameter(&format!("The parameter {kind} is required for this type.")));
    }
    match kind {
        "text" => Ok(Content::Text(words(part, "body", TEXT_MAX)?)),
        "image" | "video" | "audio" | "document" | "sticker" => file(world, part, kind),
        "location" => match (number(&part["latitude"]), number(&part["longitude"])) {
            (Some(latitude), Some(longitude)) => Ok(Content::Location { latitude, longitude }),
            _ => Err(Refusal::value("latitude and longitude are numbers.")),
        },
        "contacts" => match body["contacts"].as_array().and_then(|contacts| contacts.first()) {
            Some(first) => {
                Ok(Content::Other(format!("Contact: {}", first["name"]["formatted_name"].as_str().unwrap_or("?"))))
            }
            None => Err(Refusal::parameter("The parameter contacts is required for this type.")),
        },
        "reaction" => Ok(Content::Other(words(part, "message_id", 512)?)),
        "interactive" | "pin" if is_group => Err(Refusal::group()),
        "interactive" => interactive(world, part),
        "template" => template(world, part),
        _ => Err(Refusal::kind(&format!("There are no messages of type “{kind}”."))),
    }
}

/// Numbers may come as text, as some clients write them.
fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.parse().ok())
}

fn words(part: &Value, key: &str, most: usize) -> Result<String, Refusal> {
    match part[key].as_str() {
        Some("") | None => Err(Refusal::parameter(&format!("The parameter {key} is required."))),
        Some(text) if text.chars().count() > most => Err(Refusal::value(&format!("{key} has more than {most} signs."))),
        Some(text) => Ok(text.to_owned()),
    }
}

fn file(world: &World, part: &Value, kind: &str) -> Result<Content, Refusal> {
    let caption = part["caption"].as_str().unwrap_or_default();
    if caption.chars().count() > BODY_MAX {
        return Err(Refusal::value("caption has more than 1024 signs."));
    }
    match (part["id"].as_str(), part["link"].as_str()) {
        (Some(id), _) if !world.files.contains_key(id) => Err(Refusal::value("id names no file that was uploaded.")),
        (Some(id), _) => Ok(Content::File { kind: kind.to_owned(), id: id.to_owned(), caption: caption.to_owned() }),
        (None, Some(link)) => Ok(Content::Other(format!("{kind} from {link} {caption}"))),
        (None, None) => Err(Refusal::parameter("One of id and link is required.")),
    }
}

fn interactive(world: &World, part: &Value) -> Result<Content, Refusal> {
    let (body, action) = (&part["body"], &part["action"]);
    let kind = part["type"].as_str().unwrap_or_default();
    let option = |value: &Value, longest: usize| -> Result<(String, String), Refusal> {
        Ok((words(value, "id", 256)?, words(value, "title", longest)?))
    };
    match kind {
        "button" => {
            let buttons = action["buttons"].as_array().filter(|buttons| (1..=3).contains(&buttons.len()));
            let buttons = buttons.ok_or_else(|| Refusal::value("There are one to three buttons."))?;
            let options = buttons.iter().map(|button| option(&button["reply"], 20)).collect::<Result<_, _>>()?;
            let picture = match part["header"]["type"].as_str() {
                Some(kind @ ("image" | "video" | "document")) => {
                    let head = file(world, &part["header"][kind], kind)?;
                    if let Content::File { id, .. } = head { Some(id) } else { None }
                }
                Some(_) | None => None,
            };
            Ok(Content::Choice { text: words(body, "text", BODY_MAX)?, options, on: On::Buttons, picture })
        }
        "list" => {
            words(action, "button", 20)?;
            let sections = action["sections"].as_array().map(Vec::as_slice).unwrap_or_default();
            let rows: Vec<&Value> =
                sections.iter().filter_map(|section| section["rows"].as_array()).flatten().collect();
            if rows.is_empty() || rows.len() > 10 {
                return Err(Refusal::value("A list has one to ten rows."));
            }
            let options = rows.into_iter().map(|row| option(row, 24)).collect::<Result<_, _>>()?;
            Ok(Content::Choice { text: words(body, "text", TEXT_MAX)?, options, on: On::List, picture: None })
        }
        "location_request_message" if action["name"] != "send_location" => {
            Err(Refusal::value("The action of a location request is send_location."))
        }
        "location_request_message" => Ok(Content::Whereabouts(words(body, "text", BODY_MAX)?)),
        "cta_url" => {
            let parameters = &action["parameters"];
            let (label, url) = (words(parameters, "display_text", 20)?, words(parameters, "url", 2_000)?);
            Ok(Content::Link(words(body, "text", BODY_MAX)?, label, url))
        }
        "flow" | "request_contact_info" => Ok(Content::Text(words(body, "text", BODY_MAX)?)),
        _ => Err(Refusal::value("interactive has no such type.")),
    }
}

/// A template by name and language, with as many values as it has places.
fn template(world: &World, part: &Value) -> Result<Content, Refusal> {
    let (name, language) = (words(part, "name", 512)?, words(&part["language"], "code", 20)?);
    let found = world.template(&name, &language);
    match found.map(|one| one.standing) {
        Some(Standing::Paused) => return Err(Refusal::of(132_015)),
        Some(Standing::Disabled) => return Err(Refusal::of(132_016)),
        Some(Standing::Approved | Standing::Pending | Standing::Rejected) | None => {}
    }
    // What is not approved yet is to whoever sends it as if it were not there.
    let Some(found) = found.filter(|one| one.standing == Standing::Approved) else {
        let details = format!("template name ({name}) does not exist in {language}");
        return Err(Refusal::template(132_001, "Template name does not exist in the translation", &details));
    };
    let of_kind = |components: &Value, kind: &str| -> Option<Value> {
        let all = components.as_array()?;
        all.iter().find(|one| one["type"].as_str().is_some_and(|of| of.eq_ignore_ascii_case(kind))).cloned()
    };
    let text = of_kind(&found.body["components"], "body").and_then(|one| Some(one["text"].as_str()?.to_owned()));
    let mut text = text.unwrap_or_default();
    let given = of_kind(&part["components"], "body").and_then(|one| Some(one["parameters"].as_array()?.clone()));
    let given = given.unwrap_or_default();
    let places = text.matches("{{").count();
    if places != given.len() {
        let details = format!(
            "body: number of localizable_params ({}) does not match the expected number of params ({places})",
            given.len()
        );
        return Err(Refusal::template(
            132_000,
            "Number of parameters does not match the expected number of params",
            &details,
        ));
    }
    for (value, number) in given.iter().zip(1..) {
        let shown = value["text"].as_str().unwrap_or_default();
        let place = value["parameter_name"]
            .as_str()
            .map_or_else(|| format!("{{{{{number}}}}}"), |name| format!("{{{{{name}}}}}"));
        text = text.replace(&place, shown);
    }
    let options = quick_replies(&found.body["components"], &part["components"])?;
    match options.is_empty() {
        false => Ok(Content::Choice { text, options, on: On::Template, picture: None }),
        true => match head(world, &found.body["components"], &part["components"])? {
            Some((kind, id)) => Ok(Content::File { kind, id, caption: text }),
            None => Ok(Content::Text(text)),
        },
    }
}

/// The file above a template that has one: its kind and id.
fn head(world: &World, own: &Value, sent: &Value) -> Result<Option<(String, String)>, Refusal> {
    let of_kind = |all: &Value| {
        let all = all.as_array().map(Vec::as_slice).unwrap_or_default();
        all.iter().find(|one| one["type"].as_str().is_some_and(|of| of.eq_ignore_ascii_case("header"))).cloned()
    };
    let kind = of_kind(own).and_then(|one| Some(one["format"].as_str()?.to_lowercase()));
    let Some(kind) = kind.filter(|kind| matches!(kind.as_str(), "image" | "video" | "document")) else {
        return Ok(None);
    };
    let given = of_kind(sent).unwrap_or_default();
    let given = given["parameters"].get(0).filter(|given| given["type"] == kind.as_str());
    let Some(given) = given else {
        let details = format!("header: Format mismatch, expected {}", kind.to_uppercase());
        return Err(Refusal::template(
            132_012,
            "Parameter format does not match format in the created template",
            &details,
        ));
    };
    match file(world, &given[kind.as_str()], &kind)? {
        Content::File { id, .. } => Ok(Some((kind, id))),
        _ => Ok(Some((kind, String::new()))),
    }
}

/// The buttons of a template, each with the payload that was sent for it, else with its own words.
fn quick_replies(own: &Value, sent: &Value) -> Result<Vec<(String, String)>, Refusal> {
    let of_kind = |all: &Value, kind: &str| -> Vec<Value> {
        let all = all.as_array().map(Vec::as_slice).unwrap_or_default();
        all.iter().filter(|one| one["type"].as_str().is_some_and(|of| of.eq_ignore_ascii_case(kind))).cloned().collect()
    };
    let buttons = of_kind(own, "buttons");
    let titles = buttons.iter().filter_map(|one| one["buttons"].as_array()).flatten();
    let mut options: Vec<(String, String)> =
        titles.filter_map(|button| button["text"].as_str()).map(|title| (title.to_owned(), title.to_owned())).collect();
    for button in of_kind(sent, "button") {
        let at = button["index"]
            .as_str()
            .and_then(|at| at.parse::<usize>().ok())
            .or_else(|| button["index"].as_u64().map(|at| at as usize));
        let payload = button["parameters"][0]["payload"].as_str();
        match (at.and_then(|at| options.get_mut(at)), payload) {
            (Some(option), Some(payload)) => option.0 = payload.to_owned(),
            _ => {
                return Err(Refusal::template(
                    132_018,
                    "There’s an issue with the parameters in your template",
                    "a button has no place in it",
                ));
            }
        }
    }
    Ok(options)
}

/// Puts a reaction of the business under a message; an empty one takes it back.
fn react(world: &mut World, body: &Value) -> Result<(), Refusal> {
    let to = body["reaction"]["message_id"].as_str().unwrap_or_default().to_owned();
    let sign = body["reaction"]["emoji"].as_str().unwrap_or_default().to_owned();
    world.line(&to).ok_or_else(|| Refusal::value("message_id names no message."))?;
    world.change(&to, |line| {
        line.reactions.remove("");
        if !sign.is_empty() {
            line.reactions.insert(String::new(), sign);
        }
    });
    Ok(())
}
