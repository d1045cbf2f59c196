//! Features of what surrounds a text: who sent it, what it is made of, what came before it and what is expected.

use crate::features::Features;
use crate::labels::KINDS;
use crate::normal::{Normal, Sort};
use crate::utterance::{Context, Form, Role, Said, Stage, Utterance};

/// Adds everything known besides the words.
pub(crate) fn add(features: &mut Features, utterance: &Utterance<'_>, normal: &Normal, context: &Context<'_>) {
    let (role, form, length) = (role_name(utterance.role), form_name(utterance.form), length_of(normal));
    features.clue("role of the sender", &[role]);
    features.clue("form of the message", &[form, length]);
    features.clue("role and form", &[role, form]);
    features.clue("role and form", &[role, form, length]);
    features.clue("kind of chat", &[if utterance.is_group { "group" } else { "direct" }, role]);
    flags(features, utterance, normal, context, role);
    words_with_role(features, normal, role, form);
    said(features, "quoted message", context.quoted.as_ref(), role, form);
    said(features, "message before", context.previous.as_ref(), role, form);
    said(features, "one before that", context.earlier.as_ref(), role, form);
    said(features, "own message before", context.own.as_ref(), role, form);
    tickets(features, context, role, form);
    due(features, context, form);
}

/// What a clue is to people; none for those that tell them nothing, such as how long a message is.
pub(crate) fn told(label: &str) -> Option<&'static str> {
    Some(match label {
        "role of the sender" | "word and role" | "role and form" => "who says it",
        "quoted message" => "what it answers",
        "message before" => "what was said just before",
        "own message before" => "what they said before",
        "tickets" => "what is open here",
        "work due" => "work that is due",
        "names a person" => "it names somebody",
        "a danger" => "a danger",
        _ => return None,
    })
}

/// Things that are or are not.
fn flags(features: &mut Features, utterance: &Utterance<'_>, normal: &Normal, context: &Context<'_>, role: &str) {
    let asks = utterance.text.contains(['?', '？', '؟']);
    let marks = [
        (asks, "asks"),
        (normal.text.trim_end().ends_with(['?', '؟']), "ends asking"),
        (utterance.text.contains(['!', '！']), "exclaims"),
        (normal.stretched, "stretches"),
        (utterance.mentions > 0, "mentions"),
        (utterance.is_forwarded, "forwarded"),
        (context.names_place, "names a place"),
        (normal.text.bytes().any(|byte| byte.is_ascii_digit()), "has digits"),
        (has_clock_time(&normal.text), "has a time"),
        (normal.tokens.iter().any(|token| token.sort == Sort::Emoji), "has emoji"),
        (is_shouted(utterance.text), "shouts"),
    ];
    for (_, mark) in marks.iter().filter(|(is, _)| *is) {
        features.clue("a mark", &[mark]);
        features.clue("a mark", &[mark, role]);
    }
    if let Some(named) = context.names_person {
        features.clue("names a person", &[]);
        features.clue("names a person", &[role_name(named), role]);
    }
    if let Some(hour) = utterance.hour {
        features.clue(
            "hour",
            &[["night", "early", "morning", "noon", "afternoon", "evening"][usize::from(hour / 4).min(5)]],
        );
    }
}

/// Each word with the sender's role and with the form: "done" from a cleaner is not "done" from a resident.
fn words_with_role(features: &mut Features, normal: &Normal, role: &str, form: &str) {
    let value = 0.8 / (normal.tokens.len().max(4) as f32).sqrt();
    for word in normal.words() {
        features.clue_of("word and role", &[word, role], value);
        features.clue_of("word and form", &[word, form], value * 0.7);
    }
}

/// What an earlier message was.
fn said(features: &mut Features, label: &'static str, said: Option<&Said<'_>>, role: &str, form: &str) {
    let Some(said) = said else {
        features.clue(label, &["none"]);
        return;
    };
    let (kind, whose, age) = (kind_name(said.kind), if said.is_own { "own" } else { "other" }, age_of(said.minutes));
    features.clue(label, &[kind]);
    features.clue(label, &[kind, whose, role]);
    features.clue(label, &[kind, whose, age]);
    features.clue(label, &[kind, whose, form]);
    features.clue(label, &["role", role_name(said.role), whose, role]);
    features.clue(label, &["form", form_name(said.form), whose, form]);
    features.clue(label, &["stage", stage_name(said.stage), whose]);
    features.clue(label, &["stage", stage_name(said.stage), role]);
    features.clue(label, &["age", age, whose]);
}

/// The tickets that touch the sender or stand in the chat.
fn tickets(features: &mut Features, context: &Context<'_>, role: &str, form: &str) {
    let tickets = context.tickets;
    let counts = [
        (tickets.reported_open, "reported, open"),
        (tickets.reported_resolved, "reported, claimed fixed"),
        (tickets.taken_open, "on the sender's hands"),
        (tickets.chat_open, "open here"),
        (tickets.chat_resolved, "claimed fixed here"),
    ];
    for (count, name) in counts {
        let few = ["0", "1", "2+"][count.min(2)];
        features.clue("tickets", &[name, few]);
        features.clue("tickets", &[name, few, role]);
        features.clue("tickets", &[name, few, form]);
    }
    for (name, minutes) in
        [("since fixed", context.minutes_since_resolved), ("since issue", context.minutes_since_issue)]
    {
        features.clue("tickets", &[name, minutes.map_or("never", age_of), role]);
    }
}

/// Routine work expected now.
fn due(features: &mut Features, context: &Context<'_>, form: &str) {
    let Some(due) = context.due else {
        features.clue("work due", &["none", form]);
        return;
    };
    let work = if due.is_patrol { "patrol" } else { "task" };
    let when = if due.minutes < -30.0 {
        "soon"
    } else {
        ["now", "late", "overdue"][((due.minutes + 30.0) / 90.0).clamp(0.0, 2.0) as usize]
    };
    let overlap = ["none", "some", "much"][(due.overlap * 4.0).clamp(0.0, 2.0) as usize];
    features.clue("work due", &[work, when]);
    features.clue("work due", &[work, form, if due.wants_photo { "photo" } else { "no photo" }]);
    features.clue("work due", &[work, "named", overlap]);
    features.clue("work due", &[work, "named", overlap, form]);
}

/// A digit pair around a colon or dot, or a number before am, pm.
fn has_clock_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(3).any(|three| {
        three[0].is_ascii_digit()
            && (matches!(three[1], b':' | b'.') && three[2].is_ascii_digit() || matches!(&three[1..], b"am" | b"pm"))
    })
}

/// Mostly capitals, in a text long enough to tell.
fn is_shouted(text: &str) -> bool {
    let (upper, lower) = text.chars().fold((0, 0), |(upper, lower), c| {
        (upper + usize::from(c.is_ascii_uppercase()), lower + usize::from(c.is_ascii_lowercase()))
    });
    upper > 6 && upper > lower
}

fn length_of(normal: &Normal) -> &'static str {
    let han: usize =
        normal.tokens.iter().filter(|token| token.sort == Sort::Han).map(|token| (token.end - token.start) / 5).sum();
    match normal.tokens.len() + han {
        0 => "empty",
        1 => "one",
        2..=3 => "few",
        4..=7 => "short",
        8..=15 => "middle",
        16..=30 => "long",
        _ => "very long",
    }
}

fn age_of(minutes: f32) -> &'static str {
    match minutes {
        m if m < 1.5 => "at once",
        m if m < 6.0 => "minutes",
        m if m < 30.0 => "half an hour",
        m if m < 180.0 => "hours",
        m if m < 1_440.0 => "today",
        _ => "days",
    }
}

pub(crate) fn kind_name(kind: usize) -> &'static str {
    KINDS.get(kind).copied().unwrap_or("-")
}

pub(crate) fn role_name(role: Role) -> &'static str {
    match role {
        Role::Manager => "manager",
        Role::Supervisor => "supervisor",
        Role::Cleaner => "cleaner",
        Role::Guard => "guard",
        Role::Technician => "technician",
        Role::Resident => "resident",
        Role::Vendor => "vendor",
        Role::Unknown => "unknown",
    }
}

fn form_name(form: Form) -> &'static str {
    match form {
        Form::Text => "text",
        Form::Image => "image",
        Form::Video => "video",
        Form::Audio => "audio",
        Form::Location => "location",
        Form::Sticker => "sticker",
        Form::Document => "document",
        Form::Contacts => "contacts",
        Form::Deleted => "deleted",
        Form::Reaction => "reaction",
    }
}

fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::Absent => "absent",
        Stage::Open => "open",
        Stage::Taken => "taken",
        Stage::Resolved => "resolved",
        Stage::Verified => "verified",
    }
}
