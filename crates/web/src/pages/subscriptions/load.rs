//! Gathers the page of subscriptions.

use super::{Edition, Line, State as Fate, View, page};
use crate::fault::Fault;
use crate::form;
use crate::member::Member;
use crate::names::Names;
use crate::pages::handouts::load::{parts, people};
use crate::pages::handouts::part_of;
use crate::pages::reports::{Asked, part, part_name};
use crate::parts::shell::Tab;
use crate::state::Shared;
use axum::extract::State;
use domain::directory::Directory;
use domain::id::PersonId;
use domain::time::Instant;
use maud::Markup;
use reports::{Every, Wording};
use store::subscriptions::{self, Subscription};

/// Editions shown of each subscription.
const SHOWN: usize = 3;

/// `GET /subscriptions`: for managers.
pub async fn show(
    State(shared): State<Shared>,
    member: Member,
    form::Asked(asked): form::Asked<Asked>,
) -> Result<Markup, Fault> {
    Ok(page(&view(&shared, &member, &asked).await?))
}

/// The page as it stands.
pub async fn view(shared: &Shared, member: &Member, asked: &Asked) -> Result<View, Fault> {
    let db = shared.desk.db();
    let directory = shared.desk.directory(&member.org).await?;
    let editions = subscriptions::editions(db, &member.org).await?;
    let live = subscriptions::live(db, &member.org).await?;
    Ok(View {
        frame: shared.frame(member, Tab::Reports),
        lines: live.iter().map(|one| line(one, &editions, &directory, &shared.name)).collect(),
        parts: parts(&directory),
        people: people(&directory, asked),
        mails_from: shared.mails_from.clone(),
        part: part_of(asked),
        form: form::name(shared),
    })
}

fn line(one: &Subscription, editions: &[subscriptions::Edition], directory: &Directory, everything: &str) -> Line {
    let scope = part(one.site.as_deref(), one.client.as_deref(), one.vendor.as_deref());
    let names = Names(directory);
    let to = one.person.as_ref().map(|person| names.person(&PersonId::new(person.clone())));
    let edition = |edition: &subscriptions::Edition| Edition {
        day: edition.day.clone(),
        state: fate(&edition.state),
        at: Instant::from_us(edition.at_us),
        tries: edition.tries,
        why: edition.why.clone(),
    };
    Line {
        id: one.id.clone(),
        about: part_name(&scope, directory, everything),
        every: Every::from_word(&one.every).map_or("", Every::label),
        time: format!("{:02}:{:02}", one.minute / 60, one.minute % 60),
        is_mail: one.person.is_none(),
        to: to.or_else(|| one.address.clone()).unwrap_or_default(),
        language: Wording::of(&one.language).map_or("", |wording| wording.name()),
        form: one.format.to_uppercase(),
        is_redacted: one.is_redacted,
        made_by: names.actor(&one.made_by),
        editions: editions.iter().filter(|of| of.subscription == one.id).take(SHOWN).map(edition).collect(),
    }
}

/// How an edition stands, by its word; one that this version does not know is in doubt.
fn fate(word: &str) -> Fate {
    match word {
        "waiting" => Fate::Waiting,
        "begun" => Fate::Begun,
        "sent" => Fate::Sent,
        "failed" => Fate::Failed,
        _ => Fate::Doubt,
    }
}
