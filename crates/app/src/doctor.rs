//! Whether a real number is connected rightly, step by step: each looked at here and now, each said in plain words with
//! what mends it. Shows no secret.

pub mod ask;
mod judged;
mod published;
#[cfg(test)]
pub mod tests;

use crate::chance;
use crate::cloud_api::{CloudApi, Secrets};
use crate::home::Home;
use crate::hooks::Address;
use crate::wizard;
use ask::{Asked, Meta};
use channels::cloud_api::{Account, Subscribed, subscribed};
use domain::cost::{WARNED_PERCENT, shown};
use domain::hearing::{CLOUD_API, Ear};
use domain::time::Instant;
pub use judged::subscribed_fields;
use judged::{fields, number, texts, token};
use store::costs;
use store::inbox::{self, ears};
use web::{Finding, Health};

pub use published::published;

/// What a token must be able to do.
const SCOPES: [&str; 2] = ["whatsapp_business_messaging", "whatsapp_business_management"];
/// What an app must be told of: what people write, and what becomes of account, number, templates and limits.
pub const FIELDS: [&str; 6] = [
    "messages",
    "account_update",
    "business_capability_update",
    "message_template_status_update",
    "phone_number_quality_update",
    "user_preferences",
];
/// A token that runs out sooner is worth a word, in days.
pub const SOON_DAYS: f64 = 14.0;
/// A channel that was not heard for so long may be deaf, in minutes.
const QUIET_MINUTES: f64 = 2.0 * 24.0 * 60.0;
/// A day, in minutes.
const DAY_MINUTES: f64 = 24.0 * 60.0;
/// What helps when a budget runs out.
const RAISE: &str = "Raise it on the page /settings/costs, or send what waits by hand.";

/// What there is to look at.
pub struct Patient<'a> {
    /// The installation.
    pub home: &'a Home,
    /// Its settings.
    pub cloud_api: &'a CloudApi,
    /// Under which address people, and Meta, reach it.
    pub public: &'a str,
}

impl Patient<'_> {
    /// Looks at each step in order.
    ///
    /// # Errors
    /// When the settings cannot be read, or the database is at fault.
    pub async fn look(&self) -> anyhow::Result<Vec<Finding>> {
        let (secrets, account) = (self.cloud_api.secrets()?, self.cloud_api.account()?);
        let mut found = vec![set_up(secrets.as_ref(), account.as_ref())];
        match &secrets {
            Some(secrets) => found.extend(ask::reach(self.public, secrets).await),
            None => found.push(skipped("Webhook", "It is looked at once app secret and verify token are set.")),
        }
        match &account {
            Some(account) => {
                let meta = Meta::new(account, secrets.as_ref().map(|secrets| &secrets.app))?;
                let now = chance::now();
                let (token, app) = token(&meta.token().await, now);
                found.extend([token, number(&meta.number().await)]);
                found.extend(self.subscription(&meta, app.as_deref()).await?);
                let languages = wizard::languages(self.home).await?;
                found.push(texts(&meta.templates().await, account.waba_id.is_some(), &languages));
            }
            None => found.push(skipped("Number", "It is looked at once number, account and access token are set.")),
        }
        found.extend(self.round_trip().await?);
        found.push(self.budget().await?);
        Ok(found)
    }

    /// Whether Meta posts to us, and to nobody else instead.
    async fn subscription(&self, meta: &Meta<'_>, app: Option<&str>) -> anyhow::Result<Vec<Finding>> {
        let of_account = match meta.subscribed().await {
            None => {
                skipped("Subscription", "It is looked at once the account’s id is set (LAKSANA_CLOUD_API_WABA_ID).")
            }
            Some(Asked::Failed(words)) => wrong("Subscription", &words, "Give the token access to the account."),
            Some(Asked::Told(value)) => match subscribed(&value, app, |to| Address::under(self.public).is(to)) {
                Subscribed::Nobody => wrong(
                    "Subscription",
                    "No app is subscribed to the account: Meta posts its messages to nobody.",
                    "Subscribe your app: POST /{account}/subscribed_apps, or press Subscribe in the app’s WhatsApp settings.",
                ),
                Subscribed::Elsewhere(other) if self.leads_here(&other).await? => good(
                    "Subscription",
                    &format!("Messages are posted to {other}, and come in: that address leads here, too."),
                ),
                Subscribed::Elsewhere(other) => wrong(
                    "Subscription",
                    &format!("Another program took the webhook: messages go to {other}."),
                    "Subscribe again without another callback, and end the other program’s subscription.",
                ),
                Subscribed::Us => good("Subscription", "The account’s messages are posted to your app."),
            },
        };
        let of_fields = match meta.fields(app).await {
            None => skipped(
                "Fields",
                "Which fields are subscribed is looked at once the app secret is set and the token is good.",
            ),
            Some(Asked::Failed(words)) => {
                wrong("Fields", &words, "Check that the app secret belongs to the token’s app.")
            }
            Some(Asked::Told(value)) => fields(&value),
        };
        Ok(vec![of_account, of_fields])
    }

    /// Whether what is posted to another address than ours has come in here.
    async fn leads_here(&self, to: &str) -> anyhow::Result<bool> {
        let Some(account) = self.cloud_api.account()? else { return Ok(false) };
        let number = Ear::Number(CLOUD_API.to_owned(), account.phone_number_id);
        let mut tx = self.home.db.snapshot().await?;
        let leads_here = ears::leads_here(&mut tx, &self.home.org, &number, to).await?;
        tx.commit().await?;
        Ok(leads_here)
    }

    /// Whether messages really come and go.
    async fn round_trip(&self) -> anyhow::Result<Vec<Finding>> {
        let Home { db, org, .. } = self.home;
        let now = chance::now();
        let heard = inbox::heard(db, org).await?;
        let last = heard.iter().map(|one| one.last_us).max().map(Instant::from_us);
        let came = match last {
            None => {
                missing("Heard", "Nothing has come in yet.", "Write to the number from another phone, and look again.")
            }
            Some(at) if now.minutes_since(at) > QUIET_MINUTES => missing(
                "Heard",
                &format!("Nothing came in for {:.0} days.", now.minutes_since(at) / DAY_MINUTES),
                "Write to the number from another phone; if it does not arrive, the steps above say why.",
            ),
            Some(_) => good("Heard", "Messages come in."),
        };
        let since = now.plus_minutes(-30 * 24 * 60);
        let told = store::read::outbox::told_since(db, org, since).await?;
        let went = match (told.delivered, told.failed) {
            (0, 0) if told.taken > 0 => wrong(
                "Delivered",
                &format!("{} taken, none arrived: WhatsApp has told of none that it got there.", told.taken),
                "Look for a payment method in WhatsApp Manager, and whether the field “messages” is subscribed.",
            ),
            (0, 0) => missing(
                "Delivered",
                "Nothing was sent in the last thirty days.",
                "Write to the number: the answer is the test.",
            ),
            (0, failed) => wrong(
                "Delivered",
                &format!("{failed} messages failed, and none arrived."),
                "The page To send says why each of them failed.",
            ),
            (delivered, failed) => {
                good("Delivered", &format!("{delivered} messages arrived in thirty days, {failed} failed."))
            }
        };
        Ok(vec![came, went])
    }

    /// How much of the month's budget is used.
    async fn budget(&self) -> anyhow::Result<Finding> {
        let Home { db, org, zone, .. } = self.home;
        let month = costs::month(db, org, &*self.home.directory().await?, (chance::now(), zone)).await?;
        let (currency, cost) = (&month.costs.currency, month.meter.cost);
        let (Some(budget), Some(percent)) = (month.costs.budget, month.percent()) else {
            let words = format!("There is no limit; this month has cost about {} so far.", shown(cost, currency));
            return Ok(skipped("Budget", &words));
        };
        let words = format!(
            "About {} of {} are used this month ({percent} %), by prices as of {}.",
            shown(cost, currency),
            shown(budget.unsigned_abs(), currency),
            month.costs.as_of
        );
        Ok(match month.left {
            Some(0) => wrong("Budget", &format!("{words} Only what is critical leaves."), RAISE),
            _ if percent >= WARNED_PERCENT => missing("Budget", &words, RAISE),
            _ => good("Budget", &words),
        })
    }
}

fn set_up(secrets: Option<&Secrets>, account: Option<&Account>) -> Finding {
    let mut lacks = Vec::new();
    if secrets.is_none() {
        lacks.extend(["LAKSANA_CLOUD_API_APP_SECRET", "LAKSANA_CLOUD_API_VERIFY_TOKEN"]);
    }
    match account {
        None => lacks.extend(["LAKSANA_CLOUD_API_PHONE_NUMBER_ID", "LAKSANA_CLOUD_API_ACCESS_TOKEN"]),
        Some(account) if account.waba_id.is_none() => lacks.push("LAKSANA_CLOUD_API_WABA_ID"),
        Some(_) => {}
    }
    match lacks.as_slice() {
        [] => good("Settings", "App secret, verify token, number, account and access token are set."),
        lacks => missing(
            "Settings",
            &format!("Not set: {}.", lacks.join(", ")),
            "Copy them from developers.facebook.com, your app, WhatsApp, API Setup; the app secret is under App settings, Basic.",
        ),
    }
}

fn finding(name: &'static str, health: Health, words: &str, remedy: &str) -> Finding {
    Finding { name, health, words: words.to_owned(), remedy: remedy.to_owned() }
}

fn good(name: &'static str, words: &str) -> Finding {
    finding(name, Health::Good, words, "")
}

fn missing(name: &'static str, words: &str, remedy: &str) -> Finding {
    finding(name, Health::Missing, words, remedy)
}

fn wrong(name: &'static str, words: &str, remedy: &str) -> Finding {
    finding(name, Health::Wrong, words, remedy)
}

fn skipped(name: &'static str, words: &str) -> Finding {
    finding(name, Health::Skipped, words, "")
}
