//! Orders given in chats as rows.

use crate::bulk::Bulk;
use crate::sql::Tx;
use crate::text::{from_json, json};
use crate::{StoreError, args, row};
use domain::id::{MessageId, OrgId};
use domain::order::Given;
use domain::situation::Situation;
use domain::time::Instant;
use std::sync::LazyLock;

static ORDERS: LazyLock<Bulk> = LazyLock::new(|| {
    Bulk::new(
        "INSERT INTO orders (org, message, at_us, body)",
        4,
        "ON CONFLICT (org, message) DO UPDATE SET at_us = excluded.at_us, body = excluded.body",
    )
});

row! {
    struct OrderRow { body: String }
}

/// Writes those that are touched.
pub(super) async fn write(tx: &mut Tx, org: &OrgId, situation: &Situation) -> Result<(), StoreError> {
    let touched = situation.touched.orders.iter().filter_map(|id| situation.orders.get(id));
    let rows = touched.map(|given| {
        vec![org.as_str().into(), given.message.as_str().into(), given.at.us().into(), json(given).into()]
    });
    ORDERS.write(tx, rows.collect()).await
}

/// Those given since an instant, the last first, at most so many.
pub(crate) async fn since(tx: &mut Tx, org: &OrgId, from: Instant, limit: i64) -> Result<Vec<Given>, StoreError> {
    let rows: Vec<OrderRow> = tx
        .all(
            "SELECT body
            FROM orders
            WHERE org = $1 AND at_us >= $2
            ORDER BY at_us DESC, message DESC
            LIMIT $3",
            args![org.as_str(), from.us(), limit],
        )
        .await?;
    rows.iter().map(OrderRow::given).collect()
}

/// One of them.
pub(crate) async fn by_message(tx: &mut Tx, org: &OrgId, message: &MessageId) -> Result<Option<Given>, StoreError> {
    let row: Option<OrderRow> = tx
        .maybe(
            "SELECT body
            FROM orders
            WHERE org = $1 AND message = $2
            LIMIT 1",
            args![org.as_str(), message.as_str()],
        )
        .await?;
    row.as_ref().map(OrderRow::given).transpose()
}

impl OrderRow {
    /// The order a row tells of.
    fn given(&self) -> Result<Given, StoreError> {
        from_json("body", &self.body)
    }
}
