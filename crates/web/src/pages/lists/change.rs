//! Lines looked at, and written.

use super::field::label;
use super::load::{list_view, shown, view};
use super::{View, listed, page};
use crate::doors::{LineFate, LookedAt, Pasted};
use crate::fault::Fault;
use crate::form::Form;
use crate::member::Member;
use crate::parts::shown::{differing, meanwhile};
use crate::query::href;
use crate::state::Shared;
use crate::wording::say;
use axum::extract::multipart::MultipartError;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Fields of the form that brings a file.
const FIELDS_MAX: usize = 8;

/// The form of `POST /directory/lines`.
#[derive(Debug, Deserialize)]
pub struct List {
    of: String,
    #[serde(default)]
    site: String,
    text: String,
    act: String,
    /// How many lines waited behind those that were shown.
    #[serde(default)]
    rest: usize,
}

/// `POST /directory/lines`: for managers; looks at a list, or writes it when nothing in it is wrong.
pub async fn look(State(shared): State<Shared>, member: Member, Form(list): Form<List>) -> Result<Response, Fault> {
    let of = listed(&list.of).ok_or(Fault::Nothing)?;
    let pasted = pasted(&member, of, list.site, list.text);
    let looked = (shared.lists.look)(pasted.clone()).await.map_err(Fault::Unreadable)?;
    let is_fine = looked.lines.iter().all(|(_, fate)| !matches!(fate, LineFate::Wrong(_)));
    // Pressed twice, it does not write the lines that were not shown yet.
    if list.act == "write" && is_fine && list.rest == looked.left_out {
        let changed = (shared.lists.write)(pasted).await.map_err(Fault::Unreadable)?;
        return Ok(written(changed));
    }
    looked_at(&shared, &member, pasted, looked).await
}

/// `POST /directory/file`: for managers; looks at the list in a file.
pub async fn file(State(shared): State<Shared>, member: Member, mut form: Multipart) -> Result<Response, Fault> {
    let (mut of, mut bytes) = (None, None);
    for _ in 0..FIELDS_MAX {
        let Some(field) = form.next_field().await.map_err(broken)? else { break };
        match field.name().unwrap_or_default() {
            "of" => of = listed(&field.text().await.map_err(broken)?),
            "file" => bytes = Some(field.bytes().await.map_err(broken)?),
            _ => {}
        }
    }
    let (of, bytes) = of.zip(bytes).ok_or(Fault::Nothing)?;
    let text = (shared.lists.file)((of, bytes.into())).await.map_err(Fault::Unreadable)?;
    let pasted = pasted(&member, of, String::new(), text);
    let looked = (shared.lists.look)(pasted.clone()).await.map_err(Fault::Unreadable)?;
    looked_at(&shared, &member, pasted, looked).await
}

/// The page, with what would come of a list.
async fn looked_at(shared: &Shared, member: &Member, pasted: Pasted, looked: LookedAt) -> Result<Response, Fault> {
    let view = list_view(shared, member, pasted).await?;
    Ok(super::list_page(&super::ListView { looked: Some(looked), ..view }).into_response())
}

#[expect(clippy::needless_pass_by_value, reason = "stands where a function from an owned error is asked for")]
fn broken(error: MultipartError) -> Fault {
    let words = say(match error.status().as_u16() {
        413 => "The file is larger than 4 MiB. Import it with laksana directory import on the server.",
        _ => "The upload broke off. Choose the file and send the form again.",
    });
    Fault::Unreadable(words.into())
}

/// `POST /directory/line`: for managers; writes one line, as its form says it.
pub async fn write(
    State(shared): State<Shared>,
    member: Member,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut cells: BTreeMap<String, String> = BTreeMap::new();
    for (column, said) in fields {
        let all = cells.entry(column).or_default();
        if !all.is_empty() {
            all.push_str("; ");
        }
        all.push_str(said.trim());
    }
    let of = cells.remove("of").as_deref().and_then(listed).ok_or(Fault::Nothing)?;
    let sent = cells.remove("shown").unwrap_or_default();
    let cells = ticked(&(shared.lists.columns)(of), cells);
    let line = Some(cells.clone());
    let pasted = Pasted { line, ..pasted(&member, of, String::new(), String::new()) };
    let looked = (shared.lists.look)(pasted.clone()).await.map_err(Fault::Unreadable)?;
    let wrong =
        looked.lines.iter().find_map(|(_, fate)| if let LineFate::Wrong(why) = fate { Some(why) } else { None });
    let directory = shared.desk.directory(&member.org).await?;
    let columns = (shared.lists.columns)(of);
    let known = (shared.lists.known)(&directory, of, cells.get(of).map_or("", String::as_str));
    let now = shown(&columns, known.as_ref());
    let as_sent = || View {
        is_known: known.is_some(),
        shown: now.clone(),
        ..view(&shared, &member, &directory, of, Some(&cells))
    };
    if let Some(why) = wrong {
        let mut view = as_sent();
        view.shown = now.or_sent(&sent);
        view.frame = view.frame.saying(why.clone());
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&view)).into_response());
    }
    let is_same = looked.lines.iter().all(|(_, fate)| matches!(fate, LineFate::Same));
    if !is_same && now.is_other_than(&sent) {
        let says = |of: Option<&BTreeMap<String, String>>, column: &String| {
            of.and_then(|cells| cells.get(column)).cloned().unwrap_or_default()
        };
        let field = |column: &String| (label(column), says(known.as_ref(), column), says(Some(&cells), column));
        let mut view = as_sent();
        view.frame.flash = Some(meanwhile(differing(columns.iter().map(field))));
        return Ok((StatusCode::CONFLICT, page(&view)).into_response());
    }
    Ok(written((shared.lists.write)(pasted).await.map_err(Fault::Unreadable)?))
}

fn pasted(member: &Member, of: &'static str, site: String, text: String) -> Pasted {
    Pasted { org: member.org.to_string(), member: member.name.clone(), of, site, text, ..Pasted::default() }
}

fn written(changed: usize) -> Response {
    Redirect::to(&href("/directory", &[("written", &changed.to_string())])).into_response()
}

/// What a form says, with its boxes that are not ticked: those are not sent.
pub fn ticked(columns: &[String], mut cells: BTreeMap<String, String>) -> BTreeMap<String, String> {
    let boxes = ["requires_photo", "categories", "asset", "check"];
    for unticked in boxes.into_iter().filter(|column| columns.iter().any(|known| known == column)) {
        cells.entry(unticked.to_owned()).or_default();
    }
    cells
}
