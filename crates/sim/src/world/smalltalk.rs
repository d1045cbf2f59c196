//! What is neither work nor trouble: greetings, thumbs, stickers, questions, and messages taken back.

use super::phrases::filled;
use super::said::{Pen, Truth};
use domain::directory::Role;
use domain::message::{ConversationKey, Form, Kind};
use domain::time::Instant;

/// Says one idle thing at an instant.
pub fn say(pen: &mut Pen<'_>, at: Instant) {
    let role =
        pen.chance.pick(&[Role::Resident, Role::Resident, Role::Resident, Role::Manager, Role::Guard, Role::Cleaner]);
    let from = pen.ground.one(&mut pen.chance, role);
    let chat = chat_of(pen, from, role);
    let book = pen.member(from).tongue.book();
    let idle = Truth::idle(Kind::Chatter);
    match pen.chance.below(20) {
        0..=8 => {
            let text = pen.chance.pick(book.chatter).to_owned();
            let index = pen.text(at, &chat, from, text, idle);
            pen.said[index].inbound.forwarded = pen.chance.percent(8);
        }
        9..=11 => {
            let spot = pen.chance.choose(&pen.ground.spots).and_then(|spot| spot.spellings.first());
            let text = filled(pen.chance.pick(book.question), spot.map_or("", String::as_str), "", "");
            pen.text(at, &chat, from, text, Truth::idle(Kind::Question));
        }
        12..=14 => react(pen, at, from),
        15 => {
            pen.write(at, &chat, from, Form::Sticker, String::new(), idle);
        }
        16 => {
            pen.write(at, &chat, from, Form::Deleted, String::new(), idle);
        }
        17 => {
            let text = pen.chance.pick(book.chatter).to_owned();
            pen.write(at, &chat, from, Form::Audio, text, idle);
        }
        18 => {
            pen.write(at, &chat, from, Form::Contacts, String::new(), idle);
        }
        _ => {
            let text = pen.chance.pick(book.thanks).to_owned();
            pen.text(at, &chat, from, text, idle);
        }
    }
}

fn chat_of(pen: &mut Pen<'_>, from: usize, role: Role) -> ConversationKey {
    match role {
        Role::Guard | Role::Cleaner => pen.ground.crew.clone(),
        _ if pen.chance.percent(10) => pen.ground.direct(from),
        _ => pen.ground.residents.clone(),
    }
}

/// A thumb on something said lately.
fn react(pen: &mut Pen<'_>, at: Instant, from: usize) {
    const NEAR_MINUTES: f64 = 24.0 * 60.0;
    let near: Vec<usize> = (0..pen.said.len())
        .rev()
        .filter(|index| {
            let minutes = at.minutes_since(pen.said[*index].inbound.sent_at);
            (1.0..NEAR_MINUTES).contains(&minutes)
        })
        .take(20)
        .collect();
    if near.is_empty() {
        return;
    }
    let target = pen.chance.pick(&near);
    let chat = pen.said[target].inbound.conversation.clone();
    let emoji = pen.chance.pick(&["👍", "🙏", "❤️", "😂", "👌", "😮"]).to_owned();
    let index = pen.write(at, &chat, from, Form::Reaction, emoji, Truth::idle(Kind::Chatter));
    pen.quote(index, target);
}
