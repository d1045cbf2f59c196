//! The page of webhooks: what was posted last, what can be done to what comes, and what may befall account and templates.

use super::markup::document;
use crate::world::{Chaos, Fault, Judge, Mishap, Standing, World};
use crate::{Settings, codes, webhook};
use maud::{Markup, html};

/// The page.
pub fn page(world: &World, settings: &Settings) -> Markup {
    document(
        "Webhooks",
        false,
        &html! {
            header.top { h1 { "Webhooks" } p { a href="/" { "Back to the phone" } } }
            main.posts {
                (chaos(world.chaos))
                (news(world))
                (templates(world))
                (any())
                p { (world.waiting.len()) " wait to be posted." }
                @for post in world.posted.iter().rev() {
                    details {
                        summary {
                            @match post.answer { Some(code) => { "Answered " (code) }, None => "Not answered" }
                            ", try " (post.tries)
                        }
                        pre { (serde_json::to_string_pretty(&post.body).unwrap_or_default()) }
                        p { "The same as a command:" }
                        textarea readonly rows="4" aria-label="The same as a curl command" { (curl(&post.body, settings)) }
                    }
                }
            }
        },
    )
}

fn chaos(chaos: Chaos) -> Markup {
    html! {
        form method="post" action="/phone/chaos" {
            label { input type="checkbox" name="duplicate" value="true" checked[chaos.duplicate]; " Post each twice" }
            label { input type="checkbox" name="reorder" value="true" checked[chaos.reorder]; " Newest first" }
            label { input type="checkbox" name="slow" value="true" checked[chaos.slow]; " Half a minute late" }
            label { input type="checkbox" name="batch" value="true" checked[chaos.batch]; " Several at once, as one" }
            label for="fail" { "What the business sends" }
            select #fail name="fail" {
                option value="" { "arrives" }
                @for code in Fault::OFFERED.into_iter().filter_map(|one| match one { Fault::Code(code) => Some(code), _ => None }) {
                    option value=(code) selected[chaos.fail == Some(code)] { "fails later: " (code) " " (codes::words(code).title) }
                }
            }
            label for="refuse" { "The next three messages of the business meet" }
            select #refuse name="refuse" {
                option value="" { "what they deserve" }
                @for fault in Fault::OFFERED {
                    option value=(fault.word()) selected[chaos.refuse == Some(fault)] { (met(fault)) }
                }
            }
            label for="mishap" { "The next three files that the business fetches" }
            select #mishap name="mishap" {
                option value="" { "arrive" }
                @for (mishap, word) in Mishap::ALL {
                    option value=(word) selected[chaos.mishap == Some(mishap)] { (befalls(mishap)) }
                }
            }
            label for="judge" { "Templates that are handed in" }
            select #judge name="judge" {
                @for (judge, word) in Judge::ALL { option value=(word) selected[chaos.judge == judge] { (becomes(judge)) } }
            }
            button type="submit" { "Set" }
        }
    }
}

fn met(fault: Fault) -> String {
    match fault {
        Fault::Code(code) => format!("{code} {}", codes::words(code).title),
        Fault::Silence => "no answer; they are lost".to_owned(),
        Fault::Lost => "no answer; they are sent all the same".to_owned(),
        Fault::Garbage => "an answer that is none".to_owned(),
    }
}

fn befalls(mishap: Mishap) -> &'static str {
    match mishap {
        Mishap::Moved => "are no longer where they were",
        Mishap::Changed => "are other files",
        Mishap::Cut => "break off",
        Mishap::Slow => "take their time",
        Mishap::Page => "are said to be pages",
    }
}

fn becomes(judge: Judge) -> &'static str {
    match judge {
        Judge::Approves => "are approved at once",
        Judge::Waits => "wait for somebody to decide",
        Judge::Rejects => "are rejected",
    }
}

fn news(world: &World) -> Markup {
    html! {
        form method="post" action="/phone/news" {
            label for="news" { "Account and number" }
            select #news name="news" { @for (name, words) in webhook::news::ALL { option value=(name) { (words) } } }
            button type="submit" { "Let it happen" }
            p { "The number is " (world.number_status) ", its quality " (world.quality) "." }
        }
        @if !world.groups.is_empty() {
            form method="post" action="/phone/groups" {
                label for="group" { "Group" }
                select #group name="group" {
                    @for (id, group) in &world.groups { option value=(id) { (group.subject) } }
                }
                button name="suspended" value="true" { "Suspend it" }
                button name="suspended" value="false" { "Let them write again" }
            }
        }
    }
}

fn templates(world: &World) -> Markup {
    html! {
        details {
            summary { (world.templates.len()) " templates" }
            ul {
                @for one in &world.templates {
                    li {
                        form method="post" action="/phone/templates" {
                            (one.name) " (" (one.language) "): " (one.standing.word()) " "
                            input type="hidden" name="name" value=(one.name);
                            input type="hidden" name="language" value=(one.language);
                            select name="word" aria-label={ "What becomes of " (one.name) " " (one.language) } {
                                @for (_, word) in Standing::ALL { option value=(word) { (word) } }
                                @for (word, words) in webhook::news::OF_TEMPLATES { option value=(word) { (words) } }
                            }
                            button type="submit" { "Decide" }
                        }
                    }
                }
            }
        }
    }
}

fn any() -> Markup {
    html! {
        details {
            summary { "Post something else" }
            form method="post" action="/phone/posts" {
                label for="body" { "A body of JSON, which is signed and posted as it is" }
                textarea #body name="body" rows="6" {}
                button type="submit" { "Post" }
            }
        }
    }
}

/// A command that posts the same webhook once more, signed.
fn curl(body: &serde_json::Value, settings: &Settings) -> String {
    let bytes = webhook::bytes(body);
    let signature = webhook::signature(&settings.app_secret, &bytes);
    // A shell ends and begins its quotes around one of ours.
    let data = String::from_utf8_lossy(&bytes).replace('\'', r"'\''");
    let hook = &settings.hook;
    format!(
        "curl -X POST '{hook}' -H 'Content-Type: application/json' -H 'X-Hub-Signature-256: {signature}' --data-binary '{data}'"
    )
}
