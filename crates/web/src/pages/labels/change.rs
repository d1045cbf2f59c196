//! Examples looked at and written, trades said, and sets given up; each may be taken back.

use super::load::{shown, view};
use super::{Brought, Fate, PATH, View, page};
use crate::fault::Fault;
use crate::form::Form;
use crate::member::Member;
use crate::pages::undo::{Done, keep};
use crate::parts::refused::refused;
use crate::parts::shown::meanwhile;
use crate::state::Shared;
use crate::wording::say;
use axum::extract::multipart::MultipartError;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::directory::Directory;
use domain::label::{BadLabels, LabelSet, SETS_MAX};
use domain::request::{Command, Definition};
use domain::ticket::Category;
use serde::Deserialize;
use store::undos::Part;

/// Fields of the form that brings a file.
const FIELDS_MAX: usize = 4;
/// The word by which what was done is known.
const DONE: &str = "labels";

/// The form of `POST /settings/labels`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    text: String,
    /// `replace`, or anything else to add.
    how: String,
    /// `write`, or anything else to look.
    act: String,
}

/// `POST /settings/labels`: for managers; looks at examples, or writes them when nothing in them is wrong.
pub async fn look(State(shared): State<Shared>, member: Member, Form(sent): Form<Sent>) -> Result<Response, Fault> {
    let brought = Brought { text: sent.text, replaces: sent.how == "replace" };
    let directory = shared.desk.directory(&member.org).await?;
    let sets = match sets(&shared, &directory, &brought) {
        Ok(sets) => sets,
        Err(wrong) => return looked_at(&shared, &member, &directory, brought, Err(wrong)).await,
    };
    let looked = fates(&directory, &sets);
    let is_wrong = looked.iter().any(|(_, fate)| matches!(fate, Fate::Wrong(_)));
    if sent.act == "write" && !is_wrong {
        return define(&shared, &member, &directory, sets).await;
    }
    looked_at(&shared, &member, &directory, brought, Ok(looked)).await
}

/// `POST /settings/labels/file`: for managers; looks at the examples in a file.
pub async fn file(State(shared): State<Shared>, member: Member, mut form: Multipart) -> Result<Response, Fault> {
    let mut bytes = None;
    for _ in 0..FIELDS_MAX {
        let Some(field) = form.next_field().await.map_err(broken)? else { break };
        if field.name() == Some("file") {
            bytes = Some(field.bytes().await.map_err(broken)?);
        }
    }
    let text = String::from_utf8(bytes.ok_or(Fault::Nothing)?.into());
    let unreadable = |_| Fault::Unreadable(say("The file is no text in UTF-8. Save it as CSV in UTF-8.").into());
    let text = text.map_err(unreadable)?.trim_start_matches('\u{feff}').to_owned();
    let brought = Brought { text, replaces: false };
    let directory = shared.desk.directory(&member.org).await?;
    let looked = sets(&shared, &directory, &brought).map(|sets| fates(&directory, &sets));
    looked_at(&shared, &member, &directory, brought, looked).await
}

/// `POST /settings/labels/trades`: for managers; says which trade each label of a set belongs to. Label and trade come in turn.
pub async fn sort(
    State(shared): State<Shared>,
    member: Member,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let one = |name: &str| fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str());
    let directory = shared.desk.directory(&member.org).await?;
    let known = directory.labels.get(one("set")).ok_or(Fault::Nothing)?;
    let mut set = known.clone();
    for pair in fields.windows(2) {
        let [(field, name), (of, trade)] = pair else { continue };
        if (field.as_str(), of.as_str()) == ("label", "trade") {
            let own = set.labels.iter_mut().find(|label| label.name == *name);
            own.into_iter().for_each(|label| label.category = Category::from_word(trade));
        }
    }
    if set != *known && shown(known).is_other_than(one("shown")) {
        let mut view = view(&shared, &member, &directory, "").await?;
        view.frame.flash = Some(meanwhile(Vec::new()));
        return Ok((StatusCode::CONFLICT, page(&view)).into_response());
    }
    define(&shared, &member, &directory, vec![set]).await
}

/// The form of `POST /settings/labels/removal`.
#[derive(Debug, Deserialize)]
pub struct Named {
    set: String,
}

/// `POST /settings/labels/removal`: for managers; gives a set up.
pub async fn give_up(
    State(shared): State<Shared>,
    member: Member,
    Form(named): Form<Named>,
) -> Result<Response, Fault> {
    let directory = shared.desk.directory(&member.org).await?;
    let known = directory.labels.get(&named.set).ok_or(Fault::Nothing)?;
    let ended = LabelSet { name: known.name.clone(), ..LabelSet::default() };
    define(&shared, &member, &directory, vec![ended]).await
}

/// The sets as they would be.
fn sets(shared: &Shared, directory: &Directory, brought: &Brought) -> Result<Vec<LabelSet>, String> {
    let sets = (shared.labels.read)(&brought.text, directory)?;
    let whole = |set: LabelSet| match directory.labels.get(&set.name) {
        Some(known) if !brought.replaces => known.with(&set),
        _ => set,
    };
    Ok(sets.into_iter().map(whole).collect())
}

/// What would come of each.
fn fates(directory: &Directory, sets: &[LabelSet]) -> Vec<(String, Fate)> {
    let is_new = |set: &&LabelSet| !directory.labels.contains_key(&set.name);
    let is_over = directory.labels.len() + sets.iter().filter(is_new).count() > SETS_MAX;
    let of = |set: &LabelSet| {
        let known = directory.labels.get(&set.name);
        let over = (known.is_none() && is_over).then_some(BadLabels::TooMany(SETS_MAX, "sets of labels"));
        let fate = match (set.check().err().or(over), known.filter(|known| !known.labels.is_empty())) {
            (Some(bad), _) => Fate::Wrong(bad.to_string()),
            (None, None) => Fate::New { labels: set.labels.len() as u64, examples: set.examples.len() as u64 },
            (None, Some(known)) if known == set => Fate::Same,
            (None, Some(known)) => changed(known, set),
        };
        (set.name.clone(), fate)
    };
    sets.iter().map(of).collect()
}

fn changed(known: &LabelSet, set: &LabelSet) -> Fate {
    let names = |set: &LabelSet| set.labels.iter().map(|label| label.name.clone()).collect::<Vec<_>>();
    let stay = names(set);
    Fate::Changed {
        labels: (known.labels.len() as u64, set.labels.len() as u64),
        examples: (known.examples.len() as u64, set.examples.len() as u64),
        gone: names(known).into_iter().filter(|name| !stay.contains(name)).collect(),
    }
}

/// The page, with what would come of what was brought.
async fn looked_at(
    shared: &Shared,
    member: &Member,
    directory: &Directory,
    brought: Brought,
    looked: Result<Vec<(String, Fate)>, String>,
) -> Result<Response, Fault> {
    let view = view(shared, member, directory, "").await?;
    let status = if looked.is_ok() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let (looked, wrong) = match looked {
        Ok(looked) => (looked, None),
        Err(wrong) => (Vec::new(), Some(wrong)),
    };
    Ok((status, page(&View { brought, looked, wrong, ..view })).into_response())
}

/// Writes sets, all or none, and offers to take that back.
async fn define(
    shared: &Shared,
    member: &Member,
    directory: &Directory,
    mut sets: Vec<LabelSet>,
) -> Result<Response, Fault> {
    sets.retain(|set| directory.labels.get(&set.name) != Some(set));
    let request = |set: &LabelSet| shared.request(member, Command::Define(Box::new(Definition::Labels(set.clone()))));
    let answers = shared.desk.commit_all(&member.org, sets.iter().map(request).collect()).await?;
    if let Some(refusal) = answers.into_iter().find_map(Result::err) {
        return Err(Fault::Unreadable(refused(&refusal)));
    }
    let about = sets.iter().map(|set| set.name.as_str()).collect::<Vec<_>>().join(", ");
    let part = |set: LabelSet| {
        let none = || LabelSet { name: set.name.clone(), ..LabelSet::default() };
        let before = directory.labels.get(&set.name).cloned().unwrap_or_else(none);
        Part::Labels(Box::new(before), Box::new(set))
    };
    let parts = sets.into_iter().map(part).collect();
    let done = Done { act: DONE, about: &about, next: PATH, back: PATH };
    Ok(Redirect::to(&keep(shared, member, done, parts).await?).into_response())
}

#[expect(clippy::needless_pass_by_value, reason = "stands where a function from an owned error is asked for")]
fn broken(error: MultipartError) -> Fault {
    let words = say(match error.status().as_u16() {
        413 => "The file is larger than 4 MiB. Import it with laksana taxonomy import on the server.",
        _ => "The upload broke off. Choose the file and send the form again.",
    });
    Fault::Unreadable(words.into())
}
