//! Whether a question asks how something stands, in the words of each language.

use crate::normal::{fold, is_han};
use unicode_normalization::char::is_combining_mark;

/// Words by which people ask how something stands, folded; Han ones stand anywhere.
const NEWS: &[&str] = &[
    "update",
    "updates",
    "status",
    "progress",
    "eta",
    "news",
    "when",
    "still waiting",
    "how long",
    "anyone coming",
    "any one coming",
    "bila",
    "macam mana",
    "mcm mana",
    "perkembangan",
    "sampai mana",
    "dah siap ke",
    "kabar",
    "gimana",
    "bagaimana",
    "kapan",
    "进度",
    "進度",
    "进展",
    "状态",
    "狀態",
    "什么时候",
    "什麼時候",
    "几时",
    "幾時",
    "怎么样",
    "怎麼樣",
    "好了吗",
    "好了嗎",
    "நிலை",
    "நிலவரம்",
    "எப்போது",
    "எப்போ",
    "என்ன ஆச்சு",
    "enna aachu",
    "eppo",
    "cuando",
    "novedad",
    "novedades",
    "noticias",
    "como va",
    "avance",
    "quando",
    "novidade",
    "previsao",
    "andamento",
    "متى",
    "شو صار",
    "وين وصل",
    "الحاله",
    "خبر",
    "कब",
    "क्या हुआ",
    "स्थिति",
    "स्टेटस",
    "kab",
    "kya hua",
    "kailan",
    "kumusta",
];

/// Whether a question asks how something stands.
pub fn asks_for_news(text: &str) -> bool {
    let spoken = format!(" {} ", fold(text).0.replace(|c: char| !c.is_alphanumeric() && !is_combining_mark(c), " "));
    let joined: String = spoken.split_whitespace().collect();
    NEWS.iter().any(|word| {
        let word = fold(word).0;
        match word.starts_with(is_han) {
            true => joined.contains(&word),
            false => spoken.contains(&format!(" {word} ")),
        }
    })
}
