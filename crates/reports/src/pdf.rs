//! Typesets a sheet as a PDF: the same bytes for the same sheet, seal, pictures and fonts. Hides the typesetter.
//!
//! What people wrote is given to the typesetter as a file of values and never as markup. The files have fixed names,
//! because the typesetter remembers each name for as long as the program runs.

mod fonts;
mod world;

pub use fonts::Fonts;

use crate::sheet::{Seal, Sheet};
use crate::write::NotWritten;
use image::{ImageFormat, ImageReader, Limits};
use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write as _;
use std::io::Cursor;
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;
use world::World;

/// Pictures of one document.
pub const PICTURES_MAX: usize = 12;
/// A picture's longer side, in pixels: 8 cm at 300 dots an inch.
const SIDE_MAX: u32 = 960;
/// A file of so many pixels a side is no photo.
const DECODED_SIDE_MAX: u32 = 20_000;
/// What decoding one picture may take: 50 megapixels.
const DECODED_MAX_BYTES: u64 = 200 << 20;
/// How the parts of a document that are kept in it are called.
const SHEET: &str = "sheet.json";
const SEAL: &str = "seal.json";

/// Typesets a sheet. A picture is the bytes of its file, in the order of the sheet's; what is none is left out.
///
/// # Errors
/// When the typesetter refuses, which it does for no sheet of ours.
pub fn pdf(sheet: &Sheet, seal: &Seal, pictures: &[Vec<u8>], fonts: &Fonts) -> Result<Vec<u8>, NotWritten> {
    let sealed = serde_json::to_vec(seal).unwrap_or_default();
    let sheet_bytes = sheet.bytes();
    let fonts = fonts.for_text(&String::from_utf8_lossy(&sheet_bytes));
    let shown: Vec<Option<Vec<u8>>> = pictures.iter().take(PICTURES_MAX).map(|bytes| picture(bytes)).collect();
    let world = World::new(fonts, [(SHEET, sheet_bytes), (SEAL, sealed), ("qr.svg", qr(&seal.link)?)], shown);
    let document = typst::compile::<PagedDocument>(&world).output.map_err(|errors| refused(&errors))?;
    let options = PdfOptions {
        ident: Smart::Custom(seal.digest.clone()),
        creator: Smart::Custom(Some("Laksana".to_owned())),
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| refused(&errors));
    // What the typesetter remembers of this document helps with no other.
    typst::comemo::evict(0);
    bytes
}

/// The sheet and the seal that a document of ours holds; none in others.
#[must_use]
pub fn opened(pdf: &[u8]) -> Option<(Sheet, Seal)> {
    let pdf = hayro_syntax::Pdf::new(pdf.to_vec()).ok()?;
    let (mut sheet, mut seal) = (None, None);
    for object in pdf.objects() {
        let hayro_syntax::object::Object::Stream(stream) = object else { continue };
        let kind = stream.dict().get::<hayro_syntax::object::Name<'_>>(b"Type".as_slice());
        if kind.as_deref() != Some(b"EmbeddedFile".as_slice()) {
            continue;
        }
        let Ok(bytes) = stream.decoded() else { continue };
        sheet = sheet.or_else(|| serde_json::from_slice(&bytes).ok());
        seal = seal.or_else(|| serde_json::from_slice(&bytes).ok());
    }
    sheet.zip(seal)
}

fn refused(errors: &[SourceDiagnostic]) -> NotWritten {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    NotWritten::Typeset(messages.join("; "))
}

/// A picture of a bounded size; none when the bytes are no picture that we read.
fn picture(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(DECODED_SIDE_MAX);
    limits.max_image_height = Some(DECODED_SIDE_MAX);
    limits.max_alloc = Some(DECODED_MAX_BYTES);
    reader.limits(limits);
    let mut decoded = reader.decode().ok()?;
    if decoded.width() > SIDE_MAX || decoded.height() > SIDE_MAX {
        decoded = decoded.thumbnail(SIDE_MAX, SIDE_MAX);
    }
    let mut written = Cursor::new(Vec::new());
    decoded.to_rgb8().write_to(&mut written, ImageFormat::Jpeg).ok()?;
    Some(written.into_inner())
}

/// A text as a QR code, drawn.
fn qr(text: &str) -> Result<Vec<u8>, NotWritten> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).map_err(|error| NotWritten::Typeset(error.to_string()))?;
    let side = code.size();
    let mut path = String::new();
    for (x, y) in (0..side).flat_map(|y| (0..side).map(move |x| (x, y))).filter(|(x, y)| code.get_module(*x, *y)) {
        // Writing to memory cannot fail.
        let _ = write!(path, "M{x} {y}h1v1h-1z");
    }
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-4 -4 {0} {0}\"><path d=\"{path}\"/></svg>",
        side + 8
    );
    Ok(svg.into_bytes())
}
