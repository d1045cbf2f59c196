//! Expected work.

use domain::checklist::Steps;
use domain::id::{PersonId, PlaceId, SiteId, TaskId};
use domain::request::Definition;
use domain::task::{Cadence, Task, TaskKind};

/// A daily task at the condominium, two hours from a full hour on.
pub fn task(
    id: &str,
    name: &str,
    kind: TaskKind,
    who: &str,
    place: Option<&str>,
    hour: i8,
    requires_photo: bool,
) -> Definition {
    Definition::Task(Task {
        id: TaskId::new(id),
        name: name.into(),
        kind,
        assignee: Some(PersonId::new(who)),
        site: Some(SiteId::new("menara")),
        place: place.map(PlaceId::new),
        cadence: Cadence::plain("FREQ=DAILY", jiff::civil::time(hour, 0, 0, 0), 120),
        requires_photo,
        stand_ins: Vec::new(),
        tour: None,
        // One of them is ticked step by step.
        steps: if id == "toilets" {
            Steps::read(["Mop floor", "Empty bins"]).expect("they are few")
        } else {
            Steps::default()
        },
        check: false,
        habit: None,
        scheduled_at: None,
    })
}
