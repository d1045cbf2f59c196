//! Whether checkpoints are published, and the journal goes on from them.

use super::{good, missing, wrong};
use crate::checkpoints::{self, Standing};
use crate::home::Home;
use std::path::Path;
use web::Finding;

/// Whether checkpoints are published, by which a database that was put back is found.
#[must_use]
pub async fn published(home: &Home, data: &Path, to: Option<&Path>) -> Finding {
    let Some(to) = to.filter(|to| !to.as_os_str().is_empty()) else {
        return missing(
            "Checkpoints",
            "None are published: a database that is put back to an earlier state would not be found.",
            "Set LAKSANA_CHECKPOINTS to a folder that nobody who runs Laksana can change, such as one that another machine syncs.",
        );
    };
    let (file, what) = (checkpoints::file_of(to).display().to_string(), "Checkpoints");
    match checkpoints::standing(home, data, to).await {
        Ok(Standing::Absent) => missing(
            what,
            &format!("There is none in {file} yet."),
            "laksana serve writes it when it starts, unless its folder is not there: the log says so.",
        ),
        Ok(Standing::Foreign) => wrong(
            what,
            &format!("None in {file} is signed by the key of this installation."),
            "Was the key lost, or is this another data folder? See docs/proof.md; laksana verify --key checks by another key.",
        ),
        Ok(Standing::Departed(then, now)) => wrong(
            what,
            &format!(
                "{file} tells of {then} entries, and the journal, which has {now}, does not go on from them: it was put \
                 back to an earlier state, cut, or written anew."
            ),
            "See what is gone with: laksana verify",
        ),
        Ok(Standing::Stale(days)) => wrong(
            what,
            &format!("Nothing was added to {file} for {days} days, though more was recorded."),
            "laksana serve adds one each day; its log says what keeps it from that.",
        ),
        Ok(Standing::Fits(size)) => {
            good(what, &format!("They are published in {file}; the journal goes on from the first {size} entries."))
        }
        Err(error) => wrong(what, &format!("{file} cannot be looked at: {error:#}."), "Mend that, and look again."),
    }
}
