//! Shared pieces of pages: small pure functions from a value to markup.

pub mod badges;
pub mod bars;
pub mod bubble;
pub mod chart;
pub mod evidence;
pub mod filters;
pub mod flash;
pub mod icons;
pub mod letter;
pub mod marked;
pub mod qr;
pub mod reach;
pub mod refused;
pub mod shell;
pub mod shown;
pub mod stickers;
pub mod when;
pub mod who;
pub mod written;
