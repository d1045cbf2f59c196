//! Links for whoever does a job or reported it: who has one, whether it was looked at, and making and taking back.

use super::{View, load};
use crate::fault::Fault;
use crate::form::{Form, is_name, name, name_field};
use crate::limits::CHOICES_MAX;
use crate::member::Member;
use crate::names::Names;
use crate::pages::handouts::MADE_ALREADY;
use crate::pages::members::ANEW;
use crate::parts::bubble::named;
use crate::query::href;
use crate::state::Shared;
use crate::wording::{fill, say, weave};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::beside::{Altered, Beside, Turn};
use domain::directory::{Directory, Person};
use domain::id::TicketNumber;
use domain::member::MemberRole;
use domain::pass::holders;
use domain::refusal::Refusal;
use domain::ticket::Ticket;
use domain::time::Instant;
use maud::{Markup, Render, html};
use serde::Deserialize;
use store::passes::{self, Pass};
use store::sessions::{Issued, Token};

/// The card's content.
#[derive(Default)]
pub struct Passes {
    pub lines: Vec<Line>,
    /// Who may be given one: a value of the form's list, and a name.
    pub holders: Vec<(String, String)>,
    /// The one just made, which is shown once.
    pub fresh: Option<Fresh>,
    /// Names the form, so that it makes one link.
    pub form: String,
}

/// One pass.
pub struct Line {
    pub name: String,
    pub holder: String,
    pub is_work: bool,
    pub made_at: Instant,
    pub opened_at: Option<Instant>,
    pub used_at: Option<Instant>,
    pub is_revoked: bool,
}

/// A pass that was just made.
pub struct Fresh {
    pub holder: String,
    pub address: String,
    /// Opens WhatsApp with words for whoever has a number.
    pub whatsapp: Option<String>,
    /// Whether its form showed another before, which opens nothing any more.
    pub is_again: bool,
}

/// The form of `POST /tickets/{ticket}/passes`.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    holder: String,
    #[serde(default)]
    form: String,
}

/// `POST /tickets/{ticket}/passes`: for members; makes a link and shows it, once. Of a form that is sent again it shows the
/// link anew, and the one whose answer may never have arrived opens nothing.
pub async fn make(
    State(shared): State<Shared>,
    member: Member,
    Path(ticket): Path<String>,
    Form(wanted): Form<Wanted>,
) -> Result<Response, Fault> {
    let (ticket, directory) = theirs(&shared, &member, &ticket).await?;
    let secret = (shared.token)();
    let token = Token::parse(&secret).ok_or(Fault::Nothing)?;
    let holder = holders(&ticket, &directory).find(|(person, is_work)| value(person, *is_work) == wanted.holder);
    let (person, is_work) =
        holder.ok_or_else(|| Fault::Unreadable(say("Choose from the list whom the link is for.").into()))?;
    let name = if is_name(&wanted.form) { wanted.form } else { name(&shared) };
    let (pass, made) = ((ticket.number, &person.id, is_work), (name.as_str(), shared.now()));
    let issued = passes::issue_by_form(shared.desk.db(), &member.org, &token, pass, made).await?;
    if issued == Issued::New {
        let about = ticket.number.to_string();
        shared.note(&member, Altered::of(Beside::Pass, Turn::Made, about)).await?;
    }
    if issued == Issued::Past {
        let mut view = load::view(&shared, &member, ticket.number).await?;
        view.frame = view.frame.saying(say(MADE_ALREADY).to_owned());
        return Ok((StatusCode::CONFLICT, super::page(&view)).into_response());
    }
    let base = shared.desk.address(&member.org).await?.unwrap_or_default();
    let address = format!("{base}/{}/{secret}", if is_work { 'v' } else { 'r' });
    let mut view = load::view(&shared, &member, ticket.number).await?;
    let whatsapp = person.handles.iter().find_map(|handle| handle.as_phone()).map(|number| {
        let text = format!("{} {}\n{address}", ticket.number, ticket.title);
        href(&format!("https://wa.me/{}", number.trim_start_matches('+')), &[("text", &text)])
    });
    view.passes.fresh =
        Some(Fresh { holder: person.name.clone(), address, whatsapp, is_again: issued == Issued::Again });
    Ok(super::page(&view).into_response())
}

/// `POST /tickets/{ticket}/passes/{pass}/revocation`: for members.
pub async fn revoke(
    State(shared): State<Shared>,
    member: Member,
    Path((ticket, pass)): Path<(String, String)>,
) -> Result<Redirect, Fault> {
    let (ticket, _) = theirs(&shared, &member, &ticket).await?;
    let known = passes::of_ticket(shared.desk.db(), &member.org, ticket.number).await?;
    let opens = known.iter().any(|known| known.token_digest == pass && known.revoked_us.is_none());
    let mut tx = shared.desk.db().begin().await?;
    let is_there = passes::revoke(&mut tx, &member.org, ticket.number, &pass, shared.now()).await?;
    tx.commit().await?;
    if opens {
        shared.note(&member, Altered::of(Beside::Pass, Turn::Ended, ticket.number.to_string())).await?;
    }
    if is_there { Ok(Redirect::to(&format!("/tickets/{}", ticket.number))) } else { Err(Fault::Nothing) }
}

/// A ticket whose passes a member may make.
async fn theirs(shared: &Shared, member: &Member, ticket: &str) -> Result<(Ticket, std::sync::Arc<Directory>), Fault> {
    let number: TicketNumber = ticket.parse().map_err(|_| Fault::Nothing)?;
    let ticket = store::read::tickets::one(shared.desk.db(), &member.org, number).await?.ok_or(Fault::Nothing)?;
    if !member.login.sees(ticket.site.as_ref()) {
        return Err(Fault::Nothing);
    }
    if !member.login.role.covers(MemberRole::Supervisor) {
        return Err(Fault::NotForYou(Refusal::NotForYou { needs: MemberRole::Supervisor }));
    }
    Ok((ticket, shared.desk.directory(&member.org).await?))
}

/// The passes of a ticket, and who may be given one.
pub async fn load(shared: &Shared, member: &Member, ticket: &Ticket, directory: &Directory) -> Result<Passes, Fault> {
    let names = Names(directory);
    let known = passes::of_ticket(shared.desk.db(), &member.org, ticket.number).await?;
    let holders = holders(ticket, directory).take(CHOICES_MAX);
    Ok(Passes {
        lines: known.into_iter().map(|pass| line(pass, names)).collect(),
        holders: holders.map(|(person, is_work)| (value(person, is_work), words(person, is_work))).collect(),
        fresh: None,
        form: name(shared),
    })
}

fn line(pass: Pass, names: Names<'_>) -> Line {
    Line {
        holder: names.person(&pass.holder()),
        is_work: pass.is_work,
        made_at: Instant::from_us(pass.made_us),
        opened_at: pass.opened_us.map(Instant::from_us),
        used_at: pass.used_us.map(Instant::from_us),
        is_revoked: pass.revoked_us.is_some(),
        name: pass.token_digest,
    }
}

/// The value of the form's list that names somebody and what for.
fn value(person: &Person, is_work: bool) -> String {
    format!("{}:{}", if is_work { "work" } else { "report" }, person.id)
}

fn words(person: &Person, is_work: bool) -> String {
    let why = if is_work { say("{name}, to do the job") } else { say("{name}, to follow the report") };
    fill(why, &[("name", named(&person.name))])
}

/// The card.
pub fn passes(view: &View) -> Markup {
    let Passes { lines, holders, fresh, form } = &view.passes;
    let path = format!("/tickets/{}/passes", view.ticket);
    html! {
        @if !lines.is_empty() || !holders.is_empty() {
            section.card aria-labelledby="passes" {
                h2 #passes { (say("Links without a login")) }
                @if let Some(fresh) = fresh { (shown(fresh)) }
                @for line in lines { (row(view, line, &path)) }
                @if !holders.is_empty() {
                    form.pad method="post" action=(path) {
                        (name_field(form))
                        div.pair {
                            div.field {
                                label for="holder" { (say("For")) }
                                select #holder name="holder" {
                                    @for (value, name) in holders { option value=(value) { (name) } }
                                }
                            }
                            button.button { (say("Make a link")) }
                        }
                    }
                }
            }
        }
    }
}

fn shown(fresh: &Fresh) -> Markup {
    html! {
        div.pad {
            div.field {
                label for="fresh" { (weave(
                        say("For {name}. It is shown this once: copy it now."),
                        &[("name", &html! { bdi { (named(&fresh.holder)) } })],
                    )) }
                input #fresh type="text" readonly value=(fresh.address) autofocus;
            }
            @if fresh.is_again { p.hint { (say(ANEW)) } }
            @if let Some(whatsapp) = &fresh.whatsapp {
                p.actions { a.button.main href=(whatsapp) rel="noreferrer" { (say("Send in WhatsApp")) } }
            }
        }
    }
}

fn row(view: &View, line: &Line, path: &str) -> Markup {
    let wall = &view.frame.wall;
    let does = if line.is_work { say("{name} does the job") } else { say("{name} reported it") };
    let made_at = wall.at(line.made_at);
    let made: (&str, &dyn Render) = ("time", &made_at);
    html! {
        div.row.plain {
            span.what {
                (weave(does, &[("name", &html! { b { bdi { (named(&line.holder)) } } })]))
            }
            span.sub {
                @match (line.used_at, line.opened_at) {
                    (Some(used_at), _) => (weave(say("Made {time}, last used {used}"), &[made, ("used", &wall.at(used_at))])),
                    (None, Some(opened_at)) => {
                        (weave(say("Made {time}, opened {opened}"), &[made, ("opened", &wall.at(opened_at))]))
                    }
                    (None, None) => (weave(say("Made {time}, not used yet"), &[made])),
                }
                @if line.is_revoked { ", " (say("taken back")) }
            }
            @if !line.is_revoked {
                form method="post" action={ (path) "/" (line.name) "/revocation" } { button.button { (say("Take back")) } }
            }
        }
    }
}
