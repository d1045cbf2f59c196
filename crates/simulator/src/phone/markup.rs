//! What the phone looks like.

use crate::world::{Content, Line, Persona, Profile, Tick, World};
use crate::{Settings, webhook};
use maud::{DOCTYPE, Markup, html};

const SIGNS: [&str; 4] = ["👍", "✅", "🔁", "🔴"];
/// Messages one can quote.
const QUOTABLE: usize = 12;
const SECOND_US: i64 = 1_000_000;

/// Something to say, for whoever has no idea.
const IDEAS: [&str; 4] =
    ["Lift not working again at Block C", "Paip bocor di bilik pam", "already settled boss", "status?"];

/// A page of the phone.
pub fn document(title: &str, looks_again: bool, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                @if looks_again { script src="/phone/again.js" defer {} }
                title { (title) }
                link rel="stylesheet" href="/phone/style.css";
                link rel="icon" type="image/svg+xml" href="/phone/icon.svg";
            }
            body { (content) }
        }
    }
}

/// The page around a chat; none when there is no such chat for them.
pub fn page(world: &World, settings: &Settings, who: &str, chat: &str) -> Option<Markup> {
    let person = world.people.iter().find(|one| one.phone == who)?;
    let chats = chats(world, person);
    let (_, name) = chats.iter().find(|(id, _)| id == chat)?;
    let base = format!("/phone/{who}/{chat}");
    let lines = world.chats.get(chat).map(Vec::as_slice).unwrap_or_default();
    Some(document(
        "The phone",
        false,
        &html! {
            header.top {
                h1 { "The phone" }
                p { "Simulated: nothing leaves this computer. " a href=(settings.dashboard) { "Dashboard" } " · "
                    a href="/phone/posts" { "Webhooks and chaos" } }
                nav aria-label="People" {
                    @for one in &world.people {
                        a href={ "/phone/" (one.phone) "/" (one.phone) } aria-current=[(one.phone == who).then_some("true")] {
                            b dir="auto" { (one.name) } small { (one.role) }
                        }
                    }
                }
            }
            main.phone {
                nav.chats aria-label="Chats" {
                    @for (id, name) in &chats {
                        a href={ "/phone/" (who) "/" (id) } aria-current=[(id == chat).then_some("page")] { (name) }
                    }
                }
                iframe title={ "Chat with " (name) } src={ (base) "/lines#end" } {}
                (composer(&base, lines))
                (tools(person, &base, settings))
            }
        },
    ))
}

/// Chats of somebody: with the business, and their groups.
fn chats(world: &World, person: &Persona) -> Vec<(String, String)> {
    let is_in = |id: &&String| world.is_member(&person.phone, id);
    let groups = world.groups.iter().filter(|(id, _)| is_in(id));
    let groups = groups.map(|(id, group)| (id.clone(), format!("{} (group)", group.subject)));
    [(person.phone.clone(), "Laksana".to_owned())].into_iter().chain(groups).collect()
}

fn composer(base: &str, lines: &[Line]) -> Markup {
    html! {
        form.composer method="post" action={ (base) "/messages" } enctype="multipart/form-data" {
            div.wide {
                label for="text" { "Message" }
                textarea #text name="text" rows="2" dir="auto" autofocus {}
            }
            details {
                summary { "Quote, photo, place" }
                div {
                    label for="quotes" { "Quote" }
                    select #quotes name="quotes" {
                        option value="" { "Nothing" }
                        @for line in lines.iter().rev().take(QUOTABLE) { option value=(line.wamid) { (short(line)) } }
                    }
                }
                div { label for="file" { "Photo, voice note or file" } input #file type="file" name="file"; }
                div { label for="pin" { "Place, as degrees" } input #pin name="pin" placeholder="3.1390, 101.6869"; }
                label { input type="checkbox" name="forwarded" value="yes"; " Forwarded from elsewhere" }
            }
            button type="submit" { "Send" }
        }
        details.ideas {
            summary { "What people write" }
            ul { @for idea in IDEAS { li { (idea) } } }
        }
    }
}

/// What can be done to time, to the phone, and by itself.
fn tools(person: &Persona, base: &str, settings: &Settings) -> Markup {
    html! {
        section.tools aria-label="Time, phone and stories" {
            @if settings.leap.is_some() {
                form method="post" action="/phone/clock" {
                    input type="hidden" name="back" value=(base);
                    span { "Let time pass:" }
                    @for (by, words) in [("15", "15 min"), ("60", "1 hour"), ("morning", "next 08:00")] {
                        button name="by" value=(by) { (words) }
                    }
                }
            }
            form method="post" action="/phone/scripts" {
                input type="hidden" name="back" value=(base);
                span { "Play:" }
                @for script in crate::scripts::ALL { button name="script" value=(script.name) { (script.name) } }
            }
            form method="post" action={ (base) "/phone" } {
                span { (if person.is_old { "This phone is old: it shows no buttons." } else { "This phone shows buttons." }) }
                button type="submit" { (if person.is_old { "Give them a new phone" } else { "Give them an old phone" }) }
            }
            form method="post" action={ (base) "/number" } {
                label for="number" { "New number" }
                input #number name="number" inputmode="tel" placeholder="60129990000";
                button type="submit" { "Change number" }
            }
            form method="post" action={ (base) "/profile" } {
                label for="profile" { "Webhooks tell" }
                select #profile name="profile" {
                    @for (profile, word) in Profile::ALL {
                        option value=(word) selected[person.profile == profile] { (told(profile)) }
                    }
                }
                button type="submit" { "Set" }
            }
            form method="post" action={ (base) "/echoes" } {
                label for="typed" { "The business types on its own phone" }
                input #typed name="text";
                button type="submit" { "Type" }
            }
            form method="post" action={ (base) "/kinds" } {
                label for="kind" { "Something else comes" }
                select #kind name="kind" {
                    @for (name, words) in webhook::kinds::ALL { option value=(name) { (words) } }
                }
                button type="submit" { "Let it come" }
            }
            form method="post" action={ (base) "/wishes" } {
                span { "Advertisements:" }
                button name="value" value="stop" { "No more" }
                button name="value" value="resume" { "Again" }
            }
            form method="post" action={ (base) "/groups" } {
                label for="link" { "Link into a group" }
                input #link name="link" type="url" placeholder="https://chat.whatsapp.com/…";
                button type="submit" { "Join" }
            }
        }
    }
}

fn told(profile: Profile) -> &'static str {
    match profile {
        Profile::Full => "number and name within the portfolio",
        Profile::Legacy => "the number alone, as until 2025",
        Profile::Hidden => "the name within the portfolio alone",
    }
}

fn short(line: &Line) -> String {
    let words = match &line.content {
        Content::Text(text)
        | Content::Choice { text, .. }
        | Content::Other(text)
        | Content::Whereabouts(text)
        | Content::Link(text, ..) => text.clone(),
        Content::File { kind, caption, .. } => format!("{kind} {caption}"),
        Content::Location { .. } => "place".to_owned(),
    };
    words.chars().take(60).collect()
}

/// The chat itself.
pub fn lines(world: &World, who: &str, chat: &str, now_us: i64) -> Option<Markup> {
    let lines = world.chats.get(chat)?;
    Some(document(
        "Chat",
        true,
        &html! {
            main.chat {
                h1.hidden { "Chat" }
                noscript { p { a href="#end" { "To the end" } ". " a href="" { "Look again" } } }
                ol aria-live="polite" { @for line in lines { li { (bubble(world, (who, chat), line, now_us)) } } }
                span #end {}
            }
        },
    ))
}

fn bubble(world: &World, (who, chat): (&str, &str), line: &Line, now_us: i64) -> Markup {
    let is_mine = line.author.as_deref() == Some(who);
    let author =
        line.author.as_ref().and_then(|author| world.person(author)).map_or("Laksana", |one| one.name.as_str());
    let ago = (now_us - line.at_us) / SECOND_US;
    html! {
        article.bubble.mine[is_mine] {
            header { bdi { (author) } small { (if ago < 60 { "now".to_owned() } else { format!("{} min ago", ago / 60) }) } }
            @if line.is_forwarded { small { i { "Forwarded" } } }
            @if let Some(quoted) = line.quotes.as_deref().and_then(|quotes| world.line(quotes)) {
                blockquote dir="auto" { (short(quoted)) }
            }
            (content(line))
            @if let Content::Choice { options, .. } = &line.content {
                @if who == chat {
                    @for (id, title) in options {
                        form method="post" action={ "/phone/" (who) "/" (chat) "/choices" } {
                            input type="hidden" name="message" value=(line.wamid);
                            button name="option" value=(id) { (title) }
                        }
                    }
                }
            }
            @if matches!(line.content, Content::Whereabouts(_)) && who == chat {
                form method="post" action={ "/phone/" (who) "/" (chat) "/messages" } enctype="multipart/form-data" target="_top" {
                    input type="hidden" name="quotes" value=(line.wamid);
                    label { "Place, as degrees " input name="pin" value="3.1390, 101.6869"; }
                    button type="submit" { "Send location" }
                }
            }
            @if is_mine && matches!(line.content, Content::Text(_) | Content::File { .. }) { (afterwards((who, chat), line)) }
            @if !line.reactions.is_empty() { p.reactions { @for sign in line.reactions.values() { span { (sign) } } } }
            footer {
                @if line.author.is_none() || is_mine { (tick(line.tick)) }
                form method="post" action={ "/phone/" (who) "/" (chat) "/reactions" } {
                    input type="hidden" name="message" value=(line.wamid);
                    @for sign in SIGNS { button.sign name="sign" value=(sign) aria-label={ "React with " (sign) } { (sign) } }
                }
            }
        }
    }
}

/// What somebody may still do to what they said.
fn afterwards((who, chat): (&str, &str), line: &Line) -> Markup {
    let words = match &line.content {
        Content::Text(text) | Content::File { caption: text, .. } => text.as_str(),
        _ => "",
    };
    html! {
        details {
            summary { "Change" }
            form method="post" action={ "/phone/" (who) "/" (chat) "/edits" } {
                input type="hidden" name="message" value=(line.wamid);
                label { "Other words " input name="text" value=(words) dir="auto"; }
                button type="submit" { "Change it" }
            }
            form method="post" action={ "/phone/" (who) "/" (chat) "/revocations" } {
                button name="message" value=(line.wamid) { "Take it back" }
            }
        }
    }
}

fn content(line: &Line) -> Markup {
    match &line.content {
        Content::Text(text) | Content::Whereabouts(text) => html! { p.text dir="auto" { (text) } },
        Content::Choice { text, picture, .. } => html! {
            @if let Some(id) = picture { img src={ "/phone/files/" (id) } alt="A picture above the words"; }
            p.text dir="auto" { (text) }
        },
        Content::Link(text, label, url) => html! {
            p.text dir="auto" { (text) }
            p { a href=(url) rel="noreferrer" target="_blank" { (label) } }
        },
        Content::Other(text) => html! { p.text dir="auto" { i { (text) } } },
        Content::Location { latitude, longitude } => html! { p.text { "📍 " (latitude) ", " (longitude) } },
        Content::File { kind, id, caption } => html! {
            @if matches!(kind.as_str(), "image" | "sticker") { img src={ "/phone/files/" (id) } alt={ "A picture: " (caption) }; }
            @else if kind == "audio" { audio controls src={ "/phone/files/" (id) } {} }
            @else { p { a href={ "/phone/files/" (id) } { (kind) } } }
            @if !caption.is_empty() { p.text dir="auto" { (caption) } }
        },
    }
}

fn tick(tick: Tick) -> Markup {
    let (sign, class, words) = match tick {
        Tick::Sent => ("✓", "sent", "Sent".to_owned()),
        Tick::Delivered => ("✓✓", "delivered", "Delivered".to_owned()),
        Tick::Read => ("✓✓", "read", "Read".to_owned()),
        Tick::Failed(code) => ("!", "failed", format!("Not delivered ({code})")),
    };
    html! { span.tick class=(class) title=(words) { (sign) span.hidden { (words) } } }
}
