//! Asks Meta every hour how token, number, fields and templates stand, as the doctor does, and says what is the matter.

use crate::cloud_api::CloudApi;
use crate::doctor::ask::{Asked, Meta};
use crate::doctor::{FIELDS, SOON_DAYS, subscribed_fields};
use channels::cloud_api::{Account, Secret, people_limit, template_state, templates};
use domain::notice::{Concern, Matter, Notice};
use domain::time::Instant;
use serde_json::Value;

/// How often Meta is asked, in minutes: its management may be asked two hundred times an hour, by others too.
const ASK_MINUTES: i64 = 60;
/// A day, in minutes.
const DAY_MINUTES: f64 = 24.0 * 60.0;

/// Whoever asks.
pub struct Standing {
    account: Account,
    app: Option<Secret>,
    asked_at: Option<Instant>,
}

impl Standing {
    /// Whoever asks about the number that settings name; none when they name none.
    ///
    /// # Errors
    /// When the settings cannot be used.
    pub fn of(cloud_api: &CloudApi) -> anyhow::Result<Option<Self>> {
        let app = cloud_api.secrets()?.map(|secrets| secrets.app);
        Ok(cloud_api.account()?.map(|account| Self { account, app, asked_at: None }))
    }

    /// What stands how, when it is time to ask. What Meta does not answer is left out.
    pub async fn look(&mut self, now: Instant) -> Vec<Notice> {
        if self.asked_at.is_some_and(|at| now < at.plus_minutes(ASK_MINUTES)) {
            return Vec::new();
        }
        self.asked_at = Some(now);
        let Ok(meta) = Meta::new(&self.account, self.app.as_ref()) else { return Vec::new() };
        let mut notices = Vec::new();
        let mut app = None;
        if let Asked::Told(told) = meta.token().await {
            app = told["data"]["app_id"].as_str().map(str::to_owned);
            notices.push(of_token(&told["data"], now));
        }
        if let Asked::Told(told) = meta.number().await {
            notices.extend(of_number(&told, now));
        }
        if let Asked::Told(told) = meta.limit().await {
            let figure = people_limit(&told["whatsapp_business_manager_messaging_limit"]);
            notices.extend(figure.map(|figure| Notice::new(Matter::Limit, "", None, now).of(figure)));
        }
        if let Some(Asked::Told(told)) = meta.fields(app.as_deref()).await {
            notices.push(of_fields(&told, now));
        }
        if let Some(Asked::Told(told)) = meta.templates().await {
            notices.extend(of_templates(&told, now));
        }
        notices
    }
}

/// A token that runs out soon.
fn of_token(data: &Value, now: Instant) -> Notice {
    let ends = data["expires_at"].as_i64().filter(|at| *at > 0).map(|at_s| Instant::from_us(at_s * 1_000_000));
    let is_soon = ends.is_some_and(|ends| ends.minutes_since(now) < SOON_DAYS * DAY_MINUTES);
    Notice::new(Matter::Token, "", is_soon.then_some(Concern::TokenEnds), now)
}

/// The quality of the number; nothing while Meta does not know it.
fn of_number(told: &Value, now: Instant) -> Option<Notice> {
    let concern = match told["quality_rating"].as_str()? {
        "RED" => Some(Concern::QualityPoor),
        "YELLOW" => Some(Concern::QualityMiddling),
        "GREEN" => None,
        _ => return None,
    };
    Some(Notice::new(Matter::Number, "", concern, now))
}

fn of_fields(told: &Value, now: Instant) -> Notice {
    let subscribed = subscribed_fields(told);
    let lacks = FIELDS.iter().any(|field| !subscribed.contains(field));
    Notice::new(Matter::Fields, "", lacks.then_some(Concern::FieldsMissing), now)
}

/// How each template stands that is judged at all.
fn of_templates(told: &Value, now: Instant) -> Vec<Notice> {
    let (listed, _) = templates(&told.to_string()).unwrap_or_default();
    let of = |one: &channels::cloud_api::Listed| {
        let (matter, concern) = template_state(&one.state)?;
        Some(Notice::new(matter, &format!("{} {}", one.name, one.language), concern, now))
    };
    listed.iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn now() -> Instant {
        Instant::from_us(1_795_000_000_000_000)
    }

    #[test]
    fn a_token_that_runs_out_soon_concerns_somebody() {
        let of = |data: Value| of_token(&data, now()).concern;
        assert_eq!(of(json!({ "expires_at": 0 })), None);
        assert_eq!(of(json!({ "expires_at": 1_795_000_000 + 86_400 })), Some(Concern::TokenEnds));
        assert_eq!(of(json!({ "expires_at": 1_795_000_000 + 40 * 86_400 })), None);
    }

    #[test]
    fn what_meta_says_of_number_fields_and_templates_is_judged() {
        let quality = |word: &str| of_number(&json!({ "quality_rating": word }), now()).map(|notice| notice.concern);
        assert_eq!(quality("RED"), Some(Some(Concern::QualityPoor)));
        assert_eq!(quality("GREEN"), Some(None));
        assert_eq!(quality("UNKNOWN"), None);
        let fields = |names: &[&str]| {
            let listed: Vec<Value> = names.iter().map(|name| json!({ "name": name })).collect();
            let told = json!({ "data": [{ "object": "whatsapp_business_account", "fields": listed }] });
            of_fields(&told, now()).concern
        };
        assert_eq!(fields(&["messages"]), Some(Concern::FieldsMissing));
        assert_eq!(fields(&FIELDS), None);
        let one = |name: &str, status: &str| json!({ "name": name, "language": "en", "status": status });
        let told = json!({ "data": [one("laksana_verify", "PAUSED"), one("laksana_closed", "APPROVED"), one("laksana_help", "PENDING")] });
        let found: Vec<_> = of_templates(&told, now()).into_iter().map(|one| (one.subject, one.concern)).collect();
        let expected =
            [("laksana_verify en".to_owned(), Some(Concern::TemplatePaused)), ("laksana_closed en".to_owned(), None)];
        assert_eq!(found, expected);
    }
}
