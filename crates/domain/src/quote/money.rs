//! Amounts of money: how people write them, and how they are read out of a text.

use serde::{Deserialize, Serialize};

/// Currencies that have no smaller unit, or whose smaller unit nobody writes.
const WHOLE: &[&str] = &["IDR", "JPY", "KRW", "VND", "CLP", "PYG", "UGX", "XAF", "XOF", "RWF"];
/// Currencies of a thousand smaller units.
const THOUSANDTHS: &[&str] = &["KWD", "BHD", "OMR", "JOD", "TND", "IQD", "LYD"];
/// Signs before or after an amount, longer ones first, each with what it stands for where nothing says otherwise.
const SIGNS: &[(&str, &str)] = &[
    ("ringgit", "MYR"),
    ("rupiah", "IDR"),
    ("rupees", "INR"),
    ("rupee", "INR"),
    ("pesos", "MXN"),
    ("reais", "BRL"),
    ("real", "BRL"),
    ("euros", "EUR"),
    ("euro", "EUR"),
    ("dollars", "USD"),
    ("dollar", "USD"),
    ("dirhams", "AED"),
    ("dirham", "AED"),
    ("riyals", "SAR"),
    ("riyal", "SAR"),
    ("令吉", "MYR"),
    ("马币", "MYR"),
    ("ரூபாய்", "INR"),
    ("ரிங்கிட்", "MYR"),
    ("रुपये", "INR"),
    ("रुपए", "INR"),
    ("درهم", "AED"),
    ("ريال", "SAR"),
    ("hk$", "HKD"),
    ("us$", "USD"),
    ("au$", "AUD"),
    ("ca$", "CAD"),
    ("mx$", "MXN"),
    ("s$", "SGD"),
    ("r$", "BRL"),
    ("a$", "AUD"),
    ("c$", "CAD"),
    ("rm", "MYR"),
    ("rp", "IDR"),
    ("rs", "INR"),
    ("₹", "INR"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("₱", "PHP"),
    ("¥", "CNY"),
    ("$", "USD"),
    ("myr", "MYR"),
    ("idr", "IDR"),
    ("sgd", "SGD"),
    ("usd", "USD"),
    ("eur", "EUR"),
    ("gbp", "GBP"),
    ("inr", "INR"),
    ("brl", "BRL"),
    ("mxn", "MXN"),
    ("php", "PHP"),
    ("aed", "AED"),
    ("sar", "SAR"),
    ("cny", "CNY"),
    ("rmb", "CNY"),
    ("kwd", "KWD"),
    ("bhd", "BHD"),
    ("omr", "OMR"),
    ("qar", "QAR"),
    ("egp", "EGP"),
    ("cop", "COP"),
    ("clp", "CLP"),
    ("ars", "ARS"),
    ("pen", "PEN"),
    ("jpy", "JPY"),
    ("thb", "THB"),
    ("vnd", "VND"),
    ("hkd", "HKD"),
    ("aud", "AUD"),
    ("cad", "CAD"),
    ("zar", "ZAR"),
    ("lkr", "LKR"),
    ("pkr", "PKR"),
    ("bdt", "BDT"),
    ("eu", "EUR"),
];

/// Signs up to so many bytes are mostly written before their amounts: no words, but abbreviations, codes and symbols.
const AHEAD_BYTES_MAX: usize = 3;
/// But for these, which are as often written after them.
const AFTER: &[&str] = &["€", "eu"];

/// An amount of money: whole smallest units of a currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// Sen, cents, fils; whole rupiah or yen.
    pub minor: i64,
    /// The currency, by its three letters of ISO 4217.
    pub currency: String,
}

impl Money {
    /// More than any repair costs, in smallest units: what is longer is a number of something else.
    const MINOR_MAX: i64 = 100_000_000_000;

    /// The one amount that a text names with its currency; a bare number counts in the usual currency where the text is
    /// nothing else. Of several amounts none is meant for sure.
    pub fn read(text: &str, usual: Option<&str>) -> Option<Self> {
        let text = text.to_lowercase();
        let mut named: Vec<Self> = numbers(&text).filter_map(|at| priced(&text, at)).collect();
        named.dedup();
        match named.as_slice() {
            [only] => Some(only.clone()),
            [] => {
                let mut bare = numbers(&text);
                let (first, second) = (bare.next()?, bare.next());
                let is_alone = second.is_none() && text.chars().filter(|letter| letter.is_alphabetic()).count() == 0;
                usual.filter(|_| is_alone).and_then(|currency| amount(&text[first.0..first.1], currency, ""))
            }
            _ => None,
        }
    }

    /// So many digits after the point.
    fn digits(currency: &str) -> usize {
        match currency {
            whole if WHOLE.contains(&whole) => 0,
            thousandths if THOUSANDTHS.contains(&thousandths) => 3,
            _ => 2,
        }
    }

    /// Whether it is an amount of a currency that is spelt as one.
    pub fn is_sound(&self) -> bool {
        (0..=Self::MINOR_MAX).contains(&self.minor)
            && self.currency.len() == 3
            && self.currency.chars().all(|letter| letter.is_ascii_uppercase())
    }
}

impl std::fmt::Display for Money {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let digits = Self::digits(&self.currency);
        let unit = 10_i64.pow(u32::try_from(digits).unwrap_or_default());
        let (whole, rest) = (self.minor / unit, self.minor % unit);
        match digits {
            0 => write!(out, "{} {whole}", self.currency),
            _ => write!(out, "{} {whole}.{rest:0digits$}", self.currency),
        }
    }
}

/// Where a text has numbers that name no ticket: from which byte to which.
fn numbers(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    let all = std::iter::from_fn(move || {
        let from = at + text[at..].find(|letter: char| letter.is_ascii_digit())?;
        let is_part = |letter: char| letter.is_ascii_digit() || letter == '.' || letter == ',';
        let length = text[from..].find(|letter| !is_part(letter)).unwrap_or(text.len() - from);
        at = from + length;
        Some((from, from + text[from..at].trim_end_matches(['.', ',']).len()))
    });
    all.filter(|(from, _)| !names_ticket(&text[..*from]))
}

/// Whether the number after this is a ticket's: `#142`, `T-142`.
fn names_ticket(before: &str) -> bool {
    let left = before.strip_suffix("t-");
    before.ends_with('#') || left.is_some_and(|left| !left.ends_with(char::is_alphanumeric))
}

/// The amount of a number that has a currency before or after it.
fn priced(text: &str, (from, until): (usize, usize)) -> Option<Money> {
    let (before, after) = (&text[..from], &text[until..]);
    let (times, after) = match after.strip_prefix('k').filter(|rest| !rest.starts_with(char::is_alphabetic)) {
        Some(rest) => ("k", rest),
        None => ("", after),
    };
    let sign = SIGNS.iter().find(|(sign, _)| ends_with(before, sign) || begins_with(after, sign))?;
    amount(&text[from..until], sign.1, times)
}

/// Whether a sign stands right before a number, as a word of its own, and belongs to it.
fn ends_with(before: &str, sign: &str) -> bool {
    let close = before.trim_end();
    let plain = close.trim_end_matches('.');
    let Some(left) = close.strip_suffix(sign).or_else(|| plain.strip_suffix(sign)) else { return false };
    let is_apart = close.len() < before.len();
    let is_taken = is_apart && left.ends_with(|letter: char| letter.is_ascii_digit());
    let is_part = match sign {
        // A dollar of some other country than the USA.
        "$" => left.ends_with(char::is_alphabetic),
        word => word.starts_with(char::is_alphabetic) && left.ends_with(char::is_alphanumeric),
    };
    !is_part && !is_taken
}

/// Whether a sign stands right after a number, as a word of its own, and belongs to it. One that people write before their
/// amounts belongs to a number after it, as in “lift 2 RM 350”, unless it is written onto this one.
fn begins_with(after: &str, sign: &str) -> bool {
    let close = after.trim_start();
    let Some(left) = close.strip_prefix(sign) else { return false };
    let next = left.trim_start_matches('.').trim_start();
    let is_onto = close.len() == after.len() && next.len() < left.len();
    let digits = next.chars().take_while(char::is_ascii_digit).count();
    let is_ahead = sign.len() <= AHEAD_BYTES_MAX && !AFTER.contains(&sign) && !is_onto && digits > 1;
    let is_part = sign.ends_with(char::is_alphabetic) && left.starts_with(char::is_alphanumeric);
    !is_part && !is_ahead
}

/// A number as people write it: `1,200`, `1.200,50`, `350.000`, `12.5`.
fn amount(number: &str, currency: &str, times: &str) -> Option<Money> {
    let digits = Money::digits(currency);
    let last = number.rfind(['.', ',']);
    let is_point = last.is_some_and(|at| {
        let (mark, rest) = (&number[at..=at], number.len() - at - 1);
        let is_only = number.matches(mark).count() == 1;
        let is_mixed = number.contains('.') && number.contains(',');
        is_only && (is_mixed || rest != 3 || digits == 3 && mark == ".")
    });
    let (whole, part) = match last.filter(|_| is_point) {
        Some(at) => (&number[..at], &number[at + 1..]),
        None => (number, ""),
    };
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    let scale = 10_i64.checked_pow(u32::try_from(digits).ok()?)?;
    let whole = whole.parse::<i64>().ok()?.checked_mul(scale)?;
    let part: String = part.chars().chain("000".chars()).take(digits).collect();
    let minor = whole.checked_add(if digits == 0 { 0 } else { part.parse::<i64>().ok()? })?;
    let minor = minor.checked_mul(if times == "k" { 1_000 } else { 1 })?;
    Some(Money { minor, currency: currency.to_owned() }).filter(|money| money.minor > 0 && money.is_sound())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_read_as_people_write_it() {
        for (text, shown) in [
            ("RM 350 for new pump", "MYR 350.00"),
            ("rm350.50 boss", "MYR 350.50"),
            ("RM1,200", "MYR 1200.00"),
            ("kos 350 ringgit", "MYR 350.00"),
            ("Rp 350.000", "IDR 350000"),
            ("Rp350.000,00", "IDR 350000"),
            ("1.200,50 €", "EUR 1200.50"),
            ("R$ 1.250,00 pela bomba", "BRL 1250.00"),
            ("S$120", "SGD 120.00"),
            ("₹1,20,000", "INR 120000.00"),
            ("Rs. 500/-", "INR 500.00"),
            ("KWD 12.500", "KWD 12.500"),
            ("费用 350 令吉", "MYR 350.00"),
            ("RM 3k all in", "MYR 3000.00"),
            ("$45", "USD 45.00"),
            ("#142 RM 350 for pump", "MYR 350.00"),
            ("T-12 RM 350", "MYR 350.00"),
            ("lift 2 RM 350", "MYR 350.00"),
            ("unit 12 rm350", "MYR 350.00"),
            ("350RM 25 hari", "MYR 350.00"),
            ("#7 kos 350 ringgit", "MYR 350.00"),
            ("HK$ 100", "HKD 100.00"),
            ("A$ 100", "AUD 100.00"),
            ("US$ 100", "USD 100.00"),
        ] {
            assert_eq!(Money::read(text, None).map(|money| money.to_string()).as_deref(), Some(shown), "{text}");
        }
        assert_eq!(Money::read("350", Some("MYR")).map(|money| money.minor), Some(35_000));
        assert_eq!(Money::read("#142", Some("MYR")), None, "that is a ticket");
    }

    #[test]
    fn what_names_no_one_amount_is_none() {
        for text in [
            "come at 3",
            "350",
            "RM",
            "pump RM 300, labour RM 50",
            "lift 2",
            "farm 20",
            "RM 0",
            "RM 99999999999999",
            "room 12.5",
            "NT$ 100",
            "farm. 20",
            "#142",
            "350 RM 2 days",
        ] {
            assert_eq!(Money::read(text, None), None, "{text}");
        }
        assert_eq!(Money::read("2 pumps 350", Some("MYR")), None, "a bare number stands alone");
    }
}
