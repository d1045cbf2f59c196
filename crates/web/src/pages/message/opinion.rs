//! What a model server said of a message, in words.

use crate::names::Names;
use crate::pages::messages::kind_word;
use crate::parts::badges::{self, category_word};
use crate::wording::{fill, say};
use domain::message::Subject;
use domain::opinion::{Advised, Part, Stance};
use maud::{Markup, html};

/// A second opinion, as a page tells it.
pub struct Opinion {
    pub model: String,
    pub stance: Stance,
    /// What it says, in a few words.
    pub says: String,
    pub evidence: Vec<String>,
    pub dropped: Vec<Part>,
}

impl Opinion {
    /// An opinion with names.
    pub fn of(advised: &Advised, evidence: &[String], names: Names<'_>) -> Self {
        let place = names.place(advised.place.as_ref());
        let about = match &advised.about {
            Some(Subject::Ticket(number)) => number.to_string(),
            Some(Subject::Task(task, _)) => names.task(task),
            None => String::new(),
        };
        let kind = kind_word(advised.kind).to_owned();
        let category = advised.category.map(|category| category_word(category).to_owned()).unwrap_or_default();
        let priority = advised.priority.map(|priority| badges::priority_words(priority).to_owned()).unwrap_or_default();
        let says = [kind, category, priority, place, about].into_iter().filter(|word| !word.is_empty());
        Self {
            model: advised.by.clone(),
            stance: advised.stance,
            says: says.collect::<Vec<_>>().join(" · "),
            evidence: evidence.to_vec(),
            dropped: advised.dropped.clone(),
        }
    }

    /// What it says and what that came to, in one line.
    pub fn sentence(&self) -> String {
        fill(say("Second opinion: {what}. {outcome}"), &[("what", &self.says), ("outcome", came_to(self.stance))])
    }
}

fn came_to(stance: Stance) -> &'static str {
    say(match stance {
        Stance::Agrees => "Both readers agree.",
        Stance::Raises => "It was acted on, and a member is to look.",
        Stance::Differs => "It would take something away, so nothing was changed; a member is to look.",
        Stance::Unfounded => "It rests on words that are not in the message, and was not believed.",
    })
}

fn left_out(part: Part) -> &'static str {
    say(match part {
        Part::Place => "Left out: it named a place that is not in the directory",
        Part::Ticket => "Left out: it named a ticket that does not exist",
        Part::Task => "Left out: it named a task that does not exist",
        Part::Assignee => "Left out: it named somebody who is not in the directory",
    })
}

/// The part of the page.
pub(super) fn opinion(opinion: &Opinion) -> Markup {
    html! {
        section.card aria-labelledby="opinion" {
            h2 #opinion { (say("Second opinion")) }
            dl.facts {
                dt { (say("Says")) } dd { bdi { (opinion.says) } }
                dt { (say("What came of it")) } dd { (came_to(opinion.stance)) }
                dt { (say("Model")) } dd { bdi { (opinion.model) } }
            }
            @if !opinion.evidence.is_empty() || !opinion.dropped.is_empty() {
                div.pad {
                    ul.why {
                        @for quote in &opinion.evidence { li dir="auto" { span { "“" (quote) "”" } } }
                        @for part in &opinion.dropped { li { span { (left_out(*part)) } } }
                    }
                }
            }
        }
    }
}
