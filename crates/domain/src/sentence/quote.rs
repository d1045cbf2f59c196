//! What is said of what work would cost.

use super::{Saying, doer, name, said, who};
use crate::directory::Directory;
use crate::quote::{Agreed, Quoted};

/// How much somebody asks for, and whether a manager has to agree.
pub(super) fn of_quote(quoted: &Quoted, directory: &Directory) -> Saying {
    let gaps = [("person", who(&quoted.by, directory)), ("amount", name(&quoted.amount))];
    match &quoted.approval {
        Some(_) => said("{person} asks for {amount}: a manager has to agree", gaps),
        None => said("{person} asks for {amount}", gaps),
    }
}

/// What a manager says to it.
pub(super) fn of_answer_to_quote(agreed: &Agreed, directory: &Directory) -> Saying {
    let gaps = [("person", doer(&agreed.by, directory)), ("amount", name(&agreed.amount))];
    match agreed.is_approved {
        Some(true) => said("{person} approved {amount}", gaps),
        Some(false) => said("{person} declined {amount}", gaps),
        None => said("{person} took back what was said to {amount}", gaps),
    }
}
