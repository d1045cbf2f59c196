//! The chat's name, which an export carries only in the name of its file.

use crate::export::marks::clean_name;

/// What an iPhone calls the text in every language.
pub(super) const APPLE_TEXT: &str = "_chat.txt";

/// What stands before the chat's name. Android joins them with a word, an iPhone with a dash.
const BEFORE: [&str; 33] = [
    "WhatsApp Chat with ",
    "WhatsApp Chat - ",
    "WhatsApp-Chat mit ",
    "WhatsApp-Chat - ",
    "WhatsApp-chat met ",
    "WhatsApp-chat - ",
    "WhatsApp-chatt med ",
    "WhatsApp-chat med ",
    "Conversa do WhatsApp com ",
    "Conversa do WhatsApp - ",
    "Chat de WhatsApp con ",
    "Chat de WhatsApp - ",
    "Discussion WhatsApp avec ",
    "Discussion WhatsApp - ",
    "Chat WhatsApp con ",
    "Chat WhatsApp - ",
    "Chat WhatsApp dengan ",
    "Obrolan WhatsApp dengan ",
    "Obrolan WhatsApp - ",
    "Sembang WhatsApp dengan ",
    "Sembang WhatsApp - ",
    "WhatsApp Sohbeti - ",
    "Чат WhatsApp с контактом ",
    "Чат WhatsApp с ",
    "Чат WhatsApp - ",
    "Czat WhatsApp z ",
    "محادثة واتساب مع ",
    "دردشة واتساب مع ",
    "محادثة WhatsApp مع ",
    "دردشة WhatsApp مع ",
    "WhatsApp 聊天 - ",
    "WhatsApp 대화 - ",
    "Percakapan WhatsApp dengan ",
];

/// What stands around the chat's name in languages that put the verb last.
const AROUND: [(&str, &str); 7] = [
    ("与", "的 WhatsApp 聊天"),
    ("与", "的 WhatsApp 对话"),
    ("與", "的 WhatsApp 對話"),
    ("", " के साथ WhatsApp चैट"),
    ("", " ile WhatsApp Sohbeti"),
    ("", "님과의 WhatsApp 대화"),
    ("", "とのWhatsAppチャット"),
];

/// The chat's name in a file name that WhatsApp gave, with or without extension; `None` for any other file name.
pub(super) fn chat_name(file_name: &str) -> Option<String> {
    let stem = stem(file_name);
    let name = BEFORE
        .iter()
        .find_map(|before| stem.strip_prefix(before))
        .or_else(|| AROUND.iter().find_map(|(before, after)| stem.strip_prefix(before)?.strip_suffix(after)))?;
    let name = clean_name(name);
    (!name.is_empty()).then_some(name)
}

/// The chat's name, or the file's own where WhatsApp did not give it.
pub(super) fn chat_name_or_stem(file_name: &str) -> String {
    chat_name(file_name).unwrap_or_else(|| clean_name(&stem(file_name)))
}

/// The file name without its extension and the ` (1)` of a second download.
fn stem(file_name: &str) -> String {
    let lower = file_name.to_ascii_lowercase();
    let is_known = lower.ends_with(".txt") || lower.ends_with(".zip");
    let stem = if is_known { &file_name[..file_name.len() - 4] } else { file_name };
    let stem = stem.trim();
    match stem.rsplit_once(" (") {
        Some((before, count)) if is_count(count) => before.to_owned(),
        Some(_) | None => stem.to_owned(),
    }
}

fn is_count(text: &str) -> bool {
    text.strip_suffix(')')
        .is_some_and(|number| (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Which of several texts is the chat: 0 the iPhone's, 1 one that is named like a chat, 2 any other text. `None` for
/// what is no text.
pub(super) fn text_rank(file_name: &str) -> Option<u8> {
    if file_name == APPLE_TEXT {
        return Some(0);
    }
    if !file_name.to_ascii_lowercase().ends_with(".txt") {
        return None;
    }
    Some(if chat_name(file_name).is_some() { 1 } else { 2 })
}
