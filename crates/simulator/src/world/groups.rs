//! Groups: those people had from the start, and those the business made, into which people come by a link alone.

use super::{World, group_id};
use crate::base::Way;

/// People in a group, the business left out.
pub const MEMBERS_MAX: usize = 8;
/// Groups of the business; WhatsApp allows 10,000.
pub const GROUPS_MAX: usize = 100;

/// A group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What it is called.
    pub subject: String,
    /// What it is for.
    pub description: String,
    /// Whether the business lets people in one by one.
    pub needs_approval: bool,
    /// The link into it.
    pub link: String,
    /// Who is in it, by their numbers.
    pub members: Vec<String>,
    /// Who asked to be let in.
    pub requests: Vec<Ask>,
    /// When it was made.
    pub created_us: i64,
}

/// Somebody who asks to be let into a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Its id.
    pub id: String,
    /// Their number.
    pub phone: String,
    /// When they asked.
    pub at_us: i64,
}

/// What came of following a link into a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Joined {
    /// They are in it.
    In(String),
    /// They asked.
    Asked(String, Ask),
    /// The link leads nowhere, the group is full, or they are in it already.
    No,
}

impl World {
    /// Whether somebody is in a group.
    #[must_use]
    pub fn is_member(&self, who: &str, group: &str) -> bool {
        self.groups.get(group).is_some_and(|group| group.members.iter().any(|member| member == who))
    }

    /// Makes the groups that people have from the start.
    pub(super) fn found_groups(&mut self, began_us: i64) {
        for person in &self.people {
            if person.group.is_empty() {
                continue;
            }
            let id = group_id(&person.group);
            let group = self.groups.entry(id.clone()).or_insert_with(|| Group {
                subject: person.group.clone(),
                description: String::new(),
                needs_approval: false,
                link: link(&id, 0),
                members: Vec::new(),
                requests: Vec::new(),
                created_us: began_us,
            });
            group.members.push(person.phone.clone());
            self.chats.entry(id).or_default();
        }
    }

    /// Makes a group of the business, and gives its id; none when there are too many.
    pub(crate) fn make_group(
        &mut self,
        subject: &str,
        description: &str,
        needs_approval: bool,
        now_us: i64,
    ) -> Option<String> {
        if self.groups.len() >= GROUPS_MAX {
            return None;
        }
        let number = self.number();
        let id = group_id(&format!("{subject} {number}"));
        let group = Group {
            subject: subject.to_owned(),
            description: description.to_owned(),
            needs_approval,
            link: link(&id, number),
            members: Vec::new(),
            requests: Vec::new(),
            created_us: now_us,
        };
        self.groups.insert(id.clone(), group);
        self.chats.insert(id.clone(), Vec::new());
        Some(id)
    }

    /// Gives a group another link; the one before leads nowhere.
    pub(crate) fn relink(&mut self, id: &str) -> Option<String> {
        let number = self.number();
        let group = self.groups.get_mut(id)?;
        group.link = link(id, number);
        Some(group.link.clone())
    }

    /// Somebody follows a link.
    pub(crate) fn join(&mut self, who: &str, link: &str, now_us: i64) -> Joined {
        let request = self.name(who, Way::In);
        let found = self.groups.iter_mut().find(|(_, group)| group.link == link);
        let Some((id, group)) = found else { return Joined::No };
        let is_known =
            group.members.iter().any(|member| member == who) || group.requests.iter().any(|one| one.phone == who);
        if is_known || group.members.len() >= MEMBERS_MAX {
            return Joined::No;
        }
        if group.needs_approval {
            let ask = Ask { id: request, phone: who.to_owned(), at_us: now_us };
            group.requests.push(ask.clone());
            return Joined::Asked(id.clone(), ask);
        }
        group.members.push(who.to_owned());
        Joined::In(id.clone())
    }
}

fn link(id: &str, number: u64) -> String {
    let sum = id.bytes().fold(number.wrapping_add(7), |sum, byte| sum.wrapping_mul(131).wrapping_add(u64::from(byte)));
    format!("https://chat.whatsapp.com/Sim{sum:016x}")
}
