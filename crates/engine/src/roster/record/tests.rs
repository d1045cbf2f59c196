//! What is written of a directory that grew out of another.

use super::*;
use crate::roster::{Cells, Listed};
use domain::time::Zone;
use store::{Db, migrate};

const FILE: &str = r#"
[[vendors]]
name = "ProLift"
categories = ["lift"]
[[vendors]]
name = "AquaFix"
categories = ["plumbing"]
"#;

/// A desk with a directory, and what writes into it.
struct Office {
    desk: Desk,
    org: OrgId,
    stamps: Stamps,
    bringer: Bringer,
}

impl Office {
    async fn new() -> Self {
        let db = Db::connect("sqlite::memory:").await.unwrap();
        migrate::up(&db).await.unwrap();
        let (desk, org) = (Desk::new(db), OrgId::new("main"));
        desk.open(&org, "Main", &Zone::named("Asia/Kuala_Lumpur").unwrap()).await.unwrap();
        let actor = Actor::Member("shell".to_owned());
        let bringer = Bringer { actor, via: Via::Shell, at: Instant::from_us(1_800_000_000_000_000) };
        let mut office = Self { desk, org, stamps: Stamps::seeded([7; 32]), bringer };
        let file = Roster::from_toml(FILE).unwrap().0;
        assert_eq!(file.record(&office.desk, &office.org, &mut office.stamps, &office.bringer).await.unwrap(), 2);
        office
    }

    async fn directory(&self) -> Directory {
        (*self.desk.directory(&self.org).await.unwrap()).clone()
    }

    async fn write(&mut self, looked: crate::roster::Pasted, upon: &Directory) -> usize {
        looked.roster.record_changes(upon, &self.desk, &self.org, &mut self.stamps, &self.bringer).await.unwrap()
    }
}

fn vendor(name: &str, categories: &str) -> Cells {
    [("vendor", name), ("categories", categories)].map(|(column, said)| (column.to_owned(), said.to_owned())).into()
}

#[tokio::test]
async fn a_line_that_is_saved_leaves_what_another_changed_meanwhile() {
    let mut office = Office::new().await;
    let seen = office.directory().await;
    let theirs = Roster::filled_in(&seen, Listed::Vendors, vendor("AquaFix", "plumbing; pest"));
    let ours = Roster::filled_in(&seen, Listed::Vendors, vendor("ProLift", "lift; electrical"));
    assert_eq!(office.write(theirs, &seen).await, 1);
    assert_eq!(office.write(ours, &seen).await, 1);
    let after = Roster::of(&office.directory().await);
    let said = |name| Listed::Vendors.known(&after, name).unwrap()["categories"].clone();
    assert_eq!((said("AquaFix"), said("ProLift")), ("plumbing; pest".to_owned(), "lift; electrical".to_owned()));
    let again = Roster::filled_in(&seen, Listed::Vendors, vendor("ProLift", "lift"));
    assert_eq!(office.write(again, &seen).await, 0, "a form that changes nothing takes back nothing");
}

#[tokio::test]
async fn whoever_two_add_at_once_is_one_person() {
    let mut office = Office::new().await;
    let seen = office.directory().await;
    let looked = Roster::pasted(&seen, Listed::People, "", "Siti,+60123456701,cleaner");
    assert_eq!(office.write(looked.clone(), &seen).await, 1);
    assert_eq!(office.write(looked, &seen).await, 0, "it is known by now");
    assert_eq!(office.directory().await.people.len(), 1);
}
