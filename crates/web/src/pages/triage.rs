//! The inbox of what no reader was sure of: each message as it was said, what it was held to mean and why, and one key
//! for each answer.

mod change;
mod detail;
mod load;
mod narrow;
mod reply;
mod snooze;

use crate::pages::message::confidence_word;
use crate::pages::views;
use crate::parts::badges::{self, up_to};
use crate::parts::bubble::{Bubble, form_word, named};
use crate::parts::shell::{Frame, shell};
use crate::wording::{fill, plural, say, weave};
use domain::id::TicketNumber;
use domain::member::MemberRole;
use domain::message::{Form, Interpretation, Kind};
use domain::ticket::Priority;
use domain::time::Instant;
use maud::{Markup, html};
use store::read::triage::{COUNTED_MAX, Similar};

pub use change::{correction, settlement};
pub use load::{first, show};
pub use narrow::{Narrow, Together};
pub use reply::{Reply, answer};
pub use snooze::snooze;

/// What kind of answer a message waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    New,
    Duplicate,
    Report,
    Homeless,
    Unclear,
}

impl Group {
    /// In the order they are shown.
    pub const ALL: [Self; 5] = [Self::New, Self::Duplicate, Self::Report, Self::Homeless, Self::Unclear];

    /// As addresses spell it.
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Duplicate => "duplicate",
            Self::Report => "report",
            Self::Homeless => "homeless",
            Self::Unclear => "unclear",
        }
    }

    fn title(self) -> &'static str {
        say(match self {
            Self::New => "New issue",
            Self::Duplicate => "Maybe duplicate",
            Self::Report => "Task report to confirm",
            Self::Homeless => "Evidence without a home",
            Self::Unclear => "Unclear",
        })
    }
}

/// The page.
pub struct View {
    pub frame: Frame,
    /// How many wait in all, as far as they are counted.
    pub total: u64,
    /// Those shown, by group.
    pub lines: Vec<(Group, Vec<Line>)>,
    pub detail: Option<Detail>,
    /// Those put off, the first that comes back first.
    pub snoozed: Vec<Snoozed>,
    /// Whether the address names the message, so that a phone shows it rather than the list.
    pub is_chosen: bool,
    /// What it is narrowed to, and how many are settled together: those that match, or all that are likely.
    pub narrow: Narrow,
    pub together: Together,
    /// After which position the list goes on, and where it does again.
    pub after: Option<i64>,
    pub next: Option<i64>,
    /// What was just said, and can be taken back.
    pub said: Option<Said>,
}

impl View {
    /// Whether whoever looks may say what messages mean; deciding asks again.
    fn may_answer(&self) -> bool {
        self.frame.role.covers(MemberRole::Supervisor)
    }
}

/// One message in the list.
pub struct Line {
    pub message: String,
    pub sender: String,
    pub conversation: String,
    pub sent_at: Instant,
    pub form: Form,
    pub text: String,
    pub language: String,
    pub priority: Option<Priority>,
    pub place: String,
    pub confidence: f32,
    pub photo: Option<String>,
}

/// One message that was put off.
pub struct Snoozed {
    pub message: String,
    pub sender: String,
    pub form: Form,
    pub text: String,
    pub until: Instant,
}

/// The message that is looked at.
pub struct Detail {
    pub message: Bubble,
    pub before: Vec<Bubble>,
    pub after: Vec<Bubble>,
    pub meaning: Interpretation,
    /// What a member answered while somebody else did: what it means to them, and where it belongs.
    pub typed: Option<(Interpretation, String)>,
    pub opened: Option<TicketNumber>,
    /// What it is held to speak of, in words, when it is not the ticket it opened.
    pub about: Option<(String, String)>,
    /// What a model server said of it.
    pub opinion: Option<String>,
    pub reasons: Vec<String>,
    pub similar: Vec<Similar>,
    pub places: Vec<(String, String)>,
    /// Until when it was put off.
    pub snoozed_until: Option<Instant>,
    /// How whoever said it is answered, by those who may.
    pub reply: Option<Reply>,
    /// The neighbours in the list.
    pub previous: Option<String>,
    pub next: Option<String>,
}

/// What a member just did with a message.
pub struct Said {
    pub message: String,
    pub done: Done,
}

/// What can be taken back.
pub enum Done {
    /// It was put off.
    Snoozed { until: Instant },
    /// Whoever said it was written to.
    Answered { outbound: String },
}

/// `GET /triage` and `GET /triage/{message}`.
pub fn page(view: &View) -> Markup {
    let content = html! {
        div.head {
            div {
                h1 data-news { @if view.total == 0 { (say("Inbox zero")) } @else { a href="/triage" { (fill(plural(view.total, "{n} message to look at", "{n} messages to look at"), &[("n", &up_to(view.total, COUNTED_MAX))])) }} }
                p.lede {
                    @if view.total == 0 { (say("Everything that was heard is settled. What no reader is sure of lands here.")) }
                    @else { (say("The likeliest was done meanwhile. Say whether it was right.")) }
                }
                @if view.frame.role.covers(MemberRole::Manager) && view.frame.is_whole {
                    p.lede { a href="/reader" { (say("How messages are read")) } }
                }
            }
            @if view.together.count > 1 && view.may_answer() { (narrow::together(view)) }
        }
        (views::bar(&view.frame))
        @if view.total > 1 || view.narrow.is_set() { (narrow::choices(view)) }
        @if let Some(said) = &view.said { (toast(view, said)) }
        @if view.total > 0 || view.detail.is_some() || !view.snoozed.is_empty() {
            div class={ "inbox" @if view.is_chosen { " chosen" } } {
                nav.card.queue aria-label=(say("Messages to look at")) {
                    @for (group, lines) in &view.lines { (list(view, *group, lines)) }
                    @if view.after.is_some() || view.next.is_some() {
                        nav.pages aria-label=(say("Pages")) {
                            @if view.after.is_none() { span {} } @else { a.button href=(view.narrow.href("/triage")) { (say("Newest")) } }
                            @if let Some(next) = view.next { a.button rel="next" href=(view.narrow.after("/triage", Some(next))) { (say("Older")) } }
                        }
                    }
                    @if !view.snoozed.is_empty() { (snooze::list(view)) }
                }
                @if let Some(detail) = &view.detail { (detail::detail(view, detail)) }
            }
        } @else {
            p.actions { a.button href="/messages" { (say("What was heard")) } }
        }
    };
    shell(&view.frame, say("Triage"), &content)
}

fn toast(view: &View, said: &Said) -> Markup {
    match &said.done {
        Done::Answered { outbound } => reply::toast(view, &said.message, outbound),
        Done::Snoozed { until } => html! {
            form.toast #toast method="post" action={ "/triage/" (said.message) "/snooze" } data-brief data-keep role="status" {
                span { (weave(say("Snoozed until {time}."), &[("time", &view.frame.wall.at(*until))])) }
                button.button name="until" value=(snooze::NOW) data-key="z" { (say("Undo")) }
            }
        },
    }
}

fn list(view: &View, group: Group, lines: &[Line]) -> Markup {
    let id = group.word();
    html! {
        section aria-labelledby=(id) {
            h2.cap #(id) { (group.title()) span.count { (lines.len()) } }
            ul.rows { @for line in lines { li { (row(view, line)) } } }
        }
    }
}

fn row(view: &View, line: &Line) -> Markup {
    let here = view.detail.as_ref().is_some_and(|detail| detail.message.id == line.message);
    let language = (line.language != "und").then_some(line.language.as_str());
    html! {
        a.row href=(view.narrow.after(&format!("/triage/{}", crate::query::escaped(&line.message)), view.after)) aria-current=[here.then_some("true")] {
            @match line.priority { Some(priority) => (badges::priority(priority)), None => span {} }
            span.what dir="auto" lang=[language] {
                @if line.text.is_empty() { (form_word(line.form)) } @else { (line.text) }
            }
            span.end { (view.frame.wall.age(line.sent_at)) }
            span.sub {
                bdi { (named(&line.sender)) }
                @if !line.place.is_empty() { bdi { (line.place) } } @else { bdi { (line.conversation) } }
                span { (confidence_word(line.confidence)) }
                @if let Some(photo) = &line.photo {
                    img.tiny src={ "/media/" (photo) "/thumb" } alt=(say("Photo")) loading="lazy" width="40" height="40";
                }
            }
        }
    }
}

/// The group a message belongs to.
pub fn group(meaning: &Interpretation, is_own: bool) -> Group {
    match (meaning.kind, &meaning.about) {
        (Kind::Issue, Some(_)) if !is_own => Group::Duplicate,
        (Kind::Issue, _) => Group::New,
        (Kind::Task | Kind::Checkin, _) => Group::Report,
        (Kind::Evidence, None) => Group::Homeless,
        (
            Kind::Progress
            | Kind::Resolved
            | Kind::Verified
            | Kind::Reopened
            | Kind::Assign
            | Kind::Evidence
            | Kind::Question
            | Kind::Chatter,
            _,
        ) => Group::Unclear,
    }
}
