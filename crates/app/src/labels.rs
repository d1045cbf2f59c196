//! What the page of labels asks of the program: examples read as files are, and how well a set is learned, kept once found out.

use crate::home::Home;
use brain::mind::Mind;
use domain::directory::Directory;
use domain::label::{LabelSet, SETS_MAX};
use engine::eval::Share;
use engine::taxonomy::{Examples, LabelLine, tried};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::task::spawn_blocking;
use web::{LabelDoor, Learned, Trial};

/// What was found out of sets just as they are, the last last.
type Kept = Arc<Mutex<Vec<(LabelSet, Learned)>>>;

/// The door for labels.
pub fn door(home: &Home) -> LabelDoor {
    let (mind, kept) = (home.mind.clone(), Kept::default());
    // Each takes a processor for a second or two: one after the other.
    let turn = Arc::new(tokio::sync::Mutex::new(()));
    LabelDoor {
        read,
        learned: Box::new(move |trial| {
            let (mind, kept, turn) = (mind.clone(), Arc::clone(&kept), Arc::clone(&turn));
            Box::pin(async move {
                if !trial.is_asked {
                    return Ok(known(&kept, &trial.set));
                }
                let _turn = turn.lock().await;
                learned(mind, &kept, trial).await.map(Some)
            })
        }),
    }
}

fn read(text: &str, directory: &Directory) -> Result<Vec<LabelSet>, String> {
    let examples = Examples::from_text(text).map_err(|bad| bad.to_string())?;
    let whole = |set: &engine::taxonomy::LabelSet| set.defined(&examples.texts, directory.labels.get(&set.name));
    Ok(examples.sets.iter().map(whole).collect())
}

fn known(kept: &Kept, set: &LabelSet) -> Option<Learned> {
    let kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    kept.iter().find(|(known, _)| known == set).map(|(_, learned)| learned.clone())
}

async fn learned(mind: Mind, kept: &Kept, trial: Trial) -> Result<Learned, String> {
    if let Some(known) = known(kept, &trial.set) {
        return Ok(known);
    }
    let set = trial.set.clone();
    let found = spawn_blocking(move || tried(&set, mind.encoder())).await.map_err(|error| error.to_string())?;
    let learned = found.map_or_else(too_few, |(line, labels)| Learned {
        examples: line.examples,
        right_percent: percent(line.right),
        commonest_percent: percent(line.majority),
        labels: labels.into_iter().map(label).collect(),
    });
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    kept.retain(|(known, _)| known.name != trial.set.name);
    kept.push((trial.set, learned.clone()));
    if kept.len() > SETS_MAX {
        kept.remove(0);
    }
    Ok(learned)
}

fn too_few() -> Learned {
    Learned { examples: 0, right_percent: 0, commonest_percent: 0, labels: std::collections::BTreeMap::new() }
}

fn label(line: LabelLine) -> (String, (Option<u8>, Option<u8>)) {
    let rate = |share: Share| share.rate().map(percent);
    (line.label, (rate(line.recall), rate(line.precision)))
}

fn percent(share: f64) -> u8 {
    (share * 100.0).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::home::Place;

    #[tokio::test]
    async fn what_a_set_is_learned_like_is_found_out_when_asked_and_kept_while_it_stays_so() {
        let folder = tempfile::tempdir().unwrap();
        let home = Place::of_test(folder.path()).open().await.unwrap();
        let door = door(&home);
        let lines = |count: usize| {
            let line = |nth: usize| {
                if nth.is_multiple_of(2) {
                    format!("tap drips at {nth}\tplumbers")
                } else {
                    format!("lift stuck at {nth}\tlifts")
                }
            };
            format!("text\tteam\n{}", (0..count).map(|nth| line(nth) + "\n").collect::<String>())
        };
        let directory = Directory::default();
        let [set] = (door.read)(&lines(40), &directory).unwrap().try_into().unwrap();
        let ask = |set: &LabelSet, is_asked| (door.learned)(Trial { set: set.clone(), is_asked });
        assert_eq!(ask(&set, false).await.unwrap(), None);
        let found = ask(&set, true).await.unwrap().unwrap();
        assert_eq!((found.examples, found.right_percent, found.commonest_percent), (40, 100, 50));
        assert_eq!(found.labels["lifts"], (Some(100), Some(100)));
        assert_eq!(ask(&set, false).await.unwrap(), Some(found));
        let [few] = (door.read)(&lines(6), &directory).unwrap().try_into().unwrap();
        assert_eq!(ask(&few, false).await.unwrap(), None, "it is another set now");
        assert_eq!(ask(&few, true).await.unwrap().map(|few| few.examples), Some(0));
        assert_eq!((door.read)("text,team\na", &directory).unwrap_err().split(':').next(), Some("line 2"));
    }
}
