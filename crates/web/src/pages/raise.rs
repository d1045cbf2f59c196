//! A ticket opened by hand: the form, and what it does. Sent twice it opens one, and leads there both times.

use crate::fault::Fault;
use crate::form::{self, is_name, name, name_field};
use crate::limits;
use crate::member::Member;
use crate::names::Names;
use crate::parts::badges::{category_word, priority_word};
use crate::parts::refused::refused as because;
use crate::parts::shell::{Frame, Tab, shell};
use crate::photos::{self, broken, photo, words};
use crate::state::Shared;
use crate::wording::say;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::directory::Directory;
use domain::event::Event;
use domain::id::{Digest, PlaceId, SiteId};
use domain::member::MemberRole;
use domain::raise::Raise;
use domain::refusal::Refusal;
use domain::request::Command;
use domain::ticket::{Category, Priority};
use maud::{Markup, html};
use serde::Deserialize;
use store::need::Need;

/// Fields of the form: its name, words, site, place, category, priority, and the photo.
const FIELDS_MAX: usize = 7;

/// What the form says.
#[derive(Clone, Debug, Default)]
pub struct Said {
    form: String,
    text: String,
    site: String,
    place: String,
    category: String,
    priority: String,
    photo: Option<Digest>,
}

/// The page.
pub struct View {
    pub frame: Frame,
    pub said: Said,
    /// Id and name of each site and place one sees.
    pub sites: Vec<(String, String)>,
    pub places: Vec<(String, String)>,
    /// Whether the site may be left open: what is of no site is seen by those who see every site.
    pub may_be_anywhere: bool,
}

/// What the address asks for: a place that is chosen already.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    place: String,
}

/// `GET /tickets/new`: for members who run the work.
pub async fn show(
    State(shared): State<Shared>,
    member: Member,
    form::Asked(asked): form::Asked<Asked>,
) -> Result<Markup, Fault> {
    if !member.login.role.covers(MemberRole::Supervisor) {
        return Err(Fault::NotForYou(Refusal::NotForYou { needs: MemberRole::Supervisor }));
    }
    let directory = shared.desk.directory(&member.org).await?;
    let place = directory.places.get(&PlaceId::new(asked.place)).filter(|place| member.login.sees(Some(&place.site)));
    let (place, site) = place.map(|place| (place.id.to_string(), place.site.to_string())).unwrap_or_default();
    let said = Said { form: name(&shared), place, site, ..Said::default() };
    Ok(page(&view(shared.frame(&member, Tab::Tickets), said, &directory, &member)))
}

fn view(frame: Frame, said: Said, directory: &Directory, member: &Member) -> View {
    let names = Names(directory);
    let seen = directory.places.values().filter(|place| member.login.sees(Some(&place.site)));
    let mut places: Vec<(String, String)> =
        seen.map(|place| (place.id.to_string(), names.place(Some(&place.id)))).collect();
    places.sort_by(|a, b| a.1.cmp(&b.1));
    places.truncate(limits::CHOICES_MAX);
    let may_be_anywhere = member.login.sees_all();
    View { frame, said, sites: names.sites(&member.login), places, may_be_anywhere }
}

/// The form.
pub fn page(view: &View) -> Markup {
    let said = &view.said;
    let options = |of: &[(String, String)], chosen: &str| {
        html! { @for (id, name) in of { option value=(id) selected[id == chosen] { (name) } } }
    };
    let priority = if said.priority.is_empty() { Priority::Normal.word() } else { &said.priority };
    let content = html! {
        div.head { div { h1 { (say("New ticket")) } p.lede { (say("What you write opens it, as a report in the chat does.")) } } }
        form.card.pad.stack method="post" action="/tickets" enctype="multipart/form-data" {
            (name_field(&said.form))
            div.field {
                label for="words" { (say("What is the matter")) }
                textarea #words name="text" required maxlength=(limits::NOTE_MAX_CHARS) dir="auto" data-draft { (said.text) }
            }
            @if view.sites.len() > 1 {
                div.field {
                    label for="site" { (say("Site")) }
                    select #site name="site" required[!view.may_be_anywhere] {
                        option value="" { @if view.may_be_anywhere { (say("Not known")) } @else { "–" } }
                        (options(&view.sites, &said.site))
                    }
                }
            }
            div.field {
                label for="place" { (say("Place")) }
                select #place name="place" { option value="" { (say("Not known")) } (options(&view.places, &said.place)) }
            }
            div.field {
                label for="category" { (say("Category")) }
                select #category name="category" required {
                    option value="" { "–" }
                    @for category in Category::ALL {
                        option value=(category.word()) selected[category.word() == said.category] { (category_word(*category)) }
                    }
                }
            }
            div.field {
                label for="priority" { (say("Priority")) }
                select #priority name="priority" {
                    @for (at, known) in Priority::ALL.iter().enumerate() {
                        option value=(known.word()) selected[known.word() == priority] { "P" (at + 1) " " (priority_word(*known)) }
                    }
                }
            }
            div.field {
                label for="photo" { (say("Photo")) }
                input #photo type="file" name="photo" accept="image/jpeg,image/png,image/webp";
            }
            div.actions { button.button.main { (say("Open the ticket")) } }
        }
    };
    shell(&view.frame, say("New ticket"), &content)
}

/// `POST /tickets`: for members who run the work.
pub async fn open(State(shared): State<Shared>, member: Member, form: Multipart) -> Result<Response, Fault> {
    // Before anything is taken in.
    if !member.login.role.covers(MemberRole::Supervisor) {
        return Err(Fault::NotForYou(Refusal::NotForYou { needs: MemberRole::Supervisor }));
    }
    let mut said = Said::default();
    let answer = match read(&shared, form, &mut said).await {
        Ok(()) => opened(&shared, &member, &said).await,
        Err(fault) => Err(fault),
    };
    // Also of what was taken: a form sent again brings what no message names.
    photos::forget(&shared, &member.org, said.photo.as_slice()).await?;
    match answer? {
        Ok(path) => Ok(Redirect::to(&path).into_response()),
        Err(refusal) => {
            let directory = shared.desk.directory(&member.org).await?;
            let frame = shared.frame(&member, Tab::Tickets).saying(because(&refusal));
            let page = page(&view(frame, Said { photo: None, ..said }, &directory, &member));
            Ok((StatusCode::CONFLICT, page).into_response())
        }
    }
}

/// Opens it, or finds that the form did; where it is then.
async fn opened(shared: &Shared, member: &Member, said: &Said) -> Result<Result<String, Refusal>, Fault> {
    let directory = shared.desk.directory(&member.org).await?;
    let raise = said.raise(&directory, member)?;
    let (conversation, form) = (raise.conversation(), raise.form.clone());
    let request = shared.request(member, Command::Raise(Box::new(raise)));
    let mut draft = shared.desk.draft(&member.org, &Need::of([&request])).await?;
    let known = |draft: &store::desk::Draft| {
        draft.situation().by_external(&conversation, &form).and_then(domain::message::Heard::ticket)
    };
    let before = known(&draft);
    // The answer comes with the commit.
    let _answer = draft.ask(request);
    let answer = shared.desk.commit(&mut draft).await?.pop();
    // Of two presses at once the second finds what the first did.
    let meanwhile = known(&draft);
    shared.desk.keep(draft);
    let opened = match answer {
        Some(Err(refusal)) => return Ok(Err(refusal)),
        Some(Ok(receipt)) => receipt.changes.iter().find_map(|change| match &change.event {
            Event::TicketOpened { ticket, .. } => Some(*ticket),
            _ => None,
        }),
        None => None,
    };
    Ok(Ok(opened.or(before).or(meanwhile).map_or_else(|| "/tickets".to_owned(), |ticket| format!("/tickets/{ticket}"))))
}

async fn read(shared: &Shared, mut form: Multipart, said: &mut Said) -> Result<(), Fault> {
    for _ in 0..FIELDS_MAX {
        let Some(field) = form.next_field().await.map_err(broken)? else { break };
        match field.name().unwrap_or_default() {
            "form" => said.form = words(field).await?,
            "text" => said.text = words(field).await?,
            "site" => said.site = words(field).await?,
            "place" => said.place = words(field).await?,
            "category" => said.category = words(field).await?,
            "priority" => said.priority = words(field).await?,
            "photo" if said.photo.is_none() => said.photo = photo(shared, field).await?,
            _ => {}
        }
    }
    Ok(())
}

impl Said {
    fn raise(&self, directory: &Directory, member: &Member) -> Result<Raise, Fault> {
        let text = self.text.replace("\r\n", "\n").trim().to_owned();
        let chosen = Category::from_word(&self.category).zip(Priority::from_word(&self.priority));
        let Some((category, priority)) = chosen.filter(|_| is_name(&self.form)) else {
            return Err(Fault::Unreadable(say("Choose category and priority from the lists.").into()));
        };
        if text.is_empty() || text.chars().count() > limits::NOTE_MAX_CHARS {
            return Err(Fault::Unreadable(say("Say what is the matter, in up to 4,000 characters.").into()));
        }
        let place = (!self.place.is_empty()).then(|| PlaceId::new(self.place.as_str()));
        let of_place = place.as_ref().and_then(|place| directory.places.get(place)).map(|place| place.site.clone());
        let of_form = (!self.site.is_empty()).then(|| SiteId::new(self.site.as_str()));
        if of_place.as_ref().zip(of_form.as_ref()).is_some_and(|(place, form)| place != form) {
            return Err(Fault::Unreadable(say("This place is at another site. Choose a place of the site.").into()));
        }
        let site = of_place.or(of_form).or_else(|| only(directory, member));
        let photo = self.photo.clone();
        Ok(Raise { form: self.form.clone(), text, category, priority, site, place, photo })
    }
}

/// The site of which there is but one that a member sees.
fn only(directory: &Directory, member: &Member) -> Option<SiteId> {
    let mut seen = directory.sites.keys().filter(|site| member.login.sees(Some(site)));
    seen.next().filter(|_| seen.next().is_none()).cloned()
}
