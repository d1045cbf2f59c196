//! A database that was rolled back, or written anew so that no digest betrays it, is found through what was published.

use super::*;
use crate::checkpoints::{Published, Standing, publish, standing};
use domain::directory::Site;
use domain::id::SiteId;
use domain::request::{Command, Definition, Via};
use std::path::Path;

fn place(data: &Path) -> Place {
    Place::of_test(data)
}

async fn record(home: &Home, from: usize, to: usize) {
    let site = |n: usize| {
        let (id, name) = (SiteId::new(format!("s{n}")), format!("Site {n}"));
        Definition::Site(Site::named(id, name))
    };
    let command = |n| Command::Define(Box::new(site(n)));
    let requests = (from..to).map(|n| home.request("owner", Via::Shell, command(n)).unwrap()).collect();
    for answer in home.desk.commit_all(&home.org, requests).await.unwrap() {
        answer.unwrap();
    }
}

fn of(checkpoint: Vec<PathBuf>, checkpoints: Option<PathBuf>) -> Verify {
    Verify { packs: vec![], checkpoint, checkpoints, key: None, fonts: None }
}

async fn check(place: &Place, file: &Path) -> Vec<String> {
    let home = place.open().await.unwrap();
    let verify = of(vec![file.to_owned()], None);
    let noted = verify.noted(place).unwrap();
    let mut witness = Witness::of(noted.iter().filter_map(|noted| Some(noted.checkpoint.as_ref().ok()?.size)));
    let seen = journal::verify_seen(&home.db, home.org.as_str(), |_, _| {}, |entry| witness.see(&entry.digest)).await;
    seen.unwrap();
    let mut findings = Findings::default();
    tree(&home, &witness, &mut findings).await.unwrap();
    against(&noted, &witness, &mut findings);
    home.db.close().await;
    findings.said
}

#[tokio::test]
async fn what_was_published_holds_and_a_rollback_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let (data, earlier) = (folder.path().join("data"), folder.path().join("earlier"));
    let place = place(&data);
    let published = folder.path().join("published");
    std::fs::create_dir(&published).unwrap();
    let home = place.open().await.unwrap();
    record(&home, 0, 10).await;
    let Published::Written(file) = publish(&home, &data, &published).await.unwrap() else { panic!("it is new") };
    assert!(matches!(publish(&home, &data, &published).await.unwrap(), Published::Known(_)));
    home.db.close().await;
    std::fs::create_dir(&earlier).unwrap();
    std::fs::copy(data.join("laksana.sqlite"), earlier.join("laksana.sqlite")).unwrap();
    let home = place.open().await.unwrap();
    record(&home, 10, 25).await;
    publish(&home, &data, &published).await.unwrap();
    home.db.close().await;
    assert_eq!(check(&place, &file).await, Vec::<String>::new());

    std::fs::copy(earlier.join("laksana.sqlite"), data.join("laksana.sqlite")).unwrap();
    let found = check(&place, &file).await;
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("line 9") && found[0].contains("entries 11 to 25 are gone"), "{found:?}");
    let home = place.open().await.unwrap();
    let refused = publish(&home, &data, &published).await.err().unwrap().to_string();
    assert!(refused.contains("does not go on from the checkpoint of 25 entries on line 9"), "{refused}");
    // Growing again over the gap does not hide it.
    record(&home, 100, 130).await;
    assert!(publish(&home, &data, &published).await.is_err());
    // Whoever asks nothing is told, too: on Today, and by the doctor.
    let stands = standing(&home, &data, &published).await.unwrap();
    assert_eq!((stands.continuity(), &stands), (web::Continuity::Departed, &Standing::Departed(25, 40)));
    let found = crate::doctor::published(&home, &data, Some(&published)).await;
    assert!(found.health == web::Health::Wrong && found.words.contains("tells of 25 entries"), "{found:?}");
    home.db.close().await;
    let found = check(&place, &file).await;
    assert!(found.len() == 1 && found[0].contains("written anew between 11 and 25"), "{found:?}");
}

#[tokio::test]
async fn a_history_written_anew_is_located_between_two_checkpoints() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("checkpoints.txt"));
    let place = place(&data);
    let home = place.open().await.unwrap();
    record(&home, 0, 10).await;
    publish(&home, &data, &file).await.unwrap();
    record(&home, 10, 15).await;
    home.db.close().await;
    let aside = folder.path().join("aside");
    std::fs::copy(data.join("laksana.sqlite"), &aside).unwrap();
    let home = place.open().await.unwrap();
    for end in [20, 30] {
        record(&home, end, end + 5 + end / 30 * 5).await;
        publish(&home, &data, &file).await.unwrap();
    }
    home.db.close().await;
    std::fs::copy(&aside, data.join("laksana.sqlite")).unwrap();
    let home = place.open().await.unwrap();
    record(&home, 200, 215).await;
    home.db.close().await;
    let found = check(&place, &file).await;
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].contains("line 9") && found[0].contains("written anew between 11 and 20"), "{found:?}");
    assert!(found[1].contains("line 15") && found[1].contains("written anew between 11 and 30"), "{found:?}");
}

#[tokio::test]
async fn a_checkpoint_of_another_key_or_with_a_changed_byte_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("checkpoints.txt"));
    let place = place(&data);
    let home = place.open().await.unwrap();
    record(&home, 0, 3).await;
    publish(&home, &data, &file).await.unwrap();
    home.db.close().await;
    let whole = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, whole.replace("\n3\n", "\n2\n")).unwrap();
    let found = check(&place, &file).await;
    assert!(found.len() == 1 && found[0].contains("line 3") && found[0].contains("does not fit"), "{found:?}");
    std::fs::write(&file, &whole).unwrap();
    std::fs::remove_file(data.join(keys::FILE)).unwrap();
    assert!(of(vec![file.clone()], None).noted(&place).is_err(), "no key, none made");
    keys::signing(&data).unwrap();
    let found = check(&place, &file).await;
    assert!(found.len() == 1 && found[0].contains("not signed by"), "{found:?}");
}

#[tokio::test]
async fn views_are_looked_at_on_a_copy_that_is_gone_afterwards() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let home = place(&data).open().await.unwrap();
    record(&home, 0, 10).await;
    // What one that died left behind goes, too.
    std::fs::create_dir(data.join(".views")).unwrap();
    std::fs::write(data.join(".views/copy.sqlite"), "half of a copy").unwrap();
    let mut findings = Findings::default();
    views::verify(&home, &data, &mut findings).await.unwrap();
    assert_eq!(findings.said, Vec::<String>::new());
    let names = std::fs::read_dir(&data).unwrap().flatten().map(|file| file.file_name());
    assert_eq!(names.filter(|name| name.to_string_lossy().starts_with(".views")).count(), 0);
}

#[tokio::test]
async fn what_was_done_to_the_tables_beside_the_journal_is_named_until_they_are_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let place = place(&data);
    let found = async || {
        let home = place.open().await.unwrap();
        let mut findings = Findings::default();
        views::verify(&home, &data, &mut findings).await.unwrap();
        home.db.close().await;
        findings.said
    };
    let home = place.open().await.unwrap();
    record(&home, 0, 10).await;
    ledger::follow_all(&home.db, &home.org).await.unwrap();
    home.db.close().await;
    assert_eq!(found().await, Vec::<String>::new());

    let home = place.open().await.unwrap();
    // Each of these entries is of everything, of who did it, of its door, and of the site it changed.
    assert_eq!(store::testing::hide_from_audit(&home.db, 7).await, 4);
    store::testing::make_owner(&home.db, &home.org, "mallory").await;
    home.db.close().await;
    let said = found().await;
    assert_eq!(said.len(), 4, "{said:?}");
    assert!(said[0].starts_with("Views: members, id: \"mallory\": it is there"), "{said:?}");
    assert!(said[1].contains("0 rows are missing or say something else, 1 are there"), "{said:?}");
    assert!(said[2].starts_with("Audit: entry 7 (site_defined): 4 of its lines in the index are missing"), "{said:?}");
    crate::commands::rebuild::run(&place).await.unwrap();
    assert_eq!(found().await, Vec::<String>::new());
}

#[tokio::test]
async fn what_is_published_is_looked_at_unless_another_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (data, published) = (folder.path().join("data"), folder.path().join("published"));
    std::fs::create_dir(&published).unwrap();
    let place = place(&data);
    let noted = |verify: Verify| verify.noted(&place).unwrap().len();
    assert_eq!(noted(of(vec![], None)), 0);
    assert!(of(vec![], None).unfounded().contains("LAKSANA_CHECKPOINTS"));
    assert_eq!(noted(of(vec![], Some(published.clone()))), 0, "none was published yet");
    let home = place.open().await.unwrap();
    record(&home, 0, 3).await;
    publish(&home, &data, &published).await.unwrap();
    record(&home, 3, 6).await;
    publish(&home, &data, &published).await.unwrap();
    let other = folder.path().join("other.txt");
    publish(&home, &data, &other).await.unwrap();
    home.db.close().await;
    assert_eq!(noted(of(vec![], Some(published.clone()))), 2);
    assert_eq!(noted(of(vec![other], Some(published))), 1);
}
