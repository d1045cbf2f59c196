//! Saved views: addresses of lists with a name, a member's own or everybody's, chosen from above the list they narrow.

use crate::fault::Fault;
use crate::form::Form;
use crate::member::Member;
use crate::parts::shell::{Frame, Tab};
use crate::state::Shared;
use crate::wording::say;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::SiteId;
use domain::member::MemberRole;
use maud::{Markup, html};
use serde::Deserialize;
use store::saved_views::{self, EVERYBODY, SavedView, VIEWS_MAX};

/// The lists of which views are saved.
const LISTS: [&str; 5] = ["/tickets", "/board", "/triage", "/tasks", "/people"];
/// What of an address is of the moment: where a list goes on, what was just done, and what was searched for, which may be
/// somebody's name or number.
const PASSING: [&str; 6] = ["after", "undo", "of", "until", "answer", "q"];
/// Longest name, in characters.
const NAME_CHARS_MAX: usize = 40;
/// Longest address, in bytes.
const PATH_BYTES_MAX: usize = 400;

/// What a list knows of saved views.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The address as it would be saved.
    path: String,
    /// Those of this list.
    views: Vec<SavedView>,
    /// Whether whoever looks may save one for everybody.
    may_share: bool,
}

/// The form of `POST /views` and `POST /views/removal`.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    name: String,
    path: String,
    #[serde(default)]
    shared: String,
}

/// What is saved for the list that a member asks for; none elsewhere.
pub async fn of_list(shared: &Shared, member: &Member, uri: &Uri) -> Result<Option<Saved>, Fault> {
    let list = uri.path();
    if !LISTS.contains(&list) {
        return Ok(None);
    }
    let mut views = all(shared, member).await?;
    views.retain(|view| view.path.split('?').next() == Some(list));
    let path = lasting(list, uri.query().unwrap_or_default());
    Ok(Some(Saved { path, views, may_share: member.login.role.covers(MemberRole::Manager) }))
}

/// Every view that a member chooses from, of those that lead to what is theirs to see.
pub async fn all(shared: &Shared, member: &Member) -> Result<Vec<SavedView>, Fault> {
    let mut views = saved_views::list(shared.desk.db(), &member.org, &member.name).await?;
    views.retain(|view| is_open(member, &view.path));
    Ok(views)
}

/// Whether a member may look at the list that an address leads to, and at the site it is narrowed to.
fn is_open(member: &Member, path: &str) -> bool {
    let login = &member.login;
    let (list, query) = path.split_once('?').unwrap_or((path, ""));
    let is_for = |tab: Tab| tab.path() != list || tab.is_for(login.role, login.sees_all());
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    Tab::ALL.into_iter().all(is_for)
        && pairs.all(|(key, value)| key != "site" || value.is_empty() || login.sees(Some(&SiteId::new(value))))
}

/// The address of a list without what is of the moment.
fn lasting(list: &str, query: &str) -> String {
    let is_lasting =
        |pair: &&str| pair.split_once('=').is_some_and(|(key, value)| !value.is_empty() && !PASSING.contains(&key));
    let pairs: Vec<&str> = query.split('&').filter(is_lasting).collect();
    if pairs.is_empty() { list.to_owned() } else { format!("{list}?{}", pairs.join("&")) }
}

/// The views of a list to choose from, and the form that saves the present one or removes it.
pub fn bar(frame: &Frame) -> Markup {
    let Some(Saved { path, views, may_share }) = &frame.saved else { return html! {} };
    let here = views.iter().find(|view| view.path == *path);
    html! {
        @if !views.is_empty() {
            nav.chips aria-label=(say("Saved views")) {
                @for view in views {
                    a.chip href=(view.path) aria-current=[(view.path == *path).then_some("true")] { bdi { (view.name) } }
                }
            }
        }
        @match here {
            Some(view) if !view.is_shared() || *may_share => form.actions method="post" action="/views/removal" {
                (field("path", path)) (field("name", &view.name))
                @if view.is_shared() { (field("shared", "yes")) }
                button.button { (say("Remove this view")) }
            },
            None if path.contains('?') => details.fold {
                summary { (say("Save this view")) }
                form.filters method="post" action="/views" {
                    (field("path", path))
                    div.field {
                        label for="view-name" { (say("Name of the view")) }
                        input #view-name name="name" required maxlength=(NAME_CHARS_MAX) dir="auto";
                    }
                    @if *may_share { label { input type="checkbox" name="shared" value="yes"; " " (say("For everybody")) } }
                    button.button { (say("Save")) }
                }
            },
            Some(_) | None => {}
        }
    }
}

fn field(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

/// `POST /views`: for members, for themselves; for everybody, for managers. A name that is there is given to the new address.
pub async fn save(State(shared): State<Shared>, member: Member, Form(wanted): Form<Wanted>) -> Result<Response, Fault> {
    let view = wanted.view(&member)?;
    let mut tx = shared.desk.db().begin().await?;
    let is_saved = saved_views::save(&mut tx, &member.org, &view, shared.now()).await?;
    tx.commit().await?;
    if !is_saved {
        let words = say("There are {n} views already. Remove one that nobody needs.");
        return Err(Fault::Unreadable(crate::wording::fill(words, &[("n", &VIEWS_MAX.to_string())])));
    }
    Ok(Redirect::to(&view.path).into_response())
}

/// `POST /views/removal`: for members, of their own; of everybody's, for managers.
pub async fn remove(
    State(shared): State<Shared>,
    member: Member,
    Form(wanted): Form<Wanted>,
) -> Result<Response, Fault> {
    let view = wanted.view(&member)?;
    let mut tx = shared.desk.db().begin().await?;
    saved_views::remove(&mut tx, &member.org, &view.member, &view.name).await?;
    tx.commit().await?;
    Ok(Redirect::to(&view.path).into_response())
}

impl Wanted {
    fn view(self, member: &Member) -> Result<SavedView, Fault> {
        let is_shared = self.shared == "yes";
        if is_shared && !member.login.role.covers(MemberRole::Manager) {
            let needs = MemberRole::Manager;
            return Err(Fault::NotForYou(domain::refusal::Refusal::NotForYou { needs }));
        }
        let (list, query) = self.path.split_once('?').unwrap_or((self.path.as_str(), ""));
        let name = self.name.trim().to_owned();
        let is_name = !name.is_empty() && name.chars().count() <= NAME_CHARS_MAX && !name.contains(char::is_control);
        let is_address = self.path.len() <= PATH_BYTES_MAX && self.path.bytes().all(|byte| byte.is_ascii_graphic());
        if !is_name || !is_address || !LISTS.contains(&list) {
            return Err(Fault::Unreadable(
                say("Give the view a name of up to 40 characters, on the list it shows.").into(),
            ));
        }
        let of = if is_shared { EVERYBODY.to_owned() } else { member.name.clone() };
        Ok(SavedView { member: of, name, path: lasting(list, query), made_by: member.name.clone() })
    }
}
