//! Writing the directory: one line of it by a form, or many by a pasted list, which is looked at before it is written.

pub(super) mod change;
pub(super) mod field;
pub(super) mod load;

use crate::doors::{LineFate, LookedAt};
use crate::parts::shell::{Frame, shell};
use crate::parts::shown::Shown;
use crate::query::href;
use crate::wording::{counted, in_english, key, say, weave};
use maud::{Markup, html};
use std::collections::BTreeMap;

pub use change::{file, look, write};
pub use load::{list, one};

/// What is listed: the word of its table, what many are called, and how one is added or changed.
const LISTED: [(&str, &str, &str, &str); 4] = [
    ("place", key("Places"), key("Add a place"), key("Change a place")),
    ("person", key("People"), key("Add a person"), key("Change a person")),
    ("vendor", key("Vendors"), key("Add a vendor"), key("Change a vendor")),
    ("task", key("Tasks"), key("Add a task"), key("Change a task")),
];

/// The page of a list.
pub struct ListView {
    pub frame: Frame,
    /// The word of its table, and its columns.
    pub of: &'static str,
    pub columns: Vec<String>,
    /// Where places are that name no site, and what to choose from.
    pub site: String,
    pub sites: Vec<String>,
    pub text: String,
    pub looked: Option<LookedAt>,
}

/// The page of one line.
pub struct View {
    pub frame: Frame,
    pub of: &'static str,
    /// Whether it is known, so that its name stays.
    pub is_known: bool,
    /// What it says, by column, in their order.
    pub cells: Vec<(String, String)>,
    /// What the form shows, what only files say included.
    pub shown: Shown,
    /// Names to choose from, by the column in which they stand.
    pub choices: BTreeMap<&'static str, Vec<String>>,
}

/// The word of a table, if it is one.
pub fn listed(word: &str) -> Option<&'static str> {
    LISTED.iter().find(|(of, ..)| *of == word).map(|(of, ..)| *of)
}

/// The address of the form for one line; without a name, for a new one.
pub fn form_of(of: &str, name: &str) -> String {
    href("/directory/line", &[("of", of), ("name", name)])
}

fn tabs(of: &str) -> Markup {
    html! {
        nav.segments aria-label=(say("What is listed")) {
            @for (word, many, ..) in LISTED {
                a href=(href("/directory/lines", &[("of", word)])) aria-current=[(word == of).then_some("true")] { (say(many)) }
            }
        }
    }
}

/// `GET /directory/lines`.
pub fn list_page(view: &ListView) -> Markup {
    let content = html! {
        div.head {
            div {
                p.eyebrow { a href="/directory" { (say("Directory")) } }
                h1 { (say("Paste a list")) }
                p.lede { (say("From a spreadsheet or typed, one line each. You see what would come of each line before anything is written.")) }
            }
        }
        (tabs(view.of))
        div.stack {
            form.card.pad method="post" action="/directory/file" enctype="multipart/form-data" {
                input type="hidden" name="of" value=(view.of);
                div.field {
                    label for="file" { (say("From a file, .xlsx or .csv")) }
                    input #file type="file" name="file" required accept=".xlsx,.csv,.tsv,.txt";
                    p.hint { (weave(
                        say("Of a workbook the sheet whose first heading is {heading} is read, or else its first."),
                        &[("heading", &html! { code lang="en" { (view.of) } })],
                    )) }
                }
                div.actions { button.button { (say("Look at it")) } }
            }
            form.card.pad method="post" action="/directory/lines" {
                input type="hidden" name="of" value=(view.of);
                @if view.of == "place" && !view.sites.is_empty() {
                    div.field {
                        label for="site" { (say("Site of places that name none")) }
                        select #site name="site" {
                            @for site in &view.sites { option value=(site) selected[*site == view.site] { (site) } }
                        }
                    }
                }
                div.field {
                    label for="text" { (say("The list")) }
                    textarea #text name="text" rows="10" required dir="auto" spellcheck="false" { (view.text) }
                    p.hint { (columns(view)) }
                    @if view.of == "place" { p.hint { (weave(say("{example} is twelve places."), &[("example", &html! { code { "Block A / L1–L12" } })])) } }
                }
                div.actions {
                    button.button.main name="act" value="look" { (say("Look at it")) }
                    @if let Some(looked) = &view.looked { @if writes(looked) > 0 {
                        input type="hidden" name="rest" value=(looked.left_out);
                        button.button name="act" value="write" { (counted(writes(looked), "Write {n} line", "Write {n} lines")) }
                    } }
                }
            }
            @if let Some(looked) = &view.looked { (preview(looked)) }
        }
    };
    shell(&view.frame, say("Paste a list"), &content)
}

fn columns(view: &ListView) -> Markup {
    weave(
        say("Columns: {columns}. Only the first is needed; a heading may come first."),
        &[("columns", &html! { code lang="en" { (view.columns.join(", ")) } })],
    )
}

/// How many lines would change something; none while one of them is wrong.
fn writes(looked: &LookedAt) -> u64 {
    let is_wrong = |(_, fate): &(Vec<String>, LineFate)| matches!(fate, LineFate::Wrong(_));
    let changes = |(_, fate): &&(Vec<String>, LineFate)| matches!(fate, LineFate::New | LineFate::Changed(_));
    if looked.lines.iter().any(is_wrong) { 0 } else { looked.lines.iter().filter(changes).count() as u64 }
}

fn preview(looked: &LookedAt) -> Markup {
    html! {
        section.card aria-labelledby="preview" {
            h2 #preview data-news { (say("What would come of it")) span.count { (looked.lines.len()) } }
            @if looked.lines.is_empty() { p.none { (say("There is no line in it.")) } }
            ul.list {
                @for (cells, fate) in &looked.lines {
                    li {
                        span dir="auto" { b { (cells.first().map_or("", String::as_str)) } @for cell in cells.iter().skip(1).filter(|cell| !cell.is_empty()) { " · " (cell) } }
                        (fate_words(fate))
                    }
                }
            }
            @if looked.same > 0 { p.none { (counted(looked.same as u64, "{n} line more is as it is.", "{n} lines more are as they are.")) } }
            @if looked.left_out > 0 {
                p.none { (counted(looked.left_out as u64, "{n} line more waits: write these, then look at the same list again.", "{n} lines more wait: write these, then look at the same list again.")) }
            }
            @if looked.lines.iter().any(|(_, fate)| matches!(fate, LineFate::Wrong(_))) {
                p.none { (say("Mend what cannot be used, then look again. Until then nothing is written.")) }
            }
        }
    }
}

fn fate_words(fate: &LineFate) -> Markup {
    match fate {
        LineFate::New => html! { span.tag.ok { (say("New")) } },
        LineFate::Same => html! { span.tag { (say("As it is")) } },
        LineFate::Wrong(why) => {
            html! { span { span.tag.bad { (say("Cannot be used")) } " " small { (in_english(why)) } } }
        }
        LineFate::Changed(differences) => html! {
            span {
                span.tag.wait { (say("Changes")) }
                @for (column, before, after) in differences {
                    " " small dir="auto" { bdi lang="en" { (column) } ": " @if !before.is_empty() { s { (before) } " " } (after) }
                }
            }
        },
    }
}

/// `GET /directory/line`.
pub fn page(view: &View) -> Markup {
    let (_, _, add, change) = LISTED.into_iter().find(|(of, ..)| *of == view.of).unwrap_or(LISTED[0]);
    let title = say(if view.is_known { change } else { add });
    let content = html! {
        div.narrow {
            div.head {
                div {
                    p.eyebrow { a href="/directory" { (say("Directory")) } }
                    h1 { (title) }
                }
            }
            form.card.pad method="post" action="/directory/line" {
                (view.shown.field())
                input type="hidden" name="of" value=(view.of);
                @for (column, said) in &view.cells { (field::field(view, column, said)) }
                div.actions {
                    button.button.main { (say("Save")) }
                    a.button href="/directory" { (say("Leave it")) }
                }
            }
        }
    };
    shell(&view.frame, title, &content)
}
