//! What a message's words are: text, files, or one of the notes that WhatsApp writes in a person's name.

use crate::export::left::Left;
use crate::export::line::{Attachment, Body, MediaKind};
use crate::export::marks::{clean_words, trim, without_marks};
use crate::export::{attachment, call, edits, omitted, place, poll};

/// A body and whether it was edited.
pub(super) struct Understood {
    pub(super) body: Body,
    pub(super) edited: bool,
}

/// Reads everything that follows the sender, all lines of it.
pub(super) fn read(words: &str) -> Understood {
    let (words, edited) = edits::split_edited(words);
    let body = note(words).or_else(|| media(words)).unwrap_or_else(|| Body::Text(clean_words(words)));
    Understood { body, edited }
}

/// The bodies that hold nothing that was said.
fn note(words: &str) -> Option<Body> {
    let trimmed = trim(words);
    if trimmed.len() > NOTE_MAX_BYTES {
        return poll_of(trimmed);
    }
    let plain = without_marks(trimmed);
    if edits::is_deleted(&plain) {
        return Some(Body::Deleted);
    }
    if let Some(media) = edits::view_once(&plain) {
        return Some(Body::ViewOnce { media });
    }
    place::read(trimmed).or_else(|| call::read(words.trim())).or_else(|| poll_of(trimmed))
}

/// Longer than any note but a poll, a map link with its coordinates included.
const NOTE_MAX_BYTES: usize = 400;

fn poll_of(words: &str) -> Option<Body> {
    let (question, options) = poll::read(words)?;
    Some(Body::Poll { question, options })
}

fn media(words: &str) -> Option<Body> {
    if let Some(named) = attachment::read(words) {
        return Some(named_files(named));
    }
    let omitted = omitted::read(words)?;
    let media = match omitted.what {
        Left::ContactCard => return Some(Body::Contact { name: omitted.name, file: None }),
        Left::Anything => None,
        Left::Media(media) => Some(media),
    };
    let attachments = vec![Attachment::Omitted { media, name: omitted.name }];
    Some(Body::Media { attachments, caption: clean_words(&omitted.caption) })
}

fn named_files(named: attachment::Named) -> Body {
    let attachments = named.attachments;
    if let [Attachment::File { file, .. }] = attachments.as_slice()
        && file.to_ascii_lowercase().ends_with(".vcf")
    {
        return Body::Contact { name: Some(card_name(file)), file: Some(file.clone()) };
    }
    let is_label = omitted::document_label(&named.caption).is_some()
        && attachments
            .iter()
            .any(|attachment| matches!(attachment, Attachment::File { media: MediaKind::Document, .. }));
    let is_repeated = omitted::repeated_name(&named.caption)
        .is_some_and(|name| attachments.iter().any(|attachment| is_file(attachment, &name)));
    let caption = if is_label || is_repeated { String::new() } else { named.caption };
    Body::Media { attachments, caption: clean_words(&caption) }
}

fn is_file(attachment: &Attachment, name: &str) -> bool {
    matches!(attachment, Attachment::File { file, .. } if file == name)
}

/// `Ana Souza.vcf`, or `00000012-Ana Souza.vcf` from an iPhone.
fn card_name(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    match stem.split_once('-') {
        Some((number, name)) if number.len() == 8 && number.bytes().all(|byte| byte.is_ascii_digit()) => {
            name.to_owned()
        }
        Some(_) | None => stem.to_owned(),
    }
}
