//! Words that were said and are spelt nearly like one that was typed; hides how they are found without comparing it with
//! every word there is.
//!
//! Of each word all spellings are kept that lack one of its letters. Two words one slip apart have one of these in
//! common: a letter too many, too few, another, or two exchanged.

use super::{Asked, Filter, Shelf, count, facets, rowid, words};
use crate::bulk::Bulk;
use crate::pick::{ROWS as PICKED, picked};
use crate::sql::{Engine, Tx};
use crate::{Db, StoreError, args};
use domain::id::OrgId;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Shorter words have too many neighbours, longer ones are no words.
const LETTERS: std::ops::RangeInclusive<usize> = 4..=15;
/// Words with a spelling in common that are compared.
const COMPARED_MAX: i64 = 64;
/// Neighbours of one word that are held against the record.
const TRIED_MAX: usize = 4;
/// Words that begin as one does, asked for one by one; of more, the index looks for the beginning.
const ENDINGS_MAX: i64 = 100;
/// Messages counted to tell a usual spelling from an unusual one.
const COUNTED_MAX: i64 = 100;
/// Suggestions made at once.
const OFFERED_MAX: usize = 3;

static INSERT: LazyLock<Bulk> = LazyLock::new(|| {
    Bulk::new("INSERT INTO near_words (org, near, word)", 3, "ON CONFLICT (org, near, word) DO NOTHING")
});

/// Keeps the spellings of those of these words that were never said before; of words that are no slips, the word alone.
pub(super) async fn learn(tx: &mut Tx, org: &OrgId, said: &BTreeSet<String>) -> Result<(), StoreError> {
    let said: Vec<&str> = said.iter().map(String::as_str).filter(|word| is_word(word) || is_other(word)).collect();
    for chunk in said.chunks(PICKED) {
        let known: Vec<String> = tx
            .all(
                "SELECT word
                FROM near_words
                WHERE org = $1 AND near = word
                AND near IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
                ORDER BY word
                LIMIT 16",
                picked(org, chunk),
            )
            .await?;
        let new = chunk.iter().filter(|word| known.iter().all(|known| known != *word));
        let rows = new.flat_map(|word| {
            let count = if is_word(word) { usize::MAX } else { 1 };
            let spellings: BTreeSet<String> = spellings(word).take(count).collect();
            spellings.into_iter().map(|near| vec![org.as_str().into(), near.into(), (*word).into()])
        });
        INSERT.write_new(tx, rows.collect()).await?;
    }
    Ok(())
}

/// Forgets those of these words that nothing there is still says.
pub(super) async fn unlearn(tx: &mut Tx, shelf: Shelf<'_>, gone: &BTreeSet<String>) -> Result<(), StoreError> {
    for word in gone.iter().filter(|word| is_word(word) || is_other(word)) {
        if is_said(tx, shelf, word).await? {
            continue;
        }
        let spellings: BTreeSet<String> = spellings(word).take(PICKED).collect();
        let spellings: Vec<&str> = spellings.iter().map(String::as_str).collect();
        let mut args = picked(shelf.org, &spellings);
        args.push(word.as_str().into());
        tx.run(
            "DELETE FROM near_words
            WHERE org = $1 AND word = $18
            AND near IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
            args,
        )
        .await?;
    }
    Ok(())
}

/// Whether some message or ticket still says a word.
async fn is_said(tx: &mut Tx, shelf: Shelf<'_>, word: &str) -> Result<bool, StoreError> {
    let found: Option<i64> = match tx.engine() {
        Engine::Sqlite => {
            let (from, to) = (rowid(shelf.slot, 0), rowid(shelf.slot + 1, 0));
            tx.maybe(
                "SELECT rowid
                FROM message_words
                WHERE message_words MATCH $1 AND rowid >= $2 AND rowid < $3
                LIMIT 1",
                args![format!("\"{word}\""), from, to],
            )
            .await?
        }
        Engine::Postgres => {
            tx.maybe(
                "SELECT position
                FROM message_words
                WHERE org = $1 AND words @@ CAST($2 AS TSQUERY)
                LIMIT 1",
                args![shelf.org.as_str(), format!("('{}') & ('{word}')", facets::org(shelf.org))],
            )
            .await?
        }
    };
    Ok(found.is_some())
}

/// Forgets every word of an organisation.
pub(super) async fn clear(tx: &mut Tx, org: &OrgId) -> Result<(), StoreError> {
    tx.run("DELETE FROM near_words WHERE org = $1", args![org.as_str()]).await?;
    Ok(())
}

/// What may have been meant instead of the words of a question that finds little, the usual first. Each finds a message
/// under the same filters but those of days.
///
/// # Errors
/// Of the engine.
pub async fn suggestions(db: &Db, org: &OrgId, filter: &Filter) -> Result<Vec<String>, StoreError> {
    let typed = words::folded_words(&filter.words);
    let mut offers: Vec<(i64, String)> = Vec::new();
    for (at, word) in typed.iter().enumerate().filter(|(_, word)| is_word(word)) {
        for near in neighbours(db, org, word).await?.into_iter().take(TRIED_MAX) {
            let mut meant = typed.clone();
            meant[at] = near;
            let meant = meant.join(" ");
            let filter = Filter { words: meant.clone(), ..filter.clone() };
            let Some(asked) = Asked::of(db, org, &filter, None).await? else { continue };
            let found = count(db, org, &asked, COUNTED_MAX).await?;
            if found > 0 {
                offers.push((found, meant));
            }
        }
    }
    offers.sort_by(|a, b| (b.0, &a.1).cmp(&(a.0, &b.1)));
    offers.dedup_by(|a, b| a.1 == b.1);
    Ok(offers.into_iter().take(OFFERED_MAX).map(|(_, meant)| meant).collect())
}

/// Words that were said and begin as one does; none when it is too short, a number, or too many begin so.
///
/// The embedded index puts all that begin alike in order before it finds the last, which takes longer the more there are;
/// of a whole word it finds the last at once. The order of letters in PostgreSQL is whatever the database was made with.
pub(super) async fn endings(db: &Db, org: &OrgId, word: &str) -> Result<Option<Vec<String>>, StoreError> {
    if db.engine() == Engine::Postgres || !(is_word(word) || is_other(word)) {
        return Ok(None);
    }
    let found: Vec<String> = db
        .all(
            "SELECT word
            FROM near_words
            WHERE org = $1 AND near >= $2 AND near < $3 AND near = word
            ORDER BY near
            LIMIT $4",
            args![org.as_str(), word, format!("{word}{}", char::MAX), ENDINGS_MAX + 1],
        )
        .await?;
    Ok(Some(found).filter(|found| !found.is_empty() && found.len() as i64 <= ENDINGS_MAX))
}

/// Words one slip away from a word, without those that only go on where it ends: these are found anyway.
async fn neighbours(db: &Db, org: &OrgId, word: &str) -> Result<Vec<String>, StoreError> {
    let spellings: BTreeSet<String> = spellings(word).collect();
    let spellings: Vec<&str> = spellings.iter().map(String::as_str).take(PICKED).collect();
    let mut args = picked(org, &spellings);
    args.push(COMPARED_MAX.into());
    let found: Vec<String> = db
        .all(
            "SELECT DISTINCT word
            FROM near_words
            WHERE org = $1 AND near IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
            ORDER BY word
            LIMIT $18",
            args,
        )
        .await?;
    Ok(found.into_iter().filter(|near| !near.starts_with(word) && strsim::osa_distance(word, near) == 1).collect())
}

/// A word, and what it is without each of its letters.
fn spellings(word: &str) -> impl Iterator<Item = String> + '_ {
    let letters: Vec<char> = word.chars().collect();
    let without = (0..letters.len())
        .map(move |gone| letters.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, letter)| *letter).collect());
    std::iter::once(word.to_owned()).chain(without)
}

/// Whether it is a word that is not looked for among slips, being too long or with figures in it; a number is none.
fn is_other(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    letters.len() >= *LETTERS.start()
        && !is_word(word)
        && !words::is_unspaced(&letters)
        && letters.iter().any(|letter| letter.is_alphabetic())
}

/// Whether it is a word that somebody may have misspelt, and no number, name of ours or character of a script without
/// spaces.
fn is_word(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    LETTERS.contains(&letters.len())
        && !letters.iter().any(|letter| letter.is_numeric())
        && !words::is_unspaced(&letters)
}
