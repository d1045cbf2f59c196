//! The organisation's own labels: each set with its examples and tickets, how well it is learned, and bringing more.

use crate::doors::Learned;
use crate::parts::badges::{capital, category_word, grouped};
use crate::parts::shell::{Frame, shell};
use crate::parts::shown::Shown;
use crate::query::href;
use crate::wording::{counted, fill, in_english, key, say, weave};
use domain::label::{LabelExample, OwnLabel};
use domain::ticket::Category;
use maud::{Markup, html};

mod change;
mod load;

pub use change::{file, give_up, look, sort};
pub use load::show;

/// Where the page is.
const PATH: &str = "/settings/labels";

/// What the column with the words is called, in every language.
const TEXT: &str = "text";
/// What a table tells of each label.
const COLUMNS: [&str; 4] = [key("Label"), key("Trade"), key("Examples"), key("Tickets")];
/// What it tells besides once it was found out.
const LEARNED: [&str; 2] = [key("recall"), key("precision")];

/// The page.
pub struct View {
    pub frame: Frame,
    pub sets: Vec<Sheet>,
    /// Whether tickets beyond those that were counted may have labels.
    pub goes_on: bool,
    /// The label whose examples are shown, with these.
    pub examples: Option<(OwnLabel, Vec<LabelExample>)>,
    pub brought: Brought,
    /// What would come of what was brought.
    pub looked: Vec<(String, Fate)>,
    /// Why it cannot be read.
    pub wrong: Option<String>,
}

/// One set.
pub struct Sheet {
    pub name: String,
    pub is_several: bool,
    pub labels: Vec<Line>,
    /// What its form shows.
    pub shown: Shown,
    /// How well it is learned, once somebody asked.
    pub learned: Option<Learned>,
}

/// One label.
pub struct Line {
    pub own: OwnLabel,
    pub category: Option<Category>,
    pub examples: u64,
    pub tickets: u64,
}

/// What somebody brings.
#[derive(Debug, Default)]
pub struct Brought {
    pub text: String,
    /// Whether it takes the place of the sets it speaks of.
    pub replaces: bool,
}

/// What would come of a set.
pub enum Fate {
    New {
        labels: u64,
        examples: u64,
    },
    Same,
    /// Labels and examples, before and after; and the labels that go.
    Changed {
        labels: (u64, u64),
        examples: (u64, u64),
        gone: Vec<String>,
    },
    /// It cannot be used, and why.
    Wrong(String),
}

/// `GET /settings/labels`.
pub fn page(view: &View) -> Markup {
    let content = html! {
        div.head {
            div {
                p.eyebrow { a href="/settings" { (say("Settings")) } }
                h1 { (say("Labels")) }
                p.lede { (say("Sets of your own, such as team or urgency. Each new ticket gets labels as far as the program is sure; who changes the ticket may say otherwise there, which it learns from.")) }
            }
        }
        div.stack {
            @if view.sets.is_empty() { section.card { p.none { (say("There is no set yet.")) } } }
            @for (at, set) in view.sets.iter().enumerate() { (section(view, set, at)) }
            @if let Some((own, examples)) = &view.examples { (told(own, examples)) }
            (bring(view))
            @if !view.looked.is_empty() { (preview(view)) }
        }
    };
    shell(&view.frame, say("Labels"), &content)
}

fn section(view: &View, set: &Sheet, at: usize) -> Markup {
    let id = format!("set-{at}");
    html! {
        section.card aria-labelledby=(id) {
            h2 id=(id) { bdi { (set.name) } }
            p.pad { (say(if set.is_several { "A ticket may have several of these." } else { "A ticket has one of these at most." })) }
            (table(view, set))
            (learned(set))
            (trades(set))
            details.fold {
                summary { (say("Give it up")) }
                form method="post" action={ (PATH) "/removal" } {
                    input type="hidden" name="set" value=(set.name);
                    p { (say("Tickets keep the labels they have. New ones get none of this set, and its examples are forgotten.")) }
                    button.button { (say("Give it up")) }
                }
            }
        }
    }
}

fn table(view: &View, set: &Sheet) -> Markup {
    let percent = |of: Option<u8>| of.map_or_else(|| "–".to_owned(), |of| format!("{of} %"));
    html! {
        div.scroll role="region" aria-label=(set.name) tabindex="0" {
            table.figures {
                thead {
                    tr {
                        @for column in COLUMNS { th scope="col" { (say(column)) } }
                        @if set.learned.is_some() { @for column in LEARNED { th scope="col" { (capital(say(column))) } } }
                    }
                }
                tbody {
                    @for line in &set.labels {
                        tr {
                            th scope="row" { bdi { (line.own.name) } }
                            td { (line.category.map_or("–", category_word)) }
                            td { a href={ (href(PATH, &[("label", &line.own.to_string())])) "#examples" } { (grouped(line.examples)) } }
                            td { a href=(href("/tickets", &[("group", "all"), ("label", &line.own.to_string())])) {
                                (grouped(line.tickets)) @if view.goes_on { "+" }
                            } }
                            @if let Some(learned) = &set.learned {
                                @let (found, held) = learned.labels.get(&line.own.name).copied().unwrap_or_default();
                                td data-plain="a share of examples, each asked about by what never saw it" { (percent(found)) }
                                td data-plain="a share of examples, each asked about by what never saw it" { (percent(held)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn learned(set: &Sheet) -> Markup {
    html! {
        div.pad {
            @match &set.learned {
                Some(learned) if learned.examples == 0 => p { (say("There are too few examples to say how well it is learned: ten at least.")) },
                Some(learned) => p data-plain="what was found out of the examples above" {
                    (fill(
                        say("The last {n} examples, each asked about by what never saw it: {right} % right. Whoever always says the commonest has {commonest} %."),
                        &[
                            ("n", &learned.examples.to_string()),
                            ("right", &learned.right_percent.to_string()),
                            ("commonest", &learned.commonest_percent.to_string()),
                        ],
                    ))
                },
                None => a.button href=(href(PATH, &[("trial", &set.name)])) { (say("See how well it is learned")) },
            }
        }
    }
}

fn trades(set: &Sheet) -> Markup {
    html! {
        details.fold {
            summary { (say("Trades")) }
            form method="post" action={ (PATH) "/trades" } {
                (set.shown.field())
                input type="hidden" name="set" value=(set.name);
                p { (say("A ticket with the label is of that trade, so that promises, duties and reports go on.")) }
                @for line in &set.labels {
                    label.field {
                        bdi { (line.own.name) }
                        input type="hidden" name="label" value=(line.own.name);
                        select name="trade" {
                            option value="" { "–" }
                            @for category in Category::ALL {
                                option value=(category.word()) selected[line.category == Some(*category)] { (category_word(*category)) }
                            }
                        }
                    }
                }
                button.button { (say("Save")) }
            }
        }
    }
}

/// The examples of one label.
fn told(own: &OwnLabel, examples: &[LabelExample]) -> Markup {
    html! {
        section.card aria-labelledby="examples" {
            h2 #examples {
                (weave(say("Examples of {label}"), &[("label", &html! { bdi { (own.name) } })]))
                span.count { (examples.len()) }
            }
            @if examples.is_empty() { p.none { (say("None")) } }
            ul.list {
                @for example in examples {
                    li {
                        span dir="auto" { (example.text) }
                        @if example.labels.len() > 1 { small { bdi { (example.labels.join(", ")) } } }
                    }
                }
            }
        }
    }
}

fn bring(view: &View) -> Markup {
    let replaces = view.brought.replaces;
    html! {
        section.card aria-labelledby="bring" {
            h2 #bring { (say("Bring examples")) }
            @if let Some(wrong) = &view.wrong { p.flash role="alert" { (in_english(wrong)) } }
            form.pad method="post" action={ (PATH) "/file" } enctype="multipart/form-data" {
                div.field {
                    label for="file" { (say("From a file, .csv or .jsonl")) }
                    input #file type="file" name="file" required accept=".csv,.tsv,.txt,.jsonl,.json";
                }
                div.actions { button.button { (say("Look at it")) } }
            }
            form.pad method="post" action=(PATH) {
                div.field {
                    label for="text" { (say("The examples")) }
                    textarea #text name="text" rows="10" required dir="auto" spellcheck="false" { (view.brought.text) }
                    p.hint { (weave(
                        say("A table with a column {text} and one for each set, several labels in a cell parted by {mark}; or a JSON object on each line. Nothing is written before you saw what would come of it."),
                        &[("text", &html! { code lang="en" { (TEXT) } }), ("mark", &html! { code { ";" } })],
                    )) }
                }
                fieldset {
                    legend { (say("Of sets that are there already")) }
                    label.radio { input type="radio" name="how" value="add" checked[!replaces]; (say("The examples come beside theirs")) }
                    label.radio { input type="radio" name="how" value="replace" checked[replaces]; (say("The examples take the place of theirs")) }
                }
                div.actions {
                    button.button.main name="act" value="look" { (say("Look at it")) }
                    @if let Some(count) = writes(&view.looked) {
                        button.button name="act" value="write" { (counted(count, "Write {n} set", "Write {n} sets")) }
                    }
                }
            }
        }
    }
}

/// How many sets would change; none while one of them is wrong.
fn writes(looked: &[(String, Fate)]) -> Option<u64> {
    let is_wrong = |(_, fate): &(String, Fate)| matches!(fate, Fate::Wrong(_));
    let changes = |(_, fate): &&(String, Fate)| matches!(fate, Fate::New { .. } | Fate::Changed { .. });
    let count = looked.iter().filter(changes).count() as u64;
    (count > 0 && !looked.iter().any(is_wrong)).then_some(count)
}

fn preview(view: &View) -> Markup {
    html! {
        section.card aria-labelledby="preview" {
            h2 #preview data-news { (say("What would come of it")) }
            ul.list {
                @for (set, fate) in &view.looked { li { b { bdi { (set) } } (fate_words(fate)) } }
            }
            @if view.looked.iter().any(|(_, fate)| matches!(fate, Fate::Wrong(_))) {
                p.none { (say("Mend what cannot be used, then look again. Until then nothing is written.")) }
            }
        }
    }
}

fn fate_words(fate: &Fate) -> Markup {
    let labels = |count| counted(count, "{n} label", "{n} labels");
    let examples = |count| counted(count, "{n} example", "{n} examples");
    match fate {
        Fate::New { labels: own, examples: told } => {
            html! { span { span.tag.ok { (say("New")) } " " small { (labels(*own)) (say(", ")) (examples(*told)) } } }
        }
        Fate::Same => html! { span.tag { (say("As it is")) } },
        Fate::Wrong(why) => {
            html! { span { span.tag.bad { (say("Cannot be used")) } " " small { (in_english(why)) } } }
        }
        Fate::Changed { labels: own, examples: told, gone } => html! {
            span {
                span.tag.wait { (say("Changes")) }
                @for (before, after) in [(labels(own.0), labels(own.1)), (examples(told.0), examples(told.1))] {
                    " " small { @if before != after { s { (before) } " " } (after) }
                }
                @if !gone.is_empty() {
                    " " small { (weave(say("No more: {labels}"), &[("labels", &html! { bdi { (gone.join(", ")) } })])) }
                }
            }
        },
    }
}
