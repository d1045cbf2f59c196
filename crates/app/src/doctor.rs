//! Whether a real number is connected rightly, step by step: each looked at here and now, each said in plain words with
//! what mends it. Shows no secret.

pub mod ask;
mod published;
#[cfg(test)]
pub mod tests;

use crate::chance;
use crate::cloud_api::{CloudApi, Secrets};
use crate::home::Home;
use crate::hooks::Address;
use ask::{Asked, Meta};
use channels::cloud_api::{Account, Subscribed, subscribed, templates};
use domain::cost::{WARNED_PERCENT, shown};
use domain::hearing::{CLOUD_API, Ear};
use domain::time::Instant;
use domain::wording::Sentence;
use serde_json::Value;
use store::costs;
use store::inbox::{self, ears};
use web::{Door, Finding, Health};

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
                found.push(texts(&meta.templates().await, account.waba_id.is_some()));
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

/// The door to the page that shows it.
pub fn door(home: &Home, cloud_api: &CloudApi, public: &str) -> Door<(), Vec<Finding>> {
    let (home, cloud_api, public) = (home.clone(), cloud_api.clone(), public.to_owned());
    Box::new(move |()| {
        let (home, cloud_api, public) = (home.clone(), cloud_api.clone(), public.clone());
        Box::pin(async move {
            let patient = Patient { home: &home, cloud_api: &cloud_api, public: &public };
            patient.look().await.map_err(|error| format!("The steps cannot be looked at: {error:#}."))
        })
    })
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

/// What Meta says of a token, and of which app it is.
fn token(asked: &Asked, now: Instant) -> (Finding, Option<String>) {
    let value = match asked {
        Asked::Failed(words) => {
            return (wrong("Token", words, "Make a new one: Business settings, System users, Generate token."), None);
        }
        Asked::Told(value) => &value["data"],
    };
    let app = value["app_id"].as_str().map(str::to_owned).or_else(|| value["app_id"].as_u64().map(|id| id.to_string()));
    if value["is_valid"] != Value::Bool(true) {
        let why = value["error"]["message"].as_str().unwrap_or("Meta does not say why");
        return (
            wrong(
                "Token",
                &format!("The access token is not valid: {why}."),
                "Make a new one: Business settings, System users, Generate token.",
            ),
            app,
        );
    }
    let scopes: Vec<&str> = value["scopes"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let lacks: Vec<&str> = SCOPES.into_iter().filter(|scope| !scopes.contains(scope)).collect();
    if !lacks.is_empty() {
        return (
            wrong(
                "Token",
                &format!("The access token may not: {}.", lacks.join(", ")),
                "Make a new one with these permissions ticked.",
            ),
            app,
        );
    }
    let runs_out = value["expires_at"].as_i64().filter(|at| *at > 0).map(|at_s| Instant::from_us(at_s * 1_000_000));
    let finding = match runs_out.map(|at| at.minutes_since(now) / DAY_MINUTES) {
        None => good("Token", "The access token is valid, may send and manage, and does not run out."),
        Some(days) if days < SOON_DAYS => missing(
            "Token",
            &format!("The access token runs out in {days:.0} days."),
            "A system user’s token does not run out: Business settings, System users.",
        ),
        Some(days) => good("Token", &format!("The access token is valid for {days:.0} more days.")),
    };
    (finding, app)
}

fn number(asked: &Asked) -> Finding {
    let value = match asked {
        Asked::Failed(words) => {
            return wrong(
                "Number",
                words,
                "Check LAKSANA_CLOUD_API_PHONE_NUMBER_ID: it is Meta’s id, not the number itself.",
            );
        }
        Asked::Told(value) => value,
    };
    let text = |key: &str| value[key].as_str().unwrap_or("unknown");
    let (shown, name) = (text("display_phone_number"), text("verified_name"));
    match (text("quality_rating"), text("code_verification_status")) {
        ("RED", _) => wrong(
            "Number",
            &format!("{shown} ({name}) has poor quality: people block or report it."),
            "Write less, and only to who expects it; WhatsApp Manager shows what was reported.",
        ),
        ("YELLOW", _) => missing(
            "Number",
            &format!("{shown} ({name}) has middling quality."),
            "Write only to who expects it, before WhatsApp lowers your limits.",
        ),
        (_, "EXPIRED" | "NOT_VERIFIED") => {
            missing("Number", &format!("{shown} ({name}) is not verified."), "Verify the number in WhatsApp Manager.")
        }
        (quality, _) => good("Number", &format!("{shown} ({name}), quality {}.", quality.to_lowercase())),
    }
}

/// The fields that our app is subscribed to, as Meta tells.
pub fn subscribed_fields(value: &Value) -> Vec<&str> {
    let objects = value["data"].as_array().map(Vec::as_slice).unwrap_or_default();
    let ours = objects.iter().filter(|one| one["object"] == "whatsapp_business_account");
    let fields = ours.flat_map(|one| one["fields"].as_array().into_iter().flatten());
    fields.filter_map(|field| field["name"].as_str().or(field.as_str())).collect()
}

fn fields(value: &Value) -> Finding {
    let names = subscribed_fields(value);
    let lacks: Vec<&str> = FIELDS.into_iter().filter(|field| !names.contains(field)).collect();
    match (names.contains(&"messages"), lacks.as_slice()) {
        (_, []) => good("Fields", &format!("Subscribed: {}.", names.join(", "))),
        (true, lacks) => missing(
            "Fields",
            &format!("Not subscribed: {}. What they tell is not heard.", lacks.join(", ")),
            "In your app, WhatsApp, Configuration: subscribe to these fields.",
        ),
        (false, _) => wrong(
            "Fields",
            "The field “messages” is not subscribed, so that nothing is heard.",
            "In your app, WhatsApp, Configuration: subscribe to “messages”.",
        ),
    }
}

fn texts(asked: &Option<Asked>, has_account: bool) -> Finding {
    let value = match asked {
        _ if !has_account => return skipped("Templates", "They are looked at once the account’s id is set."),
        None => return skipped("Templates", "They were not looked at."),
        Some(Asked::Failed(words)) => return wrong("Templates", words, "Give the token access to the account."),
        Some(Asked::Told(value)) => value,
    };
    let (listed, _) = templates(&value.to_string()).unwrap_or_default();
    let is_known =
        |sentence: &Sentence| listed.iter().find(|one| one.name == sentence.word() && one.language.starts_with("en"));
    let mut lacks = Vec::new();
    for sentence in Sentence::ALL {
        let state = match is_known(sentence) {
            Some(one) if one.is_approved && one.buttons == sentence.choices().len() => continue,
            Some(one) if one.is_approved => "approved without its buttons",
            Some(_) => "not approved",
            None => "not handed in",
        };
        lacks.push(format!("{} ({state})", sentence.word()));
    }
    match lacks.as_slice() {
        [] => good("Templates", &format!("All {} are approved in English.", Sentence::ALL.len())),
        lacks => missing(
            "Templates",
            &format!("{} of {} cannot be used in English yet: {}.", lacks.len(), Sentence::ALL.len(), lacks.join(", ")),
            "Hand them in: laksana templates --submit --language en (and every language your people write).",
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
