//! Everything that can stop an export from being read, each said with the place and the remedy.

use std::path::{Path, PathBuf};

use crate::export::order::DateOrder;

/// Why an export cannot be read. None of these goes away by retrying; each says what would mend it.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The operating system refused a read.
    #[error("{} could not be read: {source}. Check that it exists and that you may read it.", .file.display())]
    Io {
        /// The file that was being read.
        file: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// Neither a text, a zip nor a folder.
    #[error(
        "{} is not a chat export. Give the .zip or .txt that WhatsApp's \"Export chat\" made, or its unpacked folder.",
        .file.display()
    )]
    NotAnExport {
        /// The path as given.
        file: PathBuf,
    },
    /// No message header near the beginning.
    #[error(
        "{}: none of the first {lines} lines begins like a WhatsApp message, for example \
         \"12/03/2026, 09:15 - Name: text\". Export the chat again and leave its text as it is.", .file.display()
    )]
    NotAChat {
        /// The text that was read.
        file: PathBuf,
        /// How many lines were looked at.
        lines: u64,
    },
    /// The container holds no chat text.
    #[error("{} holds no chat text (\"_chat.txt\" or \"WhatsApp Chat with ….txt\"). {hint}", .file.display())]
    NoChatText {
        /// The zip or folder.
        file: PathBuf,
        /// What to do about what it does hold.
        hint: &'static str,
    },
    /// The container holds several chat texts.
    #[error("{} holds several chats ({first} and {second}). Read them one at a time.", .file.display())]
    SeveralChats {
        /// The zip or folder.
        file: PathBuf,
        /// One of the texts.
        first: String,
        /// Another one.
        second: String,
    },
    /// Bytes that are not the encoding WhatsApp writes, in too many rows to be an accident.
    #[error(
        "{}, line {line}: byte {offset} of the text is not {expected}. Save the file as UTF-8, or export the chat \
         again and do not open it in an editor first.", .file.display()
    )]
    Encoding {
        /// The text that was read.
        file: PathBuf,
        /// Line of the first wrong byte, from 1.
        line: u64,
        /// Offset of the first wrong byte in the text, from 0.
        offset: u64,
        /// The encoding that the file began in.
        expected: &'static str,
    },
    /// Both date orders occur in one file.
    #[error(
        "{}: the dates are of two orders: {first}, but {second}. Split the file where the phone's language \
         changed, or say --date-order dmy, mdy or ymd and the lines of the other order are left out.",
        .file.display()
    )]
    MixedDateOrder {
        /// The text that was read.
        file: PathBuf,
        /// A line of one order, as a phrase with its number.
        first: String,
        /// A line of another order.
        second: String,
    },
    /// Nothing in the file decides whether the day or the month comes first.
    #[error(
        "{}, line {line}: nothing says whether \"{example}\" has the day or the month first: {why}. Say \
         --date-order dmy, mdy or ymd.", .file.display()
    )]
    UndecidedDateOrder {
        /// The text that was read.
        file: PathBuf,
        /// The first dated line, from 1.
        line: u64,
        /// Its date as written.
        example: String,
        /// What was looked at in vain.
        why: String,
    },
    /// No line at all can be read in the order asked for.
    #[error(
        "{}: not one date can be read as {order}; line {line} says \"{example}\". Say another --date-order.",
        .file.display()
    )]
    WrongDateOrder {
        /// The text that was read.
        file: PathBuf,
        /// The order asked for.
        order: DateOrder,
        /// The first dated line, from 1.
        line: u64,
        /// Its date as written.
        example: String,
    },
    /// A cap was passed.
    #[error("{}: {what} is larger than {max_bytes} bytes. Export the chat again, without media or in parts.", .file.display())]
    TooLarge {
        /// The file on disk.
        file: PathBuf,
        /// The part that is too large.
        what: String,
        /// The cap.
        max_bytes: u64,
    },
    /// More entries than any export has.
    #[error("{} holds more than {max} entries. That is no chat export; unpack it and give the chat's own zip.", .file.display())]
    TooManyEntries {
        /// The zip or folder.
        file: PathBuf,
        /// The cap.
        max: usize,
    },
    /// An entry that would unpack to far more than any real one.
    #[error(
        "{}: entry \"{entry}\" unpacks to over {ratio_max} times its size, as only a zip bomb does. Do not trust this \
         file; export the chat again.", .file.display()
    )]
    Bomb {
        /// The zip.
        file: PathBuf,
        /// The entry's name.
        entry: String,
        /// The cap.
        ratio_max: u64,
    },
    /// An entry whose name leads out of the archive.
    #[error(
        "{}: entry \"{entry}\" points outside the archive. Do not trust this file; export the chat again.",
        .file.display()
    )]
    Escapes {
        /// The zip.
        file: PathBuf,
        /// The entry's name.
        entry: String,
    },
    /// A password is needed.
    #[error("{}: entry \"{entry}\" is encrypted. Unpack it with its password and give the folder.", .file.display())]
    Encrypted {
        /// The zip.
        file: PathBuf,
        /// The entry's name.
        entry: String,
    },
    /// Not a whole zip.
    #[error("{} is damaged or cut short ({reason}). Copy it from the phone again.", .file.display())]
    Damaged {
        /// The zip.
        file: PathBuf,
        /// What was found.
        reason: String,
    },
    /// A compression that WhatsApp does not use.
    #[error("{}: entry \"{entry}\" is packed in a way that is not read here. Unpack it and give the folder.", .file.display())]
    Packing {
        /// The zip.
        file: PathBuf,
        /// The entry's name.
        entry: String,
    },
}

impl ExportError {
    /// What a text full of zero bytes was expected to be.
    pub(super) const NOT_UTF16: &'static str = "text in UTF-8 (it looks like UTF-16)";

    /// A failed read as an error. Our own readers send an [`ExportError`] through [`std::io::Error`]; it comes out
    /// as it went in.
    pub(super) fn from_read(file: &Path, source: std::io::Error) -> ExportError {
        match source.downcast::<ExportError>() {
            Ok(ours) => ours,
            Err(source) => ExportError::Io { file: file.to_path_buf(), source },
        }
    }
}
