//! A server of models that speaks as OpenAI's API does: how it is reached, from settings, and one request to it. Time limits,
//! bounded answers, no redirects; the key goes into one header and nowhere else.

use crate::cloud_api::secret;
use crate::nearness;
use anyhow::Context as _;
use domain::voice::Transcript;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use reqwest::multipart::{Form, Part};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Url};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a connection may take to be made.
const CONNECT_MAX: Duration = Duration::from_secs(5);
/// How long an answer may take: a small model on a small machine thinks for so long.
const ANSWER_MAX: Duration = Duration::from_secs(45);
/// Bytes of an answer that are read.
const ANSWER_MAX_BYTES: usize = 256 << 10;
/// How long listening to a voice note may take: shorter than the lease under which it is heard.
const LISTENING_MAX: Duration = Duration::from_secs(300);
/// Letters of what a voice note says that are kept: two hours of a fast speaker.
const WORDS_MAX_CHARS: usize = 100_000;
/// Text that can be packed so well repeats itself: nobody said that. The bar of Whisper's authors.
const PACKED_MAX: f64 = 2.4;
/// Opinions asked for in a day, when nobody says how many.
const DAY_MAX: u64 = 500;

/// Whom to ask for a second opinion.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "A second opinion on what the reader is not sure of")]
pub struct OpinionSettings {
    /// A server that speaks as OpenAI's API does, as `https://models.example.com/v1`
    #[arg(long, value_name = "URL")]
    opinion_url: Option<String>,
    /// The model to ask
    #[arg(long, value_name = "NAME")]
    opinion_model: Option<String>,
    /// The key of that server, when it wants one
    #[arg(long, value_name = "KEY")]
    opinion_key: Option<String>,
    /// A file that holds the key
    #[arg(long, value_name = "FILE")]
    opinion_key_file: Option<PathBuf>,
    /// Opinions to ask for in a day at most; 500 when left out
    #[arg(long, value_name = "N")]
    opinion_day_max: Option<u64>,
}

/// Whom to have voice notes heard by.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Voice notes")]
pub struct VoiceSettings {
    /// A server that transcribes as OpenAI's API does, as `https://models.example.com/v1`
    #[arg(long, value_name = "URL")]
    voice_url: Option<String>,
    /// The model that listens, as whisper-1
    #[arg(long, value_name = "NAME")]
    voice_model: Option<String>,
    /// The key of that server, when it wants one
    #[arg(long, value_name = "KEY")]
    voice_key: Option<String>,
    /// A file that holds the key
    #[arg(long, value_name = "FILE")]
    voice_key_file: Option<PathBuf>,
}

/// A server, the model to use there, and the key. Cheap to clone.
#[derive(Clone, Debug)]
pub struct ModelServer {
    client: Client,
    base: String,
    model: String,
    key: Option<HeaderValue>,
}

/// What a model said, and what that cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Its words.
    pub content: String,
    /// Tokens that were sent, as the server counts them.
    pub tokens_in: i64,
    /// Tokens that came back.
    pub tokens_out: i64,
}

/// Why a server gave no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unanswered {
    /// Nobody was there.
    #[error("the model server cannot be reached")]
    NotReached,
    /// It is busy, or broken for now.
    #[error("the model server answers {0}")]
    Busy(u16),
    /// It does not let us in, or does not know the model.
    #[error("the model server refuses: {0}")]
    Refused(u16),
    /// It took too long.
    #[error("the model server took too long")]
    TooSlow,
    /// What came is no answer.
    #[error("what the model server sent is no answer")]
    Unclear,
}

impl Unanswered {
    /// Whether it is the server's trouble, whatever it is asked: the same question is asked again later.
    pub fn is_the_servers(&self) -> bool {
        matches!(self, Self::NotReached | Self::Busy(_) | Self::Refused(401 | 403 | 404))
    }
}

impl OpinionSettings {
    /// Whom to ask; none when nothing was set.
    ///
    /// # Errors
    /// When only one of address and model was set, or one of them cannot be used.
    pub fn server(&self) -> anyhow::Result<Option<ModelServer>> {
        let key = (self.opinion_key.as_deref(), self.opinion_key_file.as_deref());
        ModelServer::said("LAKSANA_OPINION", self.opinion_url.as_deref(), self.opinion_model.as_deref(), key)
    }

    /// How many opinions may be asked for in a day.
    pub fn day_max(&self) -> u64 {
        self.opinion_day_max.unwrap_or(DAY_MAX)
    }
}

impl VoiceSettings {
    /// Whom to ask; none when nothing was set.
    ///
    /// # Errors
    /// When only one of address and model was set, or one of them cannot be used.
    pub fn server(&self) -> anyhow::Result<Option<ModelServer>> {
        let key = (self.voice_key.as_deref(), self.voice_key_file.as_deref());
        ModelServer::said("LAKSANA_VOICE", self.voice_url.as_deref(), self.voice_model.as_deref(), key)
    }
}

impl ModelServer {
    /// A server as settings of one name say.
    fn said(
        name: &str,
        url: Option<&str>,
        model: Option<&str>,
        (key, key_file): (Option<&str>, Option<&Path>),
    ) -> anyhow::Result<Option<Self>> {
        let set = |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        let key = secret(key, key_file)?;
        match (set(url), set(model)) {
            (None, None) if key.is_none() => Ok(None),
            (Some(url), Some(model)) => Self::at(&url, &model, key.as_ref().map(|key| key.reveal()))
                .with_context(|| format!("{name}_URL, {name}_MODEL and {name}_KEY"))
                .map(Some),
            (Some(_), None) => anyhow::bail!("{name}_URL is set, but {name}_MODEL is not; both are needed"),
            (None, _) => anyhow::bail!("{name}_MODEL or {name}_KEY is set, but {name}_URL is not; it says whom to ask"),
        }
    }

    /// A server at an address.
    ///
    /// # Errors
    /// When the address is none, or the key cannot stand in a header.
    pub fn at(url: &str, model: &str, key: Option<&str>) -> anyhow::Result<Self> {
        // Whoever installed one before wins; both are the same.
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let wrong = || format!("“{url}” is no address of a model server; write it as https://models.example.com/v1");
        let parsed = Url::parse(url).ok().with_context(wrong)?;
        let is_address = matches!(parsed.scheme(), "http" | "https")
            && parsed.host_str().is_some()
            && parsed.query().is_none()
            && parsed.fragment().is_none()
            && parsed.username().is_empty()
            && parsed.password().is_none();
        anyhow::ensure!(is_address, wrong());
        nearness::sealed(&parsed)?;
        let builder = Client::builder().connect_timeout(CONNECT_MAX).timeout(ANSWER_MAX).redirect(Policy::none());
        let client = builder.user_agent(concat!("laksana/", env!("CARGO_PKG_VERSION"))).build();
        let header = |key: &str| -> anyhow::Result<HeaderValue> {
            let value = HeaderValue::from_str(&format!("Bearer {key}"));
            let mut value = value.ok().context("the key holds letters that no key holds; set it again")?;
            value.set_sensitive(true);
            Ok(value)
        };
        Ok(Self {
            client: client.context("cannot prepare to ask a model server")?,
            base: url.trim_end_matches('/').to_owned(),
            model: model.to_owned(),
            key: key.map(header).transpose()?,
        })
    }

    /// The same server, which is not waited for so long.
    #[cfg(test)]
    pub fn waiting_for(self, longest: Duration) -> Self {
        let client = Client::builder().timeout(longest).redirect(Policy::none()).build();
        Self { client: client.expect("a client can be made"), ..self }
    }

    /// The model that is asked.
    pub fn model(&self) -> &str {
        &self.model
    }

    /// Asks for a chat completion.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn complete(&self, body: &Value) -> Result<Said, Unanswered> {
        let answer = self.post("chat/completions", body).await?;
        let choice = &answer["choices"][0];
        let content = choice["message"]["content"].as_str().ok_or(Unanswered::Unclear)?;
        let count = |field: &str| answer["usage"][field].as_i64().unwrap_or_default().max(0);
        let (tokens_in, tokens_out) = (count("prompt_tokens"), count("completion_tokens"));
        Ok(Said { content: content.to_owned(), tokens_in, tokens_out })
    }

    /// Has a sound transcribed.
    ///
    /// # Errors
    /// Why it was not.
    pub async fn transcribe(&self, bytes: Vec<u8>) -> Result<(String, Transcript), Unanswered> {
        let file = Part::bytes(bytes.clone()).file_name(file_name(&bytes));
        let form = Form::new().part("file", file).text("model", self.model.clone());
        let form = form.text("response_format", "verbose_json").text("temperature", "0");
        let request = self.client.post(format!("{}/audio/transcriptions", self.base)).multipart(form);
        let answer = self.answer(request.timeout(LISTENING_MAX)).await?;
        let words = answer["text"].as_str().ok_or(Unanswered::Unclear)?;
        let transcript = Transcript {
            by: self.model.clone(),
            confidence: confidence(&answer["segments"]),
            language: language(answer["language"].as_str().unwrap_or_default()),
        };
        Ok((words.trim().chars().take(WORDS_MAX_CHARS).collect(), transcript))
    }

    async fn post(&self, path: &str, body: &Value) -> Result<Value, Unanswered> {
        let request = self.client.post(format!("{}/{path}", self.base)).header(CONTENT_TYPE, "application/json");
        self.answer(request.body(body.to_string())).await
    }

    async fn answer(&self, request: RequestBuilder) -> Result<Value, Unanswered> {
        let mut request = request;
        if let Some(key) = &self.key {
            request = request.header(AUTHORIZATION, key.clone());
        }
        let mut response = request.send().await.map_err(|error| unanswered(&error))?;
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| unanswered(&error))? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > ANSWER_MAX_BYTES {
                return Err(Unanswered::Unclear);
            }
        }
        match response.status().as_u16() {
            200 => serde_json::from_slice(&bytes).map_err(|_| Unanswered::Unclear),
            status @ (408 | 429 | 500..=599) => Err(Unanswered::Busy(status)),
            status => Err(Unanswered::Refused(status)),
        }
    }
}

fn unanswered(error: &reqwest::Error) -> Unanswered {
    if error.is_timeout() && !error.is_connect() {
        Unanswered::TooSlow
    } else if error.is_connect() || error.is_builder() {
        Unanswered::NotReached
    } else {
        Unanswered::Unclear
    }
}

/// A name that tells a server of which kind a sound is.
fn file_name(bytes: &[u8]) -> &'static str {
    match bytes {
        [b'O', b'g', b'g', b'S', ..] => "voice.ogg",
        [b'R', b'I', b'F', b'F', ..] => "voice.wav",
        [b'I', b'D', b'3', ..] | [0xff, 0xf3 | 0xfb, ..] => "voice.mp3",
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => "voice.m4a",
        [b'#', b'!', b'A', b'M', b'R', ..] => "voice.amr",
        _ => "voice.ogg",
    }
}

/// How sure of its words a server is, from what it says of each stretch: the mean of what it gave each word, by length.
fn confidence(stretches: &Value) -> Option<f32> {
    let stretches = stretches.as_array().filter(|stretches| !stretches.is_empty())?;
    let (mut sum, mut all) = (0.0, 0.0);
    for stretch in stretches {
        let length = stretch["end"].as_f64().unwrap_or(1.0) - stretch["start"].as_f64().unwrap_or(0.0);
        let length = if length.is_finite() { length.clamp(0.1, 60.0) } else { 1.0 };
        let is_repeating = stretch["compression_ratio"].as_f64().is_some_and(|packed| packed > PACKED_MAX);
        let sure = if is_repeating { 0.0 } else { stretch["avg_logprob"].as_f64()?.exp().clamp(0.0, 1.0) };
        sum += sure * length;
        all += length;
    }
    #[expect(clippy::cast_possible_truncation, reason = "a share between 0 and 1")]
    let share = (sum / all) as f32;
    Some(share)
}

/// The tag of a language that a server names, by its tag or in English.
fn language(said: &str) -> String {
    let said = said.to_ascii_lowercase();
    let known = match said.as_str() {
        "english" => "en",
        "malay" => "ms",
        "indonesian" => "id",
        "chinese" => "zh",
        "tamil" => "ta",
        "hindi" => "hi",
        "arabic" => "ar",
        "spanish" => "es",
        "portuguese" => "pt",
        tag if tag.len() == 2 && tag.bytes().all(|byte| byte.is_ascii_lowercase()) => tag,
        _ => "und",
    };
    known.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_setting_is_refused_and_none_is_none() {
        let server = |url: Option<&str>, model: Option<&str>, key: Option<&str>| {
            let own = |text: Option<&str>| text.map(str::to_owned);
            let settings = OpinionSettings {
                opinion_url: own(url),
                opinion_model: own(model),
                opinion_key: own(key),
                ..OpinionSettings::default()
            };
            settings.server().map(|server| server.map(|server| (server.base, server.model)))
        };
        let known = ("https://models.example.com/v1".to_owned(), "gpt".to_owned());
        assert_eq!(server(None, None, None).unwrap(), None);
        assert_eq!(server(Some(""), Some(" "), None).unwrap(), None);
        assert_eq!(server(Some("https://models.example.com/v1/"), Some("gpt"), Some("k")).unwrap(), Some(known));
        for (url, model, key) in [
            (Some("https://models.example.com"), None, None),
            (None, Some("gpt"), None),
            (None, None, Some("k")),
            (Some("models.example.com"), Some("gpt"), None),
            (Some("ftp://models.example.com"), Some("gpt"), None),
            (Some("https://user:word@models.example.com"), Some("gpt"), None),
            (Some("https://models.example.com/v1?key=1"), Some("gpt"), None),
            (Some("https://models.example.com"), Some("gpt"), Some("a\nb")),
        ] {
            assert!(server(url, model, key).is_err(), "{url:?} {model:?} {key:?}");
        }
    }

    #[test]
    fn what_a_server_is_sure_of_is_told_by_its_stretches() {
        let of = |stretches: Value| confidence(&stretches).map(|sure| (sure * 100.0).round());
        for (stretches, sure) in [
            (Value::Null, None),
            (serde_json::json!([]), None),
            (serde_json::json!([{ "start": 0, "end": 2 }]), None),
            (serde_json::json!([{ "start": 0, "end": 2, "avg_logprob": -0.105 }]), Some(90.0)),
            (serde_json::json!([{ "start": 0, "end": 2, "avg_logprob": 0, "compression_ratio": 9.5 }]), Some(0.0)),
            (
                serde_json::json!([
                    { "start": 0, "end": 3, "avg_logprob": 0 },
                    { "start": 3, "end": 4, "avg_logprob": -99 },
                ]),
                Some(75.0),
            ),
        ] {
            assert_eq!(of(stretches.clone()), sure, "{stretches}");
        }
    }

    #[test]
    fn languages_are_told_by_tag_or_name() {
        for (said, tag) in [("english", "en"), ("Malay", "ms"), ("zh", "zh"), ("", "und"), ("klingon", "und")] {
            assert_eq!(language(said), tag);
        }
    }
}
