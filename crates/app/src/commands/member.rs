//! `laksana member`: who has a login, from the command line.

use crate::home::{Home, Place};
use domain::id::{SiteId, VendorId};
use domain::member::{Member, MemberRole};
use domain::request::{Command, Definition, Via};
use std::process::ExitCode;
use store::{credentials, sessions};

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
        /// A site they see, by its id in the directory; may be given again. Every site when left out
        #[arg(long)]
        site: Vec<String>,
        /// The vendor whose contact they are
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
            Self::Set { name, role, site, vendor } => {
                let before = home.directory().await?.members.get(&name).cloned();
                let member = Member {
                    role,
                    sites: site.into_iter().map(SiteId::new).collect(),
                    vendor: vendor.map(VendorId::new),
                    ended: false,
                    ..before.unwrap_or_else(|| Member::new(&name, role))
                };
                define(&home, member).await?;
                println!("{name} is {role}. Let them in with: laksana sign-in --member \"{name}\"");
            }
            Self::List => {
                let directory = home.directory().await?;
                if !directory.members.contains_key(Member::HOUSE) {
                    println!("{}  owner, whoever has this machine", Member::HOUSE);
                }
                for member in directory.members.values() {
                    println!("{}", line(member));
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
                tx.commit().await?;
                println!("The login of {name} opens nothing any more.");
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn line(member: &Member) -> String {
    let sites: Vec<&str> = member.sites.iter().map(SiteId::as_str).collect();
    let sees = if sites.is_empty() { "every site".to_owned() } else { sites.join(", ") };
    let vendor = member.vendor.as_ref().map_or_else(String::new, |vendor| format!(" of {vendor}"));
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
