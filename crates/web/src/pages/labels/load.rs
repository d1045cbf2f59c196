//! Gathers the sets of labels with what they count, and the examples of the one that is asked for.

use super::{Brought, Line, Sheet, View, page};
use crate::doors::Trial;
use crate::fault::Fault;
use crate::form::Asked;
use crate::member::Member;
use crate::parts::shell::Tab;
use crate::parts::shown::Shown;
use crate::state::Shared;
use axum::extract::State;
use domain::directory::Directory;
use domain::label::{LabelExample, LabelSet, OwnLabel};
use maud::Markup;
use serde::Deserialize;
use store::read::labels::{LabelCounts, labelled};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// The label whose examples are shown.
    label: String,
    /// The set of which it is to be found out how well it is learned.
    trial: String,
}

/// `GET /settings/labels`: for managers.
pub async fn show(State(shared): State<Shared>, member: Member, Asked(wanted): Asked<Wanted>) -> Result<Markup, Fault> {
    let directory = shared.desk.directory(&member.org).await?;
    let view = view(&shared, &member, &directory, &wanted.trial).await?;
    let examples = OwnLabel::from_text(&wanted.label, &directory.labels).and_then(|own| examples(&directory, own));
    Ok(page(&View { examples, ..view }))
}

/// The page, with nothing brought; `trial` names the set that is tried out.
pub async fn view(shared: &Shared, member: &Member, directory: &Directory, trial: &str) -> Result<View, Fault> {
    let counts = labelled(shared.desk.db(), &member.org, &member.sight()).await?;
    let mut sets = Vec::new();
    for set in directory.labels.values().filter(|set| !set.labels.is_empty()) {
        let asked = Trial { set: set.clone(), is_asked: set.name == trial };
        let learned = (shared.labels.learned)(asked).await.map_err(Fault::Unreadable)?;
        sets.push(Sheet { learned, ..sheet(set, &counts) });
    }
    Ok(View {
        frame: shared.frame(member, Tab::Settings),
        sets,
        goes_on: counts.goes_on,
        examples: None,
        brought: Brought::default(),
        looked: Vec::new(),
        wrong: None,
    })
}

fn sheet(set: &LabelSet, counts: &LabelCounts) -> Sheet {
    let line = |label: &domain::label::Label| {
        let own = OwnLabel { set: set.name.clone(), name: label.name.clone() };
        let has = |example: &&LabelExample| example.labels.contains(&label.name);
        Line {
            category: label.category,
            examples: set.examples.iter().filter(has).count() as u64,
            tickets: counts.tickets.get(&own).copied().unwrap_or_default(),
            own,
        }
    };
    Sheet {
        name: set.name.clone(),
        is_several: set.is_several,
        labels: set.labels.iter().map(line).collect(),
        shown: shown(set),
        learned: None,
    }
}

/// What the form of a set's trades shows.
pub fn shown(set: &LabelSet) -> Shown {
    Shown::of(set.labels.iter().flat_map(|label| [label.name.as_str(), label.category.map_or("", |own| own.word())]))
}

/// The examples of a label there is.
fn examples(directory: &Directory, own: OwnLabel) -> Option<(OwnLabel, Vec<LabelExample>)> {
    let set = directory.labels.get(&own.set)?;
    set.labels.iter().find(|label| label.name == own.name)?;
    let told = set.examples.iter().filter(|example| example.labels.contains(&own.name)).cloned().collect();
    Some((own, told))
}
