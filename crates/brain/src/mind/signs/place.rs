//! How two places lie to each other.

use super::flag;
use crate::mind::scene::Scene;
use domain::id::PlaceId;

/// The same; one inside the other; under the same roof (the same parent); elsewhere; and whether the text names none.
pub fn relation(scene: &Scene<'_>, place: Option<&PlaceId>) -> [f32; 5] {
    let directory = &scene.situation.directory;
    let Some(place) = place else { return [0.0, 0.0, 0.0, 0.0, flag(scene.places.is_empty())] };
    if scene.places.is_empty() {
        return [0.0, 0.0, 0.0, 0.0, 1.0];
    }
    let lineage = directory.lineage(place);
    let mut best = 0_usize;
    for named in &scene.places {
        let other = directory.lineage(named);
        let rank = if named == place {
            3
        } else if lineage.iter().any(|outer| outer.id == *named) || other.iter().any(|outer| outer.id == *place) {
            2
        } else {
            let parents = (
                lineage.first().and_then(|own| own.parent.as_ref()),
                other.first().and_then(|own| own.parent.as_ref()),
            );
            usize::from(matches!(parents, (Some(a), Some(b)) if a == b))
        };
        best = best.max(rank);
    }
    let is_best = scene.place.as_ref() == Some(place);
    [flag(best == 3) * if is_best { 1.0 } else { 0.8 }, flag(best == 2), flag(best == 1), flag(best == 0), 0.0]
}
