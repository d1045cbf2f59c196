//! Locations: a word, a colon and a map link.

use crate::export::line::Body;
use crate::export::marks::without_marks;

/// `location: https://maps.google.com/?q=-23.5,-46.6`, or a live location's notice.
pub(super) fn read(words: &str) -> Option<Body> {
    if words.contains('\n') {
        return None;
    }
    let plain = without_marks(words);
    if let Some(live) = live_notice(&plain) {
        return Some(live);
    }
    let (label, link) = plain.split_at_checked(plain.find("https://")?)?;
    let label = label.trim().strip_suffix([':', '：'])?.trim();
    let is_map = link.contains("maps.google.") || link.contains("google.com/maps");
    let is_labelled = is_location_word(label);
    if link.contains(char::is_whitespace) || !(is_labelled || is_map && label.chars().count() <= LABEL_MAX_CHARS) {
        return None;
    }
    let (latitude, longitude) = coordinates(link).unzip();
    Some(Body::Location { latitude, longitude, link: Some(link.to_owned()), live: false })
}

/// A word for "location"; what is longer is a person's own sentence with a link.
const LABEL_MAX_CHARS: usize = 16;

fn is_location_word(label: &str) -> bool {
    matches!(
        label.to_lowercase().as_str(),
        "location"
            | "standort"
            | "localização"
            | "ubicación"
            | "localisation"
            | "posizione"
            | "lokasi"
            | "locatie"
            | "konum"
            | "местоположение"
            | "位置"
            | "위치"
            | "الموقع"
            | "स्थान"
            | "लोकेशन"
            | "lokalizacja"
            | "position"
            | "plats"
    )
}

fn live_notice(plain: &str) -> Option<Body> {
    let is_live = matches!(
        plain.trim().trim_end_matches('.').to_lowercase().as_str(),
        "live location shared"
            | "live-standort wird geteilt"
            | "live-standort geteilt"
            | "localização em tempo real compartilhada"
            | "localização em tempo real partilhada"
            | "ubicación en tiempo real compartida"
            | "se compartió ubicación en tiempo real"
            | "localisation en direct partagée"
            | "posizione attuale condivisa"
            | "lokasi terkini dibagikan"
            | "lokasi langsung dikongsi"
            | "live locatie gedeeld"
            | "实时位置已共享"
            | "已共享实时位置"
    );
    is_live.then_some(Body::Location { latitude: None, longitude: None, link: None, live: true })
}

fn coordinates(link: &str) -> Option<(f64, f64)> {
    let (_, query) = link.split_once("q=")?;
    let pair = query.split('&').next()?;
    let (latitude, longitude) = pair.split_once(',').or_else(|| pair.split_once("%2C"))?;
    let (latitude, longitude): (f64, f64) = (latitude.parse().ok()?, longitude.parse().ok()?);
    let is_on_earth = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
    is_on_earth.then_some((latitude, longitude))
}
