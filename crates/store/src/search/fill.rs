//! Filling the index of a database that was made before it held what it holds now; hides how far that has come.

use super::facets::{self, Around};
use super::{Rows, Shelf, forget, place_of};
use crate::sql::{Db, Tx};
use crate::views::messages::{MessageRow, heard};
use crate::views::tickets::{TicketRow, by_number, tickets_sql};
use crate::views::{conversations, directory};
use crate::{StoreError, args, row};
use domain::directory::Directory;
use domain::id::{ConversationId, OrgId, SiteId, TicketNumber};
use domain::message::Heard;
use domain::ticket::Ticket;
use std::collections::{BTreeMap, BTreeSet};

/// Messages or tickets of one step, each a transaction of its own.
const STEP: i64 = 1_000;

row! {
    struct Unindexed { org: String, slot: i64, below: i64 }
}

/// Fills what is missing. A program that dies meanwhile goes on where it was.
pub(crate) async fn fill(db: &Db) -> Result<(), StoreError> {
    loop {
        let mut tx = db.begin().await?;
        let next: Option<Unindexed> = tx
            .maybe(
                "SELECT unindexed.org, orgs.slot, unindexed.below
                FROM unindexed
                JOIN orgs ON orgs.org = unindexed.org
                ORDER BY unindexed.org
                LIMIT 1",
                Vec::new(),
            )
            .await?;
        let Some(Unindexed { org, slot, below }) = next else { return tx.rollback().await };
        // Of several programs one fills at a time; what another filled meanwhile is looked for anew.
        let locked = tx
            .run("UPDATE unindexed SET below = below WHERE org = $1 AND below = $2", args![org.as_str(), below])
            .await?;
        if locked == 0 {
            tx.rollback().await?;
            continue;
        }
        let org = OrgId::new(org);
        step(&mut tx, Shelf { org: &org, slot }, below).await?;
        tx.commit().await?;
    }
}

/// Tickets first, since there are fewer, then messages, the last heard first.
async fn step(tx: &mut Tx, shelf: Shelf<'_>, below: i64) -> Result<(), StoreError> {
    let org = shelf.org;
    let directory = directory::load(tx, org).await?;
    let mut rows = Rows::default();
    let left = if below > super::TICKETS_FROM {
        let number = below - super::TICKETS_FROM;
        let found: Vec<TicketRow> = tx
            .all(tickets_sql!("number < $2 ORDER BY number DESC LIMIT $3"), args![org.as_str(), number, STEP])
            .await?;
        let tickets = found.into_iter().map(TicketRow::ticket).collect::<Result<Vec<Ticket>, _>>()?;
        for ticket in &tickets {
            forget(tx, shelf, place_of(ticket.number)).await?;
            rows.ticket(ticket, &directory);
        }
        Some(tickets.last().map_or(super::TICKETS_FROM, |last| place_of(last.number)))
    } else {
        let found: Vec<MessageRow> =
            tx.all(heard!("position < $2 ORDER BY position DESC LIMIT $3"), args![org.as_str(), below, STEP]).await?;
        let last = found.last().map(MessageRow::position);
        add_messages(tx, shelf, &directory, found, &mut rows).await?;
        last
    };
    rows.write(tx, shelf).await?;
    match left {
        Some(left) => {
            let args = args![org.as_str(), left];
            tx.run_expecting(1, "UPDATE unindexed SET below = $2 WHERE org = $1", args).await
        }
        None => tx.run_expecting(1, "DELETE FROM unindexed WHERE org = $1", args![org.as_str()]).await,
    }
}

async fn add_messages(
    tx: &mut Tx,
    shelf: Shelf<'_>,
    directory: &Directory,
    found: Vec<MessageRow>,
    rows: &mut Rows,
) -> Result<(), StoreError> {
    let mut heard: Vec<(i64, Heard)> = Vec::with_capacity(found.len());
    for row in found {
        heard.push((row.position(), row.heard()?));
    }
    let numbers: BTreeSet<TicketNumber> = heard.iter().filter_map(|(_, heard)| facets::ticket_of(heard)).collect();
    let numbers: Vec<TicketNumber> = numbers.into_iter().collect();
    let tickets = by_number(tx, shelf.org, &numbers).await?.into_iter();
    let tickets: BTreeMap<TicketNumber, Ticket> = tickets.map(|ticket| (ticket.number, ticket)).collect();
    let chats: BTreeSet<&str> = heard.iter().map(|(_, heard)| heard.conversation.as_str()).collect();
    let chats: Vec<&str> = chats.into_iter().collect();
    let chats = conversations::by_id(tx, shelf.org, &chats).await?.into_iter();
    let sites: BTreeMap<ConversationId, SiteId> = chats.filter_map(|chat| Some((chat.id, chat.site?))).collect();
    for (position, heard) in &heard {
        forget(tx, shelf, *position).await?;
        let ticket = facets::ticket_of(heard).and_then(|number| tickets.get(&number));
        let around = Around { directory, site: sites.get(&heard.conversation), ticket };
        rows.message(*position, heard, &around);
    }
    Ok(())
}
