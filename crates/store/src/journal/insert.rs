//! Writing entries: one row at a time, or sixteen, since a statement costs more than a row.

use super::Entry;
use crate::StoreError;
use crate::sql::{Arg, Tx};

/// Rows of [`SIXTEEN`]. Larger statements gained less than a tenth.
const ROWS: usize = 16;

const ONE: &str = "INSERT INTO journal
    (org, position, at_us, actor, via, cause, kind, body, private, salt, private_digest, previous, digest)
    VALUES
    ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";

const SIXTEEN: &str = "INSERT INTO journal
    (org, position, at_us, actor, via, cause, kind, body, private, salt, private_digest, previous, digest)
    VALUES
    ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13),
    ($1, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25),
    ($1, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37),
    ($1, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49),
    ($1, $50, $51, $52, $53, $54, $55, $56, $57, $58, $59, $60, $61),
    ($1, $62, $63, $64, $65, $66, $67, $68, $69, $70, $71, $72, $73),
    ($1, $74, $75, $76, $77, $78, $79, $80, $81, $82, $83, $84, $85),
    ($1, $86, $87, $88, $89, $90, $91, $92, $93, $94, $95, $96, $97),
    ($1, $98, $99, $100, $101, $102, $103, $104, $105, $106, $107, $108, $109),
    ($1, $110, $111, $112, $113, $114, $115, $116, $117, $118, $119, $120, $121),
    ($1, $122, $123, $124, $125, $126, $127, $128, $129, $130, $131, $132, $133),
    ($1, $134, $135, $136, $137, $138, $139, $140, $141, $142, $143, $144, $145),
    ($1, $146, $147, $148, $149, $150, $151, $152, $153, $154, $155, $156, $157),
    ($1, $158, $159, $160, $161, $162, $163, $164, $165, $166, $167, $168, $169),
    ($1, $170, $171, $172, $173, $174, $175, $176, $177, $178, $179, $180, $181),
    ($1, $182, $183, $184, $185, $186, $187, $188, $189, $190, $191, $192, $193)";

/// Writes entries of one organisation.
pub(super) async fn insert(tx: &mut Tx, org: &str, entries: &[Entry]) -> Result<(), StoreError> {
    let (sixteens, rest) = entries.as_chunks::<ROWS>();
    for chunk in sixteens {
        tx.run_expecting(ROWS as u64, SIXTEEN, bind(org, chunk)).await?;
    }
    for entry in rest {
        tx.run_expecting(1, ONE, bind(org, std::slice::from_ref(entry))).await?;
    }
    Ok(())
}

/// The organisation once, then twelve columns for each entry.
fn bind(org: &str, entries: &[Entry]) -> Vec<Arg> {
    let mut args = Vec::with_capacity(1 + 12 * entries.len());
    args.push(Arg::from(org));
    for entry in entries {
        args.extend([
            entry.position.into(),
            entry.at_us.into(),
            entry.actor.as_str().into(),
            entry.via.as_str().into(),
            entry.cause.as_deref().into(),
            entry.kind.as_str().into(),
            entry.body.as_str().into(),
            entry.private.as_deref().into(),
            entry.salt.as_deref().into(),
            entry.private_digest.as_deref().into(),
            entry.previous.as_str().into(),
            entry.digest.as_str().into(),
        ]);
    }
    args
}
