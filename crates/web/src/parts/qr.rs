//! A QR code, drawn.

use crate::wording::say;
use maud::{Markup, html};
use qrcodegen::{QrCode, QrCodeEcc};

/// White around a code that scanners want, in modules.
const MARGIN: i32 = 4;

/// A text as a code; none when it is too long for one.
pub fn qr(text: &str) -> Option<Markup> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let side = code.size() + 2 * MARGIN;
    let path: String = (0..code.size()).flat_map(|y| runs(&code, y).map(move |(x, wide)| run(x, y, wide))).collect();
    Some(html! {
        svg.qr viewBox={ "0 0 " (side) " " (side) } role="img" aria-label=(say("QR code")) shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(path) fill="#000" {}
        }
    })
}

/// The dark stretches of a row, each with where it begins and how wide it is.
fn runs(code: &QrCode, y: i32) -> impl Iterator<Item = (i32, i32)> {
    let begins = (0..code.size()).filter(move |x| code.get_module(*x, y) && !code.get_module(x - 1, y));
    begins.map(move |x| (x, (x..code.size()).take_while(|at| code.get_module(*at, y)).count() as i32))
}

fn run(x: i32, y: i32, wide: i32) -> String {
    format!("M{} {}h{wide}v1h-{wide}z", x + MARGIN, y + MARGIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_module_is_drawn_once_and_what_is_too_long_is_none() {
        let code = QrCode::encode_text("https://wa.me/60123456789?text=Lobby", QrCodeEcc::Medium).unwrap();
        let dark = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
        let dark = dark.filter(|(x, y)| code.get_module(*x, *y)).count() as i32;
        let drawn: i32 = (0..code.size()).flat_map(|y| runs(&code, y)).map(|(_, wide)| wide).sum();
        assert_eq!(drawn, dark);
        let shown = qr("https://wa.me/60123456789?text=Lobby").unwrap().into_string();
        assert!(shown.contains("<path d=\"M4 4h7v1h-7z"), "a corner of seven modules: {shown}");
        assert!(qr(&"x".repeat(9_000)).is_none());
    }
}
