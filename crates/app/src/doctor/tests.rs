//! Each step against the simulator, well and broken.

use super::*;
use crate::checkpoints;
use crate::handing;
use crate::home::Place;
use domain::directory::Site;
use domain::id::SiteId;
use domain::request::{Command, Definition, Via};
use serde_json::Value;
use simulator::{Settings, Simulator};
use std::path::Path;
use tokio::net::TcpListener;

/// A simulated Graph API, and the settings that lead to it.
pub async fn meta() -> (Simulator, CloudApi) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let settings = Settings {
        hook: "http://127.0.0.1:9/hooks/cloud-api".to_owned(),
        app_secret: "secret".to_owned(),
        access_token: "token".to_owned(),
        phone_number_id: "106540352242922".to_owned(),
        waba_id: "102290129340398".to_owned(),
        display_number: "15550783881".to_owned(),
        address: address.clone(),
        dashboard: String::new(),
        now_us: || chance::now().us(),
        leap: None,
    };
    let simulator = Simulator::new(settings, Vec::new());
    let router = simulator.router();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let secrets = ("secret".to_owned(), "verify".to_owned(), "token".to_owned());
    let ids = ("106540352242922".to_owned(), "102290129340398".to_owned());
    (simulator, CloudApi::simulated(format!("{address}/v26.0"), secrets, ids))
}

fn of<'a>(found: &'a [Finding], name: &str) -> &'a Finding {
    found.iter().find(|one| one.name == name).unwrap_or_else(|| panic!("{name} in {found:?}"))
}

async fn look(cloud_api: &CloudApi) -> Vec<Finding> {
    let folder = tempfile::tempdir().unwrap();
    let zone = domain::time::Zone::utc();
    let place = crate::home::Place {
        data: folder.path().to_owned(),
        database_url: None,
        media: None,
        zone,
        zone_was_said: false,
        words_only: true,
    };
    let home = place.open().await.unwrap();
    Patient { home: &home, cloud_api, public: "http://127.0.0.1:8080" }.look().await.unwrap()
}

#[tokio::test]
async fn each_step_is_looked_at_and_what_is_wrong_is_said_with_its_remedy() {
    let (simulator, cloud_api) = meta().await;
    let found = look(&cloud_api).await;
    for name in ["Settings", "Token", "Number", "Subscription", "Fields"] {
        assert_eq!(of(&found, name).health, Health::Good, "{:?}", of(&found, name));
    }
    let hook = of(&found, "Webhook");
    assert!(hook.health == Health::Wrong && hook.words.contains("no HTTPS"), "{hook:?}");
    let templates = of(&found, "Templates");
    assert!(
        templates.health == Health::Missing && templates.words.contains("laksana_pending en (not handed in)"),
        "{templates:?}"
    );
    assert_eq!((of(&found, "Heard").health, of(&found, "Delivered").health), (Health::Missing, Health::Missing));
    drop(simulator);
}

#[tokio::test]
async fn without_settings_it_says_which_and_asks_nobody() {
    let found = look(&CloudApi::default()).await;
    let settings = of(&found, "Settings");
    assert_eq!(settings.health, Health::Missing);
    assert!(settings.words.contains("LAKSANA_CLOUD_API_APP_SECRET"), "{settings:?}");
    assert_eq!((of(&found, "Webhook").health, of(&found, "Number").health), (Health::Skipped, Health::Skipped));
}

#[test]
fn what_meta_says_of_a_token_is_judged() {
    let now = Instant::from_us(1_795_000_000_000_000);
    let of = |data: Value| token(&Asked::Told(serde_json::json!({ "data": data })), now).0;
    let scopes = serde_json::json!(SCOPES);
    let table = [
        (serde_json::json!({ "is_valid": true, "scopes": scopes, "expires_at": 0 }), Health::Good),
        (serde_json::json!({ "is_valid": true, "scopes": scopes, "expires_at": 1_795_086_400 }), Health::Missing),
        (serde_json::json!({ "is_valid": true, "scopes": [SCOPES[0]] }), Health::Wrong),
        (serde_json::json!({ "is_valid": false, "error": { "message": "expired" } }), Health::Wrong),
        (Value::Null, Health::Wrong),
    ];
    for (data, health) in table {
        assert_eq!(of(data.clone()).health, health, "{data}");
    }
    assert_eq!(token(&Asked::Failed("no".into()), now).0.health, Health::Wrong);
}

#[test]
fn a_template_is_handed_in_only_where_that_helps() {
    let of = |state: &str, without: usize| {
        let one = |(sentence, _): &handing::Wanted| serde_json::json!({ "name": sentence.word(), "language": "en_US", "status": state });
        let listed: Vec<Value> = handing::all(&["en".to_owned()]).iter().skip(without).map(one).collect();
        let asked = Some(Asked::Told(serde_json::json!({ "data": listed })));
        texts(&asked, true, &["en".to_owned()]).remedy
    };
    let helps = |remedy: &str| ["Hand in", "Delete it there", "by itself"].map(|words| remedy.contains(words));
    assert_eq!(helps(&of("REJECTED", 0)), [false, true, false]);
    assert_eq!(helps(&of("PENDING", 0)), [false, false, true]);
    assert_eq!(helps(&of("REJECTED", 1)), [true, true, false]);
    assert_eq!(helps(&of("PENDING", usize::MAX)), [true, false, false]);
}

#[test]
fn a_number_that_people_complain_about_is_named() {
    let of = |quality: &str| {
        number(&Asked::Told(serde_json::json!({ "quality_rating": quality, "display_phone_number": "+1" }))).health
    };
    let stands =
        |status: &str| number(&Asked::Told(serde_json::json!({ "quality_rating": "GREEN", "status": status }))).health;
    assert_eq!(
        ["CONNECTED", "RESTRICTED", "BANNED", "PENDING", "A_NOVELTY"].map(stands),
        [Health::Good, Health::Wrong, Health::Wrong, Health::Wrong, Health::Wrong]
    );
    assert_eq!(
        [of("GREEN"), of("YELLOW"), of("RED"), of("UNKNOWN")],
        [Health::Good, Health::Missing, Health::Wrong, Health::Good]
    );
}

#[tokio::test]
async fn what_is_the_matter_with_checkpoints_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let (data, to) = (folder.path().join("data"), folder.path().join("elsewhere"));
    std::fs::create_dir(&to).unwrap();
    let home = Place::of_test(&data).open().await.unwrap();
    let look = async |to: Option<&Path>| published(&home, &data, to).await;
    let (none, empty) = (look(None).await, look(Some(Path::new(""))).await);
    assert!(none.health == Health::Missing && none.remedy.contains("LAKSANA_CHECKPOINTS"), "{none:?}");
    assert_eq!(empty, none);
    assert_eq!(look(Some(&to)).await.health, Health::Missing, "nothing was written yet");
    let record = async |name: &str| {
        let site = Site::named(SiteId::new(name), name.into());
        let asked = home.request("owner", Via::Shell, Command::Define(Box::new(Definition::Site(site)))).unwrap();
        home.desk.commit_all(&home.org, vec![asked]).await.unwrap().pop().unwrap().unwrap();
    };
    record("one").await;
    checkpoints::publish(&home, &data, &to).await.unwrap();
    let good = look(Some(&to)).await;
    assert!(good.health == Health::Good && good.words.contains("laksana-checkpoints.txt"), "{good:?}");
    // Written three days ago: that is well as long as nothing was recorded since.
    let file = std::fs::File::options().append(true).open(to.join("laksana-checkpoints.txt")).unwrap();
    let then_s = u64::try_from(chance::now().us() / 1_000_000).unwrap() - 3 * 24 * 60 * 60;
    file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(then_s)).unwrap();
    assert_eq!(look(Some(&to)).await.health, Health::Good);
    record("two").await;
    let stale = look(Some(&to)).await;
    assert!(stale.health == Health::Wrong && stale.words.contains("for 3 days, though more was recorded"), "{stale:?}");
    checkpoints::publish(&home, &data, &to).await.unwrap();
    assert_eq!(look(Some(&to)).await.health, Health::Good);
    std::fs::write(to.join("laksana-checkpoints.txt"), checkpoint_of_another()).unwrap();
    let foreign = look(Some(&to)).await;
    assert!(foreign.health == Health::Wrong && foreign.words.contains("signed by the key"), "{foreign:?}");
}

fn checkpoint_of_another() -> String {
    let key = proof::note::SecretKey::new("laksana/journal/another", &[7; 32]);
    proof::checkpoint::Checkpoint { origin: key.public().name().to_owned(), size: 1, root: [0; 32] }.signed(&key)
}
