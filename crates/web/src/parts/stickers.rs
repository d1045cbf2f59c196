//! Stickers to print: each opens a chat with our number, with something typed in.

use super::qr::qr;
use crate::query::escaped;
use crate::state::Shared;
use crate::wording::say;
use domain::id::OrgId;
use maud::{Markup, html};
use store::StoreError;
use store::inbox::ears::own_numbers;

/// Fewest digits of a number with its country code.
const DIGITS_MIN: usize = 7;

/// One sticker.
pub struct Sticker {
    /// What it hangs at.
    pub place: String,
    /// What stands below that, and is typed in behind it; empty for none.
    pub code: String,
}

/// The number that people write to, digits alone: the one that a form says, else our own. Empty as long as nobody knows it.
pub async fn number(shared: &Shared, org: &OrgId, said: &str) -> Result<String, StoreError> {
    let own = if said.is_empty() { own_numbers(shared.desk.db(), org).await? } else { Vec::new() };
    let number = own.first().map_or(said, String::as_str);
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    Ok(if digits.len() < DIGITS_MIN { String::new() } else { digits })
}

/// The form that asks for the number, with what else its address says.
pub fn form(action: &str, pairs: &[(&str, &str)], label: &str, number: &str) -> Markup {
    html! {
        form.card.pad.no-print method="get" action=(action) {
            @for (name, value) in pairs { input type="hidden" name=(name) value=(value); }
            label for="number" { (label) }
            input #number name="number" inputmode="tel" autocomplete="tel" required value=(number) placeholder="60123456789";
            button.button.main { (say("Show stickers")) }
        }
    }
}

/// The stickers; without a number there is nothing to print yet.
pub fn sheet(number: &str, stickers: &[Sticker]) -> Markup {
    html! {
        @if !number.is_empty() {
            ul.stickers { @for sticker in stickers { li { (drawn(number, sticker)) } } }
        }
    }
}

fn drawn(number: &str, sticker: &Sticker) -> Markup {
    let text = format!("{} {}", sticker.place, sticker.code);
    let link = format!("https://wa.me/{number}?text={}", escaped(&text));
    html! {
        @match qr(&link) {
            Some(code) => (code),
            None => p { (say("The name of this place is too long for a code; give it a shorter one.")) },
        }
        b dir="auto" { (sticker.place) }
        @if !sticker.code.is_empty() { code { (sticker.code) } }
        small { (say(if sticker.code.is_empty() { "Scan, say what is the matter, and press send." } else { "Scan, then press send." })) }
    }
}
