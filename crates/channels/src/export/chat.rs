//! Puts the rows of a text together to lines of the chat, one at a time.

use std::io::BufRead;
use std::path::Path;

use jiff::civil::DateTime;

use crate::export::body;
use crate::export::error::ExportError;
use crate::export::flaw::Flaw;
use crate::export::header::{Header, Phone};
use crate::export::identity::Identities;
use crate::export::line::{Body, Line, Message};
use crate::export::marks::{excerpt, is_marked, trim};
use crate::export::notice::{Voice, Voices, notice_text};
use crate::export::order::DateOrder;
use crate::export::rows::{MESSAGE_MAX_BYTES, Row, Rows};
use crate::export::style::Style;

/// A text whose first rows hold no header is no chat; a preamble of this length is one nobody writes.
pub(super) const HEADER_WITHIN_ROWS: u64 = 200;

/// The lines of a chat, read as they are asked for; at most one message is in memory.
pub struct Lines {
    rows: Rows<Box<dyn BufRead + Send>>,
    order: DateOrder,
    style: Style,
    voices: Voices,
    identities: Identities,
    open: Option<Block>,
    first_date: Option<(u64, String)>,
    has_read_date: bool,
    is_over: bool,
}

/// A message while its rows are being gathered.
struct Block {
    row: u64,
    phone: Phone,
    at: Result<DateTime, String>,
    seconds_known: bool,
    text: String,
}

impl Block {
    fn begin(row: &Row<'_>, header: &Header<'_>, at: Result<DateTime, String>) -> Block {
        let at = row.flaw.map_or(at, |flaw| Err(flaw.reason()));
        let (seconds_known, text) = (header.time.second.is_some(), header.rest.to_owned());
        Block { row: row.number, phone: header.phone, at, seconds_known, text }
    }

    /// A message whose header has a wrong byte.
    fn broken(row: &Row<'_>, flaw: Flaw) -> Block {
        let (at, text) = (Err(flaw.reason()), row.text.to_owned());
        Block { row: row.number, phone: Phone::Android, at, seconds_known: false, text }
    }

    /// Of a message that cannot be read, no more than the first row is kept.
    fn add(&mut self, row: &Row<'_>) {
        if self.at.is_err() {
            return;
        }
        let is_long = self.text.len() + row.text.len() >= MESSAGE_MAX_BYTES;
        if let Some(flaw) = row.flaw.or(is_long.then_some(Flaw::TooLong)) {
            self.at = Err(flaw.reason());
            return;
        }
        self.text.push('\n');
        self.text.push_str(row.text);
    }
}

impl Lines {
    pub(super) fn new(text: Box<dyn BufRead + Send>, file: &Path, chat: &str, order: DateOrder) -> Lines {
        Lines {
            rows: Rows::new(text, file),
            order,
            style: Style::default(),
            voices: Voices::new(chat),
            identities: Identities::new(chat),
            open: None,
            first_date: None,
            has_read_date: false,
            is_over: false,
        }
    }

    /// Reads rows until a line of the chat is whole.
    fn advance(&mut self) -> Result<Option<Line>, ExportError> {
        loop {
            let Some(row) = self.rows.read()? else {
                return self.end();
            };
            let block = if let Some(header) = self.style.header(row.text) {
                if self.first_date.is_none() {
                    self.first_date = Some((row.number, header.date.to_string()));
                }
                let at = moment(&header, self.order);
                self.has_read_date |= at.is_ok();
                Block::begin(&row, &header, at)
            } else if let Some(flaw) = row.flaw.filter(|_| Header::was_damaged(row.text)) {
                Block::broken(&row, flaw)
            } else {
                match &mut self.open {
                    Some(block) => block.add(&row),
                    None if row.number > HEADER_WITHIN_ROWS => return Err(self.rows.not_a_chat()),
                    None if trim(row.text).is_empty() => {}
                    None => return Ok(Some(preamble(&row))),
                }
                continue;
            };
            if let Some(whole) = self.open.replace(block) {
                return Ok(Some(self.understand(whole)));
            }
        }
    }

    fn end(&mut self) -> Result<Option<Line>, ExportError> {
        if let Some(whole) = self.open.take() {
            return Ok(Some(self.understand(whole)));
        }
        match self.first_date.take() {
            None => Err(self.rows.not_a_chat()),
            Some((line, example)) if !self.has_read_date => {
                let (file, order) = (self.rows.file().to_path_buf(), self.order);
                Err(ExportError::WrongDateOrder { file, order, line, example })
            }
            Some(_) => Ok(None),
        }
    }

    fn understand(&mut self, block: Block) -> Line {
        let row = block.row;
        let at = match block.at {
            Ok(at) => at,
            Err(reason) => return unreadable(row, reason, &block.text),
        };
        let (sender, words) = match self.voices.of(&block.text, block.phone) {
            Voice::Notice => return Line::System { row, at, text: notice_text(&block.text, block.phone) },
            Voice::Person { sender, words } => (sender, words),
        };
        let understood = body::read(words);
        let is_own = block.phone == Phone::Apple && is_marked(words) && matches!(understood.body, Body::Text(_));
        if is_own {
            return Line::System { row, at, text: notice_text(&block.text, block.phone) };
        }
        let external_id = self.identities.next(at, &sender, &understood.body);
        Line::Message(Message {
            row,
            at,
            seconds_known: block.seconds_known,
            sender,
            body: understood.body,
            edited: understood.edited,
            external_id,
        })
    }
}

fn moment(header: &Header<'_>, order: DateOrder) -> Result<DateTime, String> {
    Ok(DateTime::from_parts(header.date.under(order)?, header.time.read()?))
}

fn preamble(row: &Row<'_>) -> Line {
    unreadable(row.number, "it stands before the first message".to_owned(), row.text)
}

fn unreadable(row: u64, reason: String, text: &str) -> Line {
    Line::Unreadable { row, reason, excerpt: excerpt(text.lines().next().unwrap_or("")) }
}

impl Iterator for Lines {
    type Item = Result<Line, ExportError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let next = self.advance().transpose();
        self.is_over = matches!(next, None | Some(Err(_)));
        next
    }
}
