//! One column of a line as a field of a form, with what to choose from.

use super::View;
use crate::parts::badges::{category_word, role_word};
use crate::wording::{key, say};
use domain::directory::Role;
use domain::task::{Closed, TaskKind};
use domain::ticket::Category;
use maud::{Markup, html};

/// Columns as people call them, and what helps to fill them.
const WORDS: [(&str, &str, &str); 24] = [
    ("place", key("Place"), key("From the site inwards, as: Green Court / Block A / Lobby")),
    ("aliases", key("Also called"), key("Other names and spellings, parted by ;")),
    ("asset", key("An asset: it can fail and has a history"), ""),
    ("person", key("Name"), ""),
    ("phone", key("Phone"), key("With its country code, as +60123456789")),
    ("role", key("Role"), ""),
    ("vendor", key("Vendor"), ""),
    ("site", key("Site"), ""),
    ("categories", key("Trades"), ""),
    ("task", key("Name"), ""),
    ("when", key("When"), key("As: daily 08:00, weekdays 09:00, 1st Friday of the month 10:00, each shift")),
    ("assignee", key("Who"), ""),
    ("window_minutes", key("Minutes it may take"), ""),
    ("requires_photo", key("Only counts with a photo"), ""),
    ("steps", key("Steps"), key("Ticked one by one, parted by ;, as: Mop floor; Empty bins; Refill soap")),
    ("check", key("A check: it may find a fault"), ""),
    ("kind", key("Kind"), ""),
    ("stand_ins", key("Who stands in"), key("Names, parted by ;")),
    ("grace_minutes", key("Minutes of grace"), ""),
    ("starts", key("From which day"), ""),
    ("except", key("Not on these days"), key("Days as 2026-12-25, parted by ;")),
    ("calendar", key("Calendar of closed days"), ""),
    ("closed", key("On closed days"), ""),
    ("also", key("Also on these days"), key("Days as 2026-12-25, parted by ;")),
];

/// What a column is called.
pub fn label(column: &str) -> &'static str {
    say(WORDS.iter().find(|(known, ..)| *known == column).map_or(key("Only in files"), |(_, words, _)| words))
}

/// The field of a column.
pub fn field(view: &View, column: &str, said: &str) -> Markup {
    let Some((_, words, hint)) = WORDS.into_iter().find(|(known, ..)| *known == column) else {
        // What only files say stays as it is.
        return html! { input type="hidden" name=(column) value=(said); };
    };
    let id = format!("line-{column}");
    let is_name = column == view.of;
    // By name and number somebody is known again: another number would be another person.
    let stays = view.is_known && (is_name || column == "phone" && !said.is_empty());
    let schedule = |of: &str| view.cells.iter().find(|(known, _)| known == of).map_or("", |(_, said)| said.as_str());
    let now = (column == "when").then(|| format!("{} {}", schedule("rrule"), schedule("at")));
    html! {
        @match column {
            "categories" => (trades(said)),
            "requires_photo" | "asset" | "check" => label.radio { input type="checkbox" name=(column) value="yes" checked[said == "yes"]; (say(words)) },
            "role" => (chosen(&id, column, say(words), said, Role::ALL.iter().map(|role| (role.word().to_owned(), role_word(*role).to_owned())))),
            "kind" => (chosen(&id, column, say(words), said, TaskKind::ALL.iter().map(|kind| (kind.word().to_owned(), kind_word(*kind).to_owned())))),
            "closed" => (chosen(&id, column, say(words), said, Closed::ALL.iter().map(|closed| (closed.word().to_owned(), closed_word(*closed).to_owned())))),
            _ if view.choices.contains_key(column) => {
                @let named = view.choices[column].iter().map(|name| (name.clone(), name.clone()));
                (chosen(&id, column, say(words), said, named))
            }
            _ => div.field {
                label for=(id) { (say(words)) }
                input id=(id) name=(column) value=(said) dir="auto" maxlength=(if column == "steps" { "2000" } else { "400" }) required[is_name] readonly[stays] placeholder=[now.as_deref()]
                    type=(if column == "phone" { "tel" } else { "text" });
                @if !hint.is_empty() { p.hint { (say(hint)) } }
            },
        }
    }
}

fn kind_word(kind: TaskKind) -> &'static str {
    say(match kind {
        TaskKind::Task => "Work",
        TaskKind::Patrol => "Patrol",
        TaskKind::Handover => "Handover",
    })
}

fn closed_word(closed: Closed) -> &'static str {
    say(match closed {
        Closed::Keep => "Due all the same",
        Closed::Skip => "Left out",
        Closed::After => "Done on the next open day",
        Closed::Before => "Done on the open day before",
    })
}

fn chosen(id: &str, column: &str, label: &str, said: &str, of: impl Iterator<Item = (String, String)>) -> Markup {
    let of: Vec<(String, String)> = of.collect();
    // What is not on the list is not lost by saving the form.
    let is_other = !said.is_empty() && of.iter().all(|(value, _)| value != said);
    html! {
        div.field {
            label for=(id) { (label) }
            select id=(id) name=(column) {
                option value="" { "–" }
                @if is_other { option value=(said) selected { (said) } }
                @for (value, words) in &of { option value=(value) selected[value.as_str() == said] { (words) } }
            }
        }
    }
}

fn trades(said: &str) -> Markup {
    let has = |category: &Category| said.split(';').any(|word| word.trim() == category.word());
    html! {
        fieldset {
            legend { (say("Trades")) }
            @for category in Category::ALL {
                label.radio { input type="checkbox" name="categories" value=(category.word()) checked[has(category)]; (category_word(*category)) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::sample;
    use crate::parts::shell::Tab;
    use std::collections::BTreeMap;

    #[test]
    fn a_task_names_its_calendar_and_what_becomes_of_it_on_closed_days() {
        let view = View {
            frame: sample::frame(Tab::Directory),
            of: "task",
            is_known: true,
            shown: crate::pages::lists::load::shown(&[], None),
            cells: Vec::new(),
            choices: BTreeMap::from([("calendar", vec!["Office".to_owned()])]),
        };
        let calendar = field(&view, "calendar", "Office").into_string();
        assert!(calendar.contains("<option value=\"Office\" selected>"), "{calendar}");
        let closed = field(&view, "closed", "after").into_string();
        assert!(closed.contains("<option value=\"after\" selected>Done on the next open day</option>"), "{closed}");
    }
}
