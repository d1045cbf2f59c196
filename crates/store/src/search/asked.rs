//! A question as the index takes it; hides each engine's syntax, of which nothing that a person types is ever part.

use super::{facets, spelling, words};
use crate::StoreError;
use crate::sql::{Db, Engine};
use domain::id::{ConversationId, OrgId, PersonId, PlaceId, SiteId};
use domain::message::Kind;
use domain::time::Instant;

/// Names of ours of one person, and conversations of one site, that are looked for at once.
const ALTERNATIVES_MAX: usize = 200;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only what has all these words, the last at least in its beginning; empty for all.
    pub words: String,
    /// Only what was said in this conversation.
    pub conversation: Option<ConversationId>,
    /// Only what is held to be of this kind.
    pub kind: Option<Kind>,
    /// Only what somebody said who is known under one of these names of ours; none for anybody.
    pub from: Vec<PersonId>,
    /// Only what is about this place, or a part of it.
    pub place: Option<PlaceId>,
    /// Only what is about this site.
    pub site: Option<SiteId>,
    /// Conversations that belong to that site.
    pub site_conversations: Vec<ConversationId>,
    /// Only what came as a photo.
    pub has_photo: bool,
    /// Only what was said from this instant on.
    pub since: Option<Instant>,
    /// Only what was said before this instant.
    pub before: Option<Instant>,
}

impl Filter {
    /// The stretch of time, in microseconds.
    pub(crate) fn stretch(&self) -> (i64, i64) {
        (self.since.map_or(i64::MIN, Instant::us), self.before.map_or(i64::MAX, Instant::us))
    }
}

/// One word of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    word: String,
    /// Whether a longer word will do.
    is_beginning: bool,
}

/// A question: of each group one term must be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    engine: Engine,
    groups: Vec<Vec<Term>>,
}

impl Asked {
    /// A question of the index; none when the index cannot narrow what is looked for. `said` are when the first message
    /// and the last were said.
    ///
    /// # Errors
    /// Of the engine.
    pub(crate) async fn of(
        db: &Db,
        org: &OrgId,
        filter: &Filter,
        said: Option<(Instant, Instant)>,
    ) -> Result<Option<Self>, StoreError> {
        let mut typed = words::asked(&filter.words);
        let last = typed.pop();
        let mut groups: Vec<Vec<Term>> = typed.into_iter().map(|word| vec![whole(word)]).collect();
        if let Some(last) = last {
            groups.push(beginning(db, org, last).await?);
        }
        groups.extend(facet_groups(filter, said).into_iter().map(|group| group.into_iter().map(whole).collect()));
        groups.retain(|group| !group.is_empty());
        if groups.is_empty() {
            return Ok(None);
        }
        // SQLite bounds the rowid by the organisation's slot instead.
        if db.engine() == Engine::Postgres {
            groups.insert(0, vec![whole(facets::org(org))]);
        }
        Ok(Some(Self { engine: db.engine(), groups }))
    }

    /// The same in the syntax of the index.
    pub(crate) fn expression(&self) -> String {
        let (quote, and, or, beginning) = match self.engine {
            Engine::Sqlite => ('"', " AND ", " OR ", "*"),
            Engine::Postgres => ('\'', " & ", " | ", ":*"),
        };
        let spelt =
            |term: &Term| format!("{quote}{}{quote}{}", term.word, if term.is_beginning { beginning } else { "" });
        let group = |group: &Vec<Term>| format!("({})", group.iter().map(spelt).collect::<Vec<_>>().join(or));
        self.groups.iter().map(group).collect::<Vec<_>>().join(and)
    }
}

/// Whatever begins as the last word does, since it may not be typed to its end. A single character, or a pair of a script
/// without spaces, is meant as it is.
async fn beginning(db: &Db, org: &OrgId, word: String) -> Result<Vec<Term>, StoreError> {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() == 1 || words::is_unspaced(&letters) {
        return Ok(vec![whole(word)]);
    }
    Ok(match spelling::endings(db, org, &word).await? {
        Some(endings) => endings.into_iter().map(whole).collect(),
        None => vec![Term { word, is_beginning: true }],
    })
}

fn whole(word: String) -> Term {
    Term { word, is_beginning: false }
}

fn facet_groups(filter: &Filter, said: Option<(Instant, Instant)>) -> Vec<Vec<String>> {
    let site = filter.site.iter().map(facets::site);
    let chats = filter.site_conversations.iter().take(ALTERNATIVES_MAX).map(facets::conversation);
    let is_bounded = filter.since.is_some() || filter.before.is_some();
    let stretch = said.filter(|_| is_bounded).map_or_else(Vec::new, |(first, last)| {
        let (since, before) = (filter.since.unwrap_or(first), filter.before.unwrap_or(last));
        facets::between(since.max(first), before.min(last))
    });
    vec![
        filter.conversation.iter().map(facets::conversation).collect(),
        filter.kind.iter().map(|kind| facets::kind(*kind)).collect(),
        filter.from.iter().take(ALTERNATIVES_MAX).map(facets::sender).collect(),
        filter.place.iter().map(facets::place).collect(),
        site.chain(chats).collect(),
        filter.has_photo.then(facets::photo).into_iter().collect(),
        stretch,
    ]
}
