//! The page of a pass: one job for whoever has it, or one report for whoever made it, without a login, in their language.
//!
//! Looking changes nothing, since chats fetch links to preview them; only forms do. Everything works without a script; with one,
//! what is said where there is no signal waits for it.

mod act;
mod load;
mod opened;
mod pauses;
pub(super) mod words;

use crate::assets;
use crate::parts::when::Wall;
use domain::id::TicketNumber;
use domain::pass::Move;
use domain::ticket::Stage;
use domain::time::Instant;
use maud::{DOCTYPE, Markup, html};
use words::Words;

pub use act::{answer, receive};
pub use load::{media, report, work};
pub use pauses::Paused;

/// The page.
pub struct View {
    pub words: &'static Words,
    /// The path of the page, under which its forms and photos are.
    pub path: String,
    pub wall: Wall,
    pub ticket: TicketNumber,
    pub title: String,
    pub place: String,
    /// Where that is on a map.
    pub at: Option<(f64, f64)>,
    pub stage: Stage,
    pub due_at: Option<Instant>,
    /// Whom to call, with the number.
    pub lead: Option<(String, String)>,
    /// For what it waited.
    pub pauses: Vec<Paused>,
    /// Digests of photos.
    pub photos: Vec<String>,
    /// Names what is sent by this page, so that sent twice it is one.
    pub once: String,
    /// What came of what was sent.
    pub said: Option<&'static str>,
    /// Whether the job is still with whoever looks.
    pub is_theirs: bool,
}

/// `GET /v/{token}`.
pub fn work_page(view: &View) -> Markup {
    let (words, stage) = (view.words, view.stage);
    let is_owed = view.is_theirs && stage.is_open() && stage != Stage::Resolved;
    let is_begun = matches!(stage, Stage::InProgress | Stage::OnHold);
    let content = html! {
        (waits(words))
        (head(view))
        @if let (Some(due_at), true) = (view.due_at, is_owed) { p { (words.due) " " b { (view.wall.at(due_at)) } } }
        @if view.is_theirs { p.actions {
            @if let Some((lat, lon)) = view.at {
                a.button rel="noreferrer" href={ "https://www.openstreetmap.org/?mlat=" (lat) "&mlon=" (lon) "#map=18/" (lat) "/" (lon) } { (words.directions) }
            }
            @if let Some((name, number)) = &view.lead { a.button href={ "tel:" (number) } { (words.call) " " bdi { (name) } } }
        } }
        (photos(view))
        @if is_owed {
            @if !is_begun { (plain(view, Move::Accept, words.accept)) }
            @if stage != Stage::InProgress { (plain(view, Move::Arrive, words.arrive)) }
            (done(view))
            (told(view, Move::Cannot, words.cannot, words.reason))
        } @else if view.is_theirs {
            p.lede { (stage_word(words, stage)) }
        } @else {
            p.lede { (words.given_away) }
        }
        (pauses::pauses(view))
        @if view.is_theirs { (told(view, Move::Cost, words.cost, words.amount)) }
        (script())
    };
    alone(words, &format!("{} {}", view.ticket, view.title), &content)
}

/// `GET /r/{token}`.
pub fn report_page(view: &View) -> Markup {
    let (words, stage) = (view.words, view.stage);
    let at = step(stage);
    let content = html! {
        (head(view))
        ol.stepper {
            @for (nth, word) in words.steps.iter().enumerate() {
                li class=(if nth == at { "now" } else if nth < at { "past" } else { "" })
                    aria-current=[(nth == at).then_some("step")] { span.label { (word) } }
            }
        }
        (photos(view))
        @if stage == Stage::Resolved {
            h2 { (words.question) }
            (verdict(view, Move::Fixed, words.fixed, "button main"))
        }
        @if matches!(stage, Stage::Resolved | Stage::Verified | Stage::Closed) {
            (verdict(view, Move::NotFixed, words.not_fixed, "button"))
        }
    };
    alone(words, &format!("{} {}", view.ticket, view.title), &content)
}

/// What a stranger sees, and whoever comes too late: that there is nothing here any more.
pub fn ended_page(words: &Words) -> Markup {
    alone(words, words.ended, &html! { h1 { (words.ended) } p.lede { (words.ended_how) } })
}

/// The same for a job: what still waits on the phone is sent from here too, or said to be lost.
pub fn ended_work_page(words: &Words) -> Markup {
    alone(words, words.ended, &html! { (waits(words)) h1 { (words.ended) } p.lede { (words.ended_how) } (script()) })
}

/// The line that says what waits on the phone, which the script fills.
fn waits(words: &Words) -> Markup {
    html! {
        p.flash #waits role="status" hidden data-words=(words.waits) data-photos=(words.photos_wait) data-lost=(words.lost) {}
    }
}

fn script() -> Markup {
    html! { script src=(assets::pass_script_path()) defer {} }
}

fn head(view: &View) -> Markup {
    html! {
        @if let Some(said) = view.said { p.flash role="status" { (said) } }
        p.eyebrow { span.number { (view.ticket) } }
        h1 dir="auto" { (view.title) }
        @if !view.place.is_empty() { p.lede dir="auto" { (view.place) } }
    }
}

fn photos(view: &View) -> Markup {
    html! {
        @if !view.photos.is_empty() {
            ul.photos {
                @for digest in &view.photos {
                    li { a href={ (view.path) "/media/" (digest) } {
                        img src={ (view.path) "/media/" (digest) } alt=(view.words.photo) loading="lazy" width="160" height="160";
                    } }
                }
            }
        }
    }
}

/// A form that says one thing by its button.
fn plain(view: &View, made: Move, label: &str) -> Markup {
    form(view, made, made.word(), &html! { button class={ "button" @if made == Move::Accept { " main" } } { (label) } })
}

/// A form that says one thing with words, and a photo where there is one.
fn told(view: &View, made: Move, label: &str, asks: &str) -> Markup {
    let id = made.word();
    let fields = html! {
        div.field { label for=(id) { (asks) } textarea #(id) name="text" rows="2" maxlength="1000" required {} }
        div.field { label for={ (id) "-photo" } { (view.words.photo) } (camera(&format!("{id}-photo"), false)) }
        button.button { (view.words.send) }
    };
    html! { details.fold { summary { (label) } (form(view, made, id, &fields)) } }
}

fn done(view: &View) -> Markup {
    let fields = html! {
        div.field { label for="done-photo" { (view.words.photo_needed) } (camera("done-photo", true)) }
        div.field { label for="done-text" { (view.words.note) } textarea #done-text name="text" rows="2" maxlength="1000" {} }
        button.button.main { (view.words.done) }
    };
    html! { section.card aria-labelledby="done" { h2 #done { (view.words.done) } div.pad { (form(view, Move::Done, Move::Done.word(), &fields)) } } }
}

fn camera(id: &str, is_required: bool) -> Markup {
    html! { input id=(id) type="file" name="photo" accept="image/jpeg,image/png,image/webp" capture="environment" multiple required[is_required]; }
}

/// Words come before photos, which are streamed. What is sent by one form of a page, by its name, is one.
fn form(view: &View, made: Move, name: &str, fields: &Markup) -> Markup {
    html! {
        form.stack method="post" enctype="multipart/form-data" action={ (view.path) "/moves" } data-waits {
            input type="hidden" name="move" value=(made.word());
            input type="hidden" name="once" value={ (view.once) "-" (name) };
            (fields)
        }
    }
}

fn verdict(view: &View, made: Move, label: &str, class: &str) -> Markup {
    html! {
        form.stack method="post" action={ (view.path) "/answer" } {
            input type="hidden" name="move" value=(made.word());
            input type="hidden" name="once" value={ (view.once) "-" (made.word()) };
            @if made == Move::NotFixed {
                div.field { label for="why" { (view.words.note) } textarea #why name="text" rows="2" maxlength="1000" {} }
            }
            button class=(class) { (label) }
        }
    }
}

/// Which of the five steps a stage is shown as.
fn step(stage: Stage) -> usize {
    match stage {
        Stage::Reported | Stage::Classified => 0,
        Stage::Assigned => 1,
        Stage::InProgress | Stage::OnHold | Stage::Reopened => 2,
        Stage::Resolved => 3,
        Stage::Verified | Stage::Closed | Stage::Merged | Stage::Cancelled => 4,
    }
}

fn stage_word(words: &Words, stage: Stage) -> &'static str {
    words.steps[step(stage)]
}

/// A page for one person: nothing of the organisation but what they were given.
pub(super) fn alone(words: &Words, title: &str, content: &Markup) -> Markup {
    let direction = if words.language == "ar" { "rtl" } else { "ltr" };
    html! {
        (DOCTYPE)
        html lang=(words.language) dir=(direction) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex, nofollow";
                title { (title) }
                link rel="stylesheet" href=(assets::stylesheet_path());
                link rel="icon" type="image/svg+xml" href=(assets::ICON_PATH);
            }
            body { main.alone #main { div.stack { (content) } } }
        }
    }
}
