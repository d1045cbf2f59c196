//! E-mail: how a mail server is reached, from settings, and one letter with one file handed to it. Hides the protocol.

use crate::cloud_api::secret;
use crate::nearness;
use crate::workers::Alarm;
use anyhow::Context as _;
use lettre::message::header::ContentType;
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::Error;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use std::path::PathBuf;
use std::time::Duration;

/// How long the server may take for each step.
const STEP_MAX: Duration = Duration::from_secs(30);
/// How long all of it may take.
const ALL_MAX: Duration = Duration::from_secs(120);

/// How mail is sent.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "E-mail, for reports that are sent by themselves and for warnings")]
pub struct PostSettings {
    /// The mail server: smtps://user:password@host, smtp://user:password@host:587?tls=required
    #[arg(long, value_name = "URL")]
    smtp_url: Option<String>,
    /// A file that holds the address of the mail server
    #[arg(long, value_name = "FILE")]
    smtp_url_file: Option<PathBuf>,
    /// Who the mails are from, as Laksana <reports@example.com>
    #[arg(long, value_name = "ADDRESS")]
    mail_from: Option<String>,
    /// Who is told by e-mail when messages may not be heard: addresses, parted by commas
    #[arg(long, value_name = "ADDRESSES", value_delimiter = ',')]
    alert_mail: Vec<String>,
}

/// A mail server, and who we are to it.
#[derive(Clone)]
pub struct Post {
    server: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// A letter, with one file at most.
pub struct Mail {
    /// The address.
    pub to: String,
    /// What stands above.
    pub subject: String,
    /// What it says.
    pub text: String,
    /// What the file is called, its type, and its bytes.
    pub file: Option<(String, &'static str, Vec<u8>)>,
    /// Names the letter: the same sent twice has the same name.
    pub name: String,
}

/// Why a letter did not leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsent {
    /// It did not, and may later.
    Later(String),
    /// It will not.
    Never(String),
    /// Nobody knows: it was handed over, and nothing was answered.
    Unknown(String),
}

impl Unsent {
    /// The same in words.
    pub fn why(&self) -> &str {
        match self {
            Self::Later(why) | Self::Never(why) | Self::Unknown(why) => why,
        }
    }
}

impl PostSettings {
    /// The mail server; none when nothing was set.
    ///
    /// # Errors
    /// When only one of the two was set, or one of them cannot be used.
    pub fn post(&self) -> anyhow::Result<Option<Post>> {
        let url = secret(self.smtp_url.as_deref(), self.smtp_url_file.as_deref())?;
        let from = self.mail_from.as_deref().map(str::trim).filter(|from| !from.is_empty());
        let is_mute = url.is_none() && from.is_none();
        anyhow::ensure!(
            !is_mute || self.alerted().is_empty(),
            "LAKSANA_ALERT_MAIL is set, but no mail server is; set LAKSANA_SMTP_URL and LAKSANA_MAIL_FROM"
        );
        match (url, from) {
            (None, None) => Ok(None),
            (Some(url), Some(from)) => Post::at(url.reveal(), from).map(Some),
            (Some(_), None) => anyhow::bail!("LAKSANA_SMTP_URL is set, but LAKSANA_MAIL_FROM is not; mail needs both"),
            (None, Some(_)) => anyhow::bail!("LAKSANA_MAIL_FROM is set, but LAKSANA_SMTP_URL is not; mail needs both"),
        }
    }
}

impl PostSettings {
    /// Who is told when messages may not be heard, and how; nobody where nobody was named.
    ///
    /// # Errors
    /// As [`Self::post`].
    pub fn alarm(&self, public: &str) -> anyhow::Result<Option<Alarm>> {
        let to = self.alerted();
        Ok(self.post()?.filter(|_| !to.is_empty()).map(|post| Alarm::new(post, to, public)))
    }

    fn alerted(&self) -> Vec<String> {
        let addresses = self.alert_mail.iter().map(|address| address.trim().to_owned());
        addresses.filter(|address| !address.is_empty()).collect()
    }
}

impl Post {
    /// A server at an address, which is told that we are somebody.
    ///
    /// # Errors
    /// When either cannot be used. The address, which holds a password, is not repeated.
    pub fn at(url: &str, from: &str) -> anyhow::Result<Self> {
        let from: Mailbox = from.parse().with_context(|| {
            format!("LAKSANA_MAIL_FROM is “{from}”, which is no address; write it as Laksana <reports@example.com>")
        })?;
        let wrong =
            "LAKSANA_SMTP_URL is no address of a mail server; write it as smtps://user:password@smtp.example.com";
        let address = reqwest::Url::parse(url).context(wrong)?;
        anyhow::ensure!(matches!(address.scheme(), "smtp" | "smtps"), wrong);
        let is_sealed = address.scheme() == "smtps"
            || address.query_pairs().any(|(key, value)| key == "tls" && value == "required");
        anyhow::ensure!(
            is_sealed || nearness::is_near(&address),
            "LAKSANA_SMTP_URL would send passwords and reports in the clear; write smtps://… or add ?tls=required"
        );
        let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).ok().context(wrong)?;
        Ok(Self { server: server.timeout(Some(STEP_MAX)).build(), from })
    }

    /// Who the mails are from.
    pub fn address(&self) -> String {
        self.from.email.to_string()
    }

    /// Hands a letter over.
    ///
    /// # Errors
    /// Why it did not leave, or that nobody knows.
    pub async fn send(&self, mail: Mail) -> Result<(), Unsent> {
        let letter = self.letter(mail).map_err(|error| Unsent::Never(format!("{error:#}")))?;
        // What cannot even be reached has not got it: asked first, so that the rest is in doubt when it breaks off.
        match tokio::time::timeout(ALL_MAX, self.server.test_connection()).await {
            Ok(Ok(true)) => {}
            Ok(Ok(false)) => return Err(Unsent::Later("the mail server does not answer".to_owned())),
            Ok(Err(error)) => return Err(refused(&error).unwrap_or_else(|| Unsent::Later(said(&error)))),
            Err(_) => return Err(Unsent::Later("the mail server does not answer in time".to_owned())),
        }
        match tokio::time::timeout(ALL_MAX, self.server.send(letter)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(refused(&error).unwrap_or_else(|| Unsent::Unknown(said(&error)))),
            Err(_) => Err(Unsent::Unknown("the mail server did not answer in time".to_owned())),
        }
    }

    fn letter(&self, mail: Mail) -> anyhow::Result<Message> {
        let to: Mailbox = mail.to.parse().with_context(|| format!("“{}” is no e-mail address", mail.to))?;
        let mut parts = MultiPart::mixed().singlepart(SinglePart::plain(mail.text));
        if let Some((name, kind, bytes)) = mail.file {
            let kind = ContentType::parse(kind).context("a type of ours is one")?;
            parts = parts.singlepart(Attachment::new(name).body(bytes, kind));
        }
        Message::builder()
            .from(self.from.clone())
            .to(to)
            .message_id(Some(format!("<{}@{}>", mail.name, self.from.email.domain())))
            .subject(mail.subject)
            .multipart(parts)
            .context("the mail cannot be written")
    }
}

/// What a server refuses did not leave: for now, or for good.
fn refused(error: &Error) -> Option<Unsent> {
    match (error.is_transient(), error.is_permanent()) {
        (true, _) => Some(Unsent::Later(said(error))),
        (_, true) => Some(Unsent::Never(said(error))),
        _ => None,
    }
}

fn said(error: &Error) -> String {
    let mut said = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(below) = source {
        let words = below.to_string();
        if !said.contains(&words) {
            said = format!("{said}: {words}");
        }
        source = below.source();
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_reached_sealed_or_not_at_all() {
        let from = "Laksana <reports@example.com>";
        for (url, is_fine) in [
            ("smtps://user:s3cret@smtp.example.com", true),
            ("smtp://user:s3cret@smtp.example.com:587?tls=required", true),
            ("smtp://127.0.0.1:1025", true),
            ("smtp://user:s3cret@smtp.example.com:587", false),
            ("smtp://smtp.example.com:587?tls=opportunistic", false),
            ("https://smtp.example.com?tls=required", false),
            ("smtp.example.com", false),
            ("", false),
        ] {
            let post = Post::at(url, from);
            assert_eq!(post.is_ok(), is_fine, "{url}");
            assert!(post.err().is_none_or(|error| !format!("{error:#}").contains("s3cret")), "{url}");
        }
        assert!(Post::at("smtps://smtp.example.com", "nobody").is_err());
    }
}
