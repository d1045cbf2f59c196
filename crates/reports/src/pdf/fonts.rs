//! Fonts: ours, and those of a folder for what ours have no glyph for.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// Latin, Greek and Cyrillic, Arabic, Devanagari, Tamil, Chinese: `scripts/subset-fonts` makes them.
const OURS: [&[u8]; 10] = [
    include_bytes!("../../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../../fonts/NotoSans-Bold.ttf"),
    include_bytes!("../../fonts/NotoSansArabic-Regular.ttf"),
    include_bytes!("../../fonts/NotoSansArabic-Bold.ttf"),
    include_bytes!("../../fonts/NotoSansDevanagari-Regular.ttf"),
    include_bytes!("../../fonts/NotoSansDevanagari-Bold.ttf"),
    include_bytes!("../../fonts/NotoSansTamil-Regular.ttf"),
    include_bytes!("../../fonts/NotoSansTamil-Bold.ttf"),
    include_bytes!("../../fonts/NotoSansSC-Regular.otf"),
    include_bytes!("../../fonts/NotoSansSC-Bold.otf"),
];
/// Files looked at in a folder, and how deep: a machine with every font there is has fewer.
const FILES_MAX: usize = 4_000;
const DEPTH_MAX: usize = 6;
/// A collection of all Chinese, Japanese and Korean weights is smaller.
const FILE_MAX_BYTES: u64 = 64 << 20;

static BUILT_IN: LazyLock<Arc<Vec<Font>>> = LazyLock::new(|| {
    let fonts = OURS.into_iter().flat_map(|bytes| Font::iter(Bytes::new(bytes)));
    Arc::new(fonts.collect())
});
static BUILT_IN_BOOK: LazyLock<Arc<LazyHash<FontBook>>> =
    LazyLock::new(|| Arc::new(LazyHash::new(FontBook::from_fonts(BUILT_IN.iter()))));

/// Where fonts come from.
#[derive(Clone, Debug, Default)]
pub struct Fonts {
    /// A folder that is looked through when a document needs a glyph that ours lack.
    pub folder: Option<PathBuf>,
}

/// The fonts of one document.
pub(super) struct Chosen {
    fonts: Arc<Vec<Font>>,
    book: Arc<LazyHash<FontBook>>,
}

impl Chosen {
    pub(super) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    pub(super) fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }
}

impl Fonts {
    /// Ours, and those of the folder that a text needs besides.
    pub(super) fn for_text(&self, text: &str) -> Chosen {
        let ours = || Chosen { fonts: BUILT_IN.clone(), book: BUILT_IN_BOOK.clone() };
        let mut missing: BTreeSet<char> =
            text.chars().filter(|char| is_drawn(*char) && !has(&BUILT_IN, *char)).collect();
        let Some(folder) = self.folder.as_deref().filter(|_| !missing.is_empty()) else { return ours() };
        let mut files = Vec::new();
        find(folder, 0, &mut files);
        files.sort();
        let mut fonts: Vec<Font> = BUILT_IN.to_vec();
        for file in files {
            if missing.is_empty() {
                break;
            }
            let Ok(bytes) = std::fs::read(&file) else { continue };
            for font in Font::iter(Bytes::new(bytes)) {
                let before = missing.len();
                missing.retain(|char| !font.info().coverage.contains(u32::from(*char)));
                if missing.len() < before {
                    fonts.push(font);
                }
            }
        }
        let book = Arc::new(LazyHash::new(FontBook::from_fonts(fonts.iter())));
        Chosen { fonts: Arc::new(fonts), book }
    }
}

fn has(fonts: &[Font], char: char) -> bool {
    fonts.iter().any(|font| font.info().coverage.contains(u32::from(char)))
}

/// Whether a character needs a glyph: neither space nor one that only tells how others are drawn.
fn is_drawn(char: char) -> bool {
    !char.is_whitespace()
        && !char.is_control()
        && !matches!(char, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        && !matches!(char, '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E01EF}')
}

fn find(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let Ok(about) = entry.metadata() else { continue };
        if files.len() >= FILES_MAX {
            return;
        }
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let is_font = ["ttf", "otf", "ttc"].iter().any(|known| ending.eq_ignore_ascii_case(known));
        if about.is_dir() && depth < DEPTH_MAX {
            find(&path, depth + 1, files);
        } else if about.is_file() && is_font && about.len() <= FILE_MAX_BYTES {
            files.push(path);
        }
    }
}
