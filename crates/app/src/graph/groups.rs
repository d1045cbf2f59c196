//! Groups of our number by Meta's own interface: made, listed, linked to, entered by approval, ended.

use super::Graph;
use reqwest::Method;
use serde_json::{Value, json};

/// Pages of the list of groups that are read, of a hundred each.
const PAGES_MAX: usize = 100;
const PAGE: usize = 100;

/// A group of our number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// WhatsApp's id of it.
    pub id: String,
    /// What it is called.
    pub subject: String,
}

/// Somebody who asks to be let into a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// WhatsApp's id of it.
    pub id: String,
    /// Their number, or their id where they hide it.
    pub who: String,
}

impl Graph {
    /// Asks for a group; WhatsApp tells by the webhook when there is one. The name of what was asked.
    ///
    /// # Errors
    /// When WhatsApp does not take it, with its reason.
    pub async fn make_group(&self, subject: &str, description: &str, needs_approval: bool) -> anyhow::Result<String> {
        let mode = if needs_approval { "approval_required" } else { "auto_approve" };
        let mut body = json!({ "messaging_product": "whatsapp", "subject": subject, "join_approval_mode": mode });
        if !description.is_empty() {
            body["description"] = json!(description);
        }
        let path = format!("{}/groups", self.account.phone_number_id);
        Ok(words(&self.answered(Method::POST, &path, Some(&body)).await?, "request_id"))
    }

    /// All groups of our number.
    ///
    /// # Errors
    /// When WhatsApp does not say.
    pub async fn groups(&self) -> anyhow::Result<Vec<Group>> {
        let (mut found, mut after) = (Vec::new(), String::new());
        for _ in 0..PAGES_MAX {
            let path = format!("{}/groups?limit={PAGE}&after={after}", self.account.phone_number_id);
            let told = self.answered(Method::GET, &path, None).await?;
            let page = told["data"]["groups"].as_array().or_else(|| told["data"].as_array());
            let page = page.map(Vec::as_slice).unwrap_or_default();
            found.extend(page.iter().map(|one| Group { id: words(one, "id"), subject: words(one, "subject") }));
            let next = words(&told["paging"]["cursors"], "after");
            let is_plain = next.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_=".contains(&byte));
            if page.is_empty() || next.is_empty() || !is_plain {
                break;
            }
            after = next;
        }
        Ok(found)
    }

    /// The link into a group; `is_new` ends the one before.
    ///
    /// # Errors
    /// When WhatsApp gives none, with its reason.
    pub async fn group_link(&self, group: &str, is_new: bool) -> anyhow::Result<String> {
        let path = format!("{}/invite_link", id(group)?);
        let body = json!({ "messaging_product": "whatsapp" });
        let told = match is_new {
            true => self.answered(Method::POST, &path, Some(&body)).await?,
            false => self.answered(Method::GET, &path, None).await?,
        };
        Ok(words(&told, "invite_link"))
    }

    /// Who asks to be let into a group.
    ///
    /// # Errors
    /// When WhatsApp does not say, with its reason.
    pub async fn group_asks(&self, group: &str) -> anyhow::Result<Vec<Ask>> {
        let told = self.answered(Method::GET, &format!("{}/join_requests", id(group)?), None).await?;
        let asks = told["data"].as_array().map(Vec::as_slice).unwrap_or_default().iter();
        let who = |one: &Value| [words(one, "wa_id"), words(one, "user_id")].into_iter().find(|name| !name.is_empty());
        Ok(asks.map(|one| Ask { id: words(one, "join_request_id"), who: who(one).unwrap_or_default() }).collect())
    }

    /// Lets people into a group, or turns them away, by the ids of what they asked.
    ///
    /// # Errors
    /// When WhatsApp does not take it, with its reason.
    pub async fn answer_asks(&self, group: &str, asks: &[String], is_let_in: bool) -> anyhow::Result<()> {
        let method = if is_let_in { Method::POST } else { Method::DELETE };
        let body = json!({ "messaging_product": "whatsapp", "join_requests": asks });
        self.answered(method, &format!("{}/join_requests", id(group)?), Some(&body)).await?;
        Ok(())
    }

    /// Ends a group.
    ///
    /// # Errors
    /// When WhatsApp does not take it, with its reason.
    pub async fn end_group(&self, group: &str) -> anyhow::Result<()> {
        self.answered(Method::DELETE, id(group)?, None).await?;
        Ok(())
    }

    /// What WhatsApp answers.
    async fn answered(&self, method: Method, path: &str, body: Option<&Value>) -> anyhow::Result<Value> {
        let reply = self.ask(method, path, body).await.map_err(|failure| anyhow::anyhow!("{}", failure.sentence()))?;
        let value: Value = serde_json::from_str(&reply.body).unwrap_or(Value::Null);
        if reply.status < 300 {
            return Ok(value);
        }
        let said = value["error"]["error_data"]["details"].as_str().or_else(|| value["error"]["message"].as_str());
        let code = value["error"]["code"].as_u64().unwrap_or_default();
        anyhow::bail!("{} ({code})", said.unwrap_or("WhatsApp gives no reason"))
    }
}

fn words(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

/// A group's id, which becomes part of an address.
fn id(group: &str) -> anyhow::Result<&str> {
    let is_id = !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_=".contains(&byte));
    anyhow::ensure!(is_id, "“{group}” is no id of a group; laksana groups list shows them");
    Ok(group)
}
