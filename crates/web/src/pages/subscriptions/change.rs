//! Subscriptions made and ended, and editions tried again.

use super::load::view;
use super::{FORMS, page};
use crate::fault::Fault;
use crate::form::{Form as Fields, is_name};
use crate::member::Member;
use crate::pages::handouts::{named_part, part_value};
use crate::pages::reports::{Asked, Form, is_there, part};
use crate::state::Shared;
use crate::wording::{key, say};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::beside::{Altered, Beside, Turn};
use domain::id::PersonId;
use domain::request::Stamp;
use reports::{Every, Wording};
use serde::Deserialize;
use store::subscriptions::{self, SUBSCRIPTIONS_MAX, Subscription};

/// Longest e-mail address there is (RFC 5321).
const ADDRESS_MAX: usize = 254;

/// What is said to whoever sends a form again that made another.
const MADE_ALREADY: &str =
    key("This form made its subscription already, and nothing was added. Fill it in anew to make another.");

/// The form of `POST /subscriptions`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    part: String,
    every: String,
    time: String,
    to: String,
    address: String,
    format: String,
    language: String,
    whole: String,
    form: String,
}

impl Wanted {
    fn subscription(&self) -> Result<Subscription, Fault> {
        let unreadable = |words: &str| Fault::Unreadable(words.to_owned());
        let (site, client, vendor) = named_part(&self.part).ok_or_else(|| unreadable(say("Choose from the lists.")))?;
        let every = Every::from_word(&self.every).ok_or_else(|| unreadable(say("Choose from the lists.")))?;
        let wording = Wording::of(&self.language).map_err(|_| unreadable(say("Choose from the lists.")))?;
        let minute = minute(&self.time).ok_or_else(|| unreadable(say("Write the time as 08:00.")))?;
        let form = Form::from_word(&self.format).filter(|form| FORMS.contains(form)).unwrap_or(Form::Pdf);
        let person = Some(self.to.clone()).filter(|to| !to.is_empty());
        let address = Some(self.address.trim().to_owned()).filter(|to| !to.is_empty());
        if person.is_some() == address.is_some() {
            return Err(unreadable(say("Say who gets it: somebody by WhatsApp, or an e-mail address.")));
        }
        if address.as_ref().is_some_and(|address| !is_address(address)) {
            return Err(unreadable(say("That is no e-mail address. Write it as name@example.com.")));
        }
        Ok(Subscription {
            // A vendor is shown nobody's name but its own.
            is_redacted: self.whole.is_empty() || vendor.is_some(),
            site,
            client,
            vendor,
            every: every.word().to_owned(),
            minute,
            person,
            address,
            language: wording.language().to_owned(),
            format: form.word().to_owned(),
            form: Some(self.form.clone()).filter(|form| is_name(form)),
            ..Subscription::default()
        })
    }
}

/// The minute of the day that a time names, as 08:00.
fn minute(time: &str) -> Option<i64> {
    let (hour, minute) = time.split_once(':')?;
    let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.get(..2)?.parse().ok()?);
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 60 + minute)
}

/// Whether this looks like an address; the mail server has the last word.
fn is_address(text: &str) -> bool {
    let is_plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_graphic() && byte != b',');
    let parts = text.split_once('@');
    text.len() <= ADDRESS_MAX
        && parts
            .is_some_and(|(name, host)| is_plain(name) && is_plain(host) && !host.contains('@') && host.contains('.'))
}

/// `POST /subscriptions`: for managers; one form makes one.
pub async fn add(
    State(shared): State<Shared>,
    member: Member,
    Fields(wanted): Fields<Wanted>,
) -> Result<Response, Fault> {
    let now = shared.now();
    let one = Subscription {
        id: Stamp { at: now, entropy: (shared.entropy)() }.id(0),
        made_by: member.actor().to_string(),
        made_us: now.us(),
        ..wanted.subscription()?
    };
    let directory = shared.desk.directory(&member.org).await?;
    let scope = part(one.site.as_deref(), one.client.as_deref(), one.vendor.as_deref());
    let is_known =
        |person: &String| directory.people.get(&PersonId::new(person.clone())).is_some_and(|known| !known.is_erased());
    if !is_there(&directory, &scope) || one.person.as_ref().is_some_and(|person| !is_known(person)) {
        return Err(Fault::Nothing);
    }
    if one.address.is_some() && shared.mails_from.is_none() {
        return Err(Fault::Unreadable(say("E-mail is off here: no mail server is set.").into()));
    }
    let live = subscriptions::live(shared.desk.db(), &member.org).await?;
    if i64::try_from(live.len()).unwrap_or(i64::MAX) >= SUBSCRIPTIONS_MAX {
        return Err(Fault::Unreadable(say("There are as many subscriptions as there may be. End one first.").into()));
    }
    let mut tx = shared.desk.db().begin().await?;
    match subscriptions::add(&mut tx, &member.org, &one).await {
        Err(error) if error.is_taken() => {
            tx.rollback().await?;
            let made = subscriptions::of_form(shared.desk.db(), &member.org, one.form.as_deref().unwrap_or_default());
            if !made.await?.is_some_and(|made| made.says_as(&one)) {
                return made_already(&shared, &member).await;
            }
        }
        made => {
            made?;
            tx.commit().await?;
            let about = part_value(one.site.as_deref(), one.client.as_deref(), one.vendor.as_deref());
            shared.note(&member, Altered::of(Beside::Subscription, Turn::Made, about)).await?;
        }
    }
    Ok(Redirect::to("/subscriptions").into_response())
}

async fn made_already(shared: &Shared, member: &Member) -> Result<Response, Fault> {
    let mut seen = view(shared, member, &Asked::default()).await?;
    seen.frame = seen.frame.saying(say(MADE_ALREADY).to_owned());
    Ok((StatusCode::CONFLICT, page(&seen)).into_response())
}

/// `POST /subscriptions/{subscription}/end`: for managers.
pub async fn end(State(shared): State<Shared>, member: Member, Path(id): Path<String>) -> Result<Redirect, Fault> {
    let live = subscriptions::live(shared.desk.db(), &member.org).await?;
    let one = live.into_iter().find(|one| one.id == id);
    let mut tx = shared.desk.db().begin().await?;
    let is_there = subscriptions::end(&mut tx, &member.org, &id, shared.now()).await?;
    tx.commit().await?;
    if let Some(one) = one {
        let about = part_value(one.site.as_deref(), one.client.as_deref(), one.vendor.as_deref());
        shared.note(&member, Altered::of(Beside::Subscription, Turn::Ended, about)).await?;
    }
    if is_there { Ok(Redirect::to("/subscriptions")) } else { Err(Fault::Nothing) }
}

/// `POST /subscriptions/{subscription}/{day}/again`: for managers; pressed twice, it waits once.
pub async fn again(
    State(shared): State<Shared>,
    member: Member,
    Path((id, day)): Path<(String, String)>,
) -> Result<Redirect, Fault> {
    let mut tx = shared.desk.db().begin().await?;
    let is_there = subscriptions::again(&mut tx, &member.org, &id, &day, shared.now()).await?;
    tx.commit().await?;
    if is_there { Ok(Redirect::to("/subscriptions")) } else { Err(Fault::Nothing) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_addresses_are_read_or_refused() {
        let times =
            [("08:00", Some(480)), ("23:59", Some(1_439)), ("24:00", None), ("8", None), ("", None), ("0x:00", None)];
        for (text, read) in times {
            assert_eq!(minute(text), read, "{text}");
        }
        let addresses = [
            ("a@b.my", true),
            ("a@b", false),
            ("@b.my", false),
            ("a b@c.my", false),
            ("a@b.my,c@d.my", false),
            ("a@b@c.my", false),
        ];
        for (text, is_one) in addresses {
            assert_eq!(is_address(text), is_one, "{text}");
        }
    }
}
