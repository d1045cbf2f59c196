//! Gathers what the list of messages shows.

use super::{Asked, Line, View, page};
use crate::fault::Fault;
use crate::form;
use crate::limits;
use crate::member::Member;
use crate::names::Names;
use crate::parts::shell::Tab;
use crate::state::Shared;
use axum::extract::State;
use domain::id::{ConversationId, OrgId};
use domain::message::{Kind, Subject};
use maud::Markup;
use store::read::found::{Turn, list};
use store::read::messages::Message;
use store::read::{self, Cursor, conversations};
use store::search::Filter;

/// `GET /messages`: for members.
pub async fn show(
    State(shared): State<Shared>,
    member: Member,
    form::Asked(mut asked): form::Asked<Asked>,
) -> Result<Markup, Fault> {
    let (db, org) = (shared.desk.db(), &member.org);
    asked.q = asked.q.trim().chars().take(limits::QUERY_MAX_CHARS).collect();
    let filter = Filter {
        conversation: (!asked.conversation.is_empty()).then(|| ConversationId::new(asked.conversation.as_str())),
        kind: Kind::from_word(&asked.kind),
        words: asked.q.clone(),
        ..Filter::default()
    };
    let (found, next) = match asked.import.is_empty() {
        true => {
            let page = list(db, org, &filter, asked.after.parse().unwrap_or(Turn::START)).await?;
            (page.rows, page.next.map(|turn| turn.to_string()))
        }
        false => brought(&shared, org, &asked).await?,
    };
    let chats = conversations(db, org).await?;
    let directory = shared.desk.directory(org).await?;
    let names = Names(&directory);
    Ok(page(&View {
        frame: shared.frame(&member, Tab::Messages),
        asked,
        conversations: chats
            .into_iter()
            .map(|chat| (chat.conversation.id.to_string(), chat.conversation.name))
            .collect(),
        lines: found.iter().map(|message| line(message, names)).collect(),
        next,
    }))
}

/// What one reading of a chat brought, and where that goes on; nothing where there was none of that name.
async fn brought(shared: &Shared, org: &OrgId, asked: &Asked) -> Result<(Vec<Message>, Option<String>), Fault> {
    let runs = read::imports(shared.desk.db(), org).await?;
    let Some(run) = runs.iter().find(|run| run.id.as_str() == asked.import) else { return Ok(Default::default()) };
    let page = read::brought::list(shared.desk.db(), org, run, asked.after.parse().unwrap_or(Cursor::START)).await?;
    Ok((page.rows, page.next.map(|cursor| cursor.to_string())))
}

/// One message of a list.
pub fn line(message: &Message, names: Names<'_>) -> Line {
    let heard = &message.heard;
    let about = heard.meaning.as_ref().and_then(|meaning| meaning.about.as_ref());
    Line {
        message: heard.id.to_string(),
        sender: message.sender_name.clone(),
        conversation: message.conversation_name.clone(),
        sent_at: heard.sent_at,
        form: heard.form,
        text: heard.text.clone(),
        words_gone_at: heard.words_gone_at,
        kind: heard.meaning.as_ref().map(|meaning| meaning.kind),
        is_unfetched: message.fetch.is_some_and(|fetch| fetch.is_dead),
        about: about.map(|about| match about {
            Subject::Ticket(number) => number.to_string(),
            Subject::Task(task, _) => names.task(task),
        }),
    }
}
