//! Members who see some sites: their work is there, and nothing of another site is, on any page or by any form.

use super::access::MEMBERS;
use super::{Answer, Site, request};
use axum::http::{Method, StatusCode, header};
use domain::directory::{Place, Site as House};
use domain::id::{OrgId, PlaceId, SiteId};
use domain::request::{Actor, Command, Definition, Request, Stamp, Via};

/// The session that the tests' tokens open.
const FRESH: &str = "fresh-0123456789-abcdefghijkl";
/// What is said and written of the other site only.
const THEIRS: [&str; 9] =
    ["Gate barrier", "Swimming pool", "bocor", "Lift stuck", "Lift C", "Kumar", "Mop Block A", "Block C", "Pump room"];

/// A busy house beside which there is another one with one ticket, and a supervisor of that one alone.
async fn beside() -> Site {
    let site = Site::busy().await;
    build_tower(&site).await;
    let moved = "expected=assigned&category=electrical&priority=low&place=lobby";
    assert_eq!(site.post("/tickets/T-1/classification", moved).await.status, StatusCode::SEE_OTHER);
    admit_farah(&site, "role=supervisor&site=tower").await;
    site
}

/// Another house, with a lobby.
pub(super) async fn build_tower(site: &Site) {
    let tower = SiteId::new("tower");
    let house = House::named(tower.clone(), "Tower".to_owned());
    let lobby = PlaceId::new("lobby");
    let place = Place {
        id: lobby,
        site: tower,
        parent: None,
        name: "Tower lobby".into(),
        aliases: vec![],
        geo: None,
        radius_m: None,
        asset: false,
    };
    for (at, line) in [Definition::Site(house), Definition::Place(place)].into_iter().enumerate() {
        let stamp = Stamp { at: super::world::now(), entropy: at as u128 };
        let org = OrgId::new(super::world::ORG);
        let (actor, via, command) = (Actor::Reader, Via::Simulated, Command::Define(Box::new(line)));
        let request = Request { org: org.clone(), actor, via, stamp, import: None, command };
        let answers = site.desk.commit_all(&org, vec![request]).await.expect("the desk answers");
        assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    }
}

/// Signs farah in, with a role and what she sees.
pub(super) async fn admit_farah(site: &Site, rest: &str) {
    site.post("/members", &format!("name=farah&{rest}")).await;
    site.post("/members/farah/link", "").await;
    let redeemed = site.send(request(Method::POST, &format!("/sign-in/{FRESH}"), None, "")).await;
    assert_eq!(redeemed.status, StatusCode::SEE_OTHER);
}

/// What farah is answered.
pub(super) async fn theirs(site: &Site, method: Method, path: &str, form: &str) -> Answer {
    site.send(request(method, path, Some(FRESH), form)).await
}

#[tokio::test]
async fn their_own_site_is_there() {
    let site = beside().await;
    for (path, words) in [
        ("/", "Nothing needs you"),
        ("/tickets", "1 ticket"),
        ("/tickets?q=light", "Corridor <mark>light</mark>"),
        ("/tickets?q=T-1", ""),
        ("/board", "Corridor light"),
        ("/board?by=site", "Tower</h2>"),
        ("/tickets/T-1", "Corridor light"),
        ("/go?q=light", "light"),
        ("/go?q=T-1", "T-1"),
        ("/go?q=tower", "href=\"/places/lobby\""),
        ("/places/lobby", "Corridor light"),
        ("/places", "What keeps coming back"),
        ("/places", "href=\"/reports/monthly/2026-11-30/spots/0/"),
        ("/stickers?number=60123456789", "Tower / Tower lobby</b>"),
        ("/tasks", "No tasks yet"),
        ("/sla", "Promises"),
        ("/", "href=\"/reports\""),
        ("/reports/monthly/2026-11-21", "<bdi class=\"where\">Tower</bdi>"),
        ("/reports/monthly/2026-11-21?site=tower", "Monthly report"),
        ("/reports/monthly/2026-11-21/requests/0/0", "Corridor light"),
        ("/reports/monthly/2026-11-21/report.csv", "Tower"),
    ] {
        let answer = theirs(&site, Method::GET, path, "").await;
        assert!(answer.status.is_success() || answer.header(header::LOCATION) == "/tickets/T-1", "{path}");
        assert!(answer.text.contains(words), "{path} lacks {words}: {}", answer.text);
    }
    let noted = theirs(&site, Method::POST, "/tickets/T-1/notes", "text=seen+it").await;
    assert_eq!(noted.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn no_page_shows_anything_of_another_site() {
    let site = beside().await;
    let more = ["/go?q=lift", "/go?q=kumar", "/go?q=block", "/go?q=T-6", "/tickets?group=all", "/tickets?q=lift"];
    let more =
        more.into_iter().chain(["/tickets?place=c", "/tickets?owner=person%3Aali&group=all", "/tickets?site=menara"]);
    let more = more.chain([
        "/board?by=priority",
        "/board?by=owner",
        "/board?site=menara",
        "/places/pump",
        "/tickets?within=a&group=all",
        "/tickets?within=c",
        "/tickets/new?place=pump",
        "/stickers?number=60123456789",
        "/stickers?number=60123456789&site=menara",
        "/stickers?number=60123456789&place=a",
        "/tickets?q=T-6",
        "/sla?show=later",
        "/reports/whole/2026-11-21",
        "/reports/whole/2026-11-21?site=",
        "/reports/whole/2026-11-21/requests/0/0",
        "/reports/whole/2026-11-21/report.csv",
        "/reports/whole/2026-11-21/report.txt",
        "/reports/whole/2026-11-21?site=menara",
        "/reports/whole/2026-11-21?vendor=prolift",
        "/reports/whole/2026-11-21/report.csv?site=menara",
        "/reports/whole/2026-11-21/requests/0/0?site=menara",
    ]);
    let listed = MEMBERS.iter().filter(|(method, _)| method == Method::GET).map(|(_, path)| *path);
    for path in listed.chain(more).filter(|path| *path != "/bell") {
        let path = path.replace("T-1", "T-6");
        let answer = theirs(&site, Method::GET, &path, "").await;
        for words in THEIRS {
            assert!(!answer.text.contains(words), "{path} shows {words}: {}", answer.text);
        }
    }
    let ours = site.get("/tickets/T-6").await.text;
    let photo = ours.split("href=\"/media/").nth(1).and_then(|rest| rest.split('"').next()).expect("it has a photo");
    for path in [format!("/media/{photo}"), format!("/media/{photo}/thumb")] {
        assert_eq!(theirs(&site, Method::GET, &path, "").await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in ["/tickets/T-6", "/places/pump"] {
        assert_eq!(theirs(&site, Method::GET, path, "").await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_report_is_of_their_site_whatever_the_address_asks_for() {
    let site = beside().await;
    let ours = site.get("/reports/whole/2026-11-21?site=tower").await.text;
    for part in ["", "?site=tower"] {
        let page = theirs(&site, Method::GET, &format!("/reports/whole/2026-11-21{part}"), "").await.text;
        let reported =
            |page: &str| super::content::between(page, "<span dir=\"auto\">Reported</span>", "</tr>").to_owned();
        assert_eq!(reported(&page), reported(&ours), "the same figures, with the same lists");
        assert!(ours.contains("id=\"chats\"") && !page.contains("id=\"chats\"") && !page.contains("id=\"capture\""));
        assert!(!page.contains("/handouts") && !page.contains("ProLift"), "{page}");
    }
    for part in
        ["?site=menara", "?vendor=prolift", "?client=x", "?site=tower&vendor=prolift", "/capture/0/0", "/chats/0/0"]
    {
        let path = format!("/reports/whole/2026-11-21{part}");
        assert_eq!(theirs(&site, Method::GET, &path, "").await.status, StatusCode::NOT_FOUND, "{part}");
    }
}

#[tokio::test]
async fn no_form_changes_anything_of_another_site() {
    let site = beside().await;
    let before = site.get("/tickets/T-6").await.text;
    for (noun, form) in [
        ("assignment", "expected=in_progress&assignee=person%3Aali"),
        ("stage", "expected=in_progress&stage=resolved"),
        ("classification", "expected=in_progress&category=other&priority=low&place="),
        ("merger", "expected=in_progress&into=T-1"),
        ("cancellation", "expected=in_progress"),
        ("notes", "text=hello"),
        ("letters", "name=0123456789abcdef0123456789abcdef&to=aini&text=hello"),
        ("passes", "holder=work%3Aali"),
    ] {
        let answer = theirs(&site, Method::POST, &format!("/tickets/T-6/{noun}"), form).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{noun}: {}", answer.text);
    }
    let judged = theirs(&site, Method::POST, "/tasks/fence/2026-11-19/outcome", "outcome=excused").await;
    assert_eq!(judged.status, StatusCode::NOT_FOUND);
    let names = |page: &str| page.matches("class=\"happened\"").count();
    assert_eq!(names(&site.get("/tickets/T-6").await.text), names(&before));
}

#[tokio::test]
async fn whoever_may_write_a_letter_may_take_it_back_and_nobody_elses() {
    let site = beside().await;
    let id = |page: &str| {
        let at = page.find("/outbox/").expect("it waits") + 8;
        page[at..].chars().take_while(|at| *at != '/').collect::<String>()
    };
    let form = |chance: char| format!("name={}&to=aini&text=hello", chance.to_string().repeat(32));
    let written = theirs(&site, Method::POST, "/tickets/T-1/letters", &form('a')).await;
    assert_eq!(written.status, StatusCode::SEE_OTHER, "{}", written.text);
    let own = id(&theirs(&site, Method::GET, "/tickets/T-1", "").await.text);
    let back = theirs(&site, Method::POST, &format!("/outbox/{own}/refusal"), "back=ticket/T-1").await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text);
    assert!(!theirs(&site, Method::GET, "/tickets/T-1", "").await.text.contains(&format!("/outbox/{own}/refusal")));
    site.post("/tickets/T-6/letters", &form('b')).await;
    let other = id(&site.get("/tickets/T-6").await.text);
    let refused = theirs(&site, Method::POST, &format!("/outbox/{other}/refusal"), "back=ticket/T-6").await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND, "{}", refused.text);
}
