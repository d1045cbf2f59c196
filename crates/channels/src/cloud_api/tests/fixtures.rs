//! Every fixture, by snapshot; the values were checked by eye against the files.

use super::folder;
use crate::cloud_api::{Item, Part, Pepper, parse};
use domain::message::{Circle, Handle, Inbound};
use domain::time::{Instant, Zone};
use serde_json::Value;
use std::fmt::Write as _;

/// What a folder's bodies say, in their order by name.
fn told(name: &str) -> String {
    let mut files: Vec<_> = std::fs::read_dir(folder().join(name)).unwrap().map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    let mut told = String::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
        // Files of pywa hold several bodies by name.
        let bodies: Vec<(String, String)> = match value.get("entry") {
            Some(_) => vec![(stem, text)],
            None => value
                .as_object()
                .unwrap()
                .iter()
                .map(|(case, body)| (format!("{stem} {case}"), body.to_string()))
                .collect(),
        };
        for (case, body) in bodies {
            writeln!(told, "== {case}").unwrap();
            parse(&body).unwrap().iter().for_each(|item| writeln!(told, "{}", line(item)).unwrap());
        }
    }
    told
}

fn line(item: &Item) -> String {
    match item {
        Item::Message(message) => {
            let pepper = Pepper::from_hex(&"07".repeat(32)).unwrap();
            heard(&pepper.inbound(message, Instant::from_us(0)))
        }
        Item::Status(status) => {
            let who: Vec<String> = status.who.handles().into_iter().map(|Handle(handle)| handle).collect();
            let group = if status.group.is_some() { " in a group" } else { "" };
            format!("status {} {who:?}{group} tag {:?} errors {:?}", status.state, status.tag, status.errors)
        }
        Item::Moved(before, after) => format!("moved {before:?} to {after:?}"),
        Item::Named(_, group, name) => format!("group {} called {name:?}", group.len()),
        Item::Revoked(external) => format!("revoked {external}"),
        Item::Hearing(part, trouble) => format!("hearing {} {trouble:?}", matches!(part, Part::Channel)),
        Item::Notice(notice) => {
            let (matter, subject, concern) = (notice.matter, &notice.subject, notice.concern);
            format!("notice {matter} {subject:?} {concern:?} {:?}", notice.figure)
        }
        Item::Preferred(handles, stops, at) => format!("preferred {handles:?} {stops} {at:?}"),
        Item::News(name, _) => format!("news {name}"),
        Item::Unknown(name, _) => format!("unknown {name}"),
    }
}

fn heard(inbound: &Inbound) -> String {
    let live = inbound.live.as_ref().unwrap();
    let chat = match inbound.conversation.circle {
        Circle::Group => "group",
        Circle::Direct => "direct",
    };
    let at = inbound.sent_at.rfc3339(&Zone::utc());
    let mut line = format!("{at} {chat} “{}” {} {}", inbound.conversation.name, inbound.sender.0, inbound.form);
    let also: Vec<&str> = live.also.iter().map(|handle| handle.0.as_str()).collect();
    let file = inbound.attachment.as_ref().map(|file| file.name.as_str());
    write!(line, " {:?} by {} {also:?}", inbound.text, inbound.sender_name).unwrap();
    for (what, there) in
        [("forwarded", inbound.forwarded), ("edited", inbound.edited), ("reply", inbound.reply_to.is_some())]
    {
        if there {
            write!(line, " {what}").unwrap();
        }
    }
    if let Some(geo) = inbound.geo {
        write!(line, " at {},{}", geo.lat, geo.lon).unwrap();
    }
    if let Some(file) = file {
        write!(line, " file {file:?}").unwrap();
    }
    line
}

#[test]
fn bodies_that_pywa_recorded_read_as_the_snapshot_says() {
    insta::assert_snapshot!("pywa", told("pywa"));
}

#[test]
fn examples_of_the_openapi_document_read_as_the_snapshot_says() {
    insta::assert_snapshot!("meta_openapi_v23", told("meta-openapi-v23"));
}

#[test]
fn the_shapes_of_2026_read_as_the_snapshot_says() {
    insta::assert_snapshot!("meta_docs_2026", told("meta-docs-2026"));
}
