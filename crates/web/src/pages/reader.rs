//! How messages are read here: what second opinions were asked for, and what they cost.

use crate::fault::Fault;
use crate::member::Member;
use crate::parts::badges::grouped;
use crate::parts::shell::{Frame, Tab, shell};
use crate::state::Shared;
use axum::extract::State;
use maud::{Markup, html};
use store::opinions::{self, Cost};

/// The page.
pub struct View {
    pub frame: Frame,
    pub costs: Vec<Cost>,
    /// Messages that wait for an opinion.
    pub waiting: u64,
}

/// `GET /reader`: for managers.
pub async fn show(State(shared): State<Shared>, member: Member) -> Result<Markup, Fault> {
    let (db, org) = (shared.desk.db(), &member.org);
    let (costs, waiting) = (opinions::costs(db, org).await?, opinions::waiting(db, org).await?);
    Ok(page(&View { frame: shared.frame(&member, Tab::Triage), costs, waiting }))
}

/// `GET /reader`.
pub fn page(view: &View) -> Markup {
    let content = html! {
        div.head {
            div {
                h1 { "How messages are read" }
                p.lede { "What the built-in reader is not sure of, a model server may be asked about. It can raise and settle, and closes nothing." }
            }
        }
        div.stack { (costs(view)) }
    };
    shell(&view.frame, "How messages are read", &content)
}

fn costs(view: &View) -> Markup {
    html! {
        section.card aria-labelledby="costs" {
            h2 #costs { "What models were asked" }
            @if view.waiting > 0 { p.pad { (grouped(view.waiting)) " wait for a second opinion." } }
            @if view.costs.is_empty() {
                p.none { "No model was asked yet. LAKSANA_OPINION_URL and LAKSANA_OPINION_MODEL say whom to ask." }
            } @else {
                div.scroll role="region" aria-label="What models were asked, table" tabindex="0" {
                    table.figures {
                        thead {
                            tr {
                                @for column in ["Day", "For", "Model", "Asked", "Answered", "Failed", "Tokens sent", "Tokens received"] {
                                    th scope="col" { (column) }
                                }
                            }
                        }
                        tbody { @for cost in &view.costs { (row(cost)) } }
                    }
                }
            }
        }
    }
}

fn row(cost: &Cost) -> Markup {
    let counts = [cost.asked, cost.answered, cost.failed, cost.tokens_in, cost.tokens_out];
    html! {
        tr {
            th scope="row" { (cost.day) }
            td { (purpose(&cost.purpose)) }
            td { bdi { (cost.model) } }
            @for count in counts { td { (grouped(count.unsigned_abs())) } }
        }
    }
}

fn purpose(word: &str) -> &'static str {
    match word {
        "voice" => "voice notes",
        _ => "second opinions",
    }
}
