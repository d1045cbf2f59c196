//! What we hear by: when something last came, how late, what may be deaf and what to do about it, and which gaps there were.

use crate::fault::Fault;
use crate::member::Member;
use crate::parts::shell::{Frame, Tab, shell};
use crate::state::Shared;
use crate::wording::{counted, in_english, say, spoken, weave};
use axum::extract::State;
use domain::hearing::{Ear, Silence, Suspicion};
use domain::notice::Concern;
use domain::time::Instant;
use domain::wording::notices::words;
use maud::{Markup, html};
use store::inbox::{self, Aside};
use store::read::hearing::{Hearing, look};

/// What WhatsApp says of the account that is shown, the last first.
const NOTICES_MAX: usize = 50;

/// The page.
pub struct View {
    pub frame: Frame,
    pub ears: Vec<Line>,
    /// Silences that ended: what fell silent, from when until when, and why.
    pub gaps: Vec<(String, Instant, Instant, Suspicion)>,
    /// What WhatsApp says of the account: of what, since when, and what is the matter.
    pub notices: Vec<(String, Instant, Concern)>,
    /// Since when deliveries wait to be taken in.
    pub waiting_since: Option<Instant>,
    /// What could not be taken in: by what, when, and why.
    pub aside: Vec<(String, Instant, String)>,
}

/// Something we hear by.
pub struct Line {
    pub name: String,
    pub messages: i64,
    pub first_at: Instant,
    pub last_at: Instant,
    pub lag_minutes: f64,
    /// Since when it may be deaf, and why.
    pub suspect: Option<(Instant, Suspicion)>,
    /// How many bodies bore a wrong signature since the last right one, and since when.
    pub refused: Option<(i64, Instant)>,
}

/// `GET /channels`: for members; groups of sites that they do not see are not shown.
pub async fn show(State(shared): State<Shared>, member: Member) -> Result<Markup, Fault> {
    let (db, org) = (shared.desk.db(), &member.org);
    let mut hearing = look(db, org, shared.now()).await?;
    let unseen: Vec<Ear> = hearing
        .conversations
        .values()
        .filter(|chat| !member.login.sees(chat.site.as_ref()))
        .map(|chat| Ear::Chat(chat.id.clone()))
        .collect();
    hearing.ears.retain(|known| !unseen.contains(&known.sound.ear));
    hearing.silences.retain(|silence| !unseen.contains(&silence.ear));
    let directory = shared.desk.directory(org).await?;
    let notices = if member.login.sees_all() { directory.concerns(shared.now()) } else { Vec::new() };
    let notices = notices.into_iter().take(NOTICES_MAX);
    let aside = if member.login.sees_all() { inbox::aside(db, org).await? } else { Vec::new() };
    let of_aside = |aside: Aside| {
        let at = Instant::from_us(aside.received_us);
        (domain::hearing::channel_name(&aside.channel).to_owned(), at, aside.reason.unwrap_or_default())
    };
    Ok(page(&View {
        frame: shared.frame(&member, Tab::Messages),
        ears: hearing.ears.iter().filter_map(|known| line(&hearing, &known.sound.ear)).collect(),
        gaps: hearing.silences.iter().rev().filter_map(|silence| gap(&hearing, silence)).collect(),
        notices: notices.map(|(notice, concern)| (notice.shown().to_owned(), notice.at, concern)).collect(),
        waiting_since: inbox::waiting_since(db, org).await?,
        aside: aside.into_iter().map(of_aside).collect(),
    }))
}

fn line(hearing: &Hearing, ear: &Ear) -> Option<Line> {
    let known = hearing.ears.iter().find(|known| known.sound.ear == *ear && *ear != Ear::Program)?;
    let open = hearing.silences.iter().find(|silence| silence.ear == *ear && silence.until.is_none());
    Some(Line {
        name: ear.shown(&hearing.conversations),
        messages: known.messages,
        first_at: known.first_at,
        last_at: known.sound.last_at,
        lag_minutes: known.sound.lag_minutes,
        suspect: open.map(|silence| (silence.since, silence.why)),
        refused: known.sound.unsigned,
    })
}

fn gap(hearing: &Hearing, silence: &Silence) -> Option<(String, Instant, Instant, Suspicion)> {
    Some((silence.ear.shown(&hearing.conversations), silence.since, silence.until?, silence.why))
}

/// The page of a view.
pub fn page(view: &View) -> Markup {
    let suspect = view.ears.iter().filter(|line| line.suspect.is_some()).count();
    let content = html! {
        div.head { div { h1 { (say("Channels")) } p.lede { (summary(view, suspect)) } } }
        div.stack {
            (notices(view))
            (ears(view))
            (gaps(view))
            (aside(view))
        }
    };
    shell(&view.frame, say("Channels"), &content)
}

fn summary(view: &View, suspect: usize) -> String {
    match (view.ears.len(), suspect) {
        (0, _) => say("Nothing is heard live yet.").to_owned(),
        (_, 0) => say("Everything that is set up is heard; silence means that nobody spoke.").to_owned(),
        (_, suspect) => counted(
            suspect as u64,
            "{n} channel may be deaf. Until it is heard again nobody is reminded or counted late.",
            "{n} channels may be deaf. Until it is heard again nobody is reminded or counted late.",
        ),
    }
}

/// What WhatsApp says of the account, in words of whoever looks: what it means, and what to do.
fn notices(view: &View) -> Markup {
    html! {
        @if !view.notices.is_empty() {
            section.card aria-labelledby="notices" {
                h2 #notices { (say("What WhatsApp says of our account")) }
                ul.list {
                    @for (subject, at, concern) in &view.notices {
                        li {
                            div {
                                strong { bdi dir="ltr" { (subject) } }
                                p.missed[concern.needs_act()] { (words(spoken().language(), *concern)) }
                                p.muted { (weave(say("Since {time}."), &[("time", &view.frame.wall.at(*at))])) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn ears(view: &View) -> Markup {
    let wall = &view.frame.wall;
    html! {
        section.card aria-labelledby="ears" {
            h2 #ears { (say("What is heard")) }
            @if view.ears.is_empty() {
                p.none { (say("Connect a number, or a bridge to groups you already have; the README says how.")) }
            }
            ul.list {
                @for line in &view.ears {
                    li {
                        div {
                            strong dir="auto" { (line.name) }
                            @match &line.suspect {
                                Some((since, why)) => {
                                    p.missed { (weave(say("✕ May be deaf since {time}."), &[("time", &wall.at(*since))])) " " (say(why.sentence())) }
                                }
                                None => p.done { (say("● Heard")) }
                            }
                            @if let Some((count, since)) = line.refused {
                                p {
                                    (weave(
                                        say("{messages} with a wrong signature since {since}. If nothing else comes, compare the secret here with the one set there; anybody may leave such, so nothing is held back for them."),
                                        &[
                                            ("messages", &counted(count.unsigned_abs(), "{n} message", "{n} messages")),
                                            ("since", &wall.at(since)),
                                        ],
                                    ))
                                }
                            }
                            p.muted {
                                (weave(
                                    say("Last heard {time}, {lag}; {messages} since {since}."),
                                    &[
                                        ("time", &wall.at(line.last_at)),
                                        ("lag", &late(line.lag_minutes)),
                                        ("messages", &counted(line.messages.unsigned_abs(), "{n} message", "{n} messages")),
                                        ("since", &wall.at(line.first_at)),
                                    ],
                                ))
                            }
                        }
                    }
                }
            }
            @if let Some(since) = view.waiting_since {
                p.pad { (weave(say("Deliveries wait to be taken in since {time}."), &[("time", &wall.at(since))])) }
            }
        }
    }
}

fn late(minutes: f64) -> String {
    match minutes {
        minutes if minutes < 1.0 / 6.0 => say("at once").to_owned(),
        minutes if minutes < 2.0 => {
            let seconds = (minutes * 60.0).round() as u64;
            counted(seconds, "{n} second after it was said", "{n} seconds after it was said")
        }
        minutes => counted(minutes.round() as u64, "{n} minute after it was said", "{n} minutes after it was said"),
    }
}

fn gaps(view: &View) -> Markup {
    let wall = &view.frame.wall;
    html! {
        section.card aria-labelledby="gaps" {
            h2 #gaps { (say("Gaps of the last ten days")) }
            @if view.gaps.is_empty() { p.none { (say("None.")) } }
            ul.list {
                @for (name, since, until, why) in &view.gaps {
                    li {
                        div {
                            strong dir="auto" { (name) }
                            p { (weave(say("{from} to {to}"), &[("from", &wall.at(*since)), ("to", &wall.at(*until))])) }
                            p.muted { (say(why.sentence())) }
                        }
                    }
                }
            }
        }
    }
}

fn aside(view: &View) -> Markup {
    html! {
        @if !view.aside.is_empty() {
            section.card aria-labelledby="aside" {
                h2 #aside { (say("Set aside")) }
                p.pad.muted {
                    (weave(
                        say("Nobody could read these; they are kept whole. {command} tries again."),
                        &[("command", &html! { code { "laksana inbox --again" } })],
                    ))
                }
                ul.list {
                    @for (channel, at, reason) in &view.aside {
                        li { div { strong { (channel) } " " (view.frame.wall.at(*at)) p.muted dir="auto" { (in_english(reason)) } } }
                    }
                }
            }
        }
    }
}
