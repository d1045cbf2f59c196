//! What a handout's link opens: the report as a page, a document and a spreadsheet, for whoever has the link.

use super::load::scope;
use super::shown;
use crate::fault::Fault;
use crate::pages::pass::ended_page;
use crate::pages::pass::words::words_for;
use crate::pages::reports::file_of;
use crate::pages::reports::{Form, Manner, Wanted, document, is_there, load, zone_of};
use crate::state::Shared;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::id::OrgId;
use domain::time::Day;
use reports::{Eyes, Material, Report, Stretch, Wording};
use store::handouts::{self, Handout};
use store::sessions::Token;
use tokio::task::spawn_blocking;

/// Documents have no place to say it themselves.
const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// A handout that opens something.
struct Opened {
    handout: Handout,
    material: Material,
    wording: &'static Wording,
}

/// `GET /h/{token}`: open to whoever has the link. Looking changes nothing but that it is written down.
pub async fn open(
    State(shared): State<Shared>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let Some(opened) = opened(&shared, &token, "page").await? else { return Ok(ended(&headers)) };
    let view = shown::View {
        path: format!("/h/{token}"),
        report: Report::of(&opened.material),
        wording: opened.wording,
        now: opened.material.now,
        zone: opened.material.zone.clone(),
        is_redacted: opened.handout.is_redacted,
        until: domain::time::Instant::from_us(opened.handout.expires_us),
    };
    Ok(unfound(shown::page(&view).into_response()))
}

/// `GET /h/{token}/report.pdf` and `GET /h/{token}/report.xlsx`: open to whoever has the link.
pub async fn take(
    State(shared): State<Shared>,
    Path((token, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let form = file.strip_prefix("report.").and_then(Form::from_word);
    let form = form.filter(|form| matches!(form, Form::Pdf | Form::Xlsx)).ok_or(Fault::Nothing)?;
    let Some(opened) = opened(&shared, &token, form.word()).await? else { return Ok(ended(&headers)) };
    let address = shared.desk.address(&OrgId::new(opened.handout.org.clone())).await?;
    let (imprint, Opened { material, wording, .. }) = (shared.imprint.clone(), opened);
    let name = format!("{}-{}", material.period.rhythm.word(), material.period.last);
    let bytes = spawn_blocking(move || {
        document(&material, form, Manner { wording, address: address.as_deref(), imprint: &imprint })
    });
    let bytes = bytes.await.map_err(|error| Fault::Unreadable(format!("{error}.")))?;
    Ok(unfound(file_of(bytes?, form, &name)))
}

/// What a token opens, written down; nothing when it opens nothing, and a stranger learns not why.
async fn opened(shared: &Shared, token: &str, form: &str) -> Result<Option<Opened>, Fault> {
    let (db, now) = (shared.desk.db(), shared.now());
    let Some(token) = Token::parse(token) else { return Ok(None) };
    let Some(handout) = handouts::find(db, &token, now).await? else { return Ok(None) };
    if !shared.may_hand_out(&handout.token_digest) {
        return Err(Fault::TooMany);
    }
    let (org, scope) = (OrgId::new(handout.org.clone()), scope(&handout));
    let directory = shared.desk.directory(&org).await?;
    let stretch = Stretch::from_word(&handout.stretch);
    let (Some(stretch), Ok(wording), true) = (stretch, Wording::of(&handout.language), is_there(&directory, &scope))
    else {
        return Ok(None);
    };
    let fixed: Option<Day> = handout.day.as_deref().and_then(|day| day.parse().ok());
    let today = fixed.unwrap_or_else(|| now.day(zone_of(&scope, &directory, &shared.zone)));
    let (rhythm, day) = stretch.seen_from(today);
    let eyes = if handout.is_redacted { Eyes::Outside } else { Eyes::House };
    let wanted = Wanted { rhythm, day, scope, eyes };
    let (material, _) = load(&shared.desk, &org, &shared.zone, wanted, now).await?;
    handouts::note_opening(db, &handout, form, now).await?;
    Ok(Some(Opened { handout, material, wording }))
}

fn ended(headers: &HeaderMap) -> Response {
    let words = words_for(headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()));
    unfound((StatusCode::GONE, ended_page(words)).into_response())
}

/// The same, which no search engine may keep.
fn unfound(mut response: Response) -> Response {
    response.headers_mut().insert(ROBOTS, HeaderValue::from_static("noindex, nofollow, noarchive"));
    response
}
