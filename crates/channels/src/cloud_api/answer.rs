//! What the Cloud API answers to a request, and what its many error numbers mean.

use super::identity::Identity;
use super::lenient::{json, list, text};
use super::status::Status;
use super::wamid::external;
use domain::id::OutboundId;
use domain::outbound::{Accepted, Failure, State, Told, Word};
use serde_json::Value;

/// What our mark on a message begins with, so that the marks of other programs are told apart.
const MARK: &str = "laksana:";

/// What a request to send led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The message was taken.
    Taken(Accepted),
    /// It was not, or nobody knows.
    Failed(Failure, Option<u32>),
}

/// The mark by which statuses of a message are known.
#[must_use]
pub fn mark(outbound: &OutboundId) -> String {
    format!("{MARK}{outbound}")
}

/// What a button or a row brings back when it is chosen: of which message it is which answer.
#[must_use]
pub fn choice_id(outbound: &OutboundId, nth: usize) -> String {
    format!("{MARK}{outbound}:{nth}")
}

/// The message and the answer that such an id names; none when it is not one of ours.
#[must_use]
pub fn chosen(id: &str) -> Option<(OutboundId, usize)> {
    let (outbound, nth) = id.strip_prefix(MARK)?.split_once(':')?;
    let nth = nth.parse().ok().filter(|_| !outbound.is_empty())?;
    Some((OutboundId::new(outbound), nth))
}

/// The id that a file got when it was uploaded.
#[must_use]
pub fn uploaded(body: &str) -> Option<String> {
    text(&json(body).ok()?, "id").filter(|id| !id.is_empty())
}

/// Reads the answer to a request to send.
#[must_use]
pub fn answer(status: u16, body: &str) -> Answer {
    let value = json(body).unwrap_or(Value::Null);
    if (200..300).contains(&status) {
        // A template that is paused is taken and not sent; one that is being assessed is told of later.
        let is_paused =
            list(&value, "messages").iter().any(|one| text(one, "message_status").as_deref() == Some("paused"));
        if is_paused {
            return Answer::Failed(Failure::TemplatePaused, None);
        }
        return taken(&value).map_or(Answer::Failed(Failure::Unclear, None), Answer::Taken);
    }
    let (failure, code) = refusal(status, &value);
    Answer::Failed(failure, code)
}

/// Why a request of any kind was refused.
#[must_use]
pub fn refusal(status: u16, value: &Value) -> (Failure, Option<u32>) {
    let error = value.get("error").unwrap_or(&Value::Null);
    let code = text(error, "code").and_then(|code| code.parse().ok());
    let of_code = code.map(failure).filter(|failure| *failure != Failure::Unknown);
    let of_status = || match status {
        401 | 403 => Failure::Credentials,
        429 => Failure::NumberLimit,
        // A proxy on the way gave up waiting: what it passed on may have arrived.
        408 | 409 | 425 | 499 => Failure::Unclear,
        300..400 | 404 => Failure::NotReached,
        400..500 if code.is_some() => Failure::Unknown,
        400..500 => Failure::Request,
        _ => Failure::Unclear,
    };
    (of_code.unwrap_or_else(of_status), code)
}

fn taken(value: &Value) -> Option<Accepted> {
    let message = list(value, "messages").first()?;
    let channel_name = text(message, "id")?;
    let contact = list(value, "contacts").first();
    let also = contact.map(|contact| Identity::of(contact, &["wa_id", "user_id"]).handles()).unwrap_or_default();
    Some(Accepted { external: external(&channel_name), channel_name, also })
}

impl Status {
    /// The message of ours that it tells of, by our mark.
    #[must_use]
    pub fn outbound(&self) -> Option<OutboundId> {
        self.tag.as_deref().and_then(|tag| tag.strip_prefix(MARK)).map(OutboundId::new)
    }

    /// What it tells; nothing when its word is new to us.
    #[must_use]
    pub fn told(&self) -> Option<Told> {
        let word = match self.state.as_str() {
            "sent" => Word::Reached(State::Sent),
            "delivered" => Word::Reached(State::Delivered),
            "read" | "played" => Word::Reached(State::Read),
            "failed" => {
                let code = self.errors.iter().find_map(|code| code.parse().ok());
                // It says that it failed, so that there is no doubt.
                let failure = match code.map_or(Failure::Unknown, failure) {
                    Failure::Unclear => Failure::Passing,
                    failure => failure,
                };
                Word::Failed(failure, code)
            }
            _ => return None,
        };
        let accepted = Accepted { external: external(&self.wamid), channel_name: self.wamid.clone(), also: Vec::new() };
        Some(Told { accepted, word })
    }
}

/// What an error number of the Cloud API means.
#[must_use]
pub fn failure(code: u32) -> Failure {
    match code {
        131_047 | 470 => Failure::WindowClosed,
        131_026 | 131_028 => Failure::Unreachable,
        // A limit of groups holds nobody else.
        131_056 | 131_208 => Failure::PairLimit,
        130_429 => Failure::NumberLimit,
        4 | 17 | 32 | 341 | 613 | 80_007 => Failure::AccountLimit,
        131_048 => Failure::SpamLimit,
        131_049 => Failure::Spared,
        131_050 => Failure::OptedOut,
        130_472 => Failure::Experiment,
        131_037 | 131_045 | 131_057 | 133_000..=133_999 | 2_494_100 => Failure::Maintenance,
        131_063 | 131_064 => Failure::TemplateLimit,
        131_042 | 131_044 => Failure::Payment,
        131_052 | 131_053 => Failure::Media,
        33 | 100 | 131_008 | 131_009 | 131_051 | 135_000 | 139_000 => Failure::Request,
        131_021 | 131_030 => Failure::NotAllowed,
        132_015 | 132_069 => Failure::TemplatePaused,
        132_000 | 132_001 | 132_005 | 132_007 | 132_008 | 132_012 | 132_016 | 132_068 => Failure::Template,
        0 | 3 | 10 | 102 | 190 | 200..=299 | 131_005 => Failure::Credentials,
        368 | 130_497 | 131_031 => Failure::Restricted,
        131_062 => Failure::NeedsNumber,
        137_000 => Failure::Identity,
        130_501 | 131_020 | 131_041 | 131_059 | 131_201..=131_207 | 131_209..=131_215 => Failure::Group,
        1 | 2 | 131_000 | 131_016 => Failure::Unclear,
        _ => Failure::Unknown,
    }
}
