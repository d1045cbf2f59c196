//! Gathers one's own login.

use super::{Factor, Open, View, page};
use crate::codes;
use crate::fault::Fault;
use crate::member::Member;
use crate::pages::members::{LANGUAGES, role_word};
use crate::parts::shell::Tab;
use crate::state::Shared;
use axum::extract::State;
use domain::time::Instant;
use maud::Markup;
use store::sessions::{self, Session};
use store::{StoreError, credentials};

/// `GET /account`: for every member.
pub async fn show(State(shared): State<Shared>, member: Member) -> Result<Markup, Fault> {
    Ok(page(&view(&shared, &member).await?))
}

/// Where a login is open; which of these is the one that is asked from.
pub async fn of(shared: &Shared, member: &Member, login: &str) -> Result<Vec<Open>, StoreError> {
    let open = sessions::of_member(shared.desk.db(), member.org.as_str(), login, shared.now().us()).await?;
    let open_of = |session: Session| Open {
        is_this: session.token_digest == member.session,
        digest: session.token_digest,
        device: session.device,
        since: Instant::from_us(session.issued_us),
        until: Instant::from_us(session.expires_us),
    };
    Ok(open.into_iter().map(open_of).collect())
}

/// The page's view.
pub async fn view(shared: &Shared, member: &Member) -> Result<View, Fault> {
    let db = shared.desk.db();
    let factor = match credentials::second_factor(db, &member.org, &member.name).await? {
        None => Factor::None,
        Some(factor) => match factor.confirmed_us {
            Some(since) => Factor::On { since: Instant::from_us(since) },
            None => Factor::Offered { address: codes::address(&factor.secret, &member.name), secret: factor.secret },
        },
    };
    Ok(View {
        frame: shared.frame(member, Tab::Members).hearing("directory tickets".to_owned()),
        role: role_word(member.login.role),
        sessions: of(shared, member, &member.name).await?,
        has_password: credentials::password(db, &member.org, &member.name).await?.is_some(),
        factor,
        is_fresh: super::change::is_fresh(shared, member).await?,
        language: member.login.language.clone().unwrap_or_default(),
        languages: LANGUAGES.to_vec(),
        work: super::work::work(shared, member).await?,
    })
}
