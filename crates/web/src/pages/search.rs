//! One search over everything: messages, tickets, people and places, in any script, narrowed by what is known of them.

use crate::limits;
use crate::pages::messages::{Line, kind_word, row as message_row};
use crate::pages::tickets::{self, row as ticket_row};
use crate::parts::filters;
use crate::parts::marked::marked;
use crate::parts::shell::{Frame, shell};
use crate::wording::{fill, say, weave};
use domain::message::Kind;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

mod load;
mod named;

pub use load::show;

/// Which sort of thing is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A few of each.
    #[default]
    All,
    Messages,
    Tickets,
    People,
    Places,
}

impl What {
    const ALL: [Self; 5] = [Self::All, Self::Messages, Self::Tickets, Self::People, Self::Places];

    fn label(self) -> &'static str {
        say(match self {
            Self::All => "Everything",
            Self::Messages => "Messages",
            Self::Tickets => "Tickets",
            Self::People => "People",
            Self::Places => "Places",
        })
    }

    fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Messages => "messages",
            Self::Tickets => "tickets",
            Self::People => "people",
            Self::Places => "places",
        }
    }
}

/// In which order messages are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// The last said first.
    #[default]
    Newest,
    /// The likeliest of the last first.
    Best,
}

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub q: String,
    pub what: What,
    pub order: Order,
    /// A person's id, or what they are called.
    pub from: String,
    /// A place's id, or what it is called.
    pub place: String,
    pub site: String,
    pub kind: String,
    /// Anything but nothing: only photos.
    pub photo: String,
    /// The first day.
    pub since: String,
    /// The last day.
    pub until: String,
    /// The list goes on after this: opaque, made by us.
    pub after: String,
}

impl Asked {
    fn href(&self) -> String {
        let what = if self.what == What::All { "" } else { self.what.word() };
        let order = if self.order == Order::Best { "best" } else { "" };
        let pairs = [
            ("q", &*self.q),
            ("what", what),
            ("order", order),
            ("from", &self.from),
            ("place", &self.place),
            ("site", &self.site),
            ("kind", &self.kind),
            ("photo", &self.photo),
            ("since", &self.since),
            ("until", &self.until),
            ("after", &self.after),
        ];
        crate::query::href("/search", &pairs)
    }

    fn with(&self, change: impl FnOnce(&mut Self)) -> String {
        let mut asked = Self { after: String::new(), ..self.clone() };
        change(&mut asked);
        asked.href()
    }

    /// Whether anything is asked for that tells messages apart.
    fn is_narrow(&self) -> bool {
        [&self.from, &self.place, &self.site, &self.kind, &self.photo, &self.since, &self.until]
            .iter()
            .any(|field| !field.is_empty())
    }
}

/// The page.
pub struct View {
    pub frame: Frame,
    pub asked: Asked,
    /// What `from` and `place` turned out to mean; none when nobody or nothing is called so.
    pub from: Option<String>,
    pub place: Option<String>,
    /// Id and name of each site.
    pub sites: Vec<(String, String)>,
    /// Names to choose from while typing.
    pub people_names: Vec<String>,
    pub place_names: Vec<String>,
    pub people: Vec<Spot>,
    pub places: Vec<Spot>,
    pub tickets: Vec<tickets::Line>,
    pub more_tickets: bool,
    pub messages: Vec<Line>,
    pub next: Option<String>,
    /// What may have been meant instead.
    pub meant: Vec<String>,
}

/// Somebody or some place that was found.
pub struct Spot {
    pub name: String,
    /// What it is, in a few words.
    pub detail: String,
    pub href: String,
}

/// `GET /search`.
pub fn page(view: &View) -> Markup {
    let asked = &view.asked;
    let shows = |what| asked.what == What::All || asked.what == what;
    let content = html! {
        div.head { div {
            h1 { (say("Search")) }
            p.lede { (say("Messages, tickets, people and places, in any language.")) }
        } }
        (form(view))
        (chips(view))
        @if !asked.q.is_empty() || asked.is_narrow() { (sorts(view)) }
        @if !view.meant.is_empty() { (meant(view)) }
        div.stack {
            @if !view.people.is_empty() { (spots(view, say("People"), &view.people)) }
            @if !view.places.is_empty() { (spots(view, say("Places"), &view.places)) }
            @if shows(What::Tickets) && !view.tickets.is_empty() { (found_tickets(view)) }
            @if shows(What::Messages) && !view.messages.is_empty() { (found_messages(view)) }
            @if is_empty(view) { section.card aria-label=(say("Found")) { p.none { (nothing(view)) } } }
        }
        (pages(view))
    };
    shell(&view.frame, say("Search"), &content)
}

fn is_empty(view: &View) -> bool {
    view.people.is_empty() && view.places.is_empty() && view.tickets.is_empty() && view.messages.is_empty()
}

fn form(view: &View) -> Markup {
    let asked = &view.asked;
    html! {
        form.pad method="get" action="/search" role="search" {
            div.pair {
                div.field {
                    label for="q" { (say("Words, a name, a number")) }
                    input #q type="search" name="q" value=(asked.q) dir="auto" maxlength=(limits::QUERY_MAX_CHARS);
                }
                button.button.main { (say("Search")) }
            }
            input type="hidden" name="what" value=(asked.what.word());
            details.card.fold open[asked.is_narrow()] {
                summary { (say("Narrow it down")) }
                div.pad { (fields(view)) }
            }
        }
    }
}

fn fields(view: &View) -> Markup {
    let asked = &view.asked;
    let from = view.from.as_ref().unwrap_or(&asked.from);
    let place = view.place.as_ref().unwrap_or(&asked.place);
    html! {
        div.field {
            label for="from" { (say("From whom")) }
            input #from name="from" value=(from) dir="auto" list="people-names" autocomplete="off" maxlength=(limits::QUERY_MAX_CHARS);
            datalist #people-names { @for name in &view.people_names { option value=(name); } }
        }
        div.field {
            label for="place" { (say("Where")) }
            input #place name="place" value=(place) dir="auto" list="place-names" autocomplete="off" maxlength=(limits::QUERY_MAX_CHARS);
            datalist #place-names { @for name in &view.place_names { option value=(name); } }
        }
        @if view.sites.len() > 1 {
            (filters::site_field(&view.sites, &asked.site))
        }
        div.field {
            label for="kind" { (say("Read as")) }
            select #kind name="kind" {
                option value="" { (say("Anything")) }
                @for kind in Kind::ALL { option value=(kind.word()) selected[asked.kind == kind.word()] { (kind_word(*kind)) } }
            }
        }
        div.pair {
            div.field { label for="since" { (say("From")) } input #since type="date" name="since" value=(asked.since); }
            div.field { label for="until" { (say("To")) } input #until type="date" name="until" value=(asked.until); }
        }
        label.radio { input type="checkbox" name="photo" value="yes" checked[!asked.photo.is_empty()]; (say("With a photo")) }
        button.button { (say("Show")) }
    }
}

fn chips(view: &View) -> Markup {
    let asked = &view.asked;
    let set = |field: &str, words: String| (!field.is_empty()).then_some(words);
    let site = view.sites.iter().find(|(id, _)| *id == asked.site).map(|(_, name)| name.clone());
    let unknown = |known: &Option<String>, typed: &str| {
        known.clone().or_else(|| set(typed, fill(say("{name}: nothing is called so"), &[("name", typed)])))
    };
    let words = [
        unknown(&view.from, &asked.from).map(|name| fill(say("From {name}"), &[("name", &name)])),
        unknown(&view.place, &asked.place),
        site,
        Kind::from_word(&asked.kind).map(|kind| kind_word(kind).to_owned()),
        set(&asked.photo, say("With a photo").to_owned()),
        set(&asked.since, fill(say("From {day}"), &[("day", &asked.since)])),
        set(&asked.until, fill(say("To {day}"), &[("day", &asked.until)])),
    ];
    let hrefs = [
        asked.with(|asked| asked.from.clear()),
        asked.with(|asked| asked.place.clear()),
        asked.with(|asked| asked.site.clear()),
        asked.with(|asked| asked.kind.clear()),
        asked.with(|asked| asked.photo.clear()),
        asked.with(|asked| asked.since.clear()),
        asked.with(|asked| asked.until.clear()),
    ];
    let chips: Vec<_> = words.iter().map(Option::as_deref).zip(hrefs).collect();
    filters::chips(&chips)
}

fn sorts(view: &View) -> Markup {
    let asked = &view.asked;
    html! {
        nav.segments aria-label=(say("What is shown")) {
            @for what in What::ALL {
                a href=(asked.with(|asked| asked.what = what)) aria-current=[(asked.what == what).then_some("true")] {
                    (what.label())
                }
            }
        }
    }
}

fn meant(view: &View) -> Markup {
    let offered = html! {
        @for (at, words) in view.meant.iter().enumerate() {
            @if at > 0 { " " (say("or")) " " }
            a href=(view.asked.with(|asked| asked.q.clone_from(words))) dir="auto" { (words) }
        }
    };
    html! {
        p.none role="status" {
            (weave(say("Did you mean {words}?"), &[("words", &offered)]))
        }
    }
}

fn spots(view: &View, title: &str, spots: &[Spot]) -> Markup {
    html! {
        section.card aria-label=(title) {
            h2 { (title) }
            ol.rows {
                @for spot in spots {
                    li { a.row.plain href=(spot.href) {
                        span.what dir="auto" { (marked(&spot.name, &view.asked.q)) }
                        span.sub { bdi { (spot.detail) } }
                    } }
                }
            }
        }
    }
}

fn found_tickets(view: &View) -> Markup {
    html! {
        section.card aria-label=(say("Tickets")) {
            div.cap {
                h2 { (say("Tickets")) }
                @if view.more_tickets && view.asked.what == What::All {
                    a href=(view.asked.with(|asked| asked.what = What::Tickets)) { (say("All tickets found")) }
                }
            }
            ol.rows { @for line in &view.tickets { li { (ticket_row(&view.frame, line, &view.asked.q)) } } }
        }
    }
}

fn found_messages(view: &View) -> Markup {
    let asked = &view.asked;
    let order = |order, words: &str| {
        html! { a href=(asked.with(|asked| asked.order = order)) aria-current=[(asked.order == order).then_some("true")] { (words) } }
    };
    html! {
        section.card aria-label=(say("Messages")) {
            h2 { (say("Messages")) }
            @if !asked.q.is_empty() {
                nav.segments aria-label=(say("Order")) { (order(Order::Newest, say("Newest first"))) (order(Order::Best, say("Best match"))) }
            }
            ol.rows { @for line in &view.messages { li { (message_row(&view.frame, line, &asked.q)) } } }
        }
    }
}

fn pages(view: &View) -> Markup {
    html! {
        @if view.next.is_some() || !view.asked.after.is_empty() {
            nav.pages aria-label=(say("Pages")) {
                @if view.asked.after.is_empty() { span {} } @else { a.button href=(view.asked.with(|_| ())) { (say("Newest")) } }
                @if let Some(next) = &view.next {
                    a.button rel="next" href=(view.asked.with(|asked| asked.after.clone_from(next))) { (say("Older")) }
                }
            }
        }
    }
}

fn nothing(view: &View) -> Markup {
    html! {
        @if view.asked == Asked::default() {
            (weave(
                say("Nothing was said yet. {link} to fill this."),
                &[("link", &html! { a href="/import" { (say("Import a chat")) } })],
            ))
        } @else if view.next.is_some() {
            (say("Nothing fits among the messages looked through so far. Older ones follow."))
        } @else {
            (weave(
                say("Nothing fits. {link}, with fewer words or filters."),
                &[("link", &html! { a href="/search" { (say("Begin anew")) } })],
            ))
        }
    }
}
