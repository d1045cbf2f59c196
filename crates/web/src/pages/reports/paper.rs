//! Reports and tickets in the forms people take away.

use super::load::{Found, asked, asked_for, with_habits};
use super::{Asked, cell_path};
use crate::fault::Fault;
use crate::form;
use crate::imprint::Imprint;
use crate::member::Member;
use crate::state::Shared;
use crate::wording::{of_reports, say};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use reports::{
    Eyes, Listed, Material, NotWritten, PICTURES_MAX, Period, Picture, Report, Sheet, Story, Wording, csv, message,
    pdf, workbook,
};
use std::io::Read as _;
use store::blobs::{Blobs, Digest};
use tokio::task::spawn_blocking;

/// A photo as WhatsApp sends it is smaller; a larger file is no photo for a page.
const PICTURE_MAX_BYTES: u64 = 16 << 20;

/// A form in which a report is taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A typeset document.
    Pdf,
    /// A workbook of spreadsheets.
    Xlsx,
    /// A table.
    Csv,
    /// A message for WhatsApp.
    Txt,
}

impl Form {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Pdf, Self::Xlsx, Self::Csv, Self::Txt];

    /// The ending of its files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Txt => "txt",
        }
    }

    /// The form with this ending.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.word() == word)
    }

    pub(super) fn file_name(self) -> String {
        format!("report.{}", self.word())
    }

    /// Whether its words are those of a language; the others are English.
    pub(super) fn speaks(self) -> bool {
        matches!(self, Self::Pdf | Self::Txt)
    }

    pub(in crate::pages) fn words(self) -> &'static str {
        say(match self {
            Self::Pdf => "Document (PDF)",
            Self::Xlsx => "Spreadsheet (XLSX)",
            Self::Csv => "Table (CSV)",
            Self::Txt => "Message for WhatsApp",
        })
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Txt => "text/plain; charset=utf-8",
        }
    }
}

/// In which language a document speaks, where its links lead, and what it carries of the installation.
#[derive(Clone, Copy)]
pub struct Manner<'a> {
    /// Its words.
    pub wording: &'static Wording,
    /// Where the pages are served.
    pub address: Option<&'a str>,
    /// Who signs it, and fonts.
    pub imprint: &'a Imprint,
}

/// A report as a file: the same bytes for the same material.
///
/// # Errors
/// When it cannot be made or signed.
pub fn document(material: &Material, form: Form, manner: Manner<'_>) -> Result<Vec<u8>, NotWritten> {
    let Manner { wording, address, imprint } = manner;
    let report = Report::of(material);
    let asked = asked(&material.scope);
    let listed = |key: &str, row: usize, column: usize| {
        format!("{}{}", address.unwrap_or_default(), asked.href(&cell_path(&material.period, key, row, column)))
    };
    // Lists are for members.
    let listed = address.filter(|_| material.eyes != Eyes::Outside).map(|_| &listed as Listed<'_>);
    match form {
        Form::Csv => Ok(csv(&report)),
        Form::Txt => Ok(message(&report, wording).into_bytes()),
        Form::Xlsx => workbook(&report, material, listed),
        Form::Pdf => {
            let sheet = Sheet::of(&report, material, wording, listed);
            pdf(&sheet, &imprint.seal(&sheet, address)?, &[], &imprint.fonts)
        }
    }
}

/// A ticket as a typeset document, with its pictures.
///
/// # Errors
/// When it cannot be made or signed.
pub async fn ticket_document(story: &Story, blobs: &Blobs, manner: Manner<'_>) -> Result<Vec<u8>, NotWritten> {
    let sheet = Sheet::of_ticket(story, manner.wording);
    let pictures = pictures(blobs, &sheet.pictures).await;
    pdf(&sheet, &manner.imprint.seal(&sheet, manner.address)?, &pictures, &manner.imprint.fonts)
}

/// The files of pictures, each empty where there is none that may be shown.
pub async fn pictures(blobs: &Blobs, wanted: &[Picture]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    for picture in wanted.iter().take(PICTURES_MAX) {
        let mut bytes = Vec::new();
        if let Some(name) = Digest::parse(&picture.digest)
            && let Ok(file) = blobs.open(&name).await
        {
            // A file that cannot be read to its end is no picture; the typesetter leaves it out.
            file.take(PICTURE_MAX_BYTES).read_to_end(&mut bytes).unwrap_or_default();
        }
        found.push(bytes);
    }
    found
}

/// `GET /reports/{rhythm}/{day}/{file}`: for members.
pub async fn download(
    State(shared): State<Shared>,
    member: Member,
    Path((rhythm, day, file)): Path<(String, String, String)>,
    form::Asked(asked): form::Asked<Asked>,
) -> Result<Response, Fault> {
    let form = file.strip_prefix("report.").and_then(Form::from_word).ok_or(Fault::Nothing)?;
    let wording = named_or_spoken(&asked.language)?;
    let Found { mut material, .. } = asked_for(&shared, &member, (&rhythm, &day), asked).await?;
    with_habits(&shared, &member, &mut material).await?;
    let address = shared.desk.address(&member.org).await?;
    let Period { rhythm, last, .. } = material.period;
    let imprint = shared.imprint.clone();
    // A document takes longer than a page: off the threads that serve pages.
    let bytes = spawn_blocking(move || {
        document(&material, form, Manner { wording, address: address.as_deref(), imprint: &imprint })
    });
    let bytes = bytes.await.map_err(|error| Fault::Unreadable(format!("{error}.")))?;
    Ok(file_of(bytes?, form, &format!("{}-{last}", rhythm.word())))
}

/// The words of a language that an address names; where it names none, those that the pages speak.
pub(in crate::pages) fn named_or_spoken(language: &str) -> Result<&'static Wording, Fault> {
    match language {
        "" => Ok(of_reports()),
        named => Wording::of(named).map_err(|_| Fault::Nothing),
    }
}

/// A file of a form, to keep.
pub(in crate::pages) fn file_of(bytes: Vec<u8>, form: Form, name: &str) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(form.media_type()));
    let name = format!("attachment; filename=\"laksana-{name}.{}\"", form.word());
    // A word of ours and a date or number hold nothing that a header could not.
    let name = HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment"));
    headers.insert(header::CONTENT_DISPOSITION, name);
    response
}

impl From<NotWritten> for Fault {
    fn from(error: NotWritten) -> Self {
        Self::Unreadable(format!("{error}."))
    }
}
