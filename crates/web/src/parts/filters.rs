//! What narrows a list, each with a way to take it off.

use crate::wording::say;
use domain::directory::Directory;
use domain::label::OwnLabel;
use maud::{Markup, html};

/// A chip for each filter that is set: its word, and where the list without it is.
pub fn chips(filters: &[(Option<&str>, String)]) -> Markup {
    let set: Vec<_> = filters.iter().filter_map(|(word, href)| word.map(|word| (word, href))).collect();
    html! {
        @if !set.is_empty() {
            div.chips {
                @for (word, href) in set {
                    a.chip href=(href) { bdi { (word) } span aria-hidden="true" { "×" } span.hidden { (say(", ")) (say("remove this filter")) } }
                }
            }
        }
    }
}

/// The site that a list is narrowed to, by id and name.
pub fn site_field(sites: &[(String, String)], chosen: &str) -> Markup {
    html! {
        div.field {
            label for="site" { (say("Site")) }
            select #site name="site" {
                option value="" { (say("Any")) }
                @for (id, name) in sites { option value=(id) selected[chosen == id] { (name) } }
            }
        }
    }
}

/// A set of the organisation's own labels to choose from: its name, and each label as addresses say it and as people do.
pub type LabelChoice = (String, Vec<(String, String)>);

/// What a label that an address asks for stands for; also one that nobody has, since it must not mean everything.
pub fn own_label(asked: &str, directory: &Directory) -> Option<OwnLabel> {
    let of_none = || OwnLabel { set: String::new(), name: asked.to_owned() };
    (!asked.is_empty()).then(|| OwnLabel::from_text(asked, &directory.labels).unwrap_or_else(of_none))
}

/// The labels to choose from, by set; what is asked for is among them, since tickets keep what was given up.
pub fn labels(directory: &Directory, asked: &str) -> Vec<LabelChoice> {
    let address = |set: &str, name: &str| OwnLabel { set: set.to_owned(), name: name.to_owned() }.to_string();
    let sets = directory.labels.values().filter(|set| !set.labels.is_empty());
    let mut all: Vec<LabelChoice> = sets
        .map(|set| {
            let choice = |name: &String| (address(&set.name, name), name.clone());
            (set.name.clone(), set.labels.iter().map(|label| choice(&label.name)).collect())
        })
        .collect();
    let is_known = all.iter().flat_map(|(_, of)| of).any(|(value, _)| value == asked);
    if let Some(own) = own_label(asked, directory).filter(|_| !is_known) {
        all.push((own.set, vec![(asked.to_owned(), own.name)]));
    }
    all
}

/// The label that a list is narrowed to; nothing where there are none.
pub fn label_field(sets: &[LabelChoice], chosen: &str) -> Markup {
    html! {
        @if !sets.is_empty() {
            div.field {
                label for="label" { (say("Label")) }
                select #label name="label" {
                    option value="" { (say("Any")) }
                    @for (set, labels) in sets {
                        optgroup label=(set) {
                            @for (value, name) in labels { option value=(value) selected[chosen == value] { (name) } }
                        }
                    }
                }
            }
        }
    }
}
