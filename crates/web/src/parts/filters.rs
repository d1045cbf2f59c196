//! What narrows a list, each with a way to take it off.

use crate::wording::say;
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
