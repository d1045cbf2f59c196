//! The stickers of a site's places, to print: each opens a chat with our number, with the place typed in.

use super::rolled::parts;
use crate::fault::Fault;
use crate::form;
use crate::member::Member;
use crate::names::Names;
use crate::parts::filters::site_field;
use crate::parts::shell::{Frame, Tab, shell};
use crate::parts::stickers::{self, Sticker};
use crate::state::Shared;
use crate::wording::{counted, say};
use axum::extract::State;
use domain::directory::Place;
use domain::id::PlaceId;
use maud::{Markup, html};
use serde::Deserialize;

/// Stickers of one sheet.
const STICKERS_MAX: usize = 200;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Only a site's.
    site: String,
    /// Only those of a place and its parts.
    place: String,
    number: String,
}

/// The page.
pub struct View {
    pub frame: Frame,
    pub asked: Asked,
    /// The number that people write to, digits alone; empty as long as nobody knows it.
    pub number: String,
    /// Id and name of each site, to choose from.
    pub sites: Vec<(String, String)>,
    pub stickers: Vec<Sticker>,
}

/// `GET /stickers`: for members.
pub async fn show(
    State(shared): State<Shared>,
    member: Member,
    form::Asked(asked): form::Asked<Asked>,
) -> Result<Markup, Fault> {
    let directory = shared.desk.directory(&member.org).await?;
    let names = Names(&directory);
    let is_meant = |place: &&Place| {
        member.login.sees(Some(&place.site)) && (asked.site.is_empty() || place.site.as_str() == asked.site)
    };
    let whole = PlaceId::new(asked.place.as_str());
    let places: Vec<&Place> = match asked.place.is_empty() {
        true => directory.places.values().filter(is_meant).collect(),
        false => parts(&directory, &whole).filter_map(|place| directory.places.get(place)).filter(is_meant).collect(),
    };
    let sticker = |place: &&Place| Sticker { place: directory.place_path(&place.id), code: String::new() };
    let mut stickers: Vec<Sticker> = places.iter().map(sticker).collect();
    stickers.sort_by(|one, other| one.place.cmp(&other.place));
    Ok(page(&View {
        frame: shared.frame(&member, Tab::Places),
        number: stickers::number(&shared, &member.org, &asked.number).await?,
        sites: names.sites(&member.login),
        asked,
        stickers,
    }))
}

/// The sheet.
pub fn page(view: &View) -> Markup {
    let Asked { site, place, .. } = &view.asked;
    let shown = &view.stickers[..view.stickers.len().min(STICKERS_MAX)];
    let content = html! {
        div.head {
            div {
                p.eyebrow { a href="/places" { (say("Places")) } }
                h1 { (say("Stickers")) }
                p.lede { (say("Whoever scans one writes to you with the place already named.")) }
            }
        }
        @if view.sites.len() > 1 && place.is_empty() {
            form.filters method="get" action="/stickers" {
                (site_field(&view.sites, site))
                button.button { (say("Show")) }
            }
        }
        (stickers::form(
            "/stickers",
            &[("site", site), ("place", place)],
            say("WhatsApp number that people write to, with its country code"),
            &view.number,
        ))
        @if view.stickers.is_empty() { p.none { (say("No place is described yet.")) } }
        @if view.stickers.len() > shown.len() {
            p.hint { (counted(shown.len() as u64, "The first {n} is shown.", "The first {n} are shown.")) }
        }
        (stickers::sheet(&view.number, shown))
    };
    shell(&view.frame, say("Stickers"), &content)
}
