//! Finding messages by their words, in any script; one of the two files that ask which engine runs.
//!
//! Words are made here, alike for what is kept and what is looked for: compatibility forms folded, lower case, marks of
//! Latin letters dropped. Scripts that write no spaces give single characters and pairs of neighbours. What a person
//! types is thus never the syntax of an index.

use crate::bulk::Bulk;
use crate::read::messages::{Shown, shown};
use crate::sql::{Arg, Db, Engine, Tx};
use crate::views::{Notes, messages};
use crate::{StoreError, args};
use domain::id::{ConversationId, OrgId};
use domain::message::Heard;
use domain::situation::Situation;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words kept of one message: more than the longest has that a person wrote.
const WORDS_MAX: usize = 2_000;
/// Characters kept of one word.
const WORD_MAX: usize = 40;
/// Words looked for at once.
const ASKED_MAX: usize = 12;
/// Bits of a rowid that hold the position; the organisation's slot stands above them.
const POSITION_BITS: u32 = 40;
/// Matches that one search sorts: with more, those heard last.
const CANDIDATES_MAX: i64 = 20_000;

static SQLITE: LazyLock<Bulk> = LazyLock::new(|| Bulk::new("INSERT INTO message_words (rowid, words)", 2, ""));

const POSTGRES: &str = "INSERT INTO message_words (org, position, words)
    VALUES ($1, $2, array_to_tsvector(string_to_array($3, ' ')))";

/// Keeps the words of messages that came in, and other words of those that were changed.
pub(crate) async fn insert(
    tx: &mut Tx,
    org: &OrgId,
    slot: i64,
    situation: &Situation,
    notes: &Notes<'_>,
) -> Result<(), StoreError> {
    let mut said: Vec<(i64, &Heard)> = Vec::new();
    for id in notes.changed() {
        let Some(heard) = situation.message(id) else { continue };
        let position = messages::position(tx, org, id).await?;
        forget(tx, org, slot, position).await?;
        said.push((position, heard));
    }
    said.extend(notes.received().filter_map(|(id, position)| Some((position, situation.message(id)?))));
    let mut rows = Vec::new();
    for (position, heard) in said {
        let mut words = kept(&heard.text);
        if words.is_empty() {
            continue;
        }
        words.insert(conversation_word(&heard.conversation));
        if tx.engine() == Engine::Postgres {
            words.insert(org_word(org));
        }
        rows.push((position, words.into_iter().collect::<Vec<_>>().join(" ")));
    }
    match tx.engine() {
        Engine::Sqlite => {
            let rows = rows.into_iter().map(|(position, words)| vec![rowid(slot, position).into(), words.into()]);
            SQLITE.write(tx, rows.collect()).await
        }
        Engine::Postgres => {
            for (position, words) in rows {
                tx.run_expecting(1, POSTGRES, args![org.as_str(), position, words]).await?;
            }
            Ok(())
        }
    }
}

/// Forgets the words of one message, if any were kept.
async fn forget(tx: &mut Tx, org: &OrgId, slot: i64, position: i64) -> Result<(), StoreError> {
    match tx.engine() {
        Engine::Sqlite => tx.run("DELETE FROM message_words WHERE rowid = $1", args![rowid(slot, position)]).await?,
        Engine::Postgres => {
            tx.run("DELETE FROM message_words WHERE org = $1 AND position = $2", args![org.as_str(), position]).await?
        }
    };
    Ok(())
}

/// Forgets the words of all messages of an organisation.
pub(crate) async fn clear(tx: &mut Tx, org: &OrgId, slot: i64) -> Result<(), StoreError> {
    match tx.engine() {
        Engine::Sqlite => {
            let (from, to) = (rowid(slot, 0), rowid(slot + 1, 0));
            tx.run("DELETE FROM message_words WHERE rowid >= $1 AND rowid < $2", args![from, to]).await?;
        }
        Engine::Postgres => {
            tx.run("DELETE FROM message_words WHERE org = $1", args![org.as_str()]).await?;
        }
    }
    Ok(())
}

/// Overwrites what the index still holds of forgotten words.
pub(crate) async fn scrub(tx: &mut Tx) -> Result<(), StoreError> {
    match tx.engine() {
        Engine::Sqlite => tx.run("INSERT INTO message_words (message_words) VALUES ('optimize')", Vec::new()).await?,
        // PostgreSQL's own vacuum does it.
        Engine::Postgres => 0,
    };
    Ok(())
}

/// A question as the index takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    engine: Engine,
    words: Vec<String>,
    org: String,
    conversation: Option<String>,
}

impl Asked {
    /// The words of what a person typed; none when there is nothing to look for.
    pub(crate) fn of(db: &Db, org: &OrgId, conversation: Option<&ConversationId>, typed: &str) -> Option<Self> {
        let words = asked(typed);
        let conversation = conversation.map(conversation_word);
        (!words.is_empty()).then(|| Self { engine: db.engine(), words, org: org_word(org), conversation })
    }

    /// All words must be there, the last one at least in its beginning.
    fn expression(&self) -> String {
        let (quote, and, prefix) = match self.engine {
            Engine::Sqlite => ('"', " AND ", "*"),
            Engine::Postgres => ('\'', " & ", ":*"),
        };
        let quoted = |word: &String| format!("{quote}{word}{quote}");
        let (last, whole) = self.words.split_last().expect("a question has words");
        // SQLite bounds the rowid by the organisation's slot instead.
        let org = (self.engine == Engine::Postgres).then_some(&self.org);
        let exact = org.into_iter().chain(self.conversation.as_ref()).chain(whole).map(quoted);
        let all: Vec<String> = exact.chain([format!("{}{prefix}", quoted(last))]).collect();
        all.join(and)
    }
}

/// Messages that match, the last said first. `bounds` are the organisation, a conversation, a kind, where the list goes
/// on, and the limit.
pub(crate) async fn find(db: &Db, org: &OrgId, asked: &Asked, mut bounds: Vec<Arg>) -> Result<Vec<Shown>, StoreError> {
    let slot: Option<i64> = db.maybe("SELECT slot FROM orgs WHERE org = $1 LIMIT 1", args![org.as_str()]).await?;
    let slot = slot.unwrap_or_default();
    bounds.extend([asked.expression().into(), CANDIDATES_MAX.into()]);
    match asked.engine {
        Engine::Sqlite => {
            bounds.extend([rowid(slot, 0).into(), rowid(slot + 1, 0).into()]);
            db.all(
                shown!(
                    "message.position IN (
                        SELECT rowid - $9
                        FROM message_words
                        WHERE message_words MATCH $7 AND rowid >= $9 AND rowid < $10
                        ORDER BY rowid DESC
                        LIMIT $8)
                    AND ($2 IS NULL OR message.conversation = $2)
                    AND ($3 IS NULL OR message.kind = $3)
                    AND (message.sent_us < $4 OR (message.sent_us = $4 AND message.position < $5))
                    ORDER BY message.sent_us DESC, message.position DESC
                    LIMIT $6"
                ),
                bounds,
            )
            .await
        }
        Engine::Postgres => {
            db.all(
                shown!(
                    "message.position IN (
                        SELECT position
                        FROM message_words
                        WHERE org = $1 AND words @@ CAST($7 AS TSQUERY)
                        ORDER BY position DESC
                        LIMIT $8)
                    AND ($2 IS NULL OR message.conversation = $2)
                    AND ($3 IS NULL OR message.kind = $3)
                    AND (message.sent_us < $4 OR (message.sent_us = $4 AND message.position < $5))
                    ORDER BY message.sent_us DESC, message.position DESC
                    LIMIT $6"
                ),
                bounds,
            )
            .await
        }
    }
}

fn rowid(slot: i64, position: i64) -> i64 {
    (slot << POSITION_BITS) | position
}

/// A word that no text has, since every other word begins with a letter or digit of its own script.
fn org_word(org: &OrgId) -> String {
    format!("o0{}", plain(org.as_str()))
}

fn conversation_word(conversation: &ConversationId) -> String {
    format!("c0{}", plain(conversation.as_str()))
}

/// An id with every character that is no plain letter or digit spelt by its number.
fn plain(id: &str) -> String {
    let spell = |character: char| match character {
        'a'..='z' | '0'..='9' => character.to_string(),
        other => format!("x{:x}x", u32::from(other)),
    };
    id.chars().map(spell).collect()
}

/// The words of a text, to be kept.
fn kept(text: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for run in runs(text) {
        if is_unspaced(&run) {
            words.extend(run.iter().map(char::to_string));
            words.extend(run.windows(2).map(String::from_iter));
        } else {
            words.insert(run.iter().take(WORD_MAX).collect());
        }
        if words.len() >= WORDS_MAX {
            break;
        }
    }
    words
}

/// The words of a text, to be looked for: pairs suffice where there are any, and the last stays last.
fn asked(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for run in runs(text) {
        match (is_unspaced(&run), run.len()) {
            (true, 2..) => words.extend(run.windows(2).map(String::from_iter)),
            _ => words.push(run.iter().take(WORD_MAX).collect()),
        }
    }
    words.truncate(ASKED_MAX);
    words
}

/// Stretches of letters, digits and marks, folded; a change between scripts with and without spaces ends one.
fn runs(text: &str) -> Vec<Vec<char>> {
    let mut runs: Vec<Vec<char>> = Vec::new();
    let mut open = false;
    for character in folded(text) {
        if !character.is_alphanumeric() && !is_combining_mark(character) {
            open = false;
            continue;
        }
        let joins = |run: &Vec<char>| run.last().is_some_and(|last| unspaced(*last) == unspaced(character));
        match runs.last_mut().filter(|run| open && (is_combining_mark(character) || joins(run))) {
            Some(run) => run.push(character),
            None => runs.push(vec![character]),
        }
        open = true;
    }
    runs
}

/// Compatibility forms folded, lower case, marks on Latin letters dropped.
fn folded(text: &str) -> Vec<char> {
    let mut kept: Vec<char> = Vec::with_capacity(text.len());
    let lower = text.nfkc().flat_map(char::to_lowercase).collect::<String>();
    let mut latin = false;
    for character in lower.nfd() {
        if is_combining_mark(character) {
            if !latin {
                kept.push(character);
            }
            continue;
        }
        latin = character.is_ascii_alphabetic() || ('\u{00df}'..='\u{024f}').contains(&character);
        kept.push(character);
    }
    kept.into_iter().nfc().collect()
}

fn is_unspaced(run: &[char]) -> bool {
    run.first().copied().is_some_and(unspaced)
}

/// Han, Kana, Thai, Lao, Khmer and Burmese put no spaces between words.
fn unspaced(character: char) -> bool {
    matches!(u32::from(character),
        0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x3005..=0x3007 | 0x3040..=0x30ff | 0x3400..=0x4dbf
        | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff)
}

#[cfg(test)]
mod tests {
    use super::{asked, kept};

    fn words(text: &str) -> Vec<String> {
        kept(text).into_iter().collect()
    }

    #[test]
    fn words_are_folded_and_cut_as_their_script_wants() {
        let table: [(&str, &[&str]); 6] = [
            ("Lift STUCK, Block-C!", &["block", "c", "lift", "stuck"]),
            ("Café à São", &["a", "cafe", "sao"]),
            ("ＬＩＦＴ３", &["lift3"]),
            ("电梯坏", &["坏", "梯", "梯坏", "电", "电梯"]),
            ("हिन्दी पानी", &["पानी", "हिन्दी"]),
            ("lift电", &["lift", "电"]),
        ];
        for (text, expected) in table {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn syntax_of_an_index_is_only_words() {
        assert_eq!(asked("\"lift\" OR (NEAR' :* -x"), ["lift", "or", "near", "x"]);
        assert!(asked("\"*()'&|!").is_empty());
    }
}
