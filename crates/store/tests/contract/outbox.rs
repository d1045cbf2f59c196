//! What is to be said: kept, found again, sent once, erased with those it names.

use crate::rebuild::{same_when_rebuilt, start};
use crate::world::*;
use domain::id::{ImportId, OutboundId, PersonId};
use domain::message::{Circle, ConversationKey, Handle, Inbound, Kind};
use domain::outbound::{Accepted, Dress, Failure, Letter, Occasion, Onto, Outbound, Purpose, State, Terms, Told, Word};
use domain::request::{Command, Request};
use store::both;
use store::desk::Desk;
use store::read::outbox;

async fn every(desk: &Desk) -> Vec<Outbound> {
    outbox::all(desk.db(), &org(), None).await.unwrap()
}

fn accepted(name: &str) -> Accepted {
    let also = vec![Handle::phone("60101999")];
    Accepted { external: name.to_owned(), channel_name: format!("wamid.60101.{name}"), also }
}

/// A report by Sue and a claim by Tan, so that Sue is asked whether it holds.
pub async fn claimed(desk: &Desk) -> OutboundId {
    let requests = vec![
        receive(0, 10, inbound("a", "1", "60101", 0, "Lift stuck")),
        interpret(0, 11, message(0, 10), Kind::Issue, None),
        receive(5, 12, inbound("a", "2", "60102", 5, "Settled")),
        interpret(5, 13, message(5, 12), Kind::Resolved, ticket(1)),
    ];
    granted(&desk.commit_all(&org(), requests).await.unwrap());
    let asked = every(desk).await;
    assert_eq!((asked.len(), &asked[0].to, asked[0].purpose), (1, &PersonId::new("Sue"), Purpose::Verification));
    assert_eq!(asked[0].text, "Update on T-1 Lift stuck: Tan says it is fixed. Is it working for you?");
    asked[0].id.clone()
}

both! {
    async fn what_waits_is_sent_once(db: Db) {
        let desk = desk(db).await;
        let outbound = claimed(&desk).await;
        assert_eq!(outbox::waiting(desk.db(), &org(), minute(6), None).await.unwrap().rows.len(), 1);
        assert_eq!(outbox::waiting_count(desk.db(), &org(), minute(6)).await.unwrap(), 1);
        assert_eq!(outbox::waiting_count(desk.db(), &org(), minute(26 * 60)).await.unwrap(), 0, "it is stale by then");
        let sent = |at, chance| request(at, chance, Command::NoteSent { outbound: outbound.clone(), accepted: Some(accepted("w1")) });
        let answers = desk.commit_all(&org(), vec![sent(6, 20), sent(7, 21)]).await.unwrap();
        let changes: Vec<usize> = answers.iter().map(|answer| answer.as_ref().unwrap().changes.len()).collect();
        assert_eq!(changes, [1, 0]);
        assert!(outbox::waiting(desk.db(), &org(), minute(8), None).await.unwrap().rows.is_empty());
        let page = outbox::list(desk.db(), &org(), None).await.unwrap();
        assert_eq!((page.rows.len(), page.next.is_none()), (1, true));
        assert_eq!((page.rows[0].state, page.rows[0].external.as_deref()), (State::Sent, Some("w1")));
        let after = Some((page.rows[0].not_before, page.rows[0].id.clone()));
        assert!(outbox::list(desk.db(), &org(), after.as_ref()).await.unwrap().rows.is_empty());
        assert!(outbox::all(desk.db(), &org(), after.as_ref()).await.unwrap().is_empty());
        same_when_rebuilt(&desk).await;
    }
}

both! {
    async fn an_answer_that_comes_days_later_still_finds_what_it_answers(db: Db) {
        let desk = desk(db).await;
        claimed(&desk).await;
        let late = 30 * 60;
        let requests = vec![
            receive(late, 20, inbound("a", "3", "60101", late, "ok now")),
            interpret(late, 21, message(late, 20), Kind::Verified, ticket(1)),
        ];
        granted(&desk.commit_all(&org(), requests).await.unwrap());
        assert_eq!(every(&desk).await[0].state, State::Withdrawn);
        same_when_rebuilt(&desk).await;
    }
}

both! {
    async fn what_names_an_erased_person_is_erased(db: Db) {
        let desk = desk(db).await;
        claimed(&desk).await;
        let erasure = request(9, 30, Command::RecordErasure { person: PersonId::new("Tan"), entries: 0 });
        desk.erase_person(erasure).await.unwrap();
        assert_eq!(every(&desk).await[0].text, "", "it said that Tan claims it");
        same_when_rebuilt(&desk).await;
    }
}

both! {
    async fn what_speaks_of_a_ticket_that_is_taken_out_goes_with_it(db: Db) {
        let desk = desk(db).await;
        let requests = vec![
            start("one", 9),
            of_import("one", receive(0, 10, inbound("a", "1", "60101", 0, "Lift stuck"))),
            of_import("one", interpret(0, 11, message(0, 10), Kind::Issue, None)),
            receive(5, 12, inbound("b", "2", "60102", 5, "Settled")),
            interpret(5, 13, message(5, 12), Kind::Resolved, ticket(1)),
        ];
        granted(&desk.commit_all(&org(), requests).await.unwrap());
        assert_eq!(every(&desk).await.len(), 1);
        let removal = request(9, 30, Command::RemoveImport(ImportId::new("one")));
        desk.remove_import(removal).await.unwrap().unwrap();
        assert!(every(&desk).await.is_empty());
        same_when_rebuilt(&desk).await;
    }
}

/// A report that Sue makes to us alone, so that she is told that it was seen.
async fn reported_alone(desk: &Desk) -> OutboundId {
    let with = Some(Handle::phone("60101"));
    let conversation = ConversationKey { circle: Circle::Direct, with, ..key("alone") };
    let requests = vec![
        receive(0, 10, Inbound { conversation, ..inbound("alone", "1", "60101", 0, "Lift stuck") }),
        interpret(0, 11, message(0, 10), Kind::Issue, None),
    ];
    granted(&desk.commit_all(&org(), requests).await.unwrap());
    every(desk).await[0].id.clone()
}

fn dispatch(at: i64, chance: u128, outbound: &OutboundId) -> Request {
    request(at, chance, Command::Dispatch { outbound: outbound.clone(), terms: Box::new(Terms::default()) })
}

fn told(at: i64, chance: u128, outbound: &OutboundId, name: &str, word: Word) -> Request {
    let told = Told { accepted: accepted(name), word };
    request(at, chance, Command::NoteTold { outbound: outbound.clone(), told: Box::new(told) })
}

both! {
    async fn of_two_workers_one_sends(db: Db) {
        let desk = desk(db).await;
        let id = reported_alone(&desk).await;
        let org = org();
        let (one, other) = tokio::join!(
            desk.commit_all(&org, vec![dispatch(1, 20, &id)]),
            desk.commit_all(&org, vec![dispatch(1, 21, &id)]),
        );
        let granted = [one, other].into_iter().filter(|answers| answers.as_ref().unwrap()[0].is_ok());
        assert_eq!(granted.count(), 1);
        assert_eq!(every(&desk).await[0].dress, Some(Dress::Words), "her message opened the window");
        let due = outbox::due(desk.db(), &org, minute(2), None).await.unwrap();
        assert_eq!(due.len(), 1, "nobody answered for it yet");
        assert_eq!(outbox::due(desk.db(), &org, minute(2), due.last()).await.unwrap(), [], "none is after it");
        assert_eq!(outbox::spent(desk.db(), &org, minute(0)).await.unwrap(), outbox::Spent { words: 1, templates: 0 });
    }
}

both! {
    async fn what_becomes_of_a_message_is_kept_also_days_later(db: Db) {
        let desk = desk(db).await;
        let id = reported_alone(&desk).await;
        let later = 3 * 24 * 60;
        let requests = vec![
            dispatch(1, 20, &id),
            request(1, 21, Command::NoteFailed { outbound: id.clone(), failure: Failure::PairLimit, code: Some(131_056) }),
            dispatch(2, 22, &id),
            request(2, 23, Command::NoteSent { outbound: id.clone(), accepted: Some(accepted("w1")) }),
        ];
        granted(&desk.commit_all(&org(), requests).await.unwrap());
        granted(&desk.commit_all(&org(), vec![told(later, 24, &id, "w1", Word::Reached(State::Read))]).await.unwrap());
        granted(&desk.commit_all(&org(), vec![told(later, 25, &id, "w2", Word::Reached(State::Sent))]).await.unwrap());
        let known = every(&desk).await.remove(0);
        assert_eq!((known.state, known.tries, known.doubled), (State::Read, 2, true));
        assert_eq!(known.told_at, Some(minute(later)));
        let trouble = known.trouble.unwrap();
        assert_eq!((trouble.failure, trouble.code, trouble.at), (Failure::PairLimit, Some(131_056), minute(1)));
        let directory = desk.directory(&org()).await.unwrap();
        assert_eq!(directory.person_by_handle(&Handle::phone("60101999")).unwrap().id, PersonId::new("Sue"));
        same_when_rebuilt(&desk).await;
    }
}

both! {
    async fn a_reply_finds_what_was_said_weeks_ago(db: Db) {
        let desk = desk(db).await;
        let id = reported_alone(&desk).await;
        let requests =
            vec![dispatch(1, 20, &id), request(1, 21, Command::NoteSent { outbound: id, accepted: Some(accepted("w1")) })];
        granted(&desk.commit_all(&org(), requests).await.unwrap());
        let weeks = 20 * 24 * 60;
        let reply = Inbound { reply_to: Some("w1".to_owned()), ..inbound("alone", "2", "60101", weeks, "still stuck") };
        let need = store::need::Need::of([&receive(weeks, 30, reply.clone())]);
        let mut draft = desk.draft(&org(), &need).await.unwrap();
        draft.ask(receive(weeks, 30, reply)).unwrap();
        let heard = draft.situation().message(&message(weeks, 30)).unwrap().clone();
        let quoted = draft.situation().quoted(&heard).expect("it quotes us");
        assert_eq!(quoted.meaning.as_ref().unwrap().about, ticket(1));
    }
}

both! {
    async fn an_erased_persons_number_stays_in_no_name_of_what_was_sent(db: Db) {
        let desk = desk(db).await;
        let id = reported_alone(&desk).await;
        let requests =
            vec![dispatch(1, 20, &id), request(1, 21, Command::NoteSent { outbound: id, accepted: Some(accepted("w1")) })];
        granted(&desk.commit_all(&org(), requests).await.unwrap());
        let erasure = request(9, 30, Command::RecordErasure { person: PersonId::new("Sue"), entries: 0 });
        desk.erase_person(erasure).await.unwrap();
        let entries = store::journal::since(desk.db(), "acme", 0, 1_000).await.unwrap();
        assert!(entries.iter().filter_map(|entry| entry.private.as_ref()).all(|private| !private.contains("60101")));
        assert!(every(&desk).await[0].template.is_none());
        same_when_rebuilt(&desk).await;
    }
}

both! {
    async fn what_answers_a_message_is_found_by_it_and_the_same_when_rebuilt(db: Db) {
        let desk = desk(db).await;
        let said = vec![
            receive(0, 10, inbound("a", "1", "60101", 0, "Lift stuck")),
            receive(1, 11, inbound("a", "2", "60101", 1, "Hello?")),
        ];
        granted(&desk.commit_all(&org(), said).await.unwrap());
        let onto = Onto { channel_name: "wamid.1".to_owned(), group: None };
        let occasion = Occasion::Message(message(0, 10), Some(onto.clone()));
        let letter = Letter { outbound: OutboundId::new("l"), occasion, text: "Which one?".to_owned() };
        let written = request(2, 12, Command::Write(Box::new(letter)));
        granted(&desk.commit_all(&org(), vec![written]).await.unwrap());
        for (of, texts) in [(message(0, 10), vec!["Which one?"]), (message(1, 11), vec![])] {
            let heard = store::read::messages::one(desk.db(), &org(), &of).await.unwrap().unwrap().heard;
            let found = outbox::answers(desk.db(), &org(), &heard).await.unwrap();
            assert_eq!(found.iter().map(|letter| letter.text.as_str()).collect::<Vec<_>>(), texts);
            assert!(found.iter().all(|letter| letter.quoted.as_ref().unwrap().onto.as_ref() == Some(&onto)));
        }
        same_when_rebuilt(&desk).await;
    }
}

both! {
    async fn whom_templates_went_to_is_counted_where_it_lies(db: Db) {
        let desk = desk(db).await;
        let outbound = claimed(&desk).await;
        let name = "laksana_verify".to_owned();
        let terms = Box::new(Terms { approved: [(name, "en".to_owned())].into(), ..Terms::default() });
        let begun = request(90, 30, Command::Dispatch { outbound, terms });
        granted(&desk.commit_all(&org(), vec![begun]).await.unwrap());
        let (sue, tan) = (PersonId::new("Sue"), PersonId::new("Tan"));
        let counted = async |at| outbox::people_begun(desk.db(), &org(), minute(at), &[&sue, &tan]).await.unwrap();
        let now = counted(91).await;
        assert_eq!((now.count, now.oldest, now.known.into_iter().collect::<Vec<_>>()), (1, Some(minute(90)), vec![sue.clone()]));
        let later = counted(90 + 24 * 60 + 1).await;
        assert_eq!((later.count, later.oldest, later.known.len()), (0, None, 0));
    }
}

both! {
    async fn what_is_beyond_the_mind_is_glimpsed_at(db: Db) {
        const OTHERS: &str = "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 2100)
            -- walks: there is one row to copy
            INSERT INTO outbox (org, id, person, purpose, about, rung, language, not_before_us, state, text, wanted_us, tries, doubled)
            SELECT org, 'other-' || n, 'Tan', purpose, about, rung, language, not_before_us + n, state, text, wanted_us, 0, doubled
            FROM outbox, numbers
            WHERE org = $1";
        let desk = desk(db.clone()).await;
        let outbound = claimed(&desk).await;
        let mut tx = db.begin().await.unwrap();
        tx.run(OTHERS, store::args![org().as_str()]).await.unwrap();
        tx.commit().await.unwrap();
        let fresh = Desk::new(db);
        let draft = fresh.draft(&org(), &store::need::Need::at(minute(10))).await.unwrap();
        let situation = draft.situation();
        assert_eq!((situation.outbounds.len(), situation.glimpses.len()), (2_000, 101));
        let (glimpse, known) = (&situation.glimpses[&outbound], &every(&desk).await[0]);
        assert_eq!((&glimpse.to, glimpse.purpose, &glimpse.about), (&known.to, known.purpose, &known.about));
        assert_eq!((glimpse.not_before, glimpse.wanted_at, glimpse.state), (known.not_before, known.wanted_at, known.state));
    }
}

both! {
    async fn that_nothing_of_a_sort_arrives_is_told_of_three_people(db: Db) {
        const COPY: &str = "INSERT INTO outbox (org, id, person, purpose, about, rung, language, not_before_us, state, text, wanted_us,
            tries, doubled, external, begun_us, dress)
            SELECT org, $2, $2, purpose, about, rung, language, not_before_us, $3, text, wanted_us, 1, doubled, $2, $4, $5
            -- walks: there are few
            FROM outbox
            WHERE org = $1 AND person = 'Sue'";
        let desk = desk(db.clone()).await;
        claimed(&desk).await;
        let put = async |name: &str, state: State, at: i64, dress: &str| {
            let mut tx = db.begin().await.unwrap();
            let args = store::args![org().as_str(), name, state.word(), minute(at).us(), dress];
            tx.run(COPY, args).await.unwrap();
            tx.commit().await.unwrap();
        };
        let silent = async |is_template| outbox::none_arrives(&db, &org(), minute(60), is_template).await.unwrap();
        let template = r#"{"template":{"name":"laksana_verify","language":"en","has_buttons":false}}"#;
        for (name, at) in [("a", 6), ("b", 7), ("late", 50)] {
            put(name, State::Sent, at, "\"words\"").await;
        }
        assert!(!silent(false).await, "the third may still arrive");
        put("c", State::Sent, 8, "\"plain\"").await;
        put("template", State::Delivered, 9, template).await;
        assert_eq!((silent(false).await, silent(true).await), (true, false));
        put("nod", State::Delivered, 10, "\"nod\"").await;
        assert!(silent(false).await, "of emojis nothing may be told");
        put("d", State::Delivered, 55, "\"paper\"").await;
        assert!(!silent(false).await);
    }
}
