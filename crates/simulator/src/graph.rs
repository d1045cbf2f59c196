//! The Graph API: sending, media, templates and what a number and an account say of themselves.

mod groups;
mod refusal;
mod send;

use crate::world::{ADDRESS_US, Fault, File, Judge, Mishap, Standing, Template, UPLOADED_US};
use crate::{Simulator, base, webhook};
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Multipart, Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use futures_util::future::ready;
use futures_util::{StreamExt as _, stream};
use refusal::Refusal;
pub use send::kind_of;
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::Duration;

/// The one app there is.
const APP_ID: &str = "100000000000003";
/// The largest file that is taken: a document of WhatsApp's limit.
const FILE_MAX_BYTES: usize = 100 << 20;
/// How long a slow file takes to begin.
const SLOW: Duration = Duration::from_secs(3);
/// How long nothing is answered that is to stay without an answer.
const SILENCE: Duration = Duration::from_secs(90);
/// How long after its first half a file breaks off.
const CUT_AFTER: Duration = Duration::from_millis(50);

/// Every endpoint; each but the challenge asks for the bearer token.
pub fn router(simulator: Simulator) -> Router {
    Router::new()
        .route("/{version}/{id}/messages", post(messages))
        .route("/{version}/{id}/media", post(upload).layer(DefaultBodyLimit::max(FILE_MAX_BYTES + (1 << 20))))
        .route("/{version}/{id}/message_templates", get(templates).post(submit))
        .route("/{version}/debug_token", get(debug_token))
        .route("/{version}/{id}/subscriptions", get(subscriptions))
        .route("/{version}/{id}/subscribed_apps", get(subscribed).post(subscribe))
        .route("/{version}/{id}/uploads", post(begin_sample))
        .merge(groups::routes())
        .route("/{version}/{id}", get(about).post(take_sample).delete(delete))
        .route("/lookaside/{id}", get(download))
        .with_state(simulator)
}

/// Whoever bears the token.
fn check(simulator: &Simulator, headers: &HeaderMap) -> Result<(), Refusal> {
    let said = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match said.strip_prefix("Bearer ") {
        Some(token) if token == simulator.settings().access_token => Ok(()),
        _ => Err(Refusal::token()),
    }
}

fn read(body: &Bytes) -> Result<Value, Refusal> {
    serde_json::from_slice(body).map_err(|error| Refusal::parameter(&format!("The body is no JSON: {error}")))
}

async fn messages(
    State(simulator): State<Simulator>,
    Path((_, id)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    check(&simulator, &headers)?;
    if id != simulator.settings().phone_number_id {
        return Err(Refusal::nothing(&id));
    }
    let fault = simulator.with(|world, _| world.fault());
    match fault {
        Some(Fault::Code(code)) => return Err(Refusal::of(code)),
        Some(Fault::Garbage) => return Ok(Refusal::garbage()),
        Some(Fault::Silence) => return Ok(nothing().await),
        Some(Fault::Lost) | None => {}
    }
    let body = read(&body)?;
    let now_us = (simulator.settings().now_us)();
    let answer = simulator.with(|world, settings| send::send(world, settings, &body, now_us))?;
    match fault {
        Some(_) => Ok(nothing().await),
        None => Ok(Json(answer).into_response()),
    }
}

/// What a gateway says long after everybody has given up.
async fn nothing() -> Response {
    tokio::time::sleep(SILENCE).await;
    StatusCode::GATEWAY_TIMEOUT.into_response()
}

async fn upload(
    State(simulator): State<Simulator>,
    Path((_, id)): Path<(String, String)>,
    headers: HeaderMap,
    mut form: Multipart,
) -> Result<Json<Value>, Refusal> {
    check(&simulator, &headers)?;
    if id != simulator.settings().phone_number_id {
        return Err(Refusal::nothing(&id));
    }
    let unreadable = |error: axum::extract::multipart::MultipartError| Refusal::parameter(&error.body_text());
    let (mut file, mut product, mut said) = (None, None, None);
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        match field.name() {
            Some("messaging_product") => product = Some(field.text().await.map_err(unreadable)?),
            Some("type") => said = Some(field.text().await.map_err(unreadable)?),
            Some("file") => {
                let (name, mime) = (field.file_name().map(str::to_owned), field.content_type().map(str::to_owned));
                file = Some((name, mime, field.bytes().await.map_err(unreadable)?));
            }
            Some(_) | None => {}
        }
    }
    if product.as_deref() != Some("whatsapp") {
        return Err(Refusal::parameter("The parameter messaging_product is required."));
    }
    let Some((name, mime, bytes)) = file else { return Err(Refusal::parameter("The parameter file is required.")) };
    let mime = said.or(mime).unwrap_or_default();
    if send::kind_of(&mime).is_none_or(|(_, most)| bytes.len() > most) {
        return Err(Refusal::media(&format!("{} bytes of “{mime}” cannot be sent.", bytes.len())));
    }
    let until_us = (simulator.settings().now_us)() + UPLOADED_US;
    let file = File { mime, name, bytes: bytes.to_vec(), address_until_us: 0, until_us };
    Ok(Json(json!({ "id": simulator.with(|world, _| world.keep(file)) })))
}

/// What a file, a group or the number is.
async fn about(
    State(simulator): State<Simulator>,
    Path((_, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Json<Value>, Refusal> {
    check(&simulator, &headers)?;
    let now_us = (simulator.settings().now_us)();
    simulator.with(|world, settings| {
        if id == settings.phone_number_id {
            return Ok(Json(json!({
                "verified_name": "Laksana simulator",
                "code_verification_status": "VERIFIED",
                "display_phone_number": settings.display_number,
                "quality_rating": world.quality,
                "status": world.number_status,
                "platform_type": "CLOUD_API",
                "throughput": { "level": "STANDARD" },
                "id": id,
            })));
        }
        if id == "app" {
            return Ok(Json(json!({ "id": APP_ID, "name": "Laksana" })));
        }
        if id == settings.waba_id {
            return Ok(Json(json!({ "id": id, "name": "Laksana simulator", "timezone_id": "1" })));
        }
        if let Some(group) = groups::about(world, &id) {
            return Ok(Json(group));
        }
        let is_page = world.chaos.mishap == Some(Mishap::Page) && world.mishap().is_some();
        let file = world.files.get_mut(&id).filter(|file| now_us < file.until_us);
        let file = file.ok_or_else(|| Refusal::nothing(&id))?;
        file.address_until_us = now_us + ADDRESS_US;
        Ok(Json(json!({
            "messaging_product": "whatsapp",
            "url": format!("{}/lookaside/{id}", settings.address),
            "mime_type": if is_page { "text/html" } else { file.mime.as_str() },
            "sha256": base::sha256_hex(&file.bytes),
            "file_size": file.bytes.len().to_string(),
            "id": id,
        })))
    })
}

async fn delete(
    State(simulator): State<Simulator>,
    Path((_, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Json<Value>, Refusal> {
    check(&simulator, &headers)?;
    if let Some(ended) = groups::end(&simulator, &id) {
        return Ok(Json(ended));
    }
    match simulator.with(|world, _| world.files.remove(&id)) {
        Some(_) => Ok(Json(json!({ "success": true }))),
        None => Err(Refusal::nothing(&id)),
    }
}

/// The bytes of a file, for as long as its address is good.
async fn download(
    State(simulator): State<Simulator>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    check(&simulator, &headers)?;
    let now_us = (simulator.settings().now_us)();
    let is_there = |file: &&File| now_us < file.address_until_us && now_us < file.until_us;
    let (found, mishap) = simulator.with(|world, _| (world.files.get(&id).filter(is_there).cloned(), world.mishap()));
    let (Some(mut file), false) = (found, mishap == Some(Mishap::Moved)) else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    let whole = file.bytes.len();
    match mishap {
        Some(Mishap::Changed) => file.bytes.reverse(),
        Some(Mishap::Cut) => file.bytes.truncate(whole / 2),
        Some(Mishap::Slow) => tokio::time::sleep(SLOW).await,
        Some(Mishap::Moved | Mishap::Page) | None => {}
    }
    let headers = [(header::CONTENT_TYPE, file.mime), (header::CONTENT_LENGTH, whole.to_string())];
    let bytes = stream::once(ready(Ok(Bytes::from(file.bytes))));
    let cut = stream::once(async {
        // What came before must have left.
        tokio::time::sleep(CUT_AFTER).await;
        Err(std::io::Error::other("it breaks off"))
    });
    let is_cut = usize::from(mishap == Some(Mishap::Cut));
    // A stream, so that the length that is said need not be the length that comes.
    Ok((headers, Body::from_stream(bytes.chain(cut.take(is_cut)))).into_response())
}

async fn templates(
    State(simulator): State<Simulator>,
    Path((_, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Json<Value>, Refusal> {
    check(&simulator, &headers)?;
    if id != simulator.settings().waba_id {
        return Err(Refusal::nothing(&id));
    }
    let all: Vec<Value> = simulator.with(|world, _| world.templates.iter().map(Template::listed).collect());
    Ok(Json(json!({ "data": all, "paging": { "cursors": { "before": "", "after": "" } } })))
}

/// Takes a template, and lets it stand as it is judged.
async fn submit(
    State(simulator): State<Simulator>,
    Path((_, id)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Refusal> {
    check(&simulator, &headers)?;
    if id != simulator.settings().waba_id {
        return Err(Refusal::nothing(&id));
    }
    let body = read(&body)?;
    let text = |key: &str| body[key].as_str().map(str::to_owned);
    let (Some(name), Some(language), Some(category)) = (text("name"), text("language"), text("category")) else {
        return Err(Refusal::parameter("A template has a name, a language and a category."));
    };
    let now_us = (simulator.settings().now_us)();
    simulator.with(|world, settings| {
        let (standing, then) = match world.chaos.judge {
            Judge::Approves => (Standing::Approved, Standing::Approved),
            Judge::Waits => (Standing::Pending, Standing::Pending),
            Judge::Rejects => (Standing::Pending, Standing::Rejected),
        };
        let id = world.hand_in((name.clone(), language.clone()), standing, body);
        if then != standing {
            let told = world.stand(&name, &language, then).map(|one| webhook::news::stands(settings, &one, now_us));
            told.into_iter().for_each(|told| world.post(told, now_us));
        }
        Ok(Json(json!({ "id": id.to_string(), "status": standing.word(), "category": category })))
    })
}

/// Says where a sample goes, of what a template brings.
async fn begin_sample(
    State(simulator): State<Simulator>,
    Path((_, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Json<Value>, Refusal> {
    check(&simulator, &headers)?;
    if id != APP_ID {
        return Err(Refusal::nothing(&id));
    }
    Ok(Json(json!({ "id": "upload:simulated" })))
}

/// Names a group otherwise; or takes a sample, and forgets it: whoever judges templates here approves all.
async fn take_sample(
    State(simulator): State<Simulator>,
    Path((_, id)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Refusal> {
    check(&simulator, &headers)?;
    if let Some(renamed) = groups::rename(&simulator, &id, &body) {
        return renamed.map(Json);
    }
    if !id.starts_with("upload:") || body.is_empty() {
        return Err(Refusal::nothing(&id));
    }
    Ok(Json(json!({ "h": "4::simulated" })))
}

async fn subscribed(
    State(simulator): State<Simulator>,
    Path(_): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Json<Value>, Refusal> {
    check(&simulator, &headers)?;
    Ok(Json(json!({ "data": [{ "whatsapp_business_api_data": { "id": APP_ID, "name": "Laksana" } }] })))
}

/// What a token is: of the one app there is, for ever.
async fn debug_token(
    State(simulator): State<Simulator>,
    Query(asked): Query<Inspected>,
    headers: HeaderMap,
) -> Result<Json<Value>, Refusal> {
    check(&simulator, &headers)?;
    if asked.input_token != simulator.settings().access_token {
        let error = json!({ "code": 190, "message": "The access token could not be decrypted" });
        return Ok(Json(json!({ "data": { "is_valid": false, "scopes": [], "error": error } })));
    }
    let scopes = ["whatsapp_business_management", "whatsapp_business_messaging"];
    let data = json!({ "app_id": APP_ID, "type": "SYSTEM_USER", "is_valid": true, "expires_at": 0, "scopes": scopes });
    Ok(Json(json!({ "data": data })))
}

#[derive(Deserialize)]
struct Inspected {
    input_token: String,
}

/// What the app is subscribed to.
const FIELDS: [&str; 6] = [
    "messages",
    "account_update",
    "business_capability_update",
    "message_template_status_update",
    "phone_number_quality_update",
    "user_preferences",
];

/// Which fields the app is subscribed to; the app itself has to ask.
async fn subscriptions(
    State(simulator): State<Simulator>,
    Path((_, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Json<Value>, Refusal> {
    let said = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if id != APP_ID || said != format!("Bearer {APP_ID}|{}", simulator.settings().app_secret) {
        return Err(Refusal::token());
    }
    let fields: Vec<Value> = FIELDS.iter().map(|name| json!({ "name": name, "version": "v26.0" })).collect();
    let hook = &simulator.settings().hook;
    let ours = json!({ "object": "whatsapp_business_account", "callback_url": hook, "active": true, "fields": fields });
    Ok(Json(json!({ "data": [ours] })))
}

async fn subscribe(
    State(simulator): State<Simulator>,
    Path(_): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Json<Value>, Refusal> {
    check(&simulator, &headers)?;
    Ok(Json(json!({ "success": true })))
}
