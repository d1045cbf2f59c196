//! What the typesetter may see: our own markup, a few files in memory and fonts; no clock, no disk, no packages.

use super::fonts::Chosen;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::LazyLock;
use typst::Library;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

static LIBRARY: LazyLock<LazyHash<Library>> =
    LazyLock::new(|| LazyHash::new(<Library as typst::LibraryExt>::default()));
static MAIN: LazyLock<Source> = LazyLock::new(|| Source::new(named("main.typ"), include_str!("sheet.typ").to_owned()));

/// A file of a fixed name.
fn named(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("our own names are plain words");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// Everything one document is made of.
pub(super) struct World {
    fonts: Chosen,
    files: BTreeMap<&'static str, Bytes>,
}

/// The names of pictures; there are as many as a document shows.
const PICTURES: [&str; super::PICTURES_MAX] = [
    "picture-0",
    "picture-1",
    "picture-2",
    "picture-3",
    "picture-4",
    "picture-5",
    "picture-6",
    "picture-7",
    "picture-8",
    "picture-9",
    "picture-10",
    "picture-11",
];

impl World {
    pub(super) fn new(fonts: Chosen, files: [(&'static str, Vec<u8>); 3], pictures: Vec<Option<Vec<u8>>>) -> Self {
        let mut files: BTreeMap<&'static str, Bytes> =
            files.into_iter().map(|(name, bytes)| (name, Bytes::new(bytes))).collect();
        // An empty file stands for a picture that cannot be shown: the markup asks for its length first.
        let pictures = PICTURES.into_iter().zip(pictures);
        files.extend(pictures.map(|(name, bytes)| (name, Bytes::new(bytes.unwrap_or_default()))));
        Self { fonts, files }
    }
}

impl typst::World for World {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        MAIN.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == MAIN.id() { Ok(MAIN.clone()) } else { Err(FileError::NotSource) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let name = id.get().vpath().get_without_slash();
        self.files.get(name).cloned().ok_or_else(|| FileError::NotFound(PathBuf::from(name)))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
