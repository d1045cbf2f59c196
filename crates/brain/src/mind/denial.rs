//! Whether a report denies the faults that it names: that there is none, that all is in order, or that it was seen to at once.

use crate::normal::{Normal, is_han};
use crate::phrases::{Hit, Lexicon};
use std::ops::Range;
use std::sync::LazyLock;

/// So many words may stand between a fault and a word that turns it, where more would belong to something else.
const BETWEEN_MAX: usize = 2;

/// What ends a sentence, beside words like "but".
const ENDS: [char; 8] = [';', '!', '?', '\n', '。', '؛', '।', '.'];

/// What parts a sentence.
const PARTS: [char; 5] = [',', ':', '،', '、', '，'];

/// What stands for "at" and "this" far oftener than for a denial.
const UNSURE: [&str; 2] = ["di", "ni"];

static TURNS: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::of(&[
        ("without", WITHOUT),
        ("but", BUT),
        ("mended", MENDED),
        ("well", WELL),
        ("beyond", BEYOND),
        ("all", ALL),
        ("rest", REST),
        ("none", NONE),
        ("seen", SEEN),
        ("linked", LINKED),
        ("aspect", ASPECT),
        ("mendable", MENDABLE),
    ])
});

const WITHOUT: &str = "without|free of|free from|nil|none|tanpa|nihil|无|沒|ningun|ninguna|ninguno|nenhum|nenhuma";
const BUT: &str =
    "but|however|except|although|tapi|tetapi|namun|kecuali|但*|不过|除了|pero|excepto|mas|porem|ஆனால்|लेकिन|पर|لكن";
const MENDED: &str = "cleaned|tightened|lubricated|greased|adjusted|topped up|refilled|reset|cleared|wiped|cuci|dicuci|bersihkan|dibersihkan|membersihkan|ketatkan|diketatkan|\
    kencangkan|dikencangkan|mengencangkan|lap|dilap|lincirkan|melumasi|清洗*|清洁*|拧紧*|紧固*|擦*|limpiado|limpie|apretado|apretados|limpo|limpei|apertado|apertei";
const WELL: &str =
    "ok|okay|normal|fine|good|within limits|baik|elok|bagus|aman|正常|良好|没问题|bien|bem|சரி|ठीक|طبيعي|سليم";
const BEYOND: &str = "above|over|than|beyond|outside|lebih|daripada|dari|de lo|超过|比|高于";
const ALL: &str = "all|both|everything|semua|semuanya|kedua-duanya|keduanya|都|均|全部|todo|todos|tudo";
const REST: &str = "rest|other|others|else|otherwise|lain|lainnya|selebihnya|其他|其它|其余|demas|resto";
const NONE: &str = "none|nil|nihil|nothing|zero|no|tiada|takde|tak ada|tidak|tidak ada|无|没有|没|未|ninguna|ninguno|nenhum|nenhuma|nada|لا يوجد|नहीं|இல்லை";
const SEEN: &str = "not|found|seen|noticed|observed|detected|there|so far|dijumpai|ditemukan|ditemui|kelihatan|nampak|发现|看到|见|है|hai|मिली|मिला";
const LINKED: &str = "or|and|nor|of|any|the|in|visible|visual|obvious|strange|unusual|sign|signs|evidence|sebarang|tanda|tanda-tanda|pelik|aneh|terlihat|ada|atau|mahupun|maupun|dan|bunyi|suara|\
    getaran|kebocoran|或*|和|与|及|任何|明显|有|的|迹象|y|o|e|ou|de";
const ASPECT: &str = "noise|noises|smell|smells|trip|leak|leaks|leakage|leakages|crack|cracks|damage|damages|rust|vibration|vibrations|fault|faults|defect|defects|problem|problems|abnormality|abnormalities|\
    overheating|bau|retak|kerosakan|kerusakan|karat|korosi|masalah|漏水|漏油|漏电|裂纹|异响|异音|振动|震动|损坏|生锈|故障|异常|问题|跳闸|磨损|fuga|fugas|ruido|dano|danos|falla|fallas|vazamento|defeito";
const MENDABLE: &str = "dirty|loose|clogged|choked|blocked|kotor|longgar|tersumbat|sumbat|mampet|脏|堵*|塞*|松*|sucio|tapado|tapada|flojo|sujo|entupido|rust*|karat";

/// A report, with the faults that it names and the words that may turn them.
pub(super) struct Report<'a> {
    normal: &'a Normal,
    told: Vec<Hit>,
    fixed: Vec<Hit>,
    denials: Vec<Hit>,
    turns: Vec<Hit>,
}

impl<'a> Report<'a> {
    /// A report of which it is known what it means, and which faults it names.
    pub(super) fn of(normal: &'a Normal, meant: &[Hit], told: Vec<Hit>) -> Self {
        let of = |name: &'static str| meant.iter().copied().filter(move |hit| hit.name == name);
        let turns = TURNS.hits(normal);
        let without = turns.iter().copied().filter(|hit| hit.name == "without");
        let is_sure = |hit: &Hit| !UNSURE.contains(&&normal.text[hit.start..hit.end]);
        let whole = |hit: Hit| Hit { end: word_end(&normal.text, hit.end), ..hit };
        let denials = of("not").filter(is_sure).chain(without).map(whole).collect();
        Self { normal, told, fixed: of("fixed").collect(), denials, turns }
    }

    /// Whether it tells of a fault that it does not deny.
    pub(super) fn has_fault(&self) -> bool {
        self.told.iter().any(|fault| !self.is_mended(fault) && !self.is_denied(fault) && !self.is_well(fault))
    }

    /// Whether it was mended later, or what was done to it at once stands beside it.
    fn is_mended(&self, fault: &Hit) -> bool {
        let is_fixed = |hit: &Hit| hit.start >= fault.end || self.is_one_part(hit, fault);
        let is_seen_to = |hit: &Hit| {
            let is_beside = self.is_one_part(hit, fault) && self.is_near(hit, fault);
            let is_after = self.is_later(fault, hit) && self.is_bare(self.part(hit), &["mended", "seen"]);
            is_beside || is_after
        };
        self.fixed.iter().any(is_fixed) || self.is_of("mendable", fault) && self.turns("mended").any(is_seen_to)
    }

    /// Whether it is said that there is none.
    fn is_denied(&self, fault: &Hit) -> bool {
        let is_aspect = self.is_of("aspect", fault);
        let before = |not: &Hit| {
            let is_listed = || self.is_bare(not.end..fault.start, &["told", "linked", "aspect", "seen"]);
            let is_alone = || self.is_bare(fault.end..self.part(fault).end, &["told", "linked", "aspect", "seen"]);
            match self.is_one_part(not, fault) {
                true => not.end <= fault.start && (self.is_near(not, fault) || is_listed()),
                false => is_aspect && self.is_later(not, fault) && is_listed() && is_alone(),
            }
        };
        let after = |not: &Hit| {
            let is_last = || self.is_bare(not.end..self.part(not).end, &["seen", "none"]);
            fault.end <= not.start && self.is_one_part(not, fault) && self.is_near(not, fault) && is_last()
        };
        let none = |none: &Hit| {
            let is_next = || !self.normal.text[self.part(fault).end..none.start].chars().skip(1).any(is_part);
            let is_bare = || self.is_bare(self.part(none), &["none", "seen"]);
            self.is_later(fault, none) && !self.is_one_part(fault, none) && is_bare() && (is_aspect || is_next())
        };
        self.denials.iter().any(|not| before(not) || after(not)) || self.turns("none").any(none)
    }

    /// Whether what was looked at is said to be in order.
    fn is_well(&self, fault: &Hit) -> bool {
        let covers = |well: &Hit| {
            let between = &self.normal.text[fault.end..well.start];
            let is_of_it = self.is_one_part(fault, well) && !between.contains(|c: char| c.is_numeric());
            let all = self.turns("all").any(|all| all.end <= well.start && self.is_blank(all.end..well.start));
            let part = self.part(well);
            let is_rest = self.turns("rest").any(|rest| part.contains(&rest.start));
            is_of_it || !is_rest && (all || self.is_bare(part, &["well", "all"]))
        };
        let is_turned = |well: &Hit| {
            let mut turning = self.denials.iter().chain(self.turns("beyond"));
            turning.any(|hit| hit.end <= well.start && self.is_blank(hit.end..well.start))
        };
        let mut well = self.turns("well").filter(|well| self.is_later(fault, well) && !is_turned(well));
        self.is_of("aspect", fault) && well.any(covers)
    }

    fn turns(&self, name: &'static str) -> impl Iterator<Item = &Hit> {
        self.turns.iter().filter(move |hit| hit.name == name)
    }

    /// Whether a fault is one of a sort: what a check looks at, or what is seen to at once.
    fn is_of(&self, sort: &'static str, fault: &Hit) -> bool {
        self.turns(sort).any(|hit| hit.start == fault.start || hit.start <= fault.start && fault.end <= hit.end)
    }

    /// Whether one word stands after another, in the same sentence.
    fn is_later(&self, first: &Hit, second: &Hit) -> bool {
        let is_end = |(at, c): (usize, char)| ENDS.contains(&c) && !self.is_point(first.end + at);
        first.end <= second.start
            && !self.normal.text[first.end..second.start].char_indices().any(is_end)
            && !self.turns("but").any(|but| first.end <= but.start && but.end <= second.start)
    }

    /// Whether two words stand in the same part of a sentence.
    fn is_one_part(&self, one: &Hit, other: &Hit) -> bool {
        let (first, second) = if one.end <= other.start { (one, other) } else { (other, one) };
        self.is_later(first, second) && !self.normal.text[first.end..second.start].contains(is_part)
    }

    /// Whether few words stand between two in the same part of a sentence.
    fn is_near(&self, one: &Hit, other: &Hit) -> bool {
        let between = &self.normal.text[one.end.min(other.end)..one.start.max(other.start)];
        between.split_whitespace().count() <= BETWEEN_MAX
    }

    /// The part of a sentence in which a word stands.
    fn part(&self, hit: &Hit) -> Range<usize> {
        let text = &self.normal.text;
        let is_edge = |(at, c): &(usize, char)| is_part(*c) || ENDS.contains(c) && !self.is_point(*at);
        let start = text.char_indices().take_while(|(at, _)| *at < hit.start).filter(is_edge).last();
        let end = text.char_indices().skip_while(|(at, _)| *at < hit.end).find(is_edge);
        start.map_or(0, |(at, c)| at + c.len_utf8())..end.map_or(text.len(), |(at, _)| at)
    }

    /// Whether a full stop stands within a number.
    fn is_point(&self, at: usize) -> bool {
        let text = &self.normal.text;
        let is_digit = |c: char| c.is_ascii_digit();
        text[..at].ends_with(is_digit) && text[at..].strip_prefix('.').is_some_and(|rest| rest.starts_with(is_digit))
    }

    fn is_blank(&self, range: Range<usize>) -> bool {
        !self.normal.text[range].contains(|c: char| c.is_alphanumeric() || is_part(c))
    }

    /// Whether a stretch of text says nothing but what stands on some lists.
    fn is_bare(&self, range: Range<usize>, lists: &[&str]) -> bool {
        let told = self.told.iter().filter(|_| lists.contains(&"told"));
        let known: Vec<&Hit> = self.turns.iter().filter(|hit| lists.contains(&hit.name)).chain(told).collect();
        let is_known = |at: usize| known.iter().any(|hit| hit.start <= at && at < hit.end);
        let text = self.normal.text.get(range.clone()).unwrap_or_default();
        text.char_indices().all(|(at, c)| !c.is_alphanumeric() || is_known(range.start + at))
    }
}

/// Where a word ends that goes on after a stem, where words are separated.
fn word_end(text: &str, end: usize) -> usize {
    let rest = &text[end..];
    end + rest.find(|c: char| !c.is_alphanumeric() || is_han(c)).unwrap_or(rest.len())
}

fn is_part(c: char) -> bool {
    PARTS.contains(&c)
}
