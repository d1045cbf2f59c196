//! What we hear by: when something last came, how late, what may be deaf and what to do about it, and which gaps there were.

use crate::fault::Fault;
use crate::form::Form;
use crate::member::Member;
use crate::parts::shell::{Frame, Tab, shell};
use crate::state::Shared;
use crate::wording::{counted, in_english, say, spoken, weave};
use axum::extract::{Path, State};
use axum::response::Redirect;
use domain::beside::{Altered, Beside, Turn};
use domain::hearing::{BRIDGES, Ear, Silence, Suspicion, channel_name};
use domain::member::MemberRole;
use domain::notice::Concern;
use domain::time::Instant;
use domain::wording::notices::words;
use maud::{Markup, html};
use serde::Deserialize;
use store::inbox::{self, Aside, ears};
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
    /// Bridges that were heard, or are switched off.
    pub bridges: Vec<Switch>,
    /// Since when deliveries wait to be taken in.
    pub waiting_since: Option<Instant>,
    /// What could not be taken in: by what, when, and why.
    pub aside: Vec<(String, Instant, String)>,
}

/// The switch of a bridge.
pub struct Switch {
    /// Its channel.
    pub bridge: &'static str,
    pub is_on: bool,
    /// By what its hours are forgotten, where some are known and nothing comes.
    pub unexpected_by: Option<String>,
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
    /// Whether something came, and nothing is expected any more.
    pub is_unexpected: bool,
    /// By what its hours are forgotten, where it may be deaf for being quiet and whoever looks may say so.
    pub unexpected_by: Option<String>,
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
        ears: hearing.ears.iter().filter_map(|known| line(&hearing, &known.sound.ear, may_switch(&member))).collect(),
        gaps: hearing.silences.iter().rev().filter_map(|silence| gap(&hearing, silence)).collect(),
        notices: notices.map(|(notice, concern)| (notice.shown().to_owned(), notice.at, concern)).collect(),
        bridges: bridges(&shared, &member, &hearing).await?,
        waiting_since: inbox::waiting_since(db, org).await?,
        aside: aside.into_iter().map(of_aside).collect(),
    }))
}

/// Whether somebody leads all of it.
fn may_switch(member: &Member) -> bool {
    member.login.role.covers(MemberRole::Manager) && member.login.sees_all()
}

/// The bridges that whoever leads may switch.
async fn bridges(shared: &Shared, member: &Member, hearing: &Hearing) -> Result<Vec<Switch>, Fault> {
    if !may_switch(member) {
        return Ok(Vec::new());
    }
    let off = ears::switched_off(shared.desk.db(), &member.org).await?;
    let of = |bridge: &'static str| {
        let is_off = off.iter().any(|known| known == bridge);
        let ear = Ear::Channel(bridge.to_owned());
        let known = hearing.ears.iter().find(|known| known.sound.ear == ear);
        let unexpected_by = known.filter(|known| is_off && known.sound.rhythm.is_some()).map(|_| named(&ear));
        (is_off || known.is_some()).then_some(Switch { bridge, is_on: !is_off, unexpected_by })
    };
    Ok(BRIDGES.into_iter().filter_map(of).collect())
}

/// The form of `POST /channels/{channel}/switch`.
#[derive(Debug, Deserialize)]
pub struct Switched {
    to: String,
}

/// `POST /channels/{channel}/switch`: for managers. What is so already stays so.
pub async fn switch(
    State(shared): State<Shared>,
    member: Member,
    Path(channel): Path<String>,
    Form(Switched { to }): Form<Switched>,
) -> Result<Redirect, Fault> {
    let bridge = BRIDGES.into_iter().find(|bridge| *bridge == channel).ok_or(Fault::Nothing)?;
    let is_on = match to.as_str() {
        "on" => true,
        "off" => false,
        _ => return Err(Fault::Nothing),
    };
    let mut tx = shared.desk.db().begin().await?;
    let is_changed = ears::switch(&mut tx, &member.org, bridge, is_on, shared.now()).await?;
    tx.commit().await?;
    if is_changed {
        let turn = if is_on { Turn::Made } else { Turn::Ended };
        shared.note(&member, Altered::of(Beside::Bridge, turn, channel_name(bridge))).await?;
    }
    Ok(Redirect::to("/channels#bridges"))
}

/// The form of `POST /channels/expectations`.
#[derive(Debug, Deserialize)]
pub struct Unexpected {
    ear: String,
}

/// `POST /channels/expectations`: for managers. What fell silent for good, a number given up or a group that was left, is expected to
/// speak no more. What is so already stays so.
pub async fn expect_nothing(
    State(shared): State<Shared>,
    member: Member,
    Form(Unexpected { ear }): Form<Unexpected>,
) -> Result<Redirect, Fault> {
    let hearing = look(shared.desk.db(), &member.org, shared.now()).await?;
    let mut known = hearing.ears.iter().map(|known| &known.sound.ear).filter(|known| **known != Ear::Program);
    let ear = known.find(|known| named(known) == ear).ok_or(Fault::Nothing)?;
    let mut tx = shared.desk.db().begin().await?;
    let is_changed = ears::expect_nothing(&mut tx, &member.org, ear).await?;
    tx.commit().await?;
    if is_changed {
        shared.note(&member, Altered::of(Beside::Ear, Turn::Ended, ear.shown(&hearing.conversations))).await?;
    }
    Ok(Redirect::to("/channels#ears"))
}

/// The name of an ear in a form.
fn named(ear: &Ear) -> String {
    match ear {
        Ear::Program => "program".to_owned(),
        Ear::Channel(channel) => format!("channel:{channel}"),
        Ear::Number(channel, number) => format!("number:{channel}:{number}"),
        Ear::Chat(chat) => format!("chat:{chat}"),
    }
}

fn line(hearing: &Hearing, ear: &Ear, may_switch: bool) -> Option<Line> {
    let known = hearing.ears.iter().find(|known| known.sound.ear == *ear && *ear != Ear::Program)?;
    let open = hearing.silences.iter().find(|silence| silence.ear == *ear && silence.until.is_none());
    let is_quiet = open.is_some_and(|silence| silence.why == Suspicion::Quiet) && known.sound.rhythm.is_some();
    Some(Line {
        is_unexpected: known.messages > 0 && known.sound.rhythm.is_none(),
        unexpected_by: (is_quiet && may_switch).then(|| named(ear)),
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
            (heard(view))
            (switches(view))
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

/// A switch for each bridge.
fn switches(view: &View) -> Markup {
    html! {
        @if !view.bridges.is_empty() {
            section.card aria-labelledby="bridges" {
                h2 #bridges { (say("Bridges")) }
                p.pad.hint { (say("What is switched off brings nothing from the next second on; nothing of it is heard later, unless it brings it again.")) " " (say("Until it is heard again, nobody is reminded and nothing counts as late or missed.")) " " (say("If it is gone for good, expect nothing of it any more.")) }
                ul.list {
                    @for Switch { bridge, is_on, unexpected_by } in &view.bridges {
                        li {
                            div { strong { (channel_name(bridge)) } p.missed[!is_on] { (if *is_on { say("Switched on") } else { say("Switched off") }) } }
                            form method="post" action={ "/channels/" (bridge) "/switch" } {
                                input type="hidden" name="to" value=(if *is_on { "off" } else { "on" });
                                button.button { (if *is_on { say("Switch off") } else { say("Hear it again") }) span.hidden { " " (channel_name(bridge)) } }
                            }
                            (unexpected(unexpected_by.as_deref(), channel_name(bridge)))
                        }
                    }
                }
            }
        }
    }
}

/// What says that something fell silent for good.
fn unexpected(by: Option<&str>, name: &str) -> Markup {
    html! {
        @if let Some(ear) = by {
            form method="post" action="/channels/expectations" {
                input type="hidden" name="ear" value=(ear);
                button.button { (say("Expect nothing here any more")) span.hidden { " " (name) } }
            }
        }
    }
}

fn heard(view: &View) -> Markup {
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
                            @if line.is_unexpected {
                                p.muted { (say("Nothing is expected here. If it speaks again, its hours are learnt anew.")) }
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
                        (unexpected(line.unexpected_by.as_deref(), &line.name))
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
