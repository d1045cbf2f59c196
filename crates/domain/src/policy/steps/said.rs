//! What the parts of a text say together: of which steps a word says that they are done, and nothing in the same clause that
//! they are not.

use super::Named;
use super::tokens::Token;
use super::words::Word;
use std::collections::BTreeSet;

/// Numbers without a word that are a list, and not an answer to something else.
const LIST_MIN: usize = 2;

/// What a text says of so many steps.
pub(super) fn said(tokens: &[Token], steps: usize) -> Named {
    let mut said = Said::default();
    for (at, token) in tokens.iter().enumerate() {
        said.hear(*token, tokens.get(at + 1).copied());
    }
    said.end();
    said.named(steps)
}

/// What was said so far.
#[derive(Debug, Default)]
struct Said {
    done: BTreeSet<usize>,
    open: BTreeSet<usize>,
    /// Steps that were named, of which it cannot be told.
    doubt: BTreeSet<usize>,
    /// Steps that were named, of which is not yet clear whether they are done.
    named: BTreeSet<usize>,
    /// Whether it says "done" of nothing that is named.
    whole: bool,
    /// Whether it says "all done", or "all but".
    all: bool,
    /// Whether it has something that is not of steps.
    mixed: bool,
    /// Whether it says of something that has no name that it is not done, or counts.
    unclear: bool,
    /// Whether it asks.
    asks: bool,
    /// Whether it has a word that says "done".
    finishes: bool,
    /// Whether it speaks of a step by a word, and by how many numbers.
    words: bool,
    numbers: usize,
    /// What was said to be done just before the last comma.
    before: BTreeSet<usize>,
    /// Whether it names the task or its place, and whether it names what several steps have.
    around: bool,
    shared: bool,
    clause: Clause,
}

/// What was said since the last comma or the end of a sentence.
#[derive(Debug, Default)]
struct Clause {
    /// By what it is turned round.
    turned: Option<Turn>,
    /// Whether it says "not".
    refuses: bool,
    /// Whether what is named next is done.
    ahead: bool,
    /// Whether it says "done".
    done: bool,
    /// What it said that of last, when nothing followed.
    fresh: BTreeSet<usize>,
    /// Whether it names steps.
    names: bool,
    /// Whether it speaks of other things, and whether of one since a step was named.
    noise: bool,
    cold: bool,
    /// Whether the last word was "all", and whether it says "all done".
    all: bool,
    claims: bool,
    /// Whether the last word was a number of something else.
    counted: bool,
    /// Whether something named was said not to be done.
    opens: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    Not,
    Except,
}

impl Said {
    fn hear(&mut self, token: Token, next: Option<Token>) {
        let (is_all, is_counted) = (self.clause.all, self.clause.counted);
        self.clause.counted = matches!(token, Token::Figure | Token::Word(Word::Count));
        match token {
            Token::Word(Word::Beside | Word::Filler | Word::At) => return,
            Token::Around | Token::Shared => {
                self.around |= token == Token::Around;
                self.shared |= token == Token::Shared;
                return;
            }
            _ => self.clause.all = token == Token::Word(Word::All),
        }
        match token {
            // "2nd floor", or "3 bins" of four.
            Token::Step(step) | Token::Did(step) if is_counted => self.count(step),
            Token::Step(step) | Token::Nth(step) => self.name(step, token),
            Token::Did(step) => {
                self.name(step, token);
                self.finish(Word::Done, false);
            }
            Token::Word(word @ (Word::Done | Word::Fine | Word::Over)) => self.finish(word, is_all),
            Token::Sign(true) => self.tick(),
            Token::Sign(false) => self.cross(),
            Token::Word(Word::Not) => self.refuse(),
            Token::Word(Word::Future) => self.put_off(),
            Token::Word(Word::Except) => self.except(is_all),
            Token::Word(Word::Be) => {
                self.asks |= !self.clause.names && !is_all && !self.clause.noise && !self.around;
                self.clause.all = is_all;
            }
            Token::Word(Word::Asks) => self.asks = true,
            Token::Comma => self.part(next),
            Token::Stop => self.end(),
            Token::Word(Word::All) => {}
            // Beside names they say nothing; without any they count, or set apart.
            Token::Word(Word::Only | Word::Count) | Token::Figure => {
                self.unclear |= !self.clause.names;
                self.disturb();
            }
            Token::Hour
            | Token::Other
            | Token::Number(_)
            | Token::Around
            | Token::Shared
            | Token::Word(Word::To | Word::At | Word::Beside | Word::Filler) => self.disturb(),
        }
    }

    fn name(&mut self, step: usize, token: Token) {
        if self.clause.cold {
            self.doubt.append(&mut self.named);
            self.clause.cold = false;
        }
        match token {
            Token::Nth(_) => self.numbers += 1,
            _ => self.words = true,
        }
        self.clause.fresh.clear();
        self.clause.names = true;
        self.named.insert(step);
    }

    fn count(&mut self, step: usize) {
        (self.words, self.clause.names) = (true, true);
        self.doubt.insert(step);
    }

    /// Something else was said.
    fn disturb(&mut self) {
        self.mixed = true;
        self.clause.noise = true;
        self.clause.fresh.clear();
        if self.named.is_empty() {
            self.clause.ahead = false;
        } else {
            self.clause.cold = true;
        }
    }

    /// What was named just now is done, or what is named next.
    fn finish(&mut self, word: Word, is_all: bool) {
        let is_exception = self.clause.turned == Some(Turn::Except) && is_all;
        if self.clause.turned.is_some() {
            self.open();
            self.clause.claims |= is_exception;
            self.clause.turned = self.clause.turned.filter(|_| !is_exception);
            return;
        }
        self.finishes = true;
        if self.named.is_empty() {
            // "All ok" may say that nothing is wrong.
            self.clause.claims |= is_all && word != Word::Fine;
            self.clause.done |= is_all || word != Word::Fine;
            self.clause.ahead |= word == Word::Done;
        } else if word == Word::Over && self.words {
            self.doubt.append(&mut self.named);
        } else {
            self.clause.done = true;
            self.settle();
        }
        self.clause.cold = false;
    }

    fn settle(&mut self) {
        self.clause.fresh = self.named.clone();
        self.done.append(&mut self.named);
    }

    /// What was named just now is not done.
    fn open(&mut self) {
        self.clause.opens |= !self.named.is_empty();
        self.open.append(&mut self.named);
        self.clause.cold = false;
    }

    fn tick(&mut self) {
        if self.clause.turned.take().is_some() {
            self.open();
            self.clause.ahead = true;
        } else {
            self.finish(Word::Done, false);
        }
    }

    fn cross(&mut self) {
        self.mixed = true;
        if self.named.is_empty() || self.clause.ahead {
            self.settle_ahead();
            self.clause.turned = Some(Turn::Not);
        } else {
            self.open();
        }
    }

    fn settle_ahead(&mut self) {
        if std::mem::take(&mut self.clause.ahead) && !self.named.is_empty() {
            self.settle();
        }
    }

    /// What was named just now, or said to be done just now, is not; nor is what is named next.
    fn refuse(&mut self) {
        let mut fresh = std::mem::take(&mut self.clause.fresh);
        if self.named.is_empty() {
            self.clause.opens |= !fresh.is_empty();
            self.done.retain(|step| !fresh.contains(step));
            self.open.append(&mut fresh);
            self.clause.claims = false;
        }
        self.open();
        self.turn(Turn::Not);
        self.clause.refuses = true;
    }

    fn put_off(&mut self) {
        self.open();
        self.turn(Turn::Not);
    }

    fn turn(&mut self, turn: Turn) {
        self.mixed = true;
        self.clause.ahead = false;
        self.clause.turned = Some(turn);
    }

    fn except(&mut self, is_all: bool) {
        self.all |= is_all;
        match self.clause.turned {
            Some(_) => self.open(),
            None if self.clause.ahead => self.settle_ahead(),
            None => self.doubt.append(&mut self.named),
        }
        self.close();
        self.turn(Turn::Except);
    }

    /// A comma ends what turned the clause round, unless it parts what is left out; names before it wait for their "done".
    fn part(&mut self, next: Option<Token>) {
        let is_name = matches!(next, Some(Token::Step(_) | Token::Nth(_) | Token::Did(_) | Token::Word(Word::Filler)));
        match self.clause.turned {
            Some(Turn::Except) if is_name => return,
            Some(_) => self.open(),
            None if self.clause.ahead && !self.named.is_empty() && self.is_governed() => self.settle(),
            None if self.clause.noise => self.doubt.append(&mut self.named),
            None => {}
        }
        let ahead = self.clause.ahead && self.clause.names;
        self.close();
        self.clause.ahead = ahead;
    }

    /// Whether what stands after "done" is still spoken of by it.
    fn is_governed(&self) -> bool {
        self.clause.done || !self.clause.noise
    }

    /// The end of a sentence.
    fn end(&mut self) {
        match self.clause.turned {
            Some(_) => self.open(),
            None if self.clause.ahead && self.is_governed() => self.settle(),
            None if self.clause.noise || self.mixed => self.doubt.append(&mut self.named),
            // A text that has nothing but names is one.
            None => {}
        }
        self.close();
    }

    /// A clause is over.
    fn close(&mut self) {
        let clause = std::mem::take(&mut self.clause);
        self.all |= clause.claims;
        let is_alone = clause.done && !clause.names && !clause.noise && clause.turned.is_none();
        self.whole |= is_alone && self.open.is_empty();
        self.unclear |= clause.turned.is_some() && !clause.opens;
        // "Floor done, not yet."
        if clause.refuses && !clause.opens && !clause.noise {
            self.done.retain(|step| !self.before.contains(step));
        }
        self.before = clause.fresh;
    }

    fn named(mut self, steps: usize) -> Named {
        if self.asks {
            return Named::Done(BTreeSet::new());
        }
        if self.mixed {
            self.doubt.append(&mut self.named);
        }
        if !self.words && self.numbers == 0 {
            let is_claim = self.finishes || !self.mixed;
            let is_whole = is_claim && !self.unclear && (self.around || !self.shared);
            return if is_whole { Named::Whole } else { Named::Done(BTreeSet::new()) };
        }
        let is_rest = self.all || self.whole && !self.open.is_empty();
        if is_rest && !self.unclear && self.doubt.is_empty() && self.named.is_empty() {
            return Named::Done((0..steps).filter(|step| !self.open.contains(step)).collect());
        }
        if !self.named.is_empty() && self.done.is_empty() {
            let is_list = self.numbers >= LIST_MIN && !self.words;
            return match (is_list, self.words) {
                (true, _) => Named::Done(self.named),
                (false, true) => Named::Bare(self.named),
                (false, false) => Named::Done(BTreeSet::new()),
            };
        }
        Named::Done(self.done.difference(&self.open).copied().collect())
    }
}
