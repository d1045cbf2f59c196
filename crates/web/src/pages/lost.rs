//! Where no page is: says so, to members only.

use crate::fault::Fault;
use crate::member::Member;

/// Any path that leads nowhere: for members; strangers are asked to sign in and learn nothing.
pub async fn nowhere(_member: Member) -> Fault {
    Fault::Nothing
}
