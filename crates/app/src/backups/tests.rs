//! The original is destroyed, on both engines and from one to the other, after writes went on through the backup.

use super::*;
use crate::home::{Home, ORG, Place};
use domain::directory::Site;
use domain::id::SiteId;
use domain::message::{Attachment, Circle, ConversationKey, Form, Handle, Inbound};
use domain::request::{Command, Definition, Via};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use store::{Db, journal};

struct Silent;

impl Watcher for Silent {
    fn begins(&mut self, _what: &'static str, _steps: Option<u64>) {}
    fn reaches(&mut self, _steps: u64) {}
}

fn place(data: &Path, database_url: Option<String>) -> Place {
    Place { database_url, ..Place::of_test(data) }
}

async fn define(home: &Home, n: usize) {
    let (id, name) = (SiteId::new(format!("s{n}")), format!("Site\t{n}\\ \"ñ\"\n電梯"));
    let site = Site { geo: Some(domain::message::Geo { lat: 3.1, lon: 101.7 }), ..Site::named(id, name) };
    let request = home.request("owner", Via::Shell, Command::Define(Box::new(Definition::Site(site)))).unwrap();
    home.desk.commit_all(&home.org, vec![request]).await.unwrap().pop().unwrap().unwrap();
}

async fn say(home: &Home, n: usize) {
    let kept = home.blobs.put(std::io::Cursor::new(format!("photo {n}"))).await.unwrap();
    let digest = domain::id::Digest::new(kept.digest.as_str());
    let key = ConversationKey {
        id: domain::id::ConversationId::new("c"),
        circle: Circle::Group,
        name: "C".to_owned(),
        with: None,
    };
    let inbound = Inbound {
        sender_name: "Mei".to_owned(),
        form: Form::Image,
        attachment: Some(Attachment { digest: Some(digest), name: format!("{n}.jpg") }),
        ..Inbound::said(
            key,
            format!("m{n}"),
            Handle::phone("60123456789"),
            crate::chance::now(),
            format!("lift {n} stuck"),
        )
    };
    let request = home.request("owner", Via::Shell, Command::Receive(Box::new(inbound))).unwrap();
    home.desk.commit_all(&home.org, vec![request]).await.unwrap().pop().unwrap().unwrap();
}

/// Fills an installation, backs it up while it is written to, destroys it, and restores it elsewhere.
async fn destroyed_and_restored(from: Place, to: Place, folder: &Path) {
    let home = from.open().await.unwrap();
    crate::keys::signing(&from.data).unwrap();
    std::fs::write(from.data.join("laksana.toml"), "people_day_max = 3\n").unwrap();
    for n in 0..60 {
        define(&home, n).await;
        say(&home, n).await;
    }
    let stop = Arc::new(AtomicBool::new(false));
    let writing = tokio::spawn({
        let (home, stop) = (home.clone(), Arc::clone(&stop));
        async move {
            let mut written = 0;
            while !stop.load(Ordering::Relaxed) {
                say(&home, 1_000 + written).await;
                written += 1;
            }
            written
        }
    });
    let backups = folder.join("backups");
    let made = create(&from, &backups, None, &mut Silent).await.unwrap();
    stop.store(true, Ordering::Relaxed);
    assert!(writing.await.unwrap() > 0, "writes went on");
    assert!(made.faults.is_empty() && made.about.entries >= 120, "{made:?}");
    home.db.close().await;
    std::fs::remove_dir_all(&from.data).unwrap();

    assert_eq!(verify(&made.path, &mut Silent).await.unwrap().0, Vec::<String>::new());
    restore(&made.path, &to, &mut Silent).await.unwrap();
    let home = to.open().await.unwrap();
    let sound = journal::verify(&home.db, ORG, |_, _| {}).await.unwrap();
    assert_eq!((sound.entries, &sound.head), (made.about.entries, &made.about.head));
    let survey = home.blobs.check_all(|_| {}).await.unwrap();
    assert!(survey.whole >= 60 && survey.changed.is_empty(), "{survey:?}");
    assert!(crate::keys::known(&to.data).unwrap().is_some());
    assert_eq!(std::fs::read_to_string(to.data.join("laksana.toml")).unwrap(), "people_day_max = 3\n");
    // It goes on, is searched, and its views are those of its journal.
    say(&home, 5_000).await;
    assert_eq!(journal::verify(&home.db, ORG, |_, _| {}).await.unwrap().entries, sound.entries + 1);
    let before = store::snapshot::snapshot(&home.db, &home.org).await.unwrap();
    home.desk.rebuild(&home.org).await.unwrap();
    assert!(before == store::snapshot::snapshot(&home.db, &home.org).await.unwrap(), "views differ");
    let refused = restore(&made.path, &to, &mut Silent).await.err().unwrap().to_string();
    assert!(refused.contains("never overwrites"), "{refused}");
    home.db.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_installation_is_destroyed_and_goes_on_from_its_backup() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| place(&folder.path().join(name), None);
    destroyed_and_restored(at("one"), at("two"), folder.path()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn from_postgres_to_postgres_and_from_each_engine_to_the_other() {
    let Some(url) = store::testing::postgres_url() else { return };
    let schemas: Vec<String> = (0..4).map(|n| format!("backup_{}_{n}", std::process::id())).collect();
    let in_schema = |n: usize| {
        let join = if url.contains('?') { '&' } else { '?' };
        Some(format!("{url}{join}options=-csearch_path%3D{}", schemas[n]))
    };
    for schema in &schemas {
        Db::connect_in_schema(&url, schema).await.unwrap().close().await;
    }
    for (from, to) in [(in_schema(0), in_schema(1)), (in_schema(2), None), (None, in_schema(3))] {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str, database| place(&folder.path().join(name), database);
        destroyed_and_restored(at("one", from), at("two", to), folder.path()).await;
    }
    for schema in &schemas {
        store::testing::drop_schema(&url, schema).await;
    }
}

#[tokio::test]
async fn the_next_backup_takes_over_what_it_can_and_older_ones_go() {
    let folder = tempfile::tempdir().unwrap();
    let (backups, from) = (folder.path().join("backups"), place(&folder.path().join("data"), None));
    let home = from.open().await.unwrap();
    say(&home, 1).await;
    let first = create(&from, &backups, None, &mut Silent).await.unwrap();
    let aside = backups.join("laksana-2020-01-01-000000Z");
    std::fs::rename(&first.path, &aside).unwrap();
    std::fs::create_dir(backups.join(".incoming-laksana-broken")).unwrap();
    say(&home, 2).await;
    let second = create(&from, &backups, Some(1), &mut Silent).await.unwrap();
    assert_eq!((second.files, second.linked, second.deleted), (2, 1, 1));
    assert_eq!(listed(&backups).unwrap(), std::slice::from_ref(&second.path));
    assert_eq!(std::fs::read_dir(&backups).unwrap().count(), 2, "the backup and the lock");
    assert_eq!(verify(&second.path, &mut Silent).await.unwrap().0, Vec::<String>::new());
    home.db.close().await;
}

#[tokio::test]
async fn what_the_original_lost_is_taken_over_and_no_backup_goes_while_media_are_missing() {
    let folder = tempfile::tempdir().unwrap();
    let (backups, from) = (folder.path().join("backups"), place(&folder.path().join("data"), None));
    let home = from.open().await.unwrap();
    say(&home, 1).await;
    say(&home, 2).await;
    let first = create(&from, &backups, None, &mut Silent).await.unwrap();
    let older = backups.join("laksana-2020-01-01-000000Z");
    std::fs::rename(&first.path, &older).unwrap();
    let media: Vec<PathBuf> = manifest::files(&from.data.join("media")).unwrap();
    std::fs::remove_file(from.data.join("media").join(&media[0])).unwrap();
    std::fs::write(from.data.join("media").join(&media[1]), "damaged to another length").unwrap();
    let second = create(&from, &backups, Some(1), &mut Silent).await.unwrap();
    assert!(second.about.missing.is_empty() && second.deleted == 1 && !older.exists(), "{:?}", second.faults);
    assert_eq!((second.files, second.faults.len()), (2, 3), "{:?}", second.faults);
    assert_eq!(verify(&second.path, &mut Silent).await.unwrap().0, Vec::<String>::new());
    let moved = backups.join("laksana-2020-01-02-000000Z");
    std::fs::rename(&second.path, &moved).unwrap();
    std::fs::remove_file(moved.join("media").join(&media[0])).unwrap();
    let third = create(&from, &backups, Some(1), &mut Silent).await.unwrap();
    assert!(third.about.missing.len() == 1 && third.deleted == 0 && moved.exists(), "{:?}", third.faults);
    home.db.close().await;
}

#[tokio::test]
async fn what_is_wrong_with_a_backup_or_its_original_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (backups, from) = (folder.path().join("backups"), place(&folder.path().join("data"), None));
    assert!(create(&from, &backups, None, &mut Silent).await.is_err(), "there is nothing to back up");
    assert!(!backups.exists());
    let home = from.open().await.unwrap();
    say(&home, 1).await;
    say(&home, 2).await;
    let media: Vec<PathBuf> = manifest::files(&from.data.join("media")).unwrap();
    std::fs::write(from.data.join("media").join(&media[0]), "other bytes").unwrap();
    let made = create(&from, &backups, None, &mut Silent).await.unwrap();
    assert_eq!(made.faults.len(), 2, "{:?}", made.faults);
    assert_eq!(verify(&made.path, &mut Silent).await.unwrap().0, Vec::<String>::new());

    for (file, says) in [
        ("laksana.sqlite", "other bytes"),
        ("backup.json", "other bytes"),
        (&*format!("media/{}", media[1].display()), "other bytes"),
    ] {
        let path = made.path.join(file);
        let sound = std::fs::read(&path).unwrap();
        let mut flipped = sound.clone();
        let middle = flipped.len() / 2;
        flipped[middle] ^= 1;
        std::fs::write(&path, &flipped).unwrap();
        let (wrong, _) = verify(&made.path, &mut Silent).await.unwrap();
        assert!(wrong.len() == 1 && wrong[0].starts_with(file) && wrong[0].contains(says), "{wrong:?}");
        let to = place(&folder.path().join("restored"), None);
        assert!(restore(&made.path, &to, &mut Silent).await.is_err() && !to.data.exists());
        std::fs::remove_file(&path).unwrap();
        assert!(verify(&made.path, &mut Silent).await.unwrap().0[0].contains("missing"));
        std::fs::write(&path, &sound).unwrap();
    }
    std::fs::write(made.path.join("stray"), "?").unwrap();
    assert!(verify(&made.path, &mut Silent).await.unwrap().0[0].contains("not in the manifest"));
    home.db.close().await;
}

#[tokio::test]
async fn media_in_a_bucket_are_left_out_and_said_to_be() {
    let folder = tempfile::tempdir().unwrap();
    let from = place(&folder.path().join("data"), None);
    let home = from.open().await.unwrap();
    define(&home, 0).await;
    say(&home, 0).await;
    let address = "s3://photos/site".to_owned();
    let from =
        Place { media: Some(crate::home::MediaPlace { address: address.clone(), settings: Vec::new() }), ..from };
    let made = create(&from, &folder.path().join("backups"), None, &mut Silent).await.unwrap();
    assert_eq!((made.about.bucket.as_ref(), made.faults.as_slice()), (Some(&address), [].as_slice()));
    assert_eq!(verify(&made.path, &mut Silent).await.unwrap().0, Vec::<String>::new());
    let to = Place { data: folder.path().join("restored"), ..from };
    assert_eq!(restore(&made.path, &to, &mut Silent).await.unwrap().set_aside, None);
}

#[tokio::test]
async fn settings_that_lead_to_the_original_are_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let from = place(&folder.path().join("data"), None);
    define(&from.open().await.unwrap(), 0).await;
    let settings = "people_day_max = 3\ndatabase_url = \"postgres://live/house\"\n";
    std::fs::write(from.data.join("laksana.toml"), settings).unwrap();
    let made = create(&from, &folder.path().join("backups"), None, &mut Silent).await.unwrap();
    let to = place(&folder.path().join("restored"), None);
    let aside = restore(&made.path, &to, &mut Silent).await.unwrap().set_aside.unwrap();
    assert_eq!(std::fs::read_to_string(aside).unwrap(), settings);
    assert!(!to.data.join("laksana.toml").exists());
}
