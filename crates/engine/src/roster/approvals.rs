//! From which cost on a manager has to agree, as people write it in a directory file.

use super::{Roster, RosterError, id, one_of};
use domain::directory::Directory;
use domain::id::{ApprovalId, SiteId, VendorId};
use domain::quote::{Approval, Money};
use domain::ticket::Category;
use serde::{Deserialize, Serialize};

/// An approval in a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ApprovalLine {
    /// What people call it.
    pub name: String,
    /// What more than this costs has to be agreed to, as "RM 200".
    pub over: String,
    /// The site it is for, by name; all when none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// The trades it is for; all when none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// The vendor it is for, by name; whoever has the job when none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vendor: Option<String>,
}

impl Roster {
    /// The approvals of the file.
    pub(super) fn approvals(&self) -> Result<Vec<Approval>, RosterError> {
        self.approvals.iter().map(|line| line.approval(self)).collect()
    }
}

impl ApprovalLine {
    fn approval(&self, roster: &Roster) -> Result<Approval, RosterError> {
        let undefined = |kind, wanted: &String| {
            let (name, wanted) = (self.name.clone(), wanted.clone());
            Err(RosterError::Undefined { what: "approval", name, kind, wanted })
        };
        if let Some(site) = self.site.as_ref().filter(|name| !roster.sites.iter().any(|of| of.name == **name)) {
            return undefined("site", site);
        }
        if let Some(vendor) = self.vendor.as_ref().filter(|name| !roster.vendors.iter().any(|of| of.name == **name)) {
            return undefined("vendor", vendor);
        }
        let bad = |field, value: &str, remedy: String| {
            let (name, value) = (self.name.clone(), value.to_owned());
            RosterError::BadValue { what: "approval", name, field, value, remedy }
        };
        let category = |word: &String| {
            let remedy = || one_of(Category::ALL.iter().map(|category| category.word()));
            Category::from_word(word).ok_or_else(|| bad("category", word, remedy()))
        };
        let over = Money::read(&self.over, None);
        let over =
            over.ok_or_else(|| bad("over", &self.over, "write an amount with its currency, as RM 200".to_owned()))?;
        Ok(Approval {
            id: ApprovalId::new(id("approval", &self.name)),
            name: self.name.clone(),
            site: self.site.as_ref().map(|name| SiteId::new(id("site", name))),
            categories: self.categories.iter().map(category).collect::<Result<_, _>>()?,
            vendor: self.vendor.as_ref().map(|name| VendorId::new(id("vendor", name))),
            over,
        })
    }

    /// An approval as a file would say it.
    pub(super) fn of(known: &Directory, approval: &Approval) -> Self {
        Self {
            name: approval.name.clone(),
            over: approval.over.to_string(),
            site: approval.site.as_ref().and_then(|id| known.sites.get(id)).map(|site| site.name.clone()),
            categories: approval.categories.iter().map(|category| category.word().to_owned()).collect(),
            vendor: approval.vendor.as_ref().and_then(|id| known.vendors.get(id)).map(|vendor| vendor.name.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_approval_written_out_and_read_back_says_the_same() {
        let file = "[[approvals]]\nname = \"Repairs\"\nover = \"RM 200\"\ncategories = [\"plumbing\"]\n";
        let approval = Roster::from_toml(file).unwrap().0.approvals().unwrap().remove(0);
        assert_eq!((approval.over.minor, approval.over.currency.as_str()), (20_000, "MYR"));
        let mut known = Directory::default();
        known.approvals.insert(approval.id.clone(), approval.clone());
        let again = Roster::from_toml(&Roster::of(&known).to_toml()).unwrap().0.approvals().unwrap();
        assert_eq!(again, [approval]);
        let error = Roster::from_toml(&file.replace("RM 200", "a lot")).unwrap().0.approvals().unwrap_err().to_string();
        assert!(error.contains("has over “a lot”; write an amount with its currency"), "{error}");
    }
}
