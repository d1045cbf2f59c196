//! The words by which people give times, language by language.

use crate::schedule::clock::{self, Part};
use crate::schedule::phrases::Phrases;
use crate::schedule::words::Piece;
use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime};
use std::sync::LazyLock;

/// A day that is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Day {
    Today,
    Tomorrow,
    AfterTomorrow,
    /// So many days from today.
    In(i32),
    /// From Monday, 0.
    Weekday(u8),
    /// The same, of the week after this one.
    NextWeekday(u8),
    /// The last day of this week, or of the next.
    Week(i32),
    Date(Date),
}

/// What words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Day(Day),
    Part(Part),
    /// A part of a day that says which day: "tonight".
    Near(Day, Part),
    /// Before a time that is a limit.
    Limit,
    /// Beside an hour at which something begins.
    After,
    /// Before an hour.
    At,
    /// After or before a length that is over.
    Ago,
    Denial,
    /// Words that hold a part of the day and mean none: "good morning".
    Greeting,
}

const WORDS: &[(Found, &str)] = &[
    (
        Found::Greeting,
        "good morning|good afternoon|good evening|good night|morning all|morning everyone|selamat pagi|selamat petang|selamat siang|\
         selamat sore|selamat malam|selamat tengah hari|pagi semua|buenos días|buenas tardes|buenas noches|bom dia|boa tarde|boa noite|\
         early morning|早上好|下午好|晚上好|magandang umaga|magandang hapon|magandang gabi",
    ),
    (
        Found::Day(Day::Today),
        "today|hari ini|hari ni|harini|今天|今日|hoy|hoje|اليوم|आज|aaj|இன்று|இன்னைக்கு|inniku|innaiku|ngayong araw|ngayon",
    ),
    (
        Found::Day(Day::Tomorrow),
        "tomorrow|tmr|tmrw|tomoro|tmw|2moro|esok|besok|bsk|明天|明日|mañana|manana|amanhã|amanha|غدا|بكرة|بكره|कल|kal|நாளை|நாளைக்கு|\
         naalai|nalaiku|naalaikku|bukas",
    ),
    (
        Found::Day(Day::AfterTomorrow),
        "day after tomorrow|the day after tomorrow|lusa|后天|後天|pasado mañana|depois de amanhã|بعد غد|बाद कल|परसों|parson|நாளை மறுநாள்|\
         sa makalawa",
    ),
    (
        Found::Day(Day::In(2)),
        "in two days|in a couple of days|dua hari lagi|lagi dua hari|dalam dua hari|两天后|两天内|en dos días|en un par de días|em dois dias|do din me|\
         do din mein|दो दिन में|بعد يومين|خلال يومين|இரண்டு நாளில்|rendu naalil|rendu naal la|sa loob ng dalawang araw",
    ),
    (
        Found::Day(Day::In(3)),
        "in three days|tiga hari lagi|lagi tiga hari|dalam tiga hari|三天后|三天内|en tres días|em três dias|teen din me|तीन दिन में|மூன்று நாளில்|\
         sa loob ng tatlong araw",
    ),
    (
        Found::Day(Day::Week(0)),
        "this week|end of the week|weekend|this weekend|minggu ini|minggu ni|hujung minggu|akhir pekan|akhir minggu|本周|这周|这个星期|周末|週末|esta semana|\
         fin de semana|fim de semana|final de semana|هذا الاسبوع|is hafte|इस हफ्ते|இந்த வாரம்|indha vaaram|ngayong linggo",
    ),
    (
        Found::Day(Day::Week(1)),
        "next week|next wk|coming week|minggu depan|minggu hadapan|mggu depan|minggu dpn|下周|下週|下星期|下个星期|下礼拜|próxima semana|la semana que viene|\
         semana que viene|semana que vem|الاسبوع القادم|الاسبوع الجاي|agle hafte|अगले हफ्ते|अगले सप्ताह|அடுத்த வாரம்|adutha vaaram|sa susunod na linggo|\
         susunod na linggo",
    ),
    (Found::Day(Day::NextWeekday(0)), "下周一|下星期一|下礼拜一"),
    (Found::Day(Day::NextWeekday(1)), "下周二|下星期二|下礼拜二"),
    (Found::Day(Day::NextWeekday(2)), "下周三|下星期三|下礼拜三"),
    (Found::Day(Day::NextWeekday(3)), "下周四|下星期四|下礼拜四"),
    (Found::Day(Day::NextWeekday(4)), "下周五|下星期五|下礼拜五"),
    (Found::Day(Day::NextWeekday(5)), "下周六|下星期六|下礼拜六"),
    (Found::Day(Day::NextWeekday(6)), "下周日|下星期日|下星期天|下礼拜天"),
    (
        Found::Near(Day::Today, Part::Morning),
        "this morning|pagi ini|pagi ni|今早|今天早上|esta mañana|esta manhã|hoy por la mañana|hoje de manhã|आज सुबह|இன்று காலை|\
         صباح اليوم",
    ),
    (
        Found::Near(Day::Today, Part::Afternoon),
        "this afternoon|this evening|petang ini|petang ni|petang nanti|ptg ni|ptg nanti|sore ini|sore nanti|nanti sore|siang ini|\
         nanti siang|nanti petang|今天下午|今天傍晚|esta tarde|hoy por la tarde|hoje à tarde|esta tarde|आज शाम|आज दोपहर|aaj shaam|இன்று மாலை|\
         هذا المساء|مساء اليوم|mamayang hapon|ngayong hapon|by noon|before noon|before lunch|before lunchtime|eod|end of day|end of the day|\
         close of business|cob|akhir hari|hujung hari|habis waktu kerja|habis jam kerja|下班前|今天之内|fin del día|final del día|fim do dia|final do dia|\
         اخر اليوم|din ke end tak|bago mag uwian",
    ),
    (
        Found::Near(Day::Today, Part::Night),
        "tonight|tonite|malam ini|malam ni|malam nanti|nanti malam|mlm ni|今晚|今天晚上|esta noche|esta noite|hoje à noite|आज रात|இன்றிரவு|\
         இன்று இரவு|الليلة|mamayang gabi|ngayong gabi",
    ),
    (
        Found::Part(Part::Morning),
        "morning|am|a.m|pagi|pg|早上|上午|de la mañana|por la mañana|da manhã|de manhã|manhã|सुबह|subah|காலை|காலையில்|kaalai|صباحا|الصباح|\
         ng umaga|umaga",
    ),
    (
        Found::Part(Part::Afternoon),
        "afternoon|evening|after lunch|lepas lunch|lepas makan|habis makan siang|午饭后|饭后|después de comer|depois do almoço|lunch ke baad|بعد الغدا|\
         pagkatapos ng tanghalian|pm|p.m|petang|ptg|sore|siang|tengah hari|tengahari|下午|傍晚|中午|de la tarde|por la tarde|da tarde|à tarde|\
         तशाम|शाम|दोपहर|shaam|dopahar|மாலை|மதியம்|maalai|مساء|المساء|العصر|ظهرا|ng hapon|hapon",
    ),
    (
        Found::Part(Part::Night),
        "night|malam|mlm|晚上|夜里|de la noche|por la noche|da noite|à noite|रात|raat|இரவு|iravu|ليلا|ng gabi|gabi",
    ),
    (
        Found::Limit,
        "before|by|latest|latest by|no later than|not later than|by latest|sebelum|selewatnya|selewat lewatnya|paling lambat|之前|以前|\
         最晚|最迟|antes de|antes de las|antes das|antes do|a más tardar|até|até as|até às|para antes de|قبل|से पहले|पहले|तक|se pehle|pehle|\
         tak se pehle|க்குள்|மணிக்குள்|முன்|முன்னாடி|munnadi|bago|bago mag|hanggang",
    ),
    (
        Found::At,
        "at|around|about|abt|ard|@|~|coming|reach|reaching|arrive|arriving|eta|until|till|pukul|pkl|jam|kul|sekitar|dalam pukul|\
         dalam jam|sampai|hingga|a la|a las|alas|a eso de las|sobre las|às|as|lá pelas|por volta das|الساعة|الساعه|على الساعة|alas|mga alas|\
         到|差不多|大概",
    ),
    (
        Found::Ago,
        "ago|already|since|for|late|lepas|yang lepas|tadi|lalu|yang lalu|以前|前|了|hace|desde hace|há|faz|atrás|منذ|पहले|से|pehle|முன்|முன்பு|\
         munnadi|kanina|nakalipas",
    ),
    (
        Found::After,
        "after|aft|selepas|slps|lepas|lps|setelah|sesudah|后|以后|之后|後|以後|之後|después de las|después de la|después de|a partir de las|a partir de la|\
         a partir das|depois das|depois da|depois de|após as|após|بعد الساعة|بعد|के बाद|ke baad|ke bad|க்கு பிறகு|பிறகு|apuram|appuram|pagkatapos ng|\
         onwards|ke atas|keatas|from",
    ),
    (
        Found::Denial,
        "don't come|dont come|do not come|not before|jangan datang|jgn datang|别来|不要来|no vengan|no venga|não venha|não venham|mat aana|मत आना|\
         لا تجي|لا تيجي|huwag pumunta|huwag muna|cannot|can't|cant|can not|won't|not coming|unable|tak dapat|tak boleh|tak jadi|tidak dapat|tidak boleh|tidak bisa|gak bisa|nggak bisa|\
         ga bisa|不能|来不了|不行|没办法|no puedo|no podemos|no puede|não consigo|não posso|não dá|नहीं|nahi|முடியாது|mudiyathu|لا أستطيع|\
         لا يمكن|hindi",
    ),
];

/// The last day of a week, from Monday, 0.
const SUNDAY: i32 = 6;

/// What follows an hour and says that it is one.
const O_CLOCK: &str = "o'clock|oclock|hrs|h|點|点|baje|बजे|மணிக்கு|மணி|மணிக்குள்|maniku|mani|horas";
const MINUTES: &str = "min|mins|minute|minutes|minit|menit|mnt|minutos|minuto|分钟|分鐘|分|मिनट|minat|நிமிடம்|நிமிடத்தில்|நிமிடங்களில்|நிமிஷம்|\
                       நிமிஷத்தில்|nimisham|nimidam|دقيقة|دقائق|minuto";
const HOURS: &str = "hour|hours|hr|hrs|jam|小时|小時|个小时|個小時|钟头|个钟|hora|horas|घंटा|घंटे|घंटों|ghanta|ghante|மணி நேரம்|மணிநேரம்|\
                     மணி நேரத்தில்|மணிநேரத்தில்|mani neram|maninerathil|ساعة|ساعات|oras";
const HALF_HOUR: &str = "half an hour|half hour|half n hour|setengah jam|半小时|半个小时|半个钟|media hora|meia hora|आधा घंटा|आधे घंटे|aadha ghanta|\
                         aadhe ghante|அரை மணி நேரம்|அரை மணி நேரத்தில்|نصف ساعة|kalahating oras";
const AN_HOUR: &str = "an hour|one hour|sejam|satu jam|一小时|一个小时|una hora|uma hora|एक घंटा|एक घंटे|ek ghanta|ek ghante|ஒரு மணி நேரம்|\
                       ஒரு மணி நேரத்தில்|isang oras";

static FOUND: LazyLock<Phrases<Found>> = LazyLock::new(|| Phrases::of(WORDS.iter().copied()));
static UNITS: LazyLock<Phrases<bool>> = LazyLock::new(|| Phrases::of([(false, MINUTES), (true, HOURS)]));
static LENGTHS: LazyLock<Phrases<i64>> = LazyLock::new(|| Phrases::of([(30, HALF_HOUR), (60, AN_HOUR)]));
/// Units of lengths in days.
const DAYS: &str = "day|days|hari|天|日|día|días|dia|dias|din|दिन|நாள்|நாளில்|நாட்களில்|நாளைக்குள்|naal|naalil|يوم|ايام|araw|working days|working day|hari bekerja";
/// What stands before or behind a length in days that lies ahead; "2 days no water" was.
const AHEAD: &str = "in|within|after|another|dalam|lagi|en|dentro de|em|next|بعد|خلال|sa loob ng|过|再过|later|time|from now|内|之内|内修好|后|以后|में|me|mein|के अंदर|\
                     ke andar|nantar|kemudian|nanti";
static DAYS_UNITS: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::of([((), DAYS)]));
static LEADS: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::of([((), AHEAD)]));
static AFTER: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::of([((), O_CLOCK)]));

/// What the first words are, and how many.
pub(super) fn at(words: &[Piece]) -> Option<(Found, usize)> {
    FOUND.longest(words)
}

/// What stands right before an hour and belongs to it.
pub(super) fn before(words: &[Piece]) -> Option<Found> {
    FOUND.at_end(words, |found| matches!(found, Found::At | Found::Limit | Found::After | Found::Part(_)))
}

/// What stands right after an hour and belongs to it, and how many words.
pub(super) fn after(words: &[Piece]) -> (Option<Found>, usize) {
    let (clock, skipped) = AFTER.longest(words).map_or((None, 0), |((), taken)| (Some(Found::At), taken));
    match at(&words[skipped..]) {
        Some((Found::Part(part), taken)) => (Some(Found::Part(part)), skipped + taken),
        _ => (clock, skipped),
    }
}

/// The part of the day written against an hour: "3pm".
pub(super) fn ending(text: &str) -> (&str, Option<Part>) {
    let digits = text.trim_end_matches(|c: char| c.is_alphabetic() && !matches!(c, 'h' | '点' | '點' | '半' | '分'));
    match clock::part(&text[digits.len()..]) {
        Some(part) if !digits.is_empty() => (digits, Some(part)),
        _ => (text, None),
    }
}

/// Whether a length stands beside words of a sort: before it, or after its words.
pub(super) fn find(before: &[Piece], rest: &[Piece], taken: usize, sort: Found) -> bool {
    let is = |found: Found| found == sort;
    FOUND.at_end(before, is).is_some() || FOUND.has(&rest[taken.min(rest.len())..], is)
}

/// Words for weekdays that mean other things as often, folded.
const UNSURE_DAYS: [&str; 10] = ["segunda", "terca", "quarta", "quinta", "sexta", "minggu", "sat", "sun", "mon", "wed"];
/// Words that lead to a weekday.
const TO_DAYS: [&str; 26] = [
    "on", "this", "next", "by", "until", "till", "til", "coming", "before", "na", "nesta", "nessa", "esta", "essa",
    "ate", "proxima", "pra", "para", "hari", "ni", "ini", "every", "antes", "da", "tomorrow", "come",
];
/// Words beside a weekday of the week after this one.
const NEXT: &str = "next|depan|hadapan|dpn|proximo|proxima|que viene|que vem|القادم|القادمة|الجاي|agle|agli|अगले|अगली|அடுத்த|adutha|susunod na|sa susunod na";
static NEXTS: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::of([((), NEXT)]));

/// Whether a word is one for a weekday and for something else.
pub(super) fn is_unsure_day(word: &str) -> bool {
    UNSURE_DAYS.contains(&word)
}

/// Whether a word leads to a weekday.
pub(super) fn leads_to_day(word: &str) -> bool {
    TO_DAYS.contains(&word)
}

/// Whether a text begins with a part of a day.
pub(super) fn is_part(rest: &[Piece]) -> bool {
    FOUND.has(rest, |found| matches!(found, Found::Part(_)))
}

/// Whether a weekday is of the week after this one.
pub(super) fn is_next(before: &[Piece], rest: &[Piece]) -> bool {
    NEXTS.at_end(before, |()| true).is_some() || NEXTS.has(rest, |()| true)
}

/// Whether words of a sort stand right behind.
pub(super) fn follows(rest: &[Piece], sort: Found) -> bool {
    FOUND.has(rest, |found| found == sort)
}

/// Whether words of a sort stand right before.
pub(super) fn leads(before: &[Piece], sort: Found) -> bool {
    FOUND.at_end(before, |found| found == sort).is_some()
}

/// "in 2 days": how many, where they lie ahead, and how many words.
pub(super) fn days(pieces: &[Piece], at: usize) -> Option<(i32, usize)> {
    const DAYS_AHEAD_MAX: i32 = 31;
    let count = pieces[at].text.parse().ok().filter(|count| (1..=DAYS_AHEAD_MAX).contains(count))?;
    let rest = &pieces[at + 1..];
    let ((), taken) = DAYS_UNITS.longest(rest)?;
    let is_led =
        LEADS.at_end(&pieces[..at], |()| true).is_some() || rest[..taken].iter().any(|word| word.text.ends_with("ளில்"));
    (is_led || LEADS.has(&rest[taken..], |()| true)).then_some((count, 1 + taken))
}

/// "half an hour", in minutes.
pub(super) fn whole_length(words: &[Piece]) -> Option<(i64, usize)> {
    LENGTHS.longest(words)
}

/// The unit of a length, whether it is hours, and how many words.
pub(super) fn unit(words: &[Piece]) -> Option<(bool, usize)> {
    UNITS.longest(words)
}

/// Whether one word is a unit of lengths by itself, or begins one.
pub(super) fn is_unit(word: &str) -> bool {
    UNITS.is_first(word) || DAYS_UNITS.is_first(word)
}

/// The text with hours in Chinese numerals spelt in digits: "三点" becomes "3点".
pub(super) fn with_digits(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut spelt = String::with_capacity(text.len());
    let mut at = 0;
    while at < letters.len() {
        let run = letters[at..].iter().take_while(|c| numeral(**c).is_some()).count();
        let next = letters.get(at + run).copied().unwrap_or(' ');
        if run > 0 && "点點分小个個天".contains(next) {
            spelt.push_str(&number(&letters[at..at + run]).to_string());
        } else {
            spelt.extend(&letters[at..at + run.max(1)]);
        }
        at += run.max(1);
    }
    spelt
}

fn numeral(c: char) -> Option<u32> {
    const NUMERALS: &str = "零一二三四五六七八九十";
    match c {
        '两' | '兩' => Some(2),
        _ => NUMERALS.chars().position(|numeral| numeral == c).and_then(|at| u32::try_from(at).ok()),
    }
}

/// Up to ninety-nine.
fn number(letters: &[char]) -> u32 {
    const TEN: u32 = 10;
    letters.iter().filter_map(|c| numeral(*c)).fold(0, |sum, digit| match digit {
        TEN => sum.max(1) * TEN,
        digit if sum % TEN == 0 => sum + digit,
        digit => sum * TEN + digit,
    })
}

impl Day {
    /// Which day it is. A weekday that is today is today as long as `is_ahead` does not say that its hour is over.
    pub(super) fn date(self, now: DateTime, is_ahead: Option<bool>) -> Option<Date> {
        let today = now.date();
        match self {
            Self::Today => Some(today),
            Self::Tomorrow => today.checked_add(1.day()).ok(),
            Self::AfterTomorrow => today.checked_add(2.days()).ok(),
            Self::Weekday(weekday) => {
                let wanted = i32::from(weekday);
                let days = (wanted - i32::from(today.weekday().to_monday_zero_offset())).rem_euclid(7);
                let days = if days == 0 && is_ahead == Some(false) { 7 } else { days };
                today.checked_add(days.days()).ok()
            }
            Self::Date(date) => Some(date),
            Self::In(days) => today.checked_add(days.days()).ok(),
            Self::Week(weeks) => {
                let left = SUNDAY - i32::from(today.weekday().to_monday_zero_offset());
                today.checked_add((left + 7 * weeks).days()).ok()
            }
            Self::NextWeekday(weekday) => {
                let days = 7 + i32::from(weekday) - i32::from(today.weekday().to_monday_zero_offset());
                today.checked_add(days.days()).ok()
            }
        }
    }
}
