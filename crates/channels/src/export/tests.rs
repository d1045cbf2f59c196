//! The chat reader against fixtures, tables of variants, hostile containers and chance.

mod archives;
mod bodies;
mod chance;
mod containers;
mod dates;
mod encodings;
mod fixtures;
mod headers;
mod identities;
mod notices;

use std::io::Cursor;
use std::path::Path;

use crate::export::chat::Lines;
use crate::export::container::date_finding;
use crate::export::error::ExportError;
use crate::export::finding::DateFinding;
use crate::export::line::{Line, Message};
use crate::export::order::DateOrder;

const FILE: &str = "WhatsApp Chat with Block C.txt";

fn finding(text: &str) -> Result<DateFinding, ExportError> {
    date_finding(Box::new(Cursor::new(text.to_owned().into_bytes())), Path::new(FILE))
}

fn lines(text: &str, order: DateOrder) -> Vec<Line> {
    let text = Box::new(Cursor::new(text.to_owned().into_bytes()));
    Lines::new(text, Path::new(FILE), "Block C", order).collect::<Result<_, _>>().unwrap()
}

fn messages(text: &str) -> Vec<Message> {
    let is_message = |line| match line {
        Line::Message(message) => Some(message),
        Line::System { .. } | Line::Unreadable { .. } => None,
    };
    lines(text, DateOrder::Dmy).into_iter().filter_map(is_message).collect()
}
