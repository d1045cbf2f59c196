//! How a real number is connected: each step, looked at when the page is opened, with what mends it.

use crate::doors::{Finding, Health};
use crate::fault::Fault;
use crate::member::Member;
use crate::parts::shell::{Frame, Tab, shell};
use crate::state::Shared;
use crate::wording::{counted, in_english, say, weave};
use axum::extract::State;
use maud::{Markup, html};

/// The page.
pub struct View {
    pub frame: Frame,
    pub findings: Vec<Finding>,
}

/// `GET /settings/whatsapp`: for members. Nothing is changed by it, and no secret is shown.
pub async fn show(State(shared): State<Shared>, member: Member) -> Result<Markup, Fault> {
    let findings = (shared.doctor)(()).await.map_err(Fault::Unreadable)?;
    Ok(page(&View { frame: shared.frame(&member, Tab::Settings), findings }))
}

/// The page of a view.
pub fn page(view: &View) -> Markup {
    let open = view.findings.iter().filter(|one| matches!(one.health, Health::Missing | Health::Wrong)).count();
    let content = html! {
        div.head {
            div {
                h1 { (say("WhatsApp")) }
                p.lede data-plain="marked among the steps below" {
                    @match open {
                        0 => (say("Every step is as it should be.")),
                        _ => (counted(open as u64, "{n} step needs you.", "{n} steps need you.")),
                    }
                    " " a href="/settings/whatsapp" { (say("Look again")) }
                }
            }
        }
        section.card aria-labelledby="steps" {
            h2 #steps { (say("Steps")) }
            ol.list { @for one in &view.findings { (step(one)) } }
            p.hint.pad { (weave(
                    say("The same in a terminal: {command}. Settings are said in the environment or in {file}."),
                    &[("command", &html! { code { "laksana doctor" } }), ("file", &html! { code { "laksana.toml" } })],
                )) }
        }
    };
    shell(&view.frame, say("WhatsApp"), &content)
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
