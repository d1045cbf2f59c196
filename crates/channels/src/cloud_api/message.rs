//! A message of the Cloud API, with whoever said it and where.

use super::body::Body;
use super::identity::Identity;
use super::lenient::{instant, is, list, text, words};
use domain::time::Instant;
use serde_json::Value;

/// The number of ours that a message came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Number {
    /// Its id.
    pub id: String,
    /// How it is written.
    pub shown: String,
}

/// A message somebody sent us, or that we typed in the business app.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// The bridge that brought it; none when Meta did.
    pub channel: Option<String>,
    /// The number of ours.
    pub number: Number,
    /// WhatsApp's name for it, letter by letter.
    pub wamid: String,
    /// Who said it.
    pub sender: Identity,
    /// The one other person of the chat, when it is no group.
    pub partner: Identity,
    /// The group it was said in.
    pub group: Option<String>,
    /// What its members call the group, where that is told beside.
    pub group_name: Option<String>,
    /// When it was said.
    pub at: Option<Instant>,
    /// What was said.
    pub body: Body,
    /// The message it quotes.
    pub reply_to: Option<String>,
    /// Whether it was passed on from elsewhere.
    pub is_forwarded: bool,
    /// Whether it was typed in the business app, not sent to us.
    pub is_echo: bool,
    /// People it names, where its channel lists them beside the text.
    pub named: Vec<Identity>,
    /// What WhatsApp says beside it: why it cannot be shown, and which advertisement, post or product it answers.
    pub beside: String,
}

/// Why an item is no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoMessage {
    /// It has no name, so that it could not be known again.
    Nameless,
    /// Nobody said it.
    Senderless,
    /// It says nothing that could be heard.
    Silent,
}

impl Message {
    /// Reads a message that was sent to us.
    pub(super) fn received(item: &Value, number: &Number, contacts: &[Value]) -> Result<Self, NoMessage> {
        let sender = Identity::of(item, &["from", "from_user_id", "from_parent_user_id"]).with_contact(contacts);
        Self::read(item, number, sender.clone(), sender, false)
    }

    /// Reads a message that was typed in the business app.
    pub(super) fn echo(item: &Value, number: &Number, contacts: &[Value]) -> Result<Self, NoMessage> {
        let mut sender = Identity::of(item, &["from"]);
        if sender.handles().is_empty() {
            sender = Identity::of(&serde_json::json!({ "from": number.shown }), &["from"]);
        }
        let partner = Identity::of(item, &["to", "to_user_id", "to_parent_user_id"]).with_contact(contacts);
        Self::read(item, number, sender, partner, true)
    }

    fn read(
        item: &Value,
        number: &Number,
        sender: Identity,
        partner: Identity,
        is_echo: bool,
    ) -> Result<Self, NoMessage> {
        let group = text(item, "group_id");
        let wamid = text(item, "id").ok_or(NoMessage::Nameless)?;
        if sender.handles().is_empty() || (group.is_none() && partner.anchor().is_none()) {
            return Err(NoMessage::Senderless);
        }
        let context = item.get("context").unwrap_or(&Value::Null);
        Ok(Self {
            channel: None,
            group_name: None,
            number: number.clone(),
            wamid,
            sender,
            partner,
            group,
            at: instant(item, "timestamp"),
            body: Body::read(item).ok_or(NoMessage::Silent)?,
            reply_to: text(context, "id"),
            is_forwarded: is(context, "forwarded") || is(context, "frequently_forwarded"),
            is_echo,
            named: Vec::new(),
            beside: beside(item),
        })
    }
}

/// What WhatsApp says beside a message, a line for each thing.
fn beside(item: &Value) -> String {
    const BESIDE_MAX_CHARS: usize = 1_000;
    let joined = |parts: Vec<String>| parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let error = |error: &Value| {
        let details = error.pointer("/error_data/details").and_then(Value::as_str).unwrap_or_default().to_owned();
        joined(vec![words(error, "title"), details, words(error, "code")])
    };
    let errors = list(item, "errors").iter().map(error);
    let referral = item.get("referral").unwrap_or(&Value::Null);
    let product = item.pointer("/context/referred_product").unwrap_or(&Value::Null);
    let of_ad = joined(["headline", "body", "source_url"].map(|key| words(referral, key)).into());
    let of_product = joined(["catalog_id", "product_retailer_id"].map(|key| words(product, key)).into());
    let lines = errors.chain([of_ad, of_product]).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    lines.chars().take(BESIDE_MAX_CHARS).collect()
}
