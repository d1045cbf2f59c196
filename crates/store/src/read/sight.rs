//! Which sites whoever asks may see, as a query takes it.

use domain::directory::Directory;
use domain::id::{SiteId, TaskId};
use domain::member::Member;

/// What stands between the sites of one text: no id that a person typed has it.
const BETWEEN: char = '\u{1f}';

/// Which sites may be seen. A query holds the text of `Sight::sites` against a column that names a site, letter by
/// letter: `replace($1, '\u{1f}' || site || '\u{1f}', '') <> $1` is true of those in the text alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sight(Option<String>);

impl Sight {
    /// Every site, and what belongs to none.
    pub const WHOLE: Self = Self(None);

    /// What a member may see.
    #[must_use]
    pub fn of(member: &Member) -> Self {
        if member.sees_all() {
            return Self::WHOLE;
        }
        Self(Some(text(member.sites.iter().map(SiteId::as_str))))
    }

    /// The tasks of these sites, as a query takes them; none for every task.
    #[must_use]
    pub fn tasks(member: &Member, directory: &Directory) -> Self {
        if member.sees_all() {
            return Self::WHOLE;
        }
        let seen = directory.tasks.values().filter(|task| member.sees(task.site.as_ref())).map(|task| &task.id);
        Self(Some(text(seen.map(TaskId::as_str))))
    }

    /// These tasks alone.
    #[must_use]
    pub fn of_tasks<'a>(tasks: impl Iterator<Item = &'a TaskId>) -> Self {
        Self(Some(text(tasks.map(TaskId::as_str))))
    }

    /// Whether it is every site.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.0.is_none()
    }

    /// The sites as one text; none for every site.
    pub(crate) fn sites(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

/// Ids as one text, each between two marks. One that has the mark itself is left out, and so seen by nobody.
fn text<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    let mut text = BETWEEN.to_string();
    for id in ids.filter(|id| !id.contains(BETWEEN)) {
        text.push_str(id);
        text.push(BETWEEN);
    }
    text
}
