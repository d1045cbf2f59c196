//! Asking for files: what one is and where, then its bytes as they come.

use super::Graph;
use axum::body::Bytes;
use channels::cloud_api::{Described, described, refusal};
use domain::media::Unfetched;
use domain::outbound::Failure;
use futures_util::{Stream, TryStreamExt as _};
use reqwest::header::AUTHORIZATION;
use reqwest::{Method, StatusCode, Url};
use serde_json::Value;
use std::io;

/// Graph's number for something that is not there, or not ours to see.
const NOTHING_THERE: u32 = 100;

impl Graph {
    /// What a file is, and where it is for five minutes.
    ///
    /// # Errors
    /// Why that is not to be learnt.
    pub async fn describe(&self, media: &str) -> Result<Described, Unfetched> {
        let is_id = media.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
        if !is_id {
            return Err(Unfetched::Unknown);
        }
        let path = format!("{media}?phone_number_id={}", self.account.phone_number_id);
        let reply = self.ask(Method::GET, &path, None).await.map_err(|_| Unfetched::Unreached)?;
        match reply.status {
            200 => described(&reply.body).ok_or(Unfetched::Busy),
            404 | 410 => Err(Unfetched::Unknown),
            status => {
                let value = serde_json::from_str(&reply.body).unwrap_or(Value::Null);
                Err(match refusal(status, &value) {
                    (Failure::Credentials, _) => Unfetched::Credentials,
                    (_, Some(NOTHING_THERE)) => Unfetched::Unknown,
                    _ => Unfetched::Busy,
                })
            }
        }
    }

    /// The bytes of a file, as they come.
    ///
    /// # Errors
    /// Why there are none.
    pub async fn open(&self, address: &str) -> Result<impl Stream<Item = io::Result<Bytes>> + use<>, Unfetched> {
        let address = Url::parse(address).ok().filter(|address| self.may_bear(address)).ok_or(Unfetched::Address)?;
        let request = self.files.get(address).header(AUTHORIZATION, self.bearer.clone());
        let response = request.send().await.map_err(|_| Unfetched::Unreached)?;
        match response.status() {
            StatusCode::OK => Ok(response.bytes_stream().map_err(io::Error::other)),
            StatusCode::TOO_MANY_REQUESTS => Err(Unfetched::Busy),
            status if status.is_server_error() => Err(Unfetched::Busy),
            _ => Err(Unfetched::Address),
        }
    }

    /// Whether the token may be shown to whoever is at an address: to nobody who could be overheard, but the one whom we
    /// were told to ask.
    fn may_bear(&self, address: &Url) -> bool {
        let is_asked = Url::parse(&self.account.base_url).is_ok_and(|base| base.origin() == address.origin());
        is_asked || address.scheme() == "https"
    }
}
