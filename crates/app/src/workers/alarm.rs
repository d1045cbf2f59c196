//! Tells whoever runs the program, by e-mail, that what people write may not be heard: a warning by WhatsApp would leave by the
//! very way that is broken.

use crate::post::{Mail, Post};
use std::sync::Arc;

/// Who is told, and how.
#[derive(Clone)]
pub struct Alarm {
    post: Post,
    to: Arc<[String]>,
    public: Arc<str>,
}

impl Alarm {
    /// Tells these addresses, and leads them to the pages under an address.
    pub fn new(post: Post, to: Vec<String>, public: &str) -> Self {
        Self { post, to: to.into(), public: public.into() }
    }

    /// Writes to everybody what WhatsApp says of our account, each thing in words that say what to do.
    pub async fn tell_of_account(&self, sentences: &[String], name: &str) {
        let list: String = sentences.iter().map(|sentence| format!("- {sentence}\n")).collect();
        let text =
            format!("{list}\nIt stands at {}/channels as well; laksana doctor looks at each step.\n", self.public);
        self.write("WhatsApp says something of our account", &text, name).await;
    }

    /// Writes to everybody, once each: what began, as sentences. `name` names the letter, so that the same twice is one. What does
    /// not leave is said in the log, and stands on the pages.
    pub async fn tell(&self, sentences: &[String], name: &str) {
        let list: String = sentences.iter().map(|sentence| format!("- {sentence}\n")).collect();
        let text = format!(
            "{list}\nUntil it is heard again nobody is reminded or blamed, and what was missed may be brought in later.\n\
             What to do stands at {}/channels; laksana doctor says the same.\n",
            self.public
        );
        self.write("Laksana may not hear what people write", &text, name).await;
    }

    async fn write(&self, subject: &str, text: &str, name: &str) {
        for (nth, to) in self.to.iter().enumerate() {
            let mail = Mail {
                to: to.clone(),
                subject: subject.to_owned(),
                text: text.to_owned(),
                file: None,
                name: format!("{name}.{nth}"),
            };
            if let Err(unsent) = self.post.send(mail).await {
                tracing::error!("Nobody could be told by e-mail what is the matter: {}", unsent.why());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workers::editions::tests::Server;

    #[tokio::test]
    async fn each_address_is_told_what_began_and_where_to_look() {
        let server = Server::open().await;
        let post = Post::at(&server.address, "Laksana <reports@ops.example>").unwrap();
        let to = vec!["mei@ops.example".to_owned(), "no address".to_owned(), "duty@ops.example".to_owned()];
        let alarm = Alarm::new(post, to, "https://ops.example");
        alarm.tell(&["The webhook is not subscribed any more".to_owned()], "deaf-7").await;
        let letters = server.letters.lock().unwrap().clone();
        assert_eq!(letters.len(), 2, "one bad address costs the others nothing");
        for (letter, to) in letters.iter().zip(["mei@", "duty@"]) {
            for part in [to, "The webhook is not subscribed any more", "https://ops.example/channels", "<deaf-7."] {
                assert!(letter.contains(part), "{part}: {letter}");
            }
        }
    }
}
