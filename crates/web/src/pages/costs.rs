//! What messages cost and how much may be spent in a month: shown, and set by managers.

use crate::fault::Fault;
use crate::form::Form;
use crate::member::Member;
use crate::parts::badges::grouped;
use crate::parts::shell::{Frame, Tab, shell};
use crate::parts::shown::{Shown, differing, meanwhile};
use crate::state::Shared;
use crate::wording::{fill, plural, say, weave};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::beside::{Altered, Beside, Turn};
use domain::cost::{BadTariff, RATES_MAX, Tariff, WARNED_PERCENT, amount, shown};
use domain::time::Day;
use maud::{Markup, html};
use serde::Deserialize;
use store::costs::{self, Costs, Month};

/// Letters of a currency's code.
const CURRENCY: usize = 3;

/// The page.
pub struct View {
    pub frame: Frame,
    pub month: Month,
    /// What stands in the form.
    pub form: Wanted,
    /// Why what was sent cannot be used.
    pub wrong: Option<String>,
}

/// The form of `POST /settings/costs`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Wanted {
    pub budget: String,
    pub currency: String,
    pub as_of: String,
    pub free_words: String,
    pub rates: String,
    /// Whether the prices that come along are wanted back.
    pub reset: String,
    /// What the form showed; nothing where it is to show what stands now.
    pub shown: String,
}

/// `GET /settings/costs`: for managers.
pub async fn show(State(shared): State<Shared>, member: Member) -> Result<Markup, Fault> {
    let month = month(&shared, &member).await?;
    let form = Wanted::of(&month.costs);
    Ok(page(&View {
        frame: shared.frame(&member, Tab::Settings).hearing("outbox".to_owned()),
        month,
        form,
        wrong: None,
    }))
}

/// `POST /settings/costs`: for managers.
pub async fn change(
    State(shared): State<Shared>,
    member: Member,
    Form(wanted): Form<Wanted>,
) -> Result<Response, Fault> {
    let costs = match wanted.costs() {
        Ok(costs) => Costs { changed_by: member.actor().to_string(), changed_us: shared.now().us(), ..costs },
        Err(wrong) => {
            let (frame, month) =
                (shared.frame(&member, Tab::Settings).hearing("outbox".to_owned()), month(&shared, &member).await?);
            let view = View { frame, month, form: wanted, wrong: Some(wrong) };
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&view)).into_response());
        }
    };
    let month = month(&shared, &member).await?;
    let (now, sent) = (Wanted::of(&month.costs), Wanted::of(&costs));
    if now != sent && now.shown().is_other_than(&wanted.shown) {
        let mut frame = shared.frame(&member, Tab::Settings).hearing("outbox".to_owned());
        frame.flash = Some(meanwhile(now.differing(sent)));
        let form = Wanted { shown: String::new(), ..wanted };
        let view = View { frame, month, form, wrong: None };
        return Ok((StatusCode::CONFLICT, page(&view)).into_response());
    }
    let mut tx = shared.desk.db().begin().await?;
    costs::set(&mut tx, &member.org, &costs).await?;
    tx.commit().await?;
    if now != sent {
        let (before, after) = (now.in_a_line(), sent.in_a_line());
        shared.note(&member, Altered { before, after, ..Altered::of(Beside::Costs, Turn::Changed, "") }).await?;
    }
    Ok(Redirect::to("/settings/costs").into_response())
}

/// What the month has cost so far.
pub async fn month(shared: &Shared, member: &Member) -> Result<Month, Fault> {
    let directory = shared.desk.directory(&member.org).await?;
    Ok(costs::month(shared.desk.db(), &member.org, &directory, (shared.now(), &shared.zone)).await?)
}

impl Wanted {
    fn of(costs: &Costs) -> Self {
        let budget = costs.budget.map(|budget| shown(budget.unsigned_abs(), "").trim().to_owned());
        Self {
            budget: budget.unwrap_or_default(),
            currency: costs.currency.clone(),
            as_of: costs.as_of.clone(),
            free_words: costs.free_words.to_string(),
            rates: costs.rates.clone(),
            reset: String::new(),
            shown: String::new(),
        }
    }

    /// For the record of who changed it.
    fn in_a_line(&self) -> String {
        let budget = if self.budget.is_empty() { "–" } else { &self.budget };
        let rates: Vec<&str> = self.rates.lines().collect();
        format!("{} {budget}; {}; {}; {}", self.currency, self.as_of, self.free_words, rates.join("; "))
    }

    /// As a form shows it.
    fn shown(&self) -> Shown {
        Shown::of([&*self.budget, &self.currency, &self.as_of, &self.free_words, &self.rates])
    }

    /// What of these is another than was sent.
    fn differing(self, sent: Self) -> Vec<(&'static str, String)> {
        differing([
            (say("Budget for a calendar month"), self.budget, sent.budget),
            (say("Currency"), self.currency, sent.currency),
            (say("Prices as of"), self.as_of, sent.as_of),
            (say("Messages in their own words that are free in a month"), self.free_words, sent.free_words),
            (say("Prices"), self.rates, sent.rates),
        ])
    }

    fn costs(&self) -> Result<Costs, String> {
        let budget = match self.budget.trim() {
            "" => None,
            text => Some(amount(text).and_then(|budget| i64::try_from(budget).ok()).ok_or_else(|| {
                let words =
                    say("“{text}” is no amount of money. Write it as 50 or 49.90, or leave it empty for no limit.");
                fill(words, &[("text", text)])
            })?),
        };
        if !self.reset.is_empty() {
            return Ok(Costs { budget, ..Costs::default() });
        }
        let currency = self.currency.trim().to_ascii_uppercase();
        if currency.len() != CURRENCY || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err(say("Write the currency as three letters, such as USD or MYR.").to_owned());
        }
        let as_of = self.as_of.trim();
        let _day: Day = as_of.parse().map_err(|_| say("Write the day of the prices as 2026-11-30.").to_owned())?;
        let free_words =
            self.free_words.trim().parse::<u32>().map_err(|_| say("Write how many messages are free as a number."))?;
        Tariff::parse(&self.rates, free_words.into()).map_err(|bad| bad_tariff(&bad))?;
        let (as_of, rates) = (as_of.to_owned(), self.rates.replace("\r\n", "\n"));
        Ok(Costs { budget, currency, as_of, free_words: free_words.into(), rates, ..Costs::default() })
    }
}

/// Why prices cannot be used.
fn bad_tariff(bad: &BadTariff) -> String {
    match bad {
        BadTariff::Line(line) => fill(
            say(
                "“{line}” is no price. Write a line as: {example} (country, what its numbers begin with, a template, a message in its own words).",
            ),
            &[("line", line), ("example", "MY +60 0.0140 0.0140")],
        ),
        BadTariff::Twice(country) => fill(say("There are two prices for {country}."), &[("country", country)]),
        BadTariff::NoOthers => fill(
            say("The price for all other countries is missing. Write a line as: {example}."),
            &[("example", "* * 0.0077 0.0077")],
        ),
        BadTariff::TooLong => fill(say("A tariff has at most {n} lines."), &[("n", &RATES_MAX.to_string())]),
    }
}

/// The page of a view.
pub fn page(view: &View) -> Markup {
    let content = html! {
        div.head {
            div {
                p.eyebrow { a href="/outbox" { (say("To send")) } }
                h1 { (say("What messages cost")) }
                p.lede data-plain="what has left has no list" { (summary(&view.month)) }
            }
        }
        div.stack {
            @if let Some(wrong) = &view.wrong { p.flash role="alert" { (wrong) } }
            @else if let Some(words) = warning(&view.month) { p.flash role="status" { (words) } }
            (form(view))
        }
    };
    shell(&view.frame, say("What messages cost"), &content)
}

/// What the month has cost, in sentences.
pub fn summary(month: &Month) -> String {
    let (meter, costs) = (&month.meter, &month.costs);
    let count = meter.words + meter.templates;
    let sent = fill(
        plural(
            count,
            "This month {n} message was sent, {templates} of them as templates.",
            "This month {n} messages were sent, {templates} of them as templates.",
        ),
        &[("n", &grouped(count)), ("templates", &grouped(meter.templates))],
    );
    let cost = shown(meter.cost, &costs.currency);
    let cost = match costs.budget {
        Some(budget) => {
            let budget = shown(budget.unsigned_abs(), &costs.currency);
            fill(say("That is about {cost} of {budget}."), &[("cost", &cost), ("budget", &budget)])
        }
        None => fill(say("That is about {cost}."), &[("cost", &cost)]),
    };
    let since = fill(say("Prices as of {day}."), &[("day", &costs.as_of)]);
    format!("{sent} {cost} {since}")
}

/// What to know of a budget that is nearly, or wholly, used; nothing otherwise.
pub fn warning(month: &Month) -> Option<String> {
    let percent = month.percent()?;
    if month.left == Some(0) {
        let words =
            say("The month’s budget is used up: only patrols, critical tickets and calls for help are told of.");
        return Some(words.to_owned());
    }
    let words = || fill(say("{percent} % of the month’s budget are used."), &[("percent", &percent.to_string())]);
    (percent >= WARNED_PERCENT).then(words)
}

fn form(view: &View) -> Markup {
    let (form, costs) = (&view.form, &view.month.costs);
    html! {
        form.card.form method="post" action="/settings/costs" aria-labelledby="set" {
            h2 #set { (say("Budget and prices")) }
            (Wanted::of(costs).shown().or_sent(&form.shown).field())
            label for="budget" { (say("Budget for a calendar month")) }
            input #budget name="budget" inputmode="decimal" value=(form.budget) placeholder=(say("No limit"));
            p.hint {
                (weave(
                    say("From {percent} % on this page, To send and {command} say so. When it is used up, only what is critical leaves; the rest waits on To send for a hand."),
                    &[("percent", &WARNED_PERCENT), ("command", &html! { code { "laksana doctor" } })],
                ))
            }
            label for="currency" { (say("Currency")) }
            input #currency name="currency" value=(form.currency) maxlength="3" required;
            label for="as_of" { (say("Prices as of")) }
            input #as_of name="as_of" type="date" value=(form.as_of) required;
            label for="free_words" { (say("Messages in their own words that are free in a month")) }
            input #free_words name="free_words" inputmode="numeric" value=(form.free_words) required;
            label for="rates" { (say("Prices")) }
            textarea #rates name="rates" rows="16" spellcheck="false" required { (form.rates) }
            p.hint {
                (weave(
                    say("A line for each country: its two letters, what its numbers begin with, a template, a message in its own words; a line with {stars} for all others. What comes along is an estimate from what Meta published; your own rate card is in WhatsApp Manager."),
                    &[("stars", &html! { code { "* *" } })],
                ))
            }
            div.actions {
                button.button.main { (say("Save")) }
                button.button name="reset" value="yes" { (say("Save with the prices that come along")) }
            }
            @if !costs.changed_by.is_empty() { (last_set(view)) }
        }
    }
}

fn last_set(view: &View) -> Markup {
    let costs = &view.month.costs;
    let time = view.frame.wall.at(domain::time::Instant::from_us(costs.changed_us));
    let name = html! { bdi { (costs.changed_by) } };
    html! { p.hint { (weave(say("Last set by {name}, {time}."), &[("name", &name), ("time", &time)])) } }
}
