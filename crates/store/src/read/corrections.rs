//! Messages of which a member said what they mean, beside what the built-in reader had held them to be.

use crate::text::{from_json, from_word};
use crate::{Db, StoreError, args, row};
use domain::id::OrgId;
use domain::message::{Form, Interpretation, Kind};
use domain::ticket::Category;

/// Corrections that figures are made of: the last said.
pub const CORRECTIONS_MAX: i64 = 5_000;

row! {
    struct Row { text: String, form: String, misread: String, kind: String, category: Option<String> }
}

/// A message that a member read after the built-in reader.
#[derive(Clone, Debug, PartialEq)]
pub struct Corrected {
    /// Its words; empty when erased.
    pub text: String,
    /// What form it has.
    pub form: Form,
    /// What the reader had held it to be.
    pub read: Interpretation,
    /// What the member says that it does.
    pub kind: Kind,
    /// The trade, for an issue.
    pub category: Option<Category>,
}

/// The last of them.
///
/// # Errors
/// Of the engine.
pub async fn corrected(db: &Db, org: &OrgId) -> Result<Vec<Corrected>, StoreError> {
    let rows: Vec<Row> = db
        .all(
            "SELECT text, form, misread, kind, category
            FROM messages
            WHERE org = $1 AND misread IS NOT NULL AND kind IS NOT NULL
            ORDER BY sent_us DESC, position DESC
            LIMIT $2",
            args![org.as_str(), CORRECTIONS_MAX],
        )
        .await?;
    let corrected = |row: Row| {
        let category = row.category.as_deref().map(|word| from_word("category", Category::from_word(word)));
        Ok(Corrected {
            form: from_word("form", Form::from_word(&row.form))?,
            read: from_json("misread", &row.misread)?,
            kind: from_word("kind", Kind::from_word(&row.kind))?,
            category: category.transpose()?,
            text: row.text,
        })
    };
    rows.into_iter().map(corrected).collect()
}
