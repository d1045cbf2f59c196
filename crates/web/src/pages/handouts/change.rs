//! Handouts made and taken back.

use super::load::{scope, view};
use super::{DAYS, Fresh, named_part, page};
use crate::fault::Fault;
use crate::form::{Form, is_name};
use crate::member::Member;
use crate::pages::reports::{Asked, is_there, part_name, zone_of};
use crate::parts::refused::refused;
use crate::state::Shared;
use crate::wording::{fill, key, say};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::beside::{Altered, Beside, Turn};
use domain::id::{OutboundId, PersonId};
use domain::outbound::Handout as Brought;
use domain::request::Command;
use reports::{Period, Scope, Stretch, Wording};
use serde::Deserialize;
use store::StoreError;
use store::handouts::{self, Handout};
use store::sessions::{Issued, Token};

/// Longest words of whom a link is for.
const LABEL_MAX_CHARS: usize = 80;
const DAY_MINUTES: i64 = 24 * 60;
/// What is said to whoever sends a form again.
pub const MADE_ALREADY: &str =
    key("This form made its link already, and a link is shown once. Take it back below if nobody has it.");

/// The form of `POST /handouts`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    name: String,
    label: String,
    part: String,
    stretch: String,
    language: String,
    days: i64,
    to: String,
    whole: String,
}

impl Wanted {
    fn handout(&self) -> Result<Handout, Fault> {
        let label = self.label.trim().to_owned();
        let is_fine = (1..=LABEL_MAX_CHARS).contains(&label.chars().count()) && DAYS.contains(&self.days);
        let stretch = Stretch::from_word(&self.stretch).filter(|_| is_fine);
        let wording = Wording::of(&self.language).ok();
        let unreadable =
            || Fault::Unreadable(say("Say whom the link is for, and choose the rest from the lists.").into());
        let (stretch, wording) = stretch.zip(wording).ok_or_else(unreadable)?;
        let (site, client, vendor) = named_part(&self.part).ok_or_else(unreadable)?;
        if !is_name(&self.name) {
            return Err(Fault::Unreadable(say("Open the page of links again and make it there.").into()));
        }
        Ok(Handout {
            label,
            // A vendor is shown nobody's name but its own.
            is_redacted: self.whole.is_empty() || vendor.is_some(),
            site,
            client,
            vendor,
            stretch: stretch.word().to_owned(),
            language: wording.language().to_owned(),
            person: Some(self.to.clone()).filter(|to| !to.is_empty()),
            form: Some(self.name.clone()),
            ..Handout::default()
        })
    }
}

/// `POST /handouts`: for managers; makes a link, shows it once, and sends it where somebody is to get it. Of a form that
/// was sent before it sends nothing, and shows the link anew while nobody has it.
pub async fn make(State(shared): State<Shared>, member: Member, Form(wanted): Form<Wanted>) -> Result<Response, Fault> {
    let now = shared.now();
    let handout = Handout {
        org: member.org.to_string(),
        made_by: member.actor().to_string(),
        made_us: now.us(),
        expires_us: now.plus_minutes(wanted.days.clamp(1, 365) * DAY_MINUTES).us(),
        ..wanted.handout()?
    };
    let directory = shared.desk.directory(&member.org).await?;
    let about = scope(&handout);
    if !is_there(&directory, &about) {
        return Err(Fault::Nothing);
    }
    let secret = (shared.token)();
    let token = Token::parse(&secret).ok_or(Fault::Nothing)?;
    match issued(&shared, &token, &handout).await? {
        Issued::Past => return made_already(&shared, &member).await,
        Issued::Again => {}
        Issued::New => shared.note(&member, Altered::of(Beside::Handout, Turn::Made, wanted.part.as_str())).await?,
    }
    let base = shared.desk.address(&member.org).await?.unwrap_or_default();
    let address = format!("{base}/h/{secret}");
    let name = part_name(&about, &directory, &shared.name);
    let sent = match &handout.person {
        Some(to) => {
            let title = format!("{name}, {}", period(&shared, &handout, &about, &directory));
            let brought = Brought {
                paper: None,
                summary: None,
                outbound: OutboundId::new(wanted.name),
                to: PersonId::new(to.as_str()),
                title,
                link: address.clone(),
            };
            sent(&shared, &member, brought).await?
        }
        None => String::new(),
    };
    let mut seen = view(&shared, &member, Asked::default()).await?;
    seen.fresh = Some(Fresh { label: handout.label, address, sent });
    Ok(page(&seen).into_response())
}

/// Keeps a handout, or lets what its form just made open by this token.
async fn issued(shared: &Shared, token: &Token, handout: &Handout) -> Result<Issued, StoreError> {
    let mut tx = shared.desk.db().begin().await?;
    if handouts::renew(&mut tx, token, handout).await? {
        tx.commit().await?;
        return Ok(Issued::Again);
    }
    match handouts::issue(&mut tx, token, handout).await {
        Err(error) if error.is_taken() => {
            tx.rollback().await?;
            Ok(Issued::Past)
        }
        made => {
            made?;
            tx.commit().await?;
            Ok(Issued::New)
        }
    }
}

/// The page, which says that a form was sent before.
async fn made_already(shared: &Shared, member: &Member) -> Result<Response, Fault> {
    let mut seen = view(shared, member, Asked::default()).await?;
    seen.frame = seen.frame.saying(say(MADE_ALREADY).to_owned());
    Ok((StatusCode::CONFLICT, page(&seen)).into_response())
}

/// The period that a handout shows today, in its language.
fn period(shared: &Shared, handout: &Handout, about: &Scope, directory: &domain::directory::Directory) -> String {
    let zone = zone_of(about, directory, &shared.zone);
    let (rhythm, day) =
        Stretch::from_word(&handout.stretch).unwrap_or(Stretch::LastMonth).seen_from(shared.now().day(zone));
    let wording = Wording::of(&handout.language).unwrap_or(Wording::english());
    wording.period(&Period::holding(rhythm, day, day, zone))
}

/// Wants a link brought to somebody; says what becomes of that.
async fn sent(shared: &Shared, member: &Member, brought: Brought) -> Result<String, Fault> {
    let request = shared.request(member, Command::HandOut(Box::new(brought)));
    let answer = shared.desk.commit_all(&member.org, vec![request]).await?.pop();
    Ok(match answer {
        Some(Err(refusal)) => fill(say("It is not sent: {why}"), &[("why", &refused(&refusal))]),
        Some(Ok(_)) | None => say("It leaves by WhatsApp in a moment.").to_owned(),
    })
}

/// `POST /handouts/{handout}/revocation`: for managers.
pub async fn revoke(
    State(shared): State<Shared>,
    member: Member,
    Path(handout): Path<String>,
) -> Result<Redirect, Fault> {
    let known = handouts::list(shared.desk.db(), &member.org, shared.now()).await?;
    let known = known.into_iter().find(|known| known.token_digest == handout && known.revoked_us.is_none());
    let mut tx = shared.desk.db().begin().await?;
    let is_there = handouts::revoke(&mut tx, &member.org, &handout, shared.now()).await?;
    tx.commit().await?;
    if let Some(known) = known {
        let about = super::part_value(known.site.as_deref(), known.client.as_deref(), known.vendor.as_deref());
        shared.note(&member, Altered::of(Beside::Handout, Turn::Ended, about)).await?;
    }
    if is_there { Ok(Redirect::to("/handouts")) } else { Err(Fault::Nothing) }
}
