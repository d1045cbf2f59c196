//! Whether a part of a text speaks of what is over, so that no time in it is given: yesterday, since, last, came.

use super::words::{self, Found};
use crate::schedule::phrases::Phrases;
use crate::schedule::words::{self as schedule, Meaning, Piece};
use std::sync::LazyLock;

/// What words say of the past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// A day that is over.
    Yesterday,
    /// Yesterday or tomorrow.
    Either,
    /// Something was done.
    Did,
    /// From a day on.
    Since,
    /// Beside a weekday that is over.
    Last,
    /// Something will be done.
    Will,
}

const MARKS: &[(Mark, &str)] = &[
    (
        Mark::Yesterday,
        "yesterday|ytd|yday|last night|last week|last month|the other day|earlier|semalam|smlm|kelmarin|kemarin|kemaren|kmrn|tadi malam|tadi pagi|tadi|\
         minggu lepas|minggu lalu|bulan lepas|bulan lalu|昨天|昨日|昨晚|前天|上周|上星期|上个月|ayer|anteayer|anoche|la semana pasada|el mes pasado|ontem|anteontem|\
         semana passada|mês passado|امس|أمس|امبارح|البارحة|الاسبوع الماضي|kahapon|kagabi|kanina|noong isang linggo|நேற்று|நேத்து|nethu|netru|netri|\
         போன வாரம்|pona vaaram|बीता कल|बीते कल|पिछले हफ्ते|पिछले सप्ताह|pichle hafte|kal raat ko",
    ),
    (Mark::Either, "कल|kal|परसों|parson|parso"),
    (
        Mark::Did,
        "came|checked|ordered|sent|replaced|fixed|visited|called|went|reported|told|was|were|tested|inspected|installed|informed|raised|submitted|happened|\
         started|complained|dah|sudah|udah|telah|sdh|了|已|已经|过|vine|vino|vinieron|fui|fue|fuimos|pedí|pedimos|revisé|revisamos|llamé|llamamos|compré|reparé|\
         cambié|vim|veio|vieram|foi|fomos|verifiquei|liguei|ligamos|comprei|troquei|tha|thi|the|था|थी|थे|kiya|kia|किया|gaya|gya|गया|gayi|gye|गई|गए|aaya|aya|\
         आया|aayi|आई|आए|diya|दिया|hua|हुआ|हुई|lagaya|लगाया|dekha|देखा|bheja|भेजा|badla|बदला|வந்தேன்|வந்தாங்க|வந்தார்|பார்த்தேன்|vandhen|vandhaanga|vanthanga|\
         paarthen|panniten|جيت|جينا|جاء|اجا|فحصت|فحصنا|طلبت|طلبنا|ركبت|صلحت|كان|dumating|pumunta|nag check|nagpunta|umorder|nag order|inayos",
    ),
    (Mark::Since, "since|sejak|dari hari|desde el|desde|自从|自|منذ|से|mula noong|mula pa noong|lernu|இருந்து|irundhu"),
    (
        Mark::Last,
        "last|past|lepas|lalu|yg lepas|yang lepas|yang lalu|pasado|pasada|passado|passada|上|上个|الماضي|الماضية|पिछले|पिछली|pichle|போன|கடந்த|pona|nakaraang|\
         noong|nung",
    ),
    (
        Mark::Will,
        "will|ll|i'll|coming|come|comes|arrive|arrives|arriving|going|reach|can|eta|be|akan|datang|sampai|nak|boleh|mau|会|來|来|到|过来|才|vendrá|viene|voy|\
         llega|llegará|va|vamos|vem|vou|chega|vai|virá|வரும்|வருவார்|varum|varuvaar|poren|varen|راح|بيجي|رح|سوف|يجي|يوصل|darating|pupunta|babalik",
    ),
];

static PHRASES: LazyLock<Phrases<Mark>> = LazyLock::new(|| Phrases::of(MARKS.iter().copied()));

/// Whether a part of a text speaks of what is over.
pub(super) fn is_over(part: &[Piece]) -> bool {
    let marks = marks(part);
    let has = |mark: Mark| marks.iter().any(|(found, ..)| *found == mark);
    let will = has(Mark::Will) || part.iter().any(|piece| is_future(&piece.text));
    let names_day = || (0..part.len()).any(|at| is_day_ahead(&part[at..]) || weekday(&part[at..]).is_some());
    (has(Mark::Yesterday) && !names_day())
        || (has(Mark::Either) && has(Mark::Did) && !will)
        || is_weekday_over(part, &marks, will)
}

/// Whether the weekday that is named was.
fn is_weekday_over(part: &[Piece], marks: &[(Mark, usize, usize)], will: bool) -> bool {
    let days = (0..part.len()).filter_map(|at| Some((at, at + weekday(&part[at..])?)));
    let mut days = days.peekable();
    days.peek().is_some()
        && days.all(|(start, end)| {
            let beside =
                |mark: Mark| marks.iter().any(|(found, from, to)| *found == mark && (*to == start || *from == end));
            // "上周五" begins as "last week" does.
            let is_within =
                marks.iter().any(|(found, from, to)| *found == Mark::Yesterday && *from < start && start < *to);
            let since = marks.iter().any(|(found, _, to)| *found == Mark::Since && *to <= start && start <= to + 1);
            let led = words::leads(&part[..start], Found::At) || words::follows(&part[end..], Found::At);
            let did = marks.iter().any(|(found, _, to)| *found == Mark::Did && *to <= start);
            since || is_within || beside(Mark::Last) || did && !led && !will
        })
}

fn marks(part: &[Piece]) -> Vec<(Mark, usize, usize)> {
    let (mut at, mut found) = (0, Vec::new());
    while at < part.len() {
        match PHRASES.longest(&part[at..]) {
            Some((mark, taken)) => {
                found.push((mark, at, at + taken));
                at += taken;
            }
            None => at += 1,
        }
    }
    found
}

/// Words that name a day which is not over.
fn is_day_ahead(rest: &[Piece]) -> bool {
    let is_either = matches!(PHRASES.longest(rest), Some((Mark::Either, _)));
    !is_either && matches!(words::at(rest), Some((Found::Day(_) | Found::Near(..), _)))
}

/// How many words a weekday takes that a text begins with.
fn weekday(rest: &[Piece]) -> Option<usize> {
    match schedule::meaning(rest) {
        Some((Meaning::Weekdays([_]), taken)) => Some(taken),
        _ => None,
    }
}

/// Endings by which Hindi says that something will be.
fn is_future(word: &str) -> bool {
    const LETTERS_MIN: usize = 4;
    let is_long = word.chars().count() >= LETTERS_MIN;
    is_long
        && ["ega", "egi", "enge", "unga", "ungi", "oge", "aega", "गा", "गी", "गे"]
            .iter()
            .any(|ending| word.ends_with(ending))
}
