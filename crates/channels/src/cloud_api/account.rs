//! As whom, and where, the Graph API is asked.

use super::sign::Secret;

/// A business number and the right to act for it.
#[derive(Clone, Debug)]
pub struct Account {
    /// The Graph API with its version, without a slash at the end.
    pub base_url: String,
    /// Meta's id of the number.
    pub phone_number_id: String,
    /// Meta's id of the account that the number belongs to; templates are asked for by it.
    pub waba_id: Option<String>,
    /// Opens both.
    pub access_token: Secret,
}
