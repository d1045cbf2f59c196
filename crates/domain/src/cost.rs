//! What messages cost: prices by country and sort, and how much of a month's budget is used. An estimate, never a bill:
//! WhatsApp's own count is the one that is paid.

use crate::message::Handle;
use crate::time::{Instant, Zone};

/// Parts of one unit of money that prices are counted in.
pub const UNIT: u64 = 1_000_000;
/// From how much of a budget on somebody is warned, in per cent.
pub const WARNED_PERCENT: u64 = 80;
/// Lines of a tariff at most: there are fewer countries.
pub const RATES_MAX: usize = 300;
/// The price that nobody would believe, in units: a slip of the keyboard.
const PRICE_MAX: u64 = 10 * UNIT;
/// Digits behind the point of a price.
const DIGITS: usize = 6;

/// What messages to one country cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Its two letters; empty for every other country.
    pub country: String,
    /// What its numbers begin with; empty for every other country.
    pub calling: String,
    /// A template message of the sort that ours are, *utility*, in millionths.
    pub template: u64,
    /// A message in its own words within the service window, in millionths.
    pub words: u64,
}

/// What messages cost, country by country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tariff {
    /// The price of each country, and of all others.
    pub rates: Vec<Rate>,
    /// Messages in their own words that are free in a month.
    pub free_words: u64,
}

/// Why a tariff cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadTariff {
    /// A line is no price.
    #[error(
        "“{0}” is no price. Write a line as: MY +60 0.0140 0.0140 (country, what its numbers begin with, a template, a message in its own words)"
    )]
    Line(String),
    /// Two lines are of one country.
    #[error("There are two prices for {0}")]
    Twice(String),
    /// Nothing is said of other countries.
    #[error("The price for all other countries is missing. Write a line as: * * 0.0077 0.0077")]
    NoOthers,
    /// There are too many lines.
    #[error("A tariff has at most {RATES_MAX} lines")]
    TooLong,
}

/// What was handed to the channel for one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Under which address they are written to.
    pub to: Option<Handle>,
    /// In their own words.
    pub words: u64,
    /// As templates.
    pub templates: u64,
}

/// What a month has cost so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Meter {
    /// Messages in their own words.
    pub words: u64,
    /// Templates.
    pub templates: u64,
    /// What they cost, in millionths.
    pub cost: u64,
}

impl Tariff {
    /// What a tariff says, a line for each country.
    ///
    /// # Errors
    /// With the line that is none.
    pub fn parse(text: &str, free_words: u64) -> Result<Self, BadTariff> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let rates = lines.take(RATES_MAX + 1).map(rate).collect::<Result<Vec<_>, _>>()?;
        if rates.len() > RATES_MAX {
            return Err(BadTariff::TooLong);
        }
        let is_twice = |at: usize, rate: &Rate| rates.iter().take(at).any(|other| other.country == rate.country);
        if let Some((_, rate)) = rates.iter().enumerate().find(|(at, rate)| is_twice(*at, rate)) {
            return Err(BadTariff::Twice(if rate.country.is_empty() { "*".to_owned() } else { rate.country.clone() }));
        }
        if !rates.iter().any(|rate| rate.country.is_empty()) {
            return Err(BadTariff::NoOthers);
        }
        Ok(Self { rates, free_words })
    }

    /// What messages to an address cost: by its country's letters where it has them, else by what its number begins with.
    #[must_use]
    pub fn of(&self, to: Option<&Handle>) -> &Rate {
        let digits = to.and_then(Handle::as_phone).map(|phone| phone.trim_start_matches('+'));
        let letters = to.and_then(|to| to.0.strip_prefix("bsuid:")).and_then(|id| id.split('.').next());
        let named = self.rates.iter().filter(|rate| !rate.country.is_empty());
        let fits = |rate: &&Rate| match (digits, letters) {
            (Some(digits), _) => digits.starts_with(rate.calling.as_str()),
            (None, Some(letters)) => rate.country == letters,
            (None, None) => false,
        };
        let others = || self.rates.iter().find(|rate| rate.country.is_empty());
        named
            .filter(fits)
            .max_by_key(|rate| rate.calling.len())
            .or_else(others)
            .expect("a tariff that was read has a line for others")
    }

    /// The most that one message may cost.
    #[must_use]
    pub fn dearest(&self) -> u64 {
        self.rates.iter().map(|rate| rate.template.max(rate.words)).max().unwrap_or_default()
    }

    /// What was handed over costs. What is free in a month is taken from all countries alike.
    #[must_use]
    pub fn meter(&self, taken: &[Taken]) -> Meter {
        let mut meter = Meter::default();
        let mut of_words: u64 = 0;
        for one in taken {
            let rate = self.of(one.to.as_ref());
            meter.words = meter.words.saturating_add(one.words);
            meter.templates = meter.templates.saturating_add(one.templates);
            meter.cost = meter.cost.saturating_add(one.templates.saturating_mul(rate.template));
            of_words = of_words.saturating_add(one.words.saturating_mul(rate.words));
        }
        let paid = u128::from(meter.words.saturating_sub(self.free_words));
        let share = u128::from(of_words) * paid / u128::from(meter.words.max(1));
        meter.cost = meter.cost.saturating_add(u64::try_from(share).unwrap_or(u64::MAX));
        meter
    }
}

/// Prices that Meta published, as far as we know; to be replaced by those of the contract.
impl Default for Tariff {
    fn default() -> Self {
        Self::parse(Self::DEFAULT, Self::FREE_WORDS).expect("a test reads it")
    }
}

impl Tariff {
    /// The currency of [`Self::DEFAULT`].
    pub const CURRENCY: &'static str = "USD";
    /// Since when [`Self::DEFAULT`] holds, as far as we know.
    pub const AS_OF: &'static str = "2025-07-01";
    /// Messages in their own words that are free in a month.
    pub const FREE_WORDS: u64 = 1_000;
    /// Prices in US dollars: a utility template, and what a message in its own words costs beyond those that are free.
    pub const DEFAULT: &'static str = "\
AE +971 0.0157 0.0157
AR +54 0.0289 0.0289
AU +61 0.0113 0.0113
BR +55 0.0068 0.0068
CL +56 0.0200 0.0200
CO +57 0.0008 0.0008
DE +49 0.0550 0.0550
EG +20 0.0036 0.0036
ES +34 0.0200 0.0200
FR +33 0.0300 0.0300
GB +44 0.0220 0.0220
ID +62 0.0250 0.0250
IL +972 0.0053 0.0053
IN +91 0.0014 0.0014
IT +39 0.0300 0.0300
MX +52 0.0085 0.0085
MY +60 0.0140 0.0140
NG +234 0.0067 0.0067
NL +31 0.0500 0.0500
PE +51 0.0200 0.0200
PK +92 0.0054 0.0054
SA +966 0.0107 0.0107
SG +65 0.0113 0.0113
TR +90 0.0053 0.0053
US +1 0.0040 0.0040
ZA +27 0.0076 0.0076
* * 0.0550 0.0550
";
}

impl Meter {
    /// How much of a budget is used, in per cent; all of it where there is none to use.
    #[must_use]
    pub fn percent(&self, budget: u64) -> u64 {
        self.cost.saturating_mul(100).checked_div(budget).unwrap_or(100)
    }

    /// How many more messages a budget surely allows.
    #[must_use]
    pub fn left(&self, budget: u64, tariff: &Tariff) -> u64 {
        budget.saturating_sub(self.cost) / tariff.dearest().max(1)
    }
}

/// When the month began that an instant lies in.
#[must_use]
pub fn month_began(at: Instant, zone: &Zone) -> Instant {
    let first = at.in_zone(zone).date().first_of_month();
    zone.instant(first.at(0, 0, 0, 0))
}

/// A price as people write it, in millionths; none when it is no price that can be meant.
#[must_use]
pub fn price(text: &str) -> Option<u64> {
    amount(text).filter(|price| *price <= PRICE_MAX)
}

/// An amount of money as people write it, in millionths.
#[must_use]
pub fn amount(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(part) || part.len() > DIGITS {
        return None;
    }
    let part: u64 = format!("{part:0<DIGITS$}").parse().ok()?;
    whole.parse::<u64>().ok()?.checked_mul(UNIT)?.checked_add(part)
}

/// An amount as people read it.
#[must_use]
pub fn shown(amount: u64, currency: &str) -> String {
    let cents = amount.saturating_add(UNIT / 200) / (UNIT / 100);
    format!("{currency} {}.{:02}", cents / 100, cents % 100)
}

fn rate(line: &str) -> Result<Rate, BadTariff> {
    let bad = || BadTariff::Line(line.chars().take(80).collect());
    let mut words = line.split_whitespace();
    let (country, calling) = words.next().zip(words.next()).ok_or_else(bad)?;
    let (template, within) = words.next().zip(words.next()).ok_or_else(bad)?;
    let (template, within) = price(template).zip(price(within)).ok_or_else(bad)?;
    if (country, calling) == ("*", "*") {
        return Ok(Rate { country: String::new(), calling: String::new(), template, words: within });
    }
    let digits = calling.strip_prefix('+').unwrap_or(calling);
    let is_calling = (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_country = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !is_calling || !is_country {
        return Err(bad());
    }
    Ok(Rate { country: country.to_ascii_uppercase(), calling: digits.to_owned(), template, words: within })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(to: &str, words: u64, templates: u64) -> Taken {
        Taken { to: Some(Handle(to.to_owned())), words, templates }
    }

    #[test]
    fn the_tariff_that_comes_along_can_be_read() {
        let tariff = Tariff::default();
        assert!(tariff.rates.len() > 20 && tariff.of(None).country.is_empty());
        assert_eq!(tariff.of(None).template, tariff.dearest(), "what is not known is not held to be cheap");
    }

    #[test]
    fn a_number_and_an_id_cost_what_their_country_costs() {
        let tariff = Tariff::parse("US +1 0.004 0\nMY +60 0.014 0\nZZ +6 1 0\n* * 0.05 0", 0).unwrap();
        let of = |to: &str| tariff.of(Some(&Handle(to.to_owned()))).template;
        assert_eq!(
            (of("+60123456789"), of("+14155550100"), of("+65123"), of("+4930")),
            (14_000, 4_000, 1_000_000, 50_000)
        );
        assert_eq!((of("bsuid:MY.134"), of("bsuid:DE.134"), of("name:mei")), (14_000, 50_000, 50_000));
    }

    #[test]
    fn templates_cost_and_words_do_beyond_those_that_are_free() {
        let tariff = Tariff::parse("MY +60 0.02 0.01\n* * 0.1 0.03", 10).unwrap();
        let meter = tariff.meter(&[taken("+601", 15, 2), taken("+491", 5, 1)]);
        // Half of twenty are free: half of 15 times a cent and 5 times three.
        assert_eq!(meter, Meter { words: 20, templates: 3, cost: 140_000 + 150_000 });
        assert_eq!(tariff.meter(&[taken("+601", 10, 0)]).cost, 0);
        assert_eq!((meter.percent(580_000), meter.percent(290_000), meter.percent(0)), (50, 100, 100));
        assert_eq!((meter.left(580_000, &tariff), meter.left(300_000, &tariff), meter.left(0, &tariff)), (2, 0, 0));
    }

    #[test]
    fn what_is_no_price_is_refused_with_its_line() {
        for line in
            ["MY +60", "MY +60 x 0", "Malaysia +60 0 0", "MY 60x 0 0", "MY +60 0.0000001 0", "MY +60 99 0", "MY * 1 1"]
        {
            assert_eq!(Tariff::parse(&format!("{line}\n* * 0 0"), 0), Err(BadTariff::Line(line.into())));
        }
        assert_eq!(Tariff::parse("MY +60 0 0", 0), Err(BadTariff::NoOthers));
        assert_eq!(Tariff::parse("my +60 0 0\nMY +60 0 0\n* * 0 0", 0), Err(BadTariff::Twice("MY".into())));
        assert_eq!(Tariff::parse(&"* * 0 0\n".repeat(RATES_MAX + 1), 0), Err(BadTariff::TooLong));
    }

    #[test]
    fn money_is_read_and_shown_as_people_write_it() {
        let table =
            [("0.014", Some(14_000)), ("12", Some(12 * UNIT)), ("3,5", Some(3_500_000)), ("", None), ("-1", None)];
        for (text, expected) in table.into_iter().chain([("1e9", None), (".5", None), ("18446744073709551615", None)]) {
            assert_eq!(amount(text), expected, "{text}");
        }
        assert_eq!((shown(1_234_567, "USD"), shown(4_999, "MYR")), ("USD 1.23".to_owned(), "MYR 0.00".to_owned()));
        assert_eq!(shown(995_000, "USD"), "USD 1.00");
    }

    #[test]
    fn a_month_begins_by_the_clocks_of_the_house() {
        let zone = Zone::named("Asia/Kuala_Lumpur").unwrap();
        let at = Instant::from_timestamp("2026-11-30T17:00:00Z".parse().unwrap());
        assert_eq!(month_began(at, &zone).rfc3339(&Zone::utc()), "2026-11-30T16:00:00+00:00");
    }
}
