//! Groups of the business: made, listed, named, linked to, entered by approval, left and ended.

use super::refusal::Refusal;
use super::{check, read};
use crate::Simulator;
use crate::webhook::groups as webhook;
use crate::world::{Group, World};
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::routing::{delete, get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

/// Characters of a subject and of a description.
const SUBJECT_MAX: usize = 128;
const DESCRIPTION_MAX: usize = 2_048;
/// Groups on a page: as many as when nothing is said, and at most.
const PAGE: usize = 25;
const PAGE_MAX: usize = 1_024;

type At = Path<(String, String)>;
type Answer = Result<Json<Value>, Refusal>;

pub fn routes() -> Router<Simulator> {
    Router::new()
        .route("/{version}/{id}/groups", post(make).get(list))
        .route("/{version}/{id}/invite_link", get(link).post(relink).delete(unlink))
        .route("/{version}/{id}/join_requests", get(requests).post(let_in).delete(turn_away))
        .route("/{version}/{id}/participants", delete(remove))
}

/// What a group is, where the id is one's.
pub fn about(world: &World, id: &str) -> Option<Value> {
    let group = world.groups.get(id)?;
    let members = world.people.iter().filter(|one| group.members.contains(&one.phone));
    Some(json!({
        "messaging_product": "whatsapp",
        "id": id,
        "subject": group.subject,
        "description": group.description,
        "suspended": false,
        "creation_timestamp": group.created_us / 1_000_000,
        "participants": members.map(webhook::participant).collect::<Vec<_>>(),
        "total_participant_count": group.members.len(),
        "join_approval_mode": if group.needs_approval { "approval_required" } else { "auto_approve" },
    }))
}

/// Ends a group, where the id is one's.
pub fn end(simulator: &Simulator, id: &str) -> Option<Value> {
    let now_us = (simulator.settings().now_us)();
    simulator.with(|world, settings| {
        world.groups.remove(id)?;
        world.chats.remove(id);
        let request = request(world);
        world.post(webhook::ended(settings, id, &request, now_us), now_us);
        Some(asked(&request))
    })
}

/// Names a group otherwise, where the id is one's.
pub fn rename(simulator: &Simulator, id: &str, body: &Bytes) -> Option<Result<Value, Refusal>> {
    let now_us = (simulator.settings().now_us)();
    simulator.with(|world, settings| {
        world.groups.get(id)?;
        let read = read(body).and_then(|body| {
            let (subject, description) =
                (words(&body, "subject", SUBJECT_MAX)?, words(&body, "description", DESCRIPTION_MAX)?);
            Ok((subject, description))
        });
        let (subject, description) = match read {
            Ok(read) => read,
            Err(refusal) => return Some(Err(refusal)),
        };
        let request = request(world);
        let group = world.groups.get_mut(id)?;
        group.subject = subject.unwrap_or_else(|| group.subject.clone());
        group.description = description.unwrap_or_else(|| group.description.clone());
        let told = webhook::renamed(settings, (id, group), &request, now_us);
        world.post(told, now_us);
        Some(Ok(asked(&request)))
    })
}

fn request(world: &mut World) -> String {
    format!("{:032X}", world.number())
}

fn asked(request: &str) -> Value {
    json!({ "messaging_product": "whatsapp", "request_id": request })
}

/// A text of a body, trimmed; none when it is not there.
fn words(body: &Value, key: &str, most: usize) -> Result<Option<String>, Refusal> {
    let text = body[key].as_str().map(str::trim).filter(|text| !text.is_empty());
    match text {
        Some(text) if text.chars().count() > most => Err(Refusal::value(&format!("{key} has more than {most} signs."))),
        text => Ok(text.map(str::to_owned)),
    }
}

fn of_number(simulator: &Simulator, headers: &HeaderMap, id: &str) -> Result<(), Refusal> {
    check(simulator, headers)?;
    if id == simulator.settings().phone_number_id { Ok(()) } else { Err(Refusal::nothing(id)) }
}

fn product(body: &Bytes) -> Result<Value, Refusal> {
    let body = read(body)?;
    match body["messaging_product"] == "whatsapp" {
        true => Ok(body),
        false => Err(Refusal::parameter("The parameter messaging_product is required.")),
    }
}

async fn make(State(simulator): State<Simulator>, Path((_, id)): At, headers: HeaderMap, body: Bytes) -> Answer {
    of_number(&simulator, &headers, &id)?;
    let body = product(&body)?;
    let subject = words(&body, "subject", SUBJECT_MAX)?;
    let subject = subject.ok_or_else(|| Refusal::parameter("The parameter subject is required."))?;
    let description = words(&body, "description", DESCRIPTION_MAX)?.unwrap_or_default();
    let needs_approval = match body["join_approval_mode"].as_str() {
        None | Some("auto_approve") => false,
        Some("approval_required") => true,
        Some(_) => return Err(Refusal::value("join_approval_mode is auto_approve or approval_required.")),
    };
    let now_us = (simulator.settings().now_us)();
    simulator.with(|world, settings| {
        let made = world.make_group(&subject, &description, needs_approval, now_us);
        let id = made.ok_or_else(|| Refusal::value("There are too many groups of this number."))?;
        let request = request(world);
        let told = world.groups.get(&id).map(|group| webhook::made(settings, (&id, group), &request, now_us));
        told.into_iter().for_each(|told| world.post(told, now_us));
        Ok(Json(asked(&request)))
    })
}

#[derive(Deserialize)]
struct Paged {
    limit: Option<usize>,
    after: Option<String>,
}

async fn list(
    State(simulator): State<Simulator>,
    Path((_, id)): At,
    Query(paged): Query<Paged>,
    headers: HeaderMap,
) -> Answer {
    of_number(&simulator, &headers, &id)?;
    let limit = paged.limit.unwrap_or(PAGE).clamp(1, PAGE_MAX);
    Ok(Json(simulator.with(|world, _| {
        let after = paged.after.unwrap_or_default();
        let found: Vec<(&String, &Group)> = world.groups.iter().filter(|(id, _)| **id > after).take(limit).collect();
        let cursor = |one: Option<&(&String, &Group)>| one.map_or_else(String::new, |(id, _)| (*id).clone());
        let groups = found.iter().map(|(id, group)| {
            json!({ "id": id, "subject": group.subject, "created_at": (group.created_us / 1_000_000).to_string() })
        });
        json!({
            "data": { "groups": groups.collect::<Vec<_>>() },
            "paging": { "cursors": { "before": cursor(found.first()), "after": cursor(found.last()) } },
        })
    })))
}

async fn link(State(simulator): State<Simulator>, Path((_, id)): At, headers: HeaderMap) -> Answer {
    check(&simulator, &headers)?;
    let link = simulator.with(|world, _| world.groups.get(&id).map(|group| group.link.clone()));
    Ok(Json(linked(&link.ok_or_else(|| Refusal::nothing(&id))?)))
}

async fn relink(State(simulator): State<Simulator>, Path((_, id)): At, headers: HeaderMap, body: Bytes) -> Answer {
    check(&simulator, &headers)?;
    product(&body)?;
    let link = simulator.with(|world, _| world.relink(&id));
    Ok(Json(linked(&link.ok_or_else(|| Refusal::nothing(&id))?)))
}

/// The link leads nowhere from then on; the next is made when it is asked for.
async fn unlink(State(simulator): State<Simulator>, Path((_, id)): At, headers: HeaderMap) -> Answer {
    check(&simulator, &headers)?;
    let link = simulator.with(|world, _| world.relink(&id));
    link.ok_or_else(|| Refusal::nothing(&id))?;
    Ok(Json(json!({ "messaging_product": "whatsapp", "success": true })))
}

fn linked(link: &str) -> Value {
    json!({ "messaging_product": "whatsapp", "invite_link": link })
}

async fn requests(State(simulator): State<Simulator>, Path((_, id)): At, headers: HeaderMap) -> Answer {
    check(&simulator, &headers)?;
    simulator.with(|world, _| {
        let group = world.groups.get(&id).ok_or_else(|| Refusal::nothing(&id))?;
        let data = group.requests.iter().map(|ask| {
            let person = world.people.iter().find(|one| one.phone == ask.phone);
            let mut told = person.map_or_else(|| json!({}), webhook::participant);
            (told["join_request_id"], told["creation_timestamp"]) = (json!(ask.id), json!(ask.at_us / 1_000_000));
            told
        });
        let data: Vec<Value> = data.collect();
        Ok(Json(json!({ "data": data, "paging": { "cursors": { "before": "", "after": "" } } })))
    })
}

async fn let_in(State(simulator): State<Simulator>, Path((_, id)): At, headers: HeaderMap, body: Bytes) -> Answer {
    answer_requests(&simulator, &id, &headers, &body, true)
}

async fn turn_away(State(simulator): State<Simulator>, Path((_, id)): At, headers: HeaderMap, body: Bytes) -> Answer {
    answer_requests(&simulator, &id, &headers, &body, false)
}

fn answer_requests(simulator: &Simulator, id: &str, headers: &HeaderMap, body: &Bytes, is_let_in: bool) -> Answer {
    check(simulator, headers)?;
    let body = product(body)?;
    let wanted: Vec<&str> = body["join_requests"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let now_us = (simulator.settings().now_us)();
    simulator.with(|world, settings| {
        let group = world.groups.get_mut(id).ok_or_else(|| Refusal::nothing(id))?;
        let is_meant = |ask: &mut crate::world::Ask| wanted.contains(&ask.id.as_str());
        let answered: Vec<_> = group.requests.extract_if(.., is_meant).collect();
        let ids: Vec<&str> = answered.iter().map(|ask| ask.id.as_str()).collect();
        let key = if is_let_in { "approved_join_requests" } else { "rejected_join_requests" };
        let mut told = json!({ key: ids });
        if is_let_in {
            group.members.extend(answered.iter().map(|ask| ask.phone.clone()));
            for ask in &answered {
                let came = webhook::came(settings, world, id, &ask.phone, now_us);
                world.post(came, now_us);
            }
        }
        (told["messaging_product"], told["request_id"]) = (json!("whatsapp"), json!(request(world)));
        Ok(Json(told))
    })
}

async fn remove(State(simulator): State<Simulator>, Path((_, id)): At, headers: HeaderMap, body: Bytes) -> Answer {
    check(&simulator, &headers)?;
    let body = product(&body)?;
    let named = body["participants"].as_array().into_iter().flatten();
    let named: Vec<&str> = named.filter_map(|one| one["user"].as_str().or_else(|| one["user_id"].as_str())).collect();
    let now_us = (simulator.settings().now_us)();
    simulator.with(|world, settings| {
        let phones: Vec<String> =
            named.iter().filter_map(|name| world.person(name)).map(|one| one.phone.clone()).collect();
        let group = world.groups.get_mut(&id).ok_or_else(|| Refusal::nothing(&id))?;
        let gone: Vec<String> = group.members.extract_if(.., |member| phones.contains(member)).collect();
        let request = request(world);
        let left = webhook::left(settings, world, &id, &gone, &request, now_us);
        world.post(left, now_us);
        Ok(Json(asked(&request)))
    })
}
