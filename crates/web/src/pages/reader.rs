//! How messages are read here: how well, by what members said of them; and what models were asked, and what that cost.

use crate::doors::Table;
use crate::fault::Fault;
use crate::member::Member;
use crate::pages::messages::{kind_word, language_word};
use crate::parts::badges::{capital, category_word, grouped};
use crate::parts::shell::{Frame, Tab, shell};
use crate::state::Shared;
use crate::wording::{counted, key, say};
use axum::extract::State;
use domain::message::Kind;
use domain::ticket::Category;
use maud::{Markup, html};
use store::opinions::{self, Cost};

/// What the table tells of a day, a purpose and a model.
const COLUMNS: [&str; 8] = [
    key("Day"),
    key("What for"),
    key("Model"),
    key("Asked"),
    key("Answered"),
    key("Failed"),
    key("Tokens sent"),
    key("Tokens received"),
];

/// The page.
pub struct View {
    pub frame: Frame,
    /// How well messages are read.
    pub tables: Vec<Table>,
    pub costs: Vec<Cost>,
    /// Messages that wait for an opinion.
    pub waiting: u64,
}

/// `GET /reader`: for managers.
pub async fn show(State(shared): State<Shared>, member: Member) -> Result<Markup, Fault> {
    let (db, org) = (shared.desk.db(), &member.org);
    let (costs, waiting) = (opinions::costs(db, org).await?, opinions::waiting(db, org).await?);
    let tables = (shared.score)(()).await.map_err(Fault::Unreadable)?;
    Ok(page(&View { frame: shared.frame(&member, Tab::Triage), tables, costs, waiting }))
}

/// `GET /reader`.
pub fn page(view: &View) -> Markup {
    let content = html! {
        div.head {
            div {
                h1 { (say("How messages are read")) }
                p.lede { (say("Measured on messages of which a member said what they mean: those somebody looked at, which are the doubtful ones, so that all messages together are read better than this.")) }
            }
        }
        div.stack {
            @if view.tables.is_empty() {
                section.card { p.none { (say("No member said yet what a message means.")) " " a href="/triage" { (say("Triage")) } } }
            }
            @for (n, table) in view.tables.iter().enumerate() { (figures(n, table)) }
            (costs(view))
        }
    };
    shell(&view.frame, say("How messages are read"), &content)
}

/// What the tables of figures tell of.
const WORDS: [&str; 19] = [
    key("reader"),
    key("kind"),
    key("category"),
    key("language"),
    key("band"),
    key("macro F1"),
    key("issue F1"),
    key("calibration"),
    key("true"),
    key("precision"),
    key("recall"),
    key("F1"),
    key("words alone"),
    key("messages"),
    key("issue recall"),
    key("share"),
    key("right"),
    key("this reader"),
    key("always the commonest"),
];

/// A word of a table, as it begins a line or a column.
fn word(word: &str) -> String {
    let known = WORDS.iter().find(|known| **known == word);
    capital(known.map_or(word, |known| say(known)))
}

/// What a line is about.
fn name(table: &Table, name: &str) -> String {
    let of_table = match table.title.as_str() {
        "kind" => Kind::from_word(name).map(|kind| kind_word(kind).to_owned()),
        "category" => Category::from_word(name).map(|category| category_word(category).to_owned()),
        "language" => Some(language_word(name)),
        _ => None,
    };
    of_table.unwrap_or_else(|| word(name))
}

fn figures(n: usize, table: &Table) -> Markup {
    let id = format!("figures-{n}");
    html! {
        section.card aria-labelledby=(id) {
            h2 id=(id) { (word(&table.title)) }
            div.scroll role="region" aria-label=(word(&table.title)) tabindex="0" {
                table.figures {
                    thead {
                        tr {
                            th scope="col" { (word(&table.title)) }
                            @for column in &table.columns { th scope="col" { (word(column)) } }
                        }
                    }
                    tbody {
                        @for (line, cells) in &table.rows {
                            tr {
                                th scope="row" { (name(table, line)) }
                                @for cell in cells { td data-plain="what the reader was told lies in many messages" { (cell) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn costs(view: &View) -> Markup {
    html! {
        section.card aria-labelledby="costs" {
            h2 #costs { (say("What models were asked")) }
            @if view.waiting > 0 { p.pad { (counted(view.waiting, "{n} waits for a second opinion.", "{n} wait for a second opinion.")) } }
            @if view.costs.is_empty() {
                p.none { (say("No model was asked yet. LAKSANA_OPINION_URL and LAKSANA_OPINION_MODEL say whom to ask.")) }
            } @else {
                div.scroll role="region" aria-label=(say("What models were asked, table")) tabindex="0" {
                    table.figures {
                        thead {
                            tr {
                                @for column in COLUMNS {
                                    th scope="col" { (say(column)) }
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
            @for count in counts { td data-plain="tokens, which are no list" { (grouped(count.unsigned_abs())) } }
        }
    }
}

fn purpose(word: &str) -> &'static str {
    say(match word {
        "voice" => "voice notes",
        _ => "second opinions",
    })
}
