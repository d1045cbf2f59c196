//! What we say to people, in an organisation's own words: each sentence in each language, with a preview and a way back.

use crate::fault::Fault;
use crate::form::{Asked, Form};
use crate::member::Member;
use crate::parts::refused::refused;
use crate::parts::shell::{Frame, Tab, shell};
use crate::parts::shown::{Shown, meanwhile};
use crate::state::Shared;
use crate::wording::{counted, fill, in_english, say, weave};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::directory::Directory;
use domain::refusal::Refusal;
use domain::request::{Command, Definition};
use domain::wording::choices::title;
use domain::wording::own::{WORDS_MAX, Worded, gaps, sample};
use domain::wording::{Sentence, languages, texts};
use maud::{Markup, html};
use reports::Wording;
use serde::Deserialize;

/// Every sentence in one language.
pub struct View {
    pub frame: Frame,
    pub language: &'static str,
    pub lines: Vec<Line>,
}

/// One sentence.
pub struct Line {
    pub sentence: Sentence,
    /// As it is said now.
    pub words: String,
    pub is_own: bool,
}

/// One sentence, to be changed.
pub struct One {
    pub frame: Frame,
    pub sentence: Sentence,
    pub language: &'static str,
    /// What stands in the field.
    pub words: String,
    /// What the form shows: as it is said now, unless somebody looks at other words first.
    pub shown: Shown,
    pub is_own: bool,
    /// Why it cannot be said.
    pub wrong: Option<String>,
}

/// The query of `GET /settings/words`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    language: String,
}

/// The form of `POST /settings/words/{language}/{sentence}`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    words: String,
    /// `preview`, `reset`, or anything else to keep the words.
    what: String,
    shown: String,
}

/// `GET /settings/words`: for managers.
pub async fn show(State(shared): State<Shared>, member: Member, Asked(chosen): Asked<Chosen>) -> Result<Markup, Fault> {
    let directory = shared.desk.directory(&member.org).await?;
    let language = texts(&chosen.language).language;
    let line = |sentence: Sentence| {
        let words = directory.words(language, sentence);
        Line { sentence, words: words.to_owned(), is_own: words != texts(language).of(sentence) }
    };
    let lines = Sentence::ALL.iter().copied().filter(|sentence| !sentence.has_paper()).map(line).collect();
    Ok(page(&View { frame: shared.frame(&member, Tab::Settings), language, lines }))
}

/// `GET /settings/words/{language}/{sentence}`: for managers.
pub async fn one(
    State(shared): State<Shared>,
    member: Member,
    Path((language, sentence)): Path<(String, String)>,
) -> Result<Markup, Fault> {
    let (language, sentence) = named(&language, &sentence)?;
    let directory = shared.desk.directory(&member.org).await?;
    Ok(editor(&of(&shared, &member, &directory, (language, sentence))))
}

/// `POST /settings/words/{language}/{sentence}`: for managers. A preview changes nothing.
pub async fn change(
    State(shared): State<Shared>,
    member: Member,
    Path((language, sentence)): Path<(String, String)>,
    Form(wanted): Form<Wanted>,
) -> Result<Response, Fault> {
    let (language, sentence) = named(&language, &sentence)?;
    let is_reset = wanted.what == "reset";
    // What says the same as ours is ours.
    let words = Some(wanted.words.trim()).filter(|words| !is_reset && *words != texts(language).of(sentence));
    let worded = Worded {
        sentence: sentence.word().to_owned(),
        language: language.to_owned(),
        words: words.unwrap_or_default().to_owned(),
    };
    let checked = worded.check();
    let directory = shared.desk.directory(&member.org).await?;
    if wanted.what == "preview" || checked.is_err() {
        let status = if checked.is_err() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        let view = of(&shared, &member, &directory, (language, sentence));
        let wrong = checked.err().map(|bad| refused(&Refusal::BadWords(bad)));
        let shown = view.shown.or_sent(&wanted.shown);
        return Ok((status, editor(&One { words: wanted.words, shown, wrong, ..view })).into_response());
    }
    let now = directory.words(language, sentence);
    let sent = words.unwrap_or(texts(language).of(sentence));
    if sent != now && Shown::of([now]).is_other_than(&wanted.shown) {
        let mut view = of(&shared, &member, &directory, (language, sentence));
        view.frame.flash = Some(meanwhile(vec![(say("Words"), now.to_owned())]));
        return Ok((StatusCode::CONFLICT, editor(&One { words: sent.to_owned(), ..view })).into_response());
    }
    let request = shared.request(&member, Command::Define(Box::new(Definition::Words(worded))));
    let answers = shared.desk.commit_all(&member.org, vec![request]).await?;
    if let Some(refusal) = answers.into_iter().find_map(Result::err) {
        return Err(Fault::Unreadable(refused(&refusal)));
    }
    Ok(Redirect::to(&format!("/settings/words?language={language}#{}", sentence.word())).into_response())
}

/// A sentence and a language there are.
fn named(language: &str, sentence: &str) -> Result<(&'static str, Sentence), Fault> {
    let language = languages().find(|known| *known == language);
    let sentence = Sentence::from_word(sentence).filter(|sentence| !sentence.has_paper());
    language.zip(sentence).ok_or(Fault::Nothing)
}

fn of(shared: &Shared, member: &Member, directory: &Directory, (language, sentence): (&'static str, Sentence)) -> One {
    let words = directory.words(language, sentence).to_owned();
    let is_own = words != texts(language).of(sentence);
    let shown = Shown::of([words.as_str()]);
    One { frame: shared.frame(member, Tab::Settings), sentence, language, words, shown, is_own, wrong: None }
}

/// The page of every sentence.
pub fn page(view: &View) -> Markup {
    let own = view.lines.iter().filter(|line| line.is_own).count() as u64;
    let content = html! {
        div.head {
            div {
                p.eyebrow { a href="/outbox" { (say("To send")) } }
                h1 { (say("What we say")) }
                p.lede data-plain="marked among the sentences below" {
                    @match own {
                        0 => { (say("All of it in our words.")) }
                        _ => { (counted(own, "{n} sentence is in your own words.", "{n} sentences are in your own words.")) }
                    }
                    " " (say("Who is written to in which language follows from what they write."))
                }
            }
        }
        div.stack {
            nav.card aria-label=(say("Languages")) {
                p.pad { @for language in languages() {
                    a.button lang=(language) href={ "/settings/words?language=" (language) }
                        aria-current=[(language == view.language).then_some("page")] { (name(language)) }
                    " "
                } }
            }
            section.card aria-labelledby="sentences" {
                h2 #sentences { (say("Sentences")) span.count { (view.lines.len()) } }
                ul.list { @for line in &view.lines {
                    li.letter id=(line.sentence.word()) {
                        p { b { (in_english(&called(line.sentence))) } @if line.is_own { " · " (say("your own words")) } }
                        blockquote dir="auto" lang=(view.language) { (line.words) }
                        a.button href={ "/settings/words/" (view.language) "/" (line.sentence.word()) } {
                            (say("Change")) span.hidden { " " (in_english(&called(line.sentence))) }
                        }
                    }
                } }
            }
        }
    };
    shell(&view.frame, say("What we say"), &content)
}

/// The page of one sentence.
pub fn editor(view: &One) -> Markup {
    let (sentence, language) = (view.sentence, view.language);
    let ours = texts(language).of(sentence);
    let content = html! {
        div.head {
            div {
                p.eyebrow { a href={ "/settings/words?language=" (language) } { (say("What we say")) } }
                h1 data-plain="a name" { (in_english(&called(sentence))) }
                p.lede {
                    @let whose = if view.is_own { say("In {language}, in your own words.") } else { say("In {language}, in our words.") };
                    (weave(whose, &[("language", &html! { bdi lang=(language) { (name(language)) } })]))
                }
            }
        }
        div.stack {
            @if let Some(wrong) = &view.wrong { p.flash role="alert" { (wrong) } }
            (preview(view))
            form.card.form method="post" action={ "/settings/words/" (language) "/" (sentence.word()) } aria-labelledby="words-title" {
                h2 #words-title { (say("Words")) }
                (view.shown.field())
                label for="words" { (fill(say("At most {n} characters, on one line"), &[("n", &WORDS_MAX.to_string())])) }
                textarea #words name="words" rows="4" maxlength=(WORDS_MAX) dir="auto" lang=(language) required { (view.words) }
                @let known = gaps(ours).unwrap_or_default();
                @if !known.is_empty() {
                    p.hint { (say("Filled in, each of them needed:")) " " @for gap in known { code { "{" (gap) "}" } " (" (in_english(sample(gap))) ") " } }
                }
                p.hint { (say("Ours:")) " " span dir="auto" lang=(language) { (ours) } }
                p.hint {
                    (say("Whoever wrote within the last day reads these words. To everybody else WhatsApp brings only the template that it approved, in the words that were handed in."))
                }
                div.actions {
                    button.button.main name="what" value="keep" { (say("Save")) }
                    button.button name="what" value="preview" { (say("Preview")) }
                    @if view.is_own { button.button name="what" value="reset" { (say("Back to our words")) } }
                }
            }
        }
    };
    shell(&view.frame, say("What we say"), &content)
}

/// How it looks on a phone.
fn preview(view: &One) -> Markup {
    let worded = Worded {
        sentence: view.sentence.word().to_owned(),
        language: view.language.to_owned(),
        words: view.words.trim().to_owned(),
    };
    html! {
        section.card aria-labelledby="preview" {
            h2 #preview { (say("Preview")) }
            div.letter {
                blockquote dir="auto" lang=(view.language) { (worded.preview()) }
                @for choice in view.sentence.choices() {
                    span.count data-plain="words of ours" lang=(view.language) { (title(&Directory::default(), view.language, choice)) } " "
                }
            }
        }
    }
}

/// What a language calls itself.
fn name(language: &str) -> &'static str {
    Wording::of(language).map_or("English", Wording::name)
}

/// What a sentence is for, from its name.
fn called(sentence: Sentence) -> String {
    let bare = sentence.word().trim_start_matches("laksana_").replace('_', " ");
    let mut letters = bare.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
