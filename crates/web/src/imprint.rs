//! What documents carry of the installation that made them: its signature, and fonts beside ours.

use reports::{Fonts, NotWritten, Seal, Sheet};

/// Signs a digest in hex, or says why it cannot.
type Sign = dyn Fn(&str) -> Result<Signed, String> + Send + Sync;
/// Whether a digest bears a mark of ours.
type IsOurs = dyn Fn(&str, &str) -> bool + Send + Sync;

/// What the program lends to documents.
pub struct Imprint {
    /// Signs a digest in hex.
    pub sign: Box<Sign>,
    /// Whether a digest bears this mark of ours.
    pub is_ours: Box<IsOurs>,
    /// Where fonts come from.
    pub fonts: Fonts,
}

/// A digest, signed.
pub struct Signed {
    /// As other tools read it.
    pub note: String,
    /// Who signed.
    pub by: String,
    /// The signature alone, of letters, digits, hyphens and underscores.
    pub mark: String,
}

impl Default for Imprint {
    /// That of an installation without a key: it signs nothing, and nothing is its own.
    fn default() -> Self {
        Self {
            sign: Box::new(|_| Err("there is no key here".to_owned())),
            is_ours: Box::new(|_, _| false),
            fonts: Fonts::default(),
        }
    }
}

impl Imprint {
    /// The seal of a sheet. `address` is where the pages are served, for whoever scans it.
    ///
    /// # Errors
    /// When it cannot be signed.
    pub fn seal(&self, sheet: &Sheet, address: Option<&str>) -> Result<Seal, NotWritten> {
        let digest = sheet.digest();
        let signed = (self.sign)(&digest).map_err(NotWritten::Unsigned)?;
        let link = format!("{}/check/{digest}/{}", address.unwrap_or("laksana:"), signed.mark);
        Ok(Seal { digest, note: signed.note, by: signed.by, link })
    }
}
