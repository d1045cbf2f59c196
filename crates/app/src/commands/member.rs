//! `laksana member`: who has a login, from the command line.

use crate::home::{Home, Place};
use anyhow::Context as _;
use domain::directory::Directory;
use domain::id::{SiteId, VendorId};
use domain::member::{Member, MemberRole};
use domain::request::{Command, Definition, Via};
use std::process::ExitCode;
use store::{credentials, saved_views, sessions};

/// What can be done with members.
#[derive(Debug, clap::Subcommand)]
pub enum MemberCommand {
    /// Give somebody a login, or another role; `laksana sign-in --member NAME` prints a link for it
    Set {
        /// The name of the login; it stays in the journal
        name: String,
        /// What they may do: owner, manager, supervisor, viewer or contact
        #[arg(long, value_parser = role)]
        role: MemberRole,
        /// A site they see, by its name or id; may be given again. When left out, those they saw before; of a new login, every site
        #[arg(long)]
        site: Vec<String>,
        /// Every site, also where they saw only some before
        #[arg(long, conflicts_with = "site")]
        every_site: bool,
        /// The vendor whose contact they are, by its name or id
        #[arg(long)]
        vendor: Option<String>,
    },
    /// List logins
    List,
    /// End a login, with everything that opens it
    End {
        /// The name of the login
        name: String,
    },
}

fn role(word: &str) -> Result<MemberRole, String> {
    MemberRole::from_word(word).ok_or_else(|| {
        let words: Vec<&str> = MemberRole::ALL.iter().map(|role| role.word()).collect();
        format!("choose one of {}", words.join(", "))
    })
}

impl MemberCommand {
    /// Runs it.
    ///
    /// # Errors
    /// When the member cannot be, or there is none.
    pub async fn run(self, place: &Place) -> anyhow::Result<ExitCode> {
        let home = place.open().await?;
        match self {
            Self::Set { name, role, site, every_site, vendor } => {
                let directory = home.directory().await?;
                let before = directory.members.get(&name).cloned().unwrap_or_else(|| Member::new(&name, role));
                let sites = match every_site || !site.is_empty() {
                    true => site.iter().map(|name| site_of(&directory, name)).collect::<anyhow::Result<_>>()?,
                    false => before.sites.clone(),
                };
                let vendor = match vendor {
                    Some(name) => Some(vendor_of(&directory, &name)?),
                    None => before.vendor.clone().filter(|_| role == MemberRole::Contact),
                };
                let member = Member { role, sites, vendor, ended: false, ..before };
                let sees = sees(&member, &directory);
                define(&home, member).await?;
                println!("{name} is {role}, and sees {sees}. Let them in with: laksana sign-in --member \"{name}\"");
            }
            Self::List => {
                let directory = home.directory().await?;
                if !directory.members.contains_key(Member::HOUSE) {
                    println!("{}  owner, whoever has this machine", Member::HOUSE);
                }
                for member in directory.members.values() {
                    println!("{}", line(member, &directory));
                }
            }
            Self::End { name } => {
                let directory = home.directory().await?;
                let Some(member) = directory.members.get(&name).cloned().or_else(|| directory.member(&name)) else {
                    anyhow::bail!("there is no member called {name}; laksana member list shows them");
                };
                define(&home, Member { ended: true, ..member }).await?;
                let mut tx = home.db.begin().await?;
                sessions::revoke_others(&mut tx, home.org.as_str(), &name, None).await?;
                credentials::forget(&mut tx, &home.org, &name).await?;
                saved_views::forget(&mut tx, &home.org, &name).await?;
                tx.commit().await?;
                println!("The login of {name} opens nothing any more.");
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn site_of(directory: &Directory, name: &str) -> anyhow::Result<SiteId> {
    let found = directory.sites.values().find(|site| site.id.as_str() == name || site.name == name);
    let names = || directory.sites.values().map(|site| site.name.as_str()).collect::<Vec<_>>().join(", ");
    found.map(|site| site.id.clone()).with_context(|| format!("there is no site “{name}”; there are: {}", names()))
}

fn vendor_of(directory: &Directory, name: &str) -> anyhow::Result<VendorId> {
    let found = directory.vendors.values().find(|vendor| vendor.id.as_str() == name || vendor.name == name);
    let found = found.map(|vendor| vendor.id.clone());
    found.with_context(|| format!("there is no vendor “{name}”; see laksana directory show"))
}

/// The sites a login sees, by name.
fn sees(member: &Member, directory: &Directory) -> String {
    let named = |site: &SiteId| directory.sites.get(site).map_or(site.to_string(), |site| site.name.clone());
    if member.sites.is_empty() {
        "every site".to_owned()
    } else {
        member.sites.iter().map(named).collect::<Vec<_>>().join(", ")
    }
}

fn line(member: &Member, directory: &Directory) -> String {
    let sees = sees(member, directory);
    let named =
        |vendor: &VendorId| directory.vendors.get(vendor).map_or(vendor.to_string(), |vendor| vendor.name.clone());
    let vendor = member.vendor.as_ref().map_or_else(String::new, |vendor| format!(" of {}", named(vendor)));
    let end = if member.ended { ", ended" } else { "" };
    format!("{}  {}{vendor}, sees {sees}{end}", member.name, member.role)
}

async fn define(home: &Home, member: Member) -> anyhow::Result<()> {
    let command = Command::Define(Box::new(Definition::Member(member)));
    let request = home.request(Member::HOUSE, Via::Shell, command)?;
    for answer in home.desk.commit_all(&home.org, vec![request]).await? {
        answer?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::directory::Site;
    use std::collections::BTreeSet;

    #[tokio::test]
    async fn another_role_leaves_the_sites_as_they_were() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::of_test(&folder.path().join("data"));
        let home = place.open().await.unwrap();
        let id = SiteId::new("s1");
        let site = Site::named(id.clone(), "Menara".to_owned());
        let line = Command::Define(Box::new(Definition::Site(site)));
        let request = home.request(Member::HOUSE, Via::Shell, line).unwrap();
        home.desk.commit_all(&home.org, vec![request]).await.unwrap().pop().unwrap().unwrap();
        let set = |role, site: &[&str], every_site| {
            let site = site.iter().map(|name| (*name).to_owned()).collect();
            MemberCommand::Set { name: "siti".to_owned(), role, site, every_site, vendor: None }
        };
        let sites = async || home.directory().await.unwrap().member("siti").unwrap().sites;
        set(MemberRole::Viewer, &["Menara"], false).run(&place).await.unwrap();
        assert_eq!(sites().await, BTreeSet::from([id.clone()]));
        set(MemberRole::Supervisor, &[], false).run(&place).await.unwrap();
        assert_eq!(sites().await, BTreeSet::from([id]));
        let refused = set(MemberRole::Viewer, &["Menera"], false).run(&place).await.unwrap_err();
        assert_eq!(refused.to_string(), "there is no site “Menera”; there are: Menara");
        set(MemberRole::Supervisor, &[], true).run(&place).await.unwrap();
        assert_eq!(sites().await, BTreeSet::new());
    }
}
