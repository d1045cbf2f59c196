//! The stickers of a tour, to print: each opens WhatsApp with the checkpoint's code typed in.

use crate::fault::Fault;
use crate::member::Member;
use crate::parts::shell::{Frame, Tab, shell};
use crate::state::Shared;
use crate::wording::{fill, say};
use axum::extract::{Path, Query, State};
use domain::id::TaskId;
use domain::time::Day;
use maud::{Markup, html};
use qrcodegen::{QrCode, QrCodeEcc};
use serde::Deserialize;

/// White around a code that scanners want, in modules.
const MARGIN: i32 = 4;
/// Fewest digits of a number with its country code.
const DIGITS_MIN: usize = 7;

/// The page.
pub struct View {
    pub frame: Frame,
    pub task: String,
    pub name: String,
    /// The number that guards write to, digits alone; empty as long as nobody said it.
    pub number: String,
    /// The last day on which the codes hold.
    pub until: Day,
    pub stickers: Vec<Sticker>,
}

/// One sticker.
pub struct Sticker {
    pub place: String,
    pub code: String,
}

/// What the form says.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    number: String,
}

/// `GET /tours/{task}/stickers`: for supervisors, managers and owners.
pub async fn show(
    State(shared): State<Shared>,
    member: Member,
    Path(task): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Markup, Fault> {
    let directory = shared.desk.directory(&member.org).await?;
    let task = directory.tasks.get(&TaskId::new(task)).ok_or(Fault::Nothing)?;
    let tour = task.tour.as_ref().filter(|_| member.login.sees(task.site.as_ref())).ok_or(Fault::Nothing)?;
    let today = shared.now().day(directory.zone(task.site.as_ref(), &shared.zone));
    let code = |day| tour.checkpoints.first().map(|place| (shared.code)(place, tour.code_days, day));
    let ahead = (1..=i64::from(tour.code_days)).find(|days| code(today.plus(*days)) != code(today));
    let sticker =
        |place| Sticker { place: directory.place_path(place), code: (shared.code)(place, tour.code_days, today) };
    let digits: String = asked.number.chars().filter(char::is_ascii_digit).collect();
    Ok(page(&View {
        frame: shared.frame(&member, Tab::Tasks).at_site(&directory, task.site.as_ref()),
        task: task.id.to_string(),
        name: task.name.clone(),
        number: if digits.len() < DIGITS_MIN { String::new() } else { digits },
        until: today.plus(ahead.unwrap_or(1) - 1),
        stickers: tour.checkpoints.iter().map(sticker).collect(),
    }))
}

/// The sheet; without a number there is nothing to print yet.
pub fn page(view: &View) -> Markup {
    let title = fill(say("Stickers: {task}"), &[("task", &view.name)]);
    let content = html! {
        div.head {
            div {
                p.eyebrow { a href="/tasks" { (say("Tasks")) } }
                h1 dir="auto" { (title) }
                p.lede {
                    (fill(
                        say("Good until {day}. Then print them anew: an old one still works, and is flagged."),
                        &[("day", &view.frame.wall.date(view.until))],
                    ))
                }
            }
        }
        form.card.pad.no-print method="get" action={ "/tours/" (view.task) "/stickers" } {
            label for="number" { (say("WhatsApp number that guards write to, with its country code")) }
            input #number name="number" inputmode="tel" autocomplete="tel" required value=(view.number) placeholder="60123456789";
            button.button.main { (say("Show stickers")) }
        }
        @if !view.number.is_empty() {
            ul.stickers { @for sticker in &view.stickers { li { (drawn(&view.number, sticker)) } } }
        }
    };
    shell(&view.frame, &title, &content)
}

fn drawn(number: &str, sticker: &Sticker) -> Markup {
    let text = format!("{} {}", sticker.place, sticker.code);
    let link = format!("https://wa.me/{number}?text={}", crate::query::escaped(&text));
    html! {
        @match QrCode::encode_text(&link, QrCodeEcc::Medium) {
            Ok(code) => { (svg(&code)) }
            Err(_) => p { (say("The name of this place is too long for a code; give it a shorter one.")) },
        }
        b dir="auto" { (sticker.place) }
        code { (sticker.code) }
        small { (say("Scan, then press send.")) }
    }
}

fn svg(code: &QrCode) -> Markup {
    let side = code.size() + 2 * MARGIN;
    let modules = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
    let dark = modules.filter(|(x, y)| code.get_module(*x, *y));
    let path: String = dark.map(|(x, y)| format!("M{} {}h1v1h-1z", x + MARGIN, y + MARGIN)).collect();
    html! {
        svg viewBox={ "0 0 " (side) " " (side) } role="img" aria-label=(say("QR code")) shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(path) fill="#000" {}
        }
    }
}
