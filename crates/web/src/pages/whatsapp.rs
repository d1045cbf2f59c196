//! How a real number is connected: each step, looked at when the page is opened, with what mends it.

use crate::doors::{Finding, Health};
use crate::fault::Fault;
use crate::member::Member;
use crate::parts::badges::counted;
use crate::parts::shell::{Frame, Tab, shell};
use crate::state::Shared;
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
    Ok(page(&View { frame: shared.frame(&member, Tab::Outbox), findings }))
}

/// The page of a view.
pub fn page(view: &View) -> Markup {
    let open = view.findings.iter().filter(|one| matches!(one.health, Health::Missing | Health::Wrong)).count();
    let content = html! {
        div.head {
            div {
                h1 { "WhatsApp" }
                p.lede {
                    @match open {
                        0 => "Every step is as it should be.",
                        _ => { (counted(open as u64, "step needs", "steps need")) " you." }
                    }
                    " " a href="/settings/whatsapp" { "Look again" }
                }
            }
        }
        section.card aria-labelledby="steps" {
            h2 #steps { "Steps" }
            ol.list { @for one in &view.findings { (step(one)) } }
            p.hint.pad { "The same in a terminal: " code { "laksana doctor" } ". Settings are said in the environment or in " code { "laksana.toml" } "." }
        }
    };
    shell(&view.frame, "WhatsApp", &content)
}

fn step(finding: &Finding) -> Markup {
    html! {
        li.letter {
            p { strong { (finding.health.sign()) " " (finding.name) } " · " (finding.health.word()) }
            p { (finding.words) }
            @if !finding.remedy.is_empty() { p.muted { "What mends it: " (finding.remedy) } }
        }
    }
}
