//! Two tickets of one incident, as the oracle counts them.

use super::{Oracle, Owed};
use domain::agreement::Target;

impl Oracle {
    /// Takes in another ticket that becomes part of this one.
    pub fn join(&mut self, other: &Self) {
        let times = |oracle: &Self| {
            let answered = |target| oracle.owed(target).answered;
            (oracle.opened, answered(Target::Acknowledge), answered(Target::Attend))
        };
        let before = times(self);
        // What the other was like before this one was reported.
        for at in other.opened..self.opened {
            self.minutes[at] = other.minutes[at].clone();
        }
        self.struck.extend(other.struck.clone().into_iter().filter(|(begun, _)| *begun < self.opened));
        self.opened = self.opened.min(other.opened);
        self.told.extend(other.told.iter().cloned());
        for target in [Target::Acknowledge, Target::Attend] {
            let owed = &mut self.owed[target as usize];
            owed.answered = first(owed.answered, other.owed(target).answered);
        }
        let is_later = other.news > self.news;
        let is_as_late = other.news == self.news;
        self.news = self.news.max(other.news);
        for target in Target::ALL.iter().copied() {
            let (owed, known) = (&mut self.owed[target as usize], other.owed(target));
            owed.missed = first(owed.missed, known.missed);
            owed.is_warned = match target {
                // The one that gave the last news was warned of the next, or not.
                Target::Update if is_later => known.is_warned,
                Target::Update if !is_as_late => owed.is_warned,
                _ => owed.is_warned || known.is_warned,
            };
        }
        self.join_misses(other.owed(Target::Update));
        if times(self) != before {
            self.count_again();
            self.settle_again(Target::ALL);
        }
        self.count_again();
    }

    /// The last news of either ended what was missed of both.
    fn join_misses(&mut self, known: &Owed) {
        let misses = &mut self.owed[Target::Update as usize].misses;
        misses.extend(&known.misses);
        for (due, ended) in misses.iter_mut().filter(|(_, ended)| ended.is_none()) {
            *ended = self.news.filter(|at| *at > *due);
        }
        misses.sort_unstable();
        misses.dedup_by_key(|(due, _)| *due);
    }
}

fn first(a: Option<usize>, b: Option<usize>) -> Option<usize> {
    a.into_iter().chain(b).min()
}
