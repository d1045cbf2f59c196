//! The text of an exported chat as Android writes it, as long as one wants: for measuring imports.

use super::{Said, Scale, World};
use domain::message::{Circle, Form};
use domain::time::{Day, Instant, Zone};

/// Days told by one world; more worlds follow until there are enough messages.
const DAYS: i64 = 28;

/// The lines of an exported group chat with so many messages. Each item ends with a line break.
///
/// Worlds of four weeks are made one after another, so memory stays flat whatever the length.
pub fn chat_export(seed: u64, messages: usize) -> impl Iterator<Item = String> {
    let scale = Scale { sites: 1, days: DAYS, incidents: 60, smalltalk: 300 };
    let start = Day(jiff::civil::date(2020, 1, 1));
    let parts = (0_u64..).zip((1_i64..).map(move |part| start.plus(part * DAYS)));
    let lines = parts.flat_map(move |(part, day)| {
        let until = Zone::utc().instant(day.0.at(0, 0, 0, 0));
        let world = part_of(seed, part, scale, until);
        let zone = world.zone.clone();
        world.said.into_iter().filter(is_shown).map(move |said| line(&said, &zone))
    });
    lines.take(messages)
}

/// One site all along, other stories in every part.
fn part_of(seed: u64, part: u64, scale: Scale, until: Instant) -> World {
    let site = usize::try_from(seed % 6).unwrap_or(0);
    World::of(seed.wrapping_add(part.wrapping_mul(0x9e37_79b9)), &[site], scale, until)
}

/// An export leaves reactions out, and a direct chat has a file of its own.
fn is_shown(said: &Said) -> bool {
    said.inbound.form != Form::Reaction && said.inbound.conversation.circle == Circle::Group
}

fn line(said: &Said, zone: &Zone) -> String {
    let inbound = &said.inbound;
    let at = inbound.sent_at.in_zone(zone).strftime("%d/%m/%Y, %H:%M").to_string();
    let body = match inbound.form {
        Form::Image => {
            let name = inbound.attachment.as_ref().map_or("IMG.jpg", |file| file.name.as_str());
            format!("{name} (file attached)\n{}", inbound.text)
        }
        Form::Location => {
            let pin = inbound.geo.map_or((0.0, 0.0), |geo| (geo.lat, geo.lon));
            format!("location: https://maps.google.com/?q={:.6},{:.6}", pin.0, pin.1)
        }
        Form::Deleted => "This message was deleted".to_owned(),
        Form::Audio | Form::Video | Form::Document | Form::Sticker | Form::Contacts => "<Media omitted>".to_owned(),
        Form::Text | Form::Reaction | Form::Poll | Form::Call | Form::Unknown => inbound.text.clone(),
    };
    format!("{at} - {}: {}\n", inbound.sender_name, body.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_has_as_many_messages_as_were_asked_for() {
        let lines: Vec<String> = chat_export(4, 5_000).collect();
        assert_eq!(lines.len(), 5_000);
        assert!(lines.iter().all(|line| line.ends_with('\n') && line.contains(" - ")));
        assert_eq!(lines[..50], chat_export(4, 50).collect::<Vec<_>>());
    }
}
