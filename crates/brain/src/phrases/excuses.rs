//! What silences the word for a danger, and how far it reaches: a denial, a supposition, a drill, an ending, a story. In doubt nothing does.

use super::excuse_words::{HAN_LINKS, HAN_SUPPOSED_LINKS, KNOWS, LINKS, SUPPOSED_LINKS, TAILS, TURNS};
use super::hazard_words::{BENIGN, DANGERS};
use super::{Hit, Lexicon};
use crate::normal::{Normal, Sort, cut, fold};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of(&[DANGERS, BENIGN, TURNS].concat()).behind_clitics());
static WORDS: LazyLock<Words> = LazyLock::new(|| Words {
    links: set(LINKS),
    supposed_links: set(SUPPOSED_LINKS),
    tails: set(TAILS),
    knows: set(KNOWS),
});

/// What ends a sentence.
const ENDS: [char; 9] = ['.', '!', '?', ';', '\n', '。', '؟', '؛', '।'];
/// What ends a part of a sentence, besides.
const PARTS: [char; 9] = [',', '，', '、', '،', ':', '(', ')', '—', '–'];
/// Dangers of which one may be named behind another under one denial: "no fire or smoke".
const WHOLE: [&str; 9] = ["fire", "gas", "trapped", "electric", "injury", "intruder", "collapse", "fuel", "smell"];
/// What joins them.
const OR: [&str; 8] = ["or", "nor", "atau", "ataupun", "o", "ou", "ni", "nem"];

/// Words that link, folded.
struct Words {
    links: HashSet<String>,
    supposed_links: HashSet<String>,
    tails: HashSet<String>,
    knows: HashSet<String>,
}

/// A text with the words for dangers, and those that turn them.
pub(super) struct Said<'a> {
    normal: &'a Normal,
    hits: Vec<Hit>,
    is_drill: bool,
}

impl<'a> Said<'a> {
    /// Finds them in a text.
    pub(super) fn of(normal: &'a Normal) -> Self {
        let mut said = Self { normal, hits: LEXICON.hits(normal), is_drill: false };
        said.hits.retain(|hit| !is_cut_short(normal, hit));
        for hit in &mut said.hits {
            (hit.start, hit.end) = (word_start(normal, hit.start), word_end(normal, hit.end));
        }
        said.hits = longest(said.hits);
        let is_drill = said.named("drill").any(|drill| said.is_held(drill));
        Self { is_drill, ..said }
    }

    /// Whether it names a danger, or a part of one, that nothing silences.
    pub(super) fn tells(&self, name: &str) -> bool {
        self.named(name).any(|danger| !self.is_excused(danger))
    }

    /// Whether it says that it is no exercise: nobody chats so.
    pub(super) fn denies_drill(&self) -> bool {
        self.named("drill").any(|drill| self.is_denied(drill))
    }

    fn named<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s Hit> {
        self.hits.iter().filter(move |hit| hit.name == name)
    }

    fn is_excused(&self, danger: &Hit) -> bool {
        self.named("benign").any(|other| other.start <= danger.start && danger.end <= other.end)
            || self.is_denied(danger)
            || self.is_supposed(danger)
            || danger.name == "fire" && self.is_out(danger)
            || matches!(danger.name, "trapped" | "person") && self.is_freed(danger)
            || self.is_drill && self.is_of_the_drill(danger)
            || self.is_told(danger)
    }

    /// Whether it is denied right before it, or behind it as the last that is said of it.
    fn is_denied(&self, what: &Hit) -> bool {
        let before = |denial: &Hit| !self.is_count_or_question(denial) && self.is_linked(denial, what, &[]);
        let after = |denial: &Hit| {
            let between = what.end..denial.start;
            let rest = denial.end..self.part(denial).end;
            what.end <= denial.start
                && self.words(between.clone()).is_some_and(|mut words| words.all(|word| WORDS.links.contains(word)))
                && self.words(rest).is_some_and(|mut words| words.all(|word| WORDS.tails.contains(word)))
                && !self.normal.text[between].contains(is_part_edge)
        };
        self.named("denial").any(before) || self.named("trailing").any(after)
    }

    /// "Lift no 3" counts, "有没有" and "是不是" ask.
    fn is_count_or_question(&self, denial: &Hit) -> bool {
        let (before, rest) = self.normal.text.split_at(denial.start);
        let behind = self.normal.text[denial.end..].trim_start_matches([' ', '.']);
        behind.starts_with(|c: char| c.is_ascii_digit())
            || before.ends_with('是') && rest.starts_with('不')
            || before.ends_with('有') && rest.starts_with('没')
    }

    /// Whether it is only supposed: "if there is a fire", but not "if you are near come, there is a fire".
    fn is_supposed(&self, danger: &Hit) -> bool {
        let is_asked = |hit: &Hit| {
            let before = self.words(self.part(hit).start..hit.start).and_then(Iterator::last);
            before.is_some_and(|word| {
                WORDS.knows.contains(word) || WORDS.knows.iter().any(|one| word.ends_with(one) && !one.is_ascii())
            })
        };
        self.named("supposed").any(|hit| !is_asked(hit) && self.is_linked(hit, danger, &HAN_SUPPOSED_LINKS))
    }

    /// Whether a fire went out; a light that did says nothing of it, nor does what cannot be put out or burns again.
    fn is_out(&self, fire: &Hit) -> bool {
        let ends = |out: &Hit| {
            let subject = self.subject(out);
            subject.is_some_and(|of| fire.start <= of || self.is_one_part(fire, out)) && !self.is_barred(out)
        };
        self.named("out").any(ends) && self.named("still").next().is_none()
    }

    /// Where the fire stands of which an ending speaks: the last one before it, or the next behind it.
    fn subject(&self, out: &Hit) -> Option<usize> {
        let is_fire = |hit: &&Hit| matches!(hit.name, "fire" | "flame");
        let is_subject = |hit: &&Hit| is_fire(hit) || hit.name == "light";
        if let Some(within) =
            self.hits.iter().filter(is_subject).find(|hit| out.start <= hit.start && hit.end <= out.end)
        {
            return is_fire(&within).then_some(within.start);
        }
        let behind =
            self.hits.iter().filter(is_subject).find(|hit| out.end <= hit.start && self.is_linked(out, hit, &[]));
        let before =
            || self.hits.iter().filter(is_subject).filter(|hit| hit.end <= out.start).max_by_key(|hit| hit.end);
        behind.or_else(before).filter(is_fire).map(|hit| hit.start)
    }

    /// Whether an ending has not come: what bars it stands before it, or right behind.
    fn is_barred(&self, end: &Hit) -> bool {
        let is_right_behind =
            |bar: &Hit| end.end <= bar.start && self.normal.text[end.end..bar.start].trim().is_empty();
        self.named("barred").any(|bar| bar.end <= end.start && self.is_one_part(bar, end) || is_right_behind(bar))
    }

    fn is_freed(&self, danger: &Hit) -> bool {
        let frees =
            |freed: &Hit| self.is_one_sentence(danger, freed) && danger.end <= freed.start && !self.is_barred(freed);
        self.named("freed").any(frees) && self.named("still").next().is_none()
    }

    /// Whether an exercise holds: neither denied nor asked about.
    fn is_held(&self, drill: &Hit) -> bool {
        !self.is_denied(drill) && !self.normal.text[self.sentence(drill).end..].starts_with(['?', '؟', '？'])
    }

    /// Whether a danger belongs to the exercise: no word between them, or in its own sentence, says that it is real.
    fn is_of_the_drill(&self, danger: &Hit) -> bool {
        let turns = || self.named("live").chain(self.named("now")).chain(self.named("but"));
        let is_beside = |drill: &Hit| {
            let is_turned = |turn: &Hit| drill.end <= turn.start && turn.end <= danger.start;
            self.is_one_sentence(drill, danger) && !turns().any(is_turned)
        };
        self.named("drill").any(is_beside)
            || !self.named("drill").any(|drill| self.is_one_sentence(drill, danger))
                && !turns().any(|turn| self.is_one_sentence(turn, danger))
    }

    /// Whether it is told of another world, or of another time: what goes on, is now, or cries for help, is of this one.
    fn is_told(&self, danger: &Hit) -> bool {
        let is_beside = |hit: &Hit| self.is_one_sentence(hit, danger);
        let is_now = |hit: &Hit| hit.end <= danger.start && self.is_one_part(hit, danger);
        let is_past = || {
            self.named("past").any(is_beside) && !self.named("still").any(is_beside) && !self.named("now").any(is_now)
        };
        (self.named("told").any(is_beside) || is_past()) && !self.named("live").any(is_beside)
    }

    /// Whether one word stands before another with nothing but linking words between.
    fn is_linked(&self, first: &Hit, second: &Hit, han: &[&str]) -> bool {
        if first.end > second.start || self.normal.text[first.end..second.start].contains(is_part_edge) {
            return false;
        }
        let is_same = |hit: &&Hit| WHOLE.contains(&hit.name) || hit.name == second.name;
        let is_covered = |at: usize| {
            self.hits.iter().filter(is_same).any(|hit| first.end <= hit.start && hit.start <= at && at < hit.end)
        };
        let base = first.end;
        let text = &self.normal.text[base..second.start];
        cut(text).into_iter().all(|token| {
            let word = &text[token.start..token.end];
            match token.sort {
                Sort::Word => {
                    WORDS.links.contains(word)
                        || first.name == "supposed" && WORDS.supposed_links.contains(word)
                        || OR.contains(&word)
                        || is_covered(base + token.start)
                }
                Sort::Han => is_han_link(word, han),
                Sort::Emoji | Sort::Mark => false,
            }
        })
    }

    /// The words in a stretch; none where something other than words stands in it.
    fn words(&self, range: Range<usize>) -> Option<impl Iterator<Item = &str>> {
        let text = self.normal.text.get(range)?;
        let tokens = cut(text);
        let is_worded = tokens.iter().all(|token| matches!(token.sort, Sort::Word | Sort::Han | Sort::Emoji));
        let words = tokens.into_iter().filter(|token| token.sort != Sort::Emoji);
        is_worded.then(|| words.map(move |token| &text[token.start..token.end]))
    }

    fn is_one_part(&self, one: &Hit, other: &Hit) -> bool {
        self.part(one).contains(&other.start)
    }

    fn is_one_sentence(&self, one: &Hit, other: &Hit) -> bool {
        self.sentence(one).contains(&other.start)
    }

    fn part(&self, hit: &Hit) -> Range<usize> {
        self.around(hit, is_part_edge)
    }

    fn sentence(&self, hit: &Hit) -> Range<usize> {
        self.around(hit, |c| ENDS.contains(&c))
    }

    /// The stretch around a word that certain marks bound; a full stop within a number is none.
    fn around(&self, hit: &Hit, is_edge: impl Fn(char) -> bool) -> Range<usize> {
        let text = &self.normal.text;
        let is_edge = |(at, c): &(usize, char)| is_edge(*c) && !is_point(text, *at);
        let start = text[..hit.start].char_indices().filter(is_edge).last().map_or(0, |(at, c)| at + c.len_utf8());
        let mut behind = text[hit.end..].char_indices().map(|(at, c)| (hit.end + at, c));
        start..behind.find(is_edge).map_or(text.len(), |(at, _)| at)
    }
}

/// Without dangers that stand within a longer one of the same name; of words that turn them, the shorter may be the one that does.
fn longest(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|hit| (hit.name, hit.start, std::cmp::Reverse(hit.end)));
    let is_danger = |name: &str| DANGERS.iter().any(|(danger, _)| *danger == name);
    hits.dedup_by(|next, last| next.name == last.name && next.end <= last.end && is_danger(next.name));
    hits.sort_by_key(|hit| (hit.start, hit.end));
    hits
}

fn set(list: &str) -> HashSet<String> {
    list.split('|').map(|word| fold(word.trim()).0).collect()
}

/// Whether a run of Han is made of linking words alone.
fn is_han_link(run: &str, more: &[&str]) -> bool {
    let mut rest = run;
    while !rest.is_empty() {
        let Some(link) = HAN_LINKS.iter().chain(more).find(|link| rest.starts_with(**link)) else { return false };
        rest = &rest[link.len()..];
    }
    true
}

fn is_part_edge(c: char) -> bool {
    PARTS.contains(&c) || ENDS.contains(&c)
}

fn is_point(text: &str, at: usize) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    text[..at].ends_with(is_digit) && text[at..].strip_prefix('.').is_some_and(|rest| rest.starts_with(is_digit))
}

/// Whether a short word that turns others is only the beginning of a longer one, in scripts whose words the lists leave open.
fn is_cut_short(normal: &Normal, hit: &Hit) -> bool {
    matches!(hit.name, "denial" | "trailing" | "barred" | "supposed") && word_end(normal, hit.end) != hit.end
}

/// Where the word ends in which a phrase does.
fn word_end(normal: &Normal, end: usize) -> usize {
    let at = normal.tokens.partition_point(|token| token.end < end);
    normal.tokens.get(at).filter(|token| token.sort == Sort::Word && token.start < end).map_or(end, |token| token.end)
}

/// Where the word begins in which a phrase does, behind an Arabic "and" or "the" as well.
fn word_start(normal: &Normal, start: usize) -> usize {
    let at = normal.tokens.partition_point(|token| token.end <= start);
    normal
        .tokens
        .get(at)
        .filter(|token| token.sort == Sort::Word && token.start <= start)
        .map_or(start, |token| token.start)
}
