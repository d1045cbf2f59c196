//! A message as it was sent: who, where, when, words and media.

use super::icons::Icon;
use super::when::Wall;
use crate::pages::people::path_seen;
use crate::wording::{fill, say};
use domain::directory::Directory;
use domain::media::Unfetched;
use domain::member::Member;
use domain::message::Form;
use domain::time::Instant;
use domain::voice::Transcript;
use maud::{Markup, html};
use store::read::messages::{Fetch, Message};

/// From this confidence on the words of a transcript are hardly ever others.
const SURE: f32 = 0.8;

/// A message on a page.
#[derive(Clone, Debug)]
pub struct Bubble {
    /// Our name for it.
    pub id: String,
    /// Who said it.
    pub sender: String,
    /// Where their page is; none for those who do not see it.
    pub path: Option<String>,
    /// The shared phone it came from; empty when it came from none.
    pub phone: String,
    /// Where it was said.
    pub conversation: String,
    /// When.
    pub sent_at: Instant,
    /// What form it has.
    pub form: Form,
    /// Its words.
    pub text: String,
    /// The language it is written in, as a BCP 47 tag.
    pub language: Option<String>,
    /// Its file, when kept.
    pub media: Option<String>,
    /// How sure whoever made out a voice note is of its words, in words.
    pub heard: Option<&'static str>,
    /// Whether it is a voice note that nobody heard yet.
    pub unheard: bool,
    /// What WhatsApp says beside it; empty when it says nothing.
    pub beside: String,
    /// Whether it was passed on.
    pub forwarded: bool,
    /// Whether an exported chat brought it, so that a file it lacks never comes.
    pub imported: bool,
    /// What becomes of its file, when that is to be fetched.
    pub fetch: Option<Fetch>,
    /// When its words went because their time was over.
    pub words_gone_at: Option<Instant>,
    /// The same of its file.
    pub file_gone_at: Option<Instant>,
}

impl Bubble {
    /// A message as the store gives it, for whoever looks.
    pub fn seen(message: &Message, directory: &Directory, login: &Member) -> Self {
        Self { path: path_seen(directory, login, &message.heard.sender), ..Self::of(message) }
    }

    /// A message as the store gives it, without a way to whoever said it.
    pub fn of(message: &Message) -> Self {
        let heard = &message.heard;
        Self {
            id: heard.id.to_string(),
            sender: message.sender_name.clone(),
            path: None,
            phone: message.phone_name.clone(),
            conversation: message.conversation_name.clone(),
            sent_at: heard.sent_at,
            form: heard.form,
            text: heard.text.clone(),
            language: heard.meaning.as_ref().map(|meaning| meaning.language.clone()),
            media: heard.media.as_ref().map(ToString::to_string),
            heard: heard.transcript.as_ref().map(heard_word),
            unheard: heard.is_unheard(),
            beside: message.beside.clone(),
            forwarded: heard.forwarded,
            imported: heard.import.is_some(),
            fetch: message.fetch,
            words_gone_at: heard.words_gone_at,
            file_gone_at: heard.file_gone_at,
        }
    }
}

/// The message; `aside` stands in its last line, before the time.
pub fn bubble(bubble: &Bubble, wall: &Wall, focus: bool, aside: &Markup) -> Markup {
    let class = if focus { "bubble focus" } else { "bubble" };
    let language = bubble.language.as_deref().filter(|tag| *tag != "und");
    html! {
        article class=(class) aria-label=(fill(say("Message from {name}"), &[("name", &bubble.sender)])) {
            header {
                @match &bubble.path {
                    Some(path) => a dir="auto" href=(path) { (named(&bubble.sender)) },
                    None => span dir="auto" { (named(&bubble.sender)) },
                }
                @if !bubble.phone.is_empty() { small dir="auto" { (bubble.phone) } }
                small dir="auto" { (bubble.conversation) @if bubble.forwarded { " · " (say("forwarded")) } }
            }
            (media(bubble, wall))
            @if let Some(heard) = bubble.heard { p.muted { (heard) } }
            @if bubble.unheard { p.muted { (say("Not yet heard")) } }
            @if let (Some(at), true, None) = (bubble.words_gone_at, bubble.text.is_empty(), bubble.file_gone_at) { p.muted { (gone(at, wall)) } }
            @if !bubble.text.is_empty() { p.text dir="auto" lang=[language] { (bubble.text) } }
            @if !bubble.beside.is_empty() { p.muted dir="auto" { (beside(bubble)) } }
            footer { (aside) a href={ "/messages/" (bubble.id) } { (wall.at(bubble.sent_at)) } }
        }
    }
}

/// What WhatsApp says beside a message: why it does not pass it on, or what it answers.
fn beside(bubble: &Bubble) -> String {
    let said = if bubble.form == Form::Unknown { say("WhatsApp says: {words}") } else { say("In answer to: {words}") };
    fill(said, &[("words", &bubble.beside)])
}

/// How far the words of a transcript can be relied on.
fn heard_word(transcript: &Transcript) -> &'static str {
    match transcript.confidence {
        _ if !transcript.is_clear() => say("Transcript, unsure: listen before you act on it"),
        Some(confidence) if confidence >= SURE => say("Transcript"),
        Some(_) | None => say("Transcript, perhaps not word for word"),
    }
}

/// A name, or a word for one that was erased.
pub fn named(name: &str) -> &str {
    if name.is_empty() { say("Somebody") } else { name }
}

/// What stands for a photo where none is shown.
pub fn photo_from(sender: &str) -> String {
    fill(say("Photo from {name}"), &[("name", named(sender))])
}

/// That something is here no longer because its time was over.
pub fn gone(at: Instant, wall: &Wall) -> String {
    fill(say("Removed by the retention policy: {day}"), &[("day", &wall.date(at.day(&wall.zone)))])
}

fn media(bubble: &Bubble, wall: &Wall) -> Markup {
    let form = bubble.form;
    match (&bubble.media, form) {
        (Some(digest), Form::Image | Form::Sticker) => html! {
            a href={ "/media/" (digest) } {
                img src={ "/media/" (digest) "/thumb" } alt=(photo_from(&bubble.sender)) loading="lazy"
                    width="320" height="240";
            }
        },
        (Some(digest), Form::Audio) => html! {
            audio controls preload="none" src={ "/media/" (digest) } aria-label=(fill(say("Voice note from {name}"), &[("name", named(&bubble.sender))])) {}
            a.attached href={ "/media/" (digest) } { (icon(form).svg()) (form_word(form)) }
        },
        (Some(digest), _) => html! {
            a.attached href={ "/media/" (digest) } { (icon(form).svg()) (form_word(form)) }
        },
        (None, Form::Text) => html! {},
        (None, Form::Reaction) if bubble.words_gone_at.is_some() => html! {},
        (None, Form::Reaction) if bubble.text.is_empty() => html! { span.muted { (say("Reaction taken away")) } },
        (None, Form::Reaction) => html! {},
        (None, Form::Image | Form::Video | Form::Audio | Form::Document | Form::Sticker) => {
            html! {
                span.attached { (icon(form).svg()) (form_word(form)) span.muted { (missing(bubble, wall)) } }
                @if bubble.file_gone_at.is_none() && bubble.fetch.is_some_and(|fetch| fetch.is_dead) {
                    form method="post" action={ "/messages/" (bubble.id) "/file" } { button.button { (say("Try again")) } }
                }
            }
        }
        (None, Form::Unknown) if !bubble.imported => {
            html! { span.attached { (icon(form).svg()) (say("Something that WhatsApp does not pass on")) } }
        }
        (None, Form::Location | Form::Contacts | Form::Poll | Form::Call | Form::Deleted | Form::Unknown) => {
            html! { span.attached { (icon(form).svg()) (form_word(form)) } }
        }
    }
}

/// Why a file is not here.
fn missing(bubble: &Bubble, wall: &Wall) -> String {
    if let Some(at) = bubble.file_gone_at {
        return gone(at, wall);
    }
    let why = bubble.fetch.and_then(|fetch| fetch.reason).map(|reason: Unfetched| say(reason.sentence()));
    match (bubble.fetch, why) {
        (None, _) if bubble.imported => say("not kept").to_owned(),
        (None, _) => say("not fetched").to_owned(),
        (Some(fetch), Some(why)) if fetch.is_dead => fill(say("not fetched: {why}"), &[("why", why)]),
        (Some(_), Some(why)) => fill(say("not fetched yet: {why}; tried again by itself"), &[("why", why)]),
        (Some(_), None) => say("being fetched").to_owned(),
    }
}

/// The drawing that stands for a form.
pub fn icon(form: Form) -> Icon {
    match form {
        Form::Video => Icon::Film,
        Form::Audio | Form::Call => Icon::Voice,
        Form::Location => Icon::Pin,
        Form::Text | Form::Reaction => Icon::Messages,
        Form::Image | Form::Sticker | Form::Document | Form::Contacts | Form::Poll | Form::Deleted | Form::Unknown => {
            Icon::File
        }
    }
}

/// A form as people say it.
pub fn form_word(form: Form) -> &'static str {
    say(match form {
        Form::Text => "Message",
        Form::Image => "Photo",
        Form::Video => "Video",
        Form::Audio => "Voice note",
        Form::Document => "Document",
        Form::Location => "Location",
        Form::Reaction => "Reaction",
        Form::Sticker => "Sticker",
        Form::Contacts => "Contact card",
        Form::Poll => "Poll",
        Form::Call => "Call",
        Form::Deleted => "Message taken back",
        Form::Unknown => "Attachment",
    })
}
