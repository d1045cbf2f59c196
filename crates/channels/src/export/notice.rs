//! Tells what WhatsApp says from what a person says, once the header is off.
//!
//! Android puts no sender before its own words, so the trouble is a notice with a colon in it. An iPhone puts the
//! chat's title or the actor before them, and a left-to-right mark; the trouble is that it marks media in the same way,
//! and that some notices come without it. What an iPhone marked and no table knows is taken for a notice, so media in a
//! language that is missing here reads as a notice in that language. A contact whose name has a colon and a space in it
//! is cut there; the file does not tell.

use std::collections::HashSet;

use crate::export::header::Phone;
use crate::export::marks::{clean_name, is_mark, is_space, trim, trim_front, without_marks};

/// Who speaks in a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Voice<'a> {
    /// WhatsApp.
    Notice,
    /// A person, and their words with all marks.
    Person { sender: String, words: &'a str },
}

/// WhatsApp allows 25 characters for a name and phones allow more for a contact; a sentence before a colon is no name.
const SENDER_MAX_CHARS: usize = 100;

/// A group has at most 1,024 people; the rest are checked again each time.
const KNOWN_MAX: usize = 2_048;

/// Tells voices apart for one chat.
pub(super) struct Voices {
    chat: String,
    known: HashSet<String>,
}

impl Voices {
    pub(super) fn new(chat: &str) -> Voices {
        Voices { chat: clean_name(chat), known: HashSet::new() }
    }

    /// Who says this, the whole message with its first line still bearing the sender.
    pub(super) fn of<'a>(&mut self, text: &'a str, phone: Phone) -> Voice<'a> {
        let Some((front, words)) = split_sender(text) else {
            return Voice::Notice;
        };
        if !self.known.contains(front) {
            if front.chars().count() > SENDER_MAX_CHARS || is_sentence(front) {
                return Voice::Notice;
            }
            if self.known.len() < KNOWN_MAX {
                self.known.insert(front.to_owned());
            }
        }
        let sender = clean_name(front);
        let is_notice = sender.is_empty() || phone == Phone::Apple && self.is_apple_notice(&sender, words);
        if is_notice { Voice::Notice } else { Voice::Person { sender, words } }
    }

    /// A notice that an iPhone did not mark: by its opening, or because it repeats its actor.
    fn is_apple_notice(&self, sender: &str, words: &str) -> bool {
        let first_line = words.lines().next().unwrap_or("");
        if OPENINGS.iter().any(|opening| trim_front(first_line).starts_with(opening)) {
            return true;
        }
        let plain = without_marks(trim(first_line));
        if sender == self.chat && is_sentence(&plain) {
            return true;
        }
        let deed = plain.trim_start_matches(['~', '\u{202F}', ' ']).strip_prefix(sender);
        deed.is_some_and(|deed| DEEDS.iter().any(|known| deed.starts_with(known)))
    }
}

/// The text of a notice, without the title or actor that an iPhone puts before it.
pub(super) fn notice_text(text: &str, phone: Phone) -> String {
    let words = match phone {
        Phone::Android => text,
        Phone::Apple => split_sender(text).map_or(text, |(_, words)| words),
    };
    without_marks(trim(words)).into_owned()
}

/// The sender and the words after the first colon that a space or the line's end follows.
fn split_sender(text: &str) -> Option<(&str, &str)> {
    let line_end = text.find('\n').unwrap_or(text.len());
    let line = &text[..line_end];
    let colon = line.match_indices(':').map(|(at, _)| at).find(|at| {
        let after = line[at + 1..].trim_start_matches(is_mark);
        after.is_empty() || after.starts_with(is_space)
    })?;
    let words = &text[colon + 1..];
    Some((&line[..colon], words.strip_prefix(is_space).unwrap_or(words)))
}

/// Whether the words before a colon are a notice's and no name: a quotation left open, or a known turn of phrase.
fn is_sentence(front: &str) -> bool {
    if !front.contains(is_space) {
        return false;
    }
    let is_open_quote = front.matches('"').count() % 2 == 1
        || front.contains('“') && !front.contains('”')
        || front.contains('„') && !front.contains('“')
        || front.contains('«') && !front.contains('»');
    is_open_quote
        || DEEDS.iter().any(|deed| deed.len() > DEED_SHORT_BYTES && front.contains(deed))
        || OPENINGS.iter().any(|opening| trim_front(front).starts_with(opening))
}

/// A short deed such as " left" may be part of a name; it counts only right after its actor.
const DEED_SHORT_BYTES: usize = 12;

/// How notices without an actor begin.
const OPENINGS: [&str; 27] = [
    "Messages and calls are end-to-end encrypted",
    "Messages to this chat and calls are now secured",
    "Messages to this group are now secured",
    "Messages you send to this group are now secured",
    "Your security code with ",
    "This business ",
    "This chat is with a business account",
    "As mensagens e as ligações são protegidas",
    "As mensagens e ligações são protegidas",
    "As mensagens e as chamadas são protegidas",
    "Seu código de segurança com ",
    "Los mensajes y las llamadas están cifrados",
    "Tu código de seguridad con ",
    "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt",
    "Deine Sicherheitsnummer für ",
    "Les messages et les appels sont chiffrés",
    "I messaggi e le chiamate sono crittografati",
    "Pesan dan panggilan terenkripsi",
    "Pesan dan panggilan dienkripsi",
    "Mesej dan panggilan disulitkan",
    "Berichten en oproepen zijn end-to-end",
    "Mesajlar ve aramalar uçtan uca",
    "Сообщения и звонки защищены",
    "消息和通话已进行端到端加密",
    "消息和通话已端到端加密",
    "الرسائل والمكالمات مشفرة",
    "मैसेज और कॉल एंड-टू-एंड",
];

/// What notices say that somebody did, right after the name.
const DEEDS: [&str; 66] = [
    " left",
    " added ",
    " removed ",
    " joined",
    " created group ",
    " created this group",
    " changed the subject ",
    " changed the group name ",
    " changed the group description",
    " changed this group's icon",
    " changed this group’s icon",
    " changed the settings",
    " changed this group's settings",
    " changed to ",
    " changed their phone number",
    " deleted this group's icon",
    " joined using this group's invite link",
    " joined from the community",
    " joined using a group link",
    " was added",
    " was removed",
    " is now an admin",
    " are now an admin",
    " turned on disappearing messages",
    " turned off disappearing messages",
    " pinned a message",
    " started a call",
    " saiu",
    " adicionou ",
    " removeu ",
    " criou o grupo ",
    " criou este grupo",
    " mudou o nome do grupo ",
    " mudou o assunto ",
    " alterou o nome do grupo ",
    " mudou a imagem ",
    " mudou a descrição ",
    " entrou usando ",
    " agora é um admin",
    " salió del grupo",
    " añadió a ",
    " creó el grupo ",
    " cambió el asunto ",
    " cambió el nombre del grupo ",
    " cambió el ícono ",
    " se unió usando ",
    " hat die Gruppe verlassen",
    " hat die Gruppe ",
    " hat den Betreff ",
    " hat den Gruppennamen ",
    " hat das Gruppenbild ",
    " a créé le groupe ",
    " a changé le sujet ",
    " a changé le nom du groupe ",
    " a quitté",
    " ha creato il gruppo ",
    " ha cambiato l'oggetto ",
    " telah keluar",
    " keluar",
    " membuat grup ",
    " mengubah subjek ",
    " mengubah nama grup ",
    " telah mencipta kumpulan ",
    " menukar subjek ",
    " heeft de groep ",
    " heeft het onderwerp ",
];
