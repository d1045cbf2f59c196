//! A run of reading: how far it is, what it brought, and the way to take it out again.

use crate::doors::{Named, Progress};
use crate::fault::Fault;
use crate::form::Form;
use crate::member::Member;
use crate::parts::badges::grouped;
use crate::parts::shell::{Frame, Tab, shell};
use crate::query::href;
use crate::state::Shared;
use crate::wording::{counted, fill, in_english, plural, say};
use axum::extract::{Path, State};
use axum::response::Redirect;
use maud::{Markup, html};
use serde::Deserialize;

/// Seconds between two looks at a run: slow enough for a phone's radio, fast enough for a person.
const AGAIN_S: u32 = 2;

/// `GET /import/{run}`: how far it is, or what it brought.
pub fn finish_page(frame: &Frame, run: &str, progress: &Progress) -> Markup {
    let content = html! {
        p.eyebrow { a href="/import" { (say("Import")) } }
        div.stack.narrow {
            @match progress {
                Progress::Reading { read, total } => (reading(*read, *total)),
                Progress::Finished { added } => (finished(run, *added)),
                Progress::Failed(why) => {
                    h1 { (say("Reading broke off")) }
                    p.lede { (in_english(why)) }
                    div.actions { a.button.main href="/import" { (say("Try again")) } (remove_link(run)) }
                },
            }
        }
    };
    shell(frame, say("Import"), &content)
}

fn reading(read: u64, total: u64) -> Markup {
    html! {
        h1 { (say("Reading the chat…")) }
        p.lede data-plain="what is under way" { (fill(
                plural(
                    total,
                    "{read} of {n} message. This page looks again by itself.",
                    "{read} of {n} messages. This page looks again by itself.",
                ),
                &[("read", &grouped(read)), ("n", &grouped(total))],
            )) }
        progress value=(read) max=(total.max(1)) aria-label=(say("How far it is")) { (fill(say("{n} of {all}"), &[("n", &grouped(read)), ("all", &grouped(total))])) }
        p.hint { (say("You can leave; reading goes on.")) }
    }
}

fn finished(run: &str, added: u64) -> Markup {
    let brought = href("/messages", &[("import", run)]);
    html! {
        h1 { (say("The chat is in")) }
        p.lede { a href=(brought) { (counted(added, "{n} message was new.", "{n} messages were new.")) } }
        div.actions {
            a.button.main href="/reports/whole" { (say("See what it tells")) }
            a.button href="/tickets?group=all" { (say("See the tickets")) }
            a.button href=(brought) { (say("See the messages")) }
            a.button href="/tasks" { (say("See the tasks")) }
            a.button href="/directory/habits" { (say("See the habits")) }
            (remove_link(run))
        }
    }
}

fn remove_link(run: &str) -> Markup {
    html! { a.button href={ "/import/" (run) "/removal" } { (say("Remove this import")) } }
}

/// `GET /import/{run}/removal`: asks before anything is taken out.
pub fn confirm_page(frame: &Frame, run: &str) -> Markup {
    let content = html! {
        p.eyebrow { a href="/import" { (say("Import")) } }
        div.stack.narrow {
            h1 { (say("Remove this import?")) }
            p.lede {
                (say("Its messages, and the tickets and task reports that came of them alone, go away.")) " "
                (say("You can import the same file again."))
            }
            form.actions method="post" action={ "/import/" (run) "/removal" } {
                button.button.bad { (say("Remove it")) }
                a.button href="/import" { (say("Keep it")) }
            }
        }
    };
    shell(frame, say("Import"), &content)
}

/// The form of `POST /import/runs`.
#[derive(Debug, Deserialize)]
pub struct Chosen {
    upload: String,
}

/// `POST /import/runs`: for members; begins to read an upload, once.
pub async fn start(State(shared): State<Shared>, member: Member, Form(form): Form<Chosen>) -> Result<Redirect, Fault> {
    let run = (shared.imports.start)(named(&member, form.upload)).await.map_err(Fault::Unreadable)?;
    Ok(Redirect::to(&format!("/import/{run}")))
}

/// `GET /import/{run}`: for members.
pub async fn show(State(shared): State<Shared>, member: Member, Path(run): Path<String>) -> Result<Markup, Fault> {
    let progress = (shared.imports.progress)(named(&member, run.clone())).await.map_err(Fault::Unreadable)?;
    let progress = progress.ok_or(Fault::Nothing)?;
    let mut frame = shared.frame(&member, Tab::Import);
    if matches!(progress, Progress::Reading { .. }) {
        frame.again_s = Some(AGAIN_S);
    }
    Ok(finish_page(&frame, &run, &progress))
}

/// `GET /import/{run}/removal`: for members.
pub async fn confirm(State(shared): State<Shared>, member: Member, Path(run): Path<String>) -> Result<Markup, Fault> {
    let progress = (shared.imports.progress)(named(&member, run.clone())).await.map_err(Fault::Unreadable)?;
    progress.ok_or(Fault::Nothing)?;
    Ok(confirm_page(&shared.frame(&member, Tab::Import), &run))
}

/// `POST /import/{run}/removal`: for members.
pub async fn remove(State(shared): State<Shared>, member: Member, Path(run): Path<String>) -> Result<Redirect, Fault> {
    (shared.imports.remove)(named(&member, run)).await.map_err(Fault::Unreadable)?;
    Ok(Redirect::to("/import"))
}

fn named(member: &Member, name: String) -> Named {
    Named { org: member.org.to_string(), member: member.name.clone(), name }
}
