//! Members: who has a login, what they may do, and of which sites.

use crate::id::{PersonId, SiteId, VendorId};
use crate::ticket::words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

words! {
    /// What a member may do; the first most.
    MemberRole {
        /// Everything, members included.
        Owner = "owner",
        /// Runs the work and writes the directory.
        Manager = "manager",
        /// Runs the work.
        Supervisor = "supervisor",
        /// Looks.
        Viewer = "viewer",
        /// Sees and works what was given to a vendor.
        Contact = "contact",
    }
}

impl MemberRole {
    /// Whether they may do what another role may.
    pub fn covers(self, other: Self) -> bool {
        self <= other
    }
}

/// A person with a login.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The name of the login; the journal keeps it for ever.
    pub name: String,
    /// What they may do.
    pub role: MemberRole,
    /// The sites they see; all when empty.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub sites: BTreeSet<SiteId>,
    /// Whose contact they are; every [`MemberRole::Contact`] has one, nobody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vendor: Option<VendorId>,
    /// Who they are in the chats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// The BCP 47 tag of the language they want documents in; English when none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Whether their login opens nothing any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ended: bool,
}

/// Longest name of a login, in characters.
const NAME_CHARS_MAX: usize = 60;

impl Member {
    /// The login of whoever has the machine. It is an owner unless the directory says otherwise, so that nobody is
    /// ever locked out of their own house.
    pub const HOUSE: &'static str = "owner";

    /// A member who sees every site.
    pub fn new(name: &str, role: MemberRole) -> Self {
        Self {
            name: name.to_owned(),
            role,
            sites: BTreeSet::new(),
            vendor: None,
            person: None,
            language: None,
            ended: false,
        }
    }

    /// Whether they see a site; what belongs to none is seen by those who see all.
    pub fn sees(&self, site: Option<&SiteId>) -> bool {
        self.sites.is_empty() || site.is_some_and(|site| self.sites.contains(site))
    }

    /// Whether everything is theirs to see.
    pub fn sees_all(&self) -> bool {
        self.sites.is_empty() && self.role != MemberRole::Contact
    }

    /// Whether it can be used.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self) -> Result<(), BadMember> {
        let trimmed = self.name.trim();
        let is_plain = trimmed == self.name && !self.name.chars().any(char::is_control);
        let is_plain = is_plain && self.name.chars().any(char::is_alphanumeric);
        if !is_plain || self.name.chars().count() > NAME_CHARS_MAX {
            return Err(BadMember::Name);
        }
        match (self.role, &self.vendor) {
            (MemberRole::Contact, None) => Err(BadMember::NoVendor),
            (MemberRole::Contact, Some(_)) => Ok(()),
            (_, Some(_)) => Err(BadMember::Vendor),
            (_, None) => Ok(()),
        }
    }
}

/// Why a member cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadMember {
    /// The name cannot be typed.
    #[error("a login needs a name of letters or digits, 60 characters at most, without spaces around it")]
    Name,
    /// A contact of nobody.
    #[error("a vendor's contact needs a vendor; choose one")]
    NoVendor,
    /// A vendor of somebody who is no contact.
    #[error("only a vendor's contact has a vendor; leave it out, or choose the role contact")]
    Vendor,
    /// Nobody would be left.
    #[error("this is the last owner who sees everything; make somebody else an owner first")]
    LastOwner,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_no_site_is_for_those_who_see_all() {
        let everywhere = Member::new("a", MemberRole::Viewer);
        let here = Member { sites: [SiteId::new("x")].into(), ..everywhere.clone() };
        assert!(everywhere.sees(None) && everywhere.sees(Some(&SiteId::new("y"))));
        assert!(here.sees(Some(&SiteId::new("x"))));
        assert!(!here.sees(None) && !here.sees(Some(&SiteId::new("y"))));
    }

    #[test]
    fn a_login_is_typed_and_a_contact_is_somebodys() {
        for name in ["", "..", " a", "a\n", &"x".repeat(61)] {
            assert_eq!(Member::new(name, MemberRole::Viewer).check(), Err(BadMember::Name), "{name:?}");
        }
        assert_eq!(Member::new("சிவா", MemberRole::Owner).check(), Ok(()));
        assert_eq!(Member::new("a", MemberRole::Contact).check(), Err(BadMember::NoVendor));
        let vendor = Some(VendorId::new("v"));
        assert_eq!(Member { vendor, ..Member::new("a", MemberRole::Owner) }.check(), Err(BadMember::Vendor));
    }
}
