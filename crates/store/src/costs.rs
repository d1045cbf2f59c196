//! What messages cost here, how much may be spent in a month, and how much was; hides that nobody may have set it.

use crate::read::outbox;
use crate::sql::{Db, Tx};
use crate::text::free;
use crate::{StoreError, args, row};
use domain::cost::{Meter, Taken, Tariff, month_began};
use domain::directory::Directory;
use domain::id::{OrgId, PersonId};
use domain::time::{Instant, Zone};

row! {
    /// What somebody set.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Costs {
        /// What may be spent in a month, in millionths; none when there is no limit.
        pub budget: Option<i64>,
        /// In which money.
        pub currency: String,
        /// Since when the prices hold.
        pub as_of: String,
        /// Messages in their own words that are free in a month.
        pub free_words: i64,
        /// The prices, as they were written.
        pub rates: String,
        /// Who set it; nobody did when it is empty.
        pub changed_by: String,
        /// When.
        pub changed_us: i64,
    }
}

/// Prices that nobody set, and no limit.
impl Default for Costs {
    fn default() -> Self {
        Self {
            budget: None,
            currency: Tariff::CURRENCY.to_owned(),
            as_of: Tariff::AS_OF.to_owned(),
            free_words: i64::try_from(Tariff::FREE_WORDS).unwrap_or_default(),
            rates: Tariff::DEFAULT.to_owned(),
            changed_by: String::new(),
            changed_us: 0,
        }
    }
}

impl Costs {
    /// The prices. What cannot be read any more costs what it costs where nobody set it.
    #[must_use]
    pub fn tariff(&self) -> Tariff {
        Tariff::parse(&self.rates, self.free_words.unsigned_abs()).unwrap_or_default()
    }
}

/// How much of a month's budget is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// What was set.
    pub costs: Costs,
    /// What the month has cost so far.
    pub meter: Meter,
    /// How many more messages the budget surely allows; none without one.
    pub left: Option<u64>,
}

impl Month {
    /// How much of the budget is used, in per cent; none without one.
    #[must_use]
    pub fn percent(&self) -> Option<u64> {
        self.costs.budget.map(|budget| self.meter.percent(budget.unsigned_abs()))
    }
}

/// What is set.
///
/// # Errors
/// Of the engine.
pub async fn find(db: &Db, org: &OrgId) -> Result<Costs, StoreError> {
    let found: Option<Costs> = db
        .maybe(
            "SELECT budget, currency, as_of, free_words, rates, changed_by, changed_us
            FROM costs
            WHERE org = $1
            LIMIT 1",
            args![org.as_str()],
        )
        .await?;
    Ok(found.unwrap_or_default())
}

/// Sets it.
///
/// # Errors
/// Of the engine.
pub async fn set(tx: &mut Tx, org: &OrgId, costs: &Costs) -> Result<(), StoreError> {
    tx.run_expecting(
        1,
        "INSERT INTO costs (org, budget, currency, as_of, free_words, rates, changed_by, changed_us)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (org) DO UPDATE SET budget = excluded.budget, currency = excluded.currency, as_of = excluded.as_of,
        free_words = excluded.free_words, rates = excluded.rates, changed_by = excluded.changed_by,
        changed_us = excluded.changed_us",
        args![
            org.as_str(),
            costs.budget,
            free(&costs.currency),
            free(&costs.as_of),
            costs.free_words,
            free(&costs.rates),
            free(&costs.changed_by),
            costs.changed_us,
        ],
    )
    .await
}

/// How many more messages the month's budget surely allows; none without one, and then nothing is counted.
///
/// # Errors
/// Of the engine.
pub async fn left(
    db: &Db,
    org: &OrgId,
    directory: &Directory,
    at: (Instant, &Zone),
) -> Result<Option<u64>, StoreError> {
    match find(db, org).await?.budget {
        Some(_) => Ok(month(db, org, directory, at).await?.left),
        None => Ok(None),
    }
}

/// What the month that an instant lies in has cost so far, by the clocks of a zone.
///
/// # Errors
/// Of the engine.
pub async fn month(
    db: &Db,
    org: &OrgId,
    directory: &Directory,
    (now, zone): (Instant, &Zone),
) -> Result<Month, StoreError> {
    let costs = find(db, org).await?;
    let spent = outbox::spent_by_person(db, org, month_began(now, zone)).await?;
    let taken: Vec<Taken> = spent
        .into_iter()
        .map(|one| {
            let known = directory.person(&PersonId(one.person));
            let handles = known.map(|person| person.handles.as_slice()).unwrap_or_default();
            let to = handles.iter().find(|handle| handle.as_phone().is_some()).or(handles.first()).cloned();
            Taken { to, words: one.words.unsigned_abs(), templates: one.templates.unsigned_abs() }
        })
        .collect();
    let tariff = costs.tariff();
    let meter = tariff.meter(&taken);
    let left = costs.budget.map(|budget| meter.left(budget.unsigned_abs(), &tariff));
    Ok(Month { costs, meter, left })
}
