//! How a real number is connected: each step, looked at when the page is opened, with what mends it; what Meta's form asks for;
//! templates to hand in; and a test message.

mod change;

use crate::doors::{Finding, HandedIn, Health};
use crate::fault::Fault;
use crate::form::{self, name};
use crate::member::Member;
use crate::names::Names;
use crate::pages::outbox::Back;
use crate::parts::shell::{Frame, Tab, shell};
use crate::parts::written::{Waiting, Written, written};
use crate::state::Shared;
use crate::wording::{counted, in_english, say, weave};
use axum::extract::State;
use domain::member::MemberRole;
use domain::outbound::State as Sent;
use maud::{Markup, html};
use serde::Deserialize;
use store::read::outbox;

pub use change::{hand_in, reveal, try_out};

/// Where Meta's form is.
const FORM: &str = "WhatsApp, Configuration, Webhook, Edit";
/// A test message is on its way: the page looks again by itself.
const AGAIN_S: u32 = 5;
/// For so long: what has not arrived by then waits for a phone that is off, or for somebody.
const AGAIN_MINUTES: f64 = 3.0;

/// The page.
pub struct View {
    pub frame: Frame,
    /// None where the steps were not looked at: each look costs many of the requests that WhatsApp allows in an hour.
    pub findings: Option<Vec<Finding>>,
    /// What an owner may do beside looking.
    pub desk: Option<Desk>,
}

/// What an owner may do.
pub struct Desk {
    /// Where Meta is to post.
    pub address: String,
    /// What the handshake proves itself with.
    pub token: Token,
    /// What became of templates that were handed in just now.
    pub handed: Option<Result<HandedIn, String>>,
    /// The name of the test message to come.
    pub name: String,
    /// What was typed for its number, where it is none.
    pub typed: String,
    /// The one that was sent, by its name.
    pub trial: Option<(String, Written)>,
}

/// What is shown of the token of the handshake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// It is not set.
    Unset,
    /// It is, and stays where it is.
    Hidden,
    /// It is this.
    Shown(String),
}

/// What the page was asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    trial: String,
}

/// `GET /settings/whatsapp`: for members. Nothing is changed by it, and no secret is shown.
pub async fn show(
    State(shared): State<Shared>,
    member: Member,
    form::Asked(asked): form::Asked<Asked>,
) -> Result<Markup, Fault> {
    let is_trial = is_owner(&member) && !asked.trial.is_empty();
    let findings = if is_trial { None } else { Some(look(&shared).await?) };
    Ok(page(&view(&shared, &member, findings, &asked.trial).await?))
}

fn is_owner(member: &Member) -> bool {
    member.login.role.covers(MemberRole::Owner)
}

async fn look(shared: &Shared) -> Result<Vec<Finding>, Fault> {
    (shared.wizard.look)(()).await.map_err(Fault::Unreadable)
}

/// The page as it stands now, with a test message by its name.
async fn view(shared: &Shared, member: &Member, findings: Option<Vec<Finding>>, trial: &str) -> Result<View, Fault> {
    let mut frame = shared.frame(member, Tab::Settings);
    if !is_owner(member) {
        return Ok(View { frame, findings, desk: None });
    }
    let found =
        if trial.is_empty() { Vec::new() } else { outbox::some(shared.desk.db(), &member.org, &[trial]).await? };
    let directory = shared.desk.directory(&member.org).await?;
    let told = shared.sending.told();
    let trial = found.first().map(|outbound| {
        frame.again_s =
            again_s(outbound.state, shared.now().minutes_since(outbound.wanted_at)).filter(|_| told.is_some());
        let written = Written {
            at: outbound.wanted_at,
            to: Names(&directory).person(&outbound.to),
            text: outbound.text.clone(),
            language: outbound.language.clone(),
            waiting: Waiting::of(outbound, Names(&directory), told.as_ref()),
        };
        (outbound.id.to_string(), written)
    });
    let desk = Desk {
        address: shared.wizard.address.clone(),
        token: if shared.wizard.verify_token.is_some() { Token::Hidden } else { Token::Unset },
        handed: None,
        name: name(shared),
        typed: String::new(),
        trial,
    };
    Ok(View { frame, findings, desk: Some(desk) })
}

/// When the page looks again by itself at a test message that is so old.
fn again_s(state: Sent, minutes: f64) -> Option<u32> {
    let is_on_its_way = matches!(state, Sent::Waiting | Sent::Begun | Sent::Sent);
    (is_on_its_way && minutes < AGAIN_MINUTES).then_some(AGAIN_S)
}

/// The page of a view.
pub fn page(view: &View) -> Markup {
    let content = html! {
        div.head {
            div {
                h1 { (say("WhatsApp")) }
                p.lede data-plain="marked among the steps below" {
                    @if let Some(findings) = &view.findings { (summary(findings)) " " }
                    a href="/settings/whatsapp" { (say("Look again")) }
                }
            }
        }
        section.card aria-labelledby="steps" {
            h2 #steps { (say("Steps")) }
            @match &view.findings {
                Some(findings) => ol.list { @for one in findings { (step(one)) } },
                None => p.pad { (say(Health::Skipped.word())) },
            }
            p.hint.pad { (weave(
                    say("The same in a terminal: {command}. Settings are said in the environment or in {file}."),
                    &[("command", &html! { code { "laksana doctor" } }), ("file", &html! { code { "laksana.toml" } })],
                )) }
        }
        @if let Some(desk) = &view.desk {
            (asked_for(desk))
            (templates(desk))
            (trial(view, desk))
        }
    };
    shell(&view.frame, say("WhatsApp"), &content)
}

fn summary(findings: &[Finding]) -> String {
    match findings.iter().filter(|one| matches!(one.health, Health::Missing | Health::Wrong)).count() {
        0 => say("Every step is as it should be.").to_owned(),
        open => counted(open as u64, "{n} step needs you.", "{n} steps need you."),
    }
}

fn step(finding: &Finding) -> Markup {
    html! {
        li.letter {
            p { strong { (finding.health.sign()) " " (in_english(finding.name)) } " · " (say(finding.health.word())) }
            p { (in_english(&finding.words)) }
            @if !finding.remedy.is_empty() { p.muted { (say("What mends it:")) " " (in_english(&finding.remedy)) } }
        }
    }
}

/// What Meta's form asks for, to be copied.
fn asked_for(desk: &Desk) -> Markup {
    html! {
        section.card aria-labelledby="asked-for" {
            h2 #asked-for { (say("What Meta’s form asks for")) }
            div.pad {
                p.hint { (weave(say("In your app at Meta: {path}."), &[("path", &in_english(FORM))])) }
                div.field {
                    label for="callback" { (say("Callback URL")) }
                    input #callback type="text" readonly dir="ltr" value=(desk.address);
                }
                @match &desk.token {
                    Token::Unset => p.hint { (weave(
                        say("The verify token is your own choice, and not set yet: {setting}."),
                        &[("setting", &html! { code { "LAKSANA_CLOUD_API_VERIFY_TOKEN" } })],
                    )) },
                    Token::Hidden => form method="post" action="/settings/whatsapp/token#asked-for" {
                        div.actions { button.button { (say("Show the verify token")) } }
                    },
                    Token::Shown(token) => div.field {
                        label for="token" { (say("Verify token")) }
                        input #token type="text" readonly dir="ltr" value=(token) autofocus;
                    },
                }
            }
        }
    }
}

fn templates(desk: &Desk) -> Markup {
    html! {
        section.card aria-labelledby="templates" {
            h2 #templates { (say("Templates")) }
            div.pad {
                p.hint { (say("To whoever has not written for a day WhatsApp brings templates alone, each approved in their language.")) }
                @match &desk.handed {
                    None => {},
                    Some(Err(why)) => p.error role="alert" {
                        (say("Nothing was handed in.")) " " (in_english(why))
                    },
                    Some(Ok(done)) => div role="status" { (handed(done)) },
                }
                form method="post" action="/settings/whatsapp/templates" {
                    button.button.main { (say("Hand in what is missing")) }
                }
            }
        }
    }
}

/// What became of those that were handed in.
fn handed(done: &HandedIn) -> Markup {
    html! {
        @if done.taken.is_empty() && done.refused.is_empty() {
            p { (say("WhatsApp has all of them already.")) }
        }
        @if !done.taken.is_empty() {
            p {
                (counted(done.taken.len() as u64, "{n} template was handed in.", "{n} templates were handed in."))
                " " (say("WhatsApp decides within minutes, mostly; what it approves is used from then on."))
            }
        }
        @if !done.refused.is_empty() {
            p { (counted(done.refused.len() as u64, "{n} template was not taken:", "{n} templates were not taken:")) }
            ul { @for (named, why) in &done.refused { li { (in_english(named)) ": " (in_english(why)) } } }
        }
        @if done.left > 0 {
            p { (counted(
                done.left as u64,
                "{n} template was not tried after that. Hand it in later.",
                "{n} templates were not tried after that. Hand them in later.",
            )) }
        }
    }
}

fn trial(view: &View, desk: &Desk) -> Markup {
    html! {
        section.card aria-labelledby="trial" {
            h2 #trial { (say("A test message")) }
            div.pad {
                p.hint { (say("It goes the way of all messages, ten seconds later; whoever gets it sees the name of your number.")) }
                @if let Some((id, trial)) = &desk.trial {
                    div.wall { (written(trial, &view.frame.wall, Some(&Back::Trial(id.clone())))) }
                }
                form method="post" action="/settings/whatsapp/trials" {
                    input type="hidden" name="name" value=(desk.name);
                    div.field {
                        label for="number" { (say("Number, with its country’s")) }
                        input #number name="number" type="tel" inputmode="tel" dir="ltr" required maxlength="40"
                            placeholder="+60 12-345 6789" value=(desk.typed) autocomplete="off";
                    }
                    div.actions { button.button.main { (say("Send a test message")) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_message_is_looked_after_for_minutes_not_for_hours() {
        let table = [
            (Sent::Waiting, 0.5, true),
            (Sent::Sent, 2.9, true),
            (Sent::Sent, 3.0, false),
            (Sent::Begun, 90.0, false),
            (Sent::Delivered, 0.5, false),
            (Sent::Failed, 0.5, false),
        ];
        for (state, minutes, again) in table {
            assert_eq!(again_s(state, minutes).is_some(), again, "{state:?} after {minutes}");
        }
    }
}
