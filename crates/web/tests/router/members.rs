//! Members: roles open pages, owners let people in and out, passwords and codes prove who somebody is.

use super::world::{now, org};
use super::{Answer, Site, request};
use axum::http::{Method, StatusCode, header};
use store::sessions::{self, Opening, Token};

/// The session that the tests' tokens open.
pub const FRESH: &str = "fresh-0123456789-abcdefghijkl";

pub async fn add(site: &Site, name: &str, rest: &str) -> Answer {
    site.post("/members", &format!("name={name}&{rest}")).await
}

/// Lets somebody in by a link of the owner; at most once in a test, since its tokens are all the same.
pub async fn let_in(site: &Site, name: &str) {
    let made = site.post(&format!("/members/{name}/link"), "").await;
    assert!(made.text.contains(&format!("/sign-in/{FRESH}")), "{}", made.text);
    let redeemed = site.send(request(Method::POST, &format!("/sign-in/{FRESH}"), None, "")).await;
    assert_eq!(redeemed.status, StatusCode::SEE_OTHER);
}

pub async fn theirs(site: &Site, method: Method, path: &str, form: &str) -> Answer {
    site.send(request(method, path, Some(FRESH), form)).await
}

#[tokio::test]
async fn a_viewer_sees_pages_and_changes_nothing() {
    let site = Site::busy().await;
    assert_eq!(add(&site, "farah", "role=viewer").await.status, StatusCode::SEE_OTHER);
    let_in(&site, "farah").await;
    for (path, status) in [
        ("/", StatusCode::OK),
        ("/tickets/T-1", StatusCode::OK),
        ("/account", StatusCode::OK),
        ("/import", StatusCode::FORBIDDEN),
        ("/members", StatusCode::FORBIDDEN),
        ("/settings/retention", StatusCode::FORBIDDEN),
        ("/members/farah", StatusCode::FORBIDDEN),
        ("/people/ali/pack", StatusCode::FORBIDDEN),
    ] {
        assert_eq!(theirs(&site, Method::GET, path, "").await.status, status, "{path}");
    }
    let noted = theirs(&site, Method::POST, "/tickets/T-1/notes", "text=hello").await;
    assert!(noted.text.contains("Only supervisors, managers and owners may do this"), "{}", noted.text);
    assert!(!site.get("/tickets/T-1").await.text.contains(">hello<"));
    let promoted = theirs(&site, Method::POST, "/members/farah", "role=owner").await;
    assert_eq!(promoted.status, StatusCode::FORBIDDEN);
    assert!(!theirs(&site, Method::GET, "/", "").await.text.contains("href=\"/members\""));
}

#[tokio::test]
async fn a_viewer_reads_no_number_and_finds_nobody_by_one() {
    let site = Site::busy().await;
    assert_eq!(add(&site, "farah", "role=viewer").await.status, StatusCode::SEE_OTHER);
    let_in(&site, "farah").await;
    site.post("/tickets/T-5/assignment", "expected=classified&assignee=vendor%3Aprolift").await;
    let outbox = site.get("/outbox").await.text;
    assert!(outbox.contains("https://wa.me/60123456702?text=") && outbox.contains("/dispatch\""), "{outbox}");
    let outbox = theirs(&site, Method::GET, "/outbox", "").await.text;
    assert!(outbox.contains("New for you: T-5"), "{outbox}");
    for hidden in ["wa.me", "60123456702", "/dispatch\"", "/refusal\""] {
        assert!(!outbox.contains(hidden), "{hidden}: {outbox}");
    }
    for path in ["/search?q=60123456701", "/search?what=people&q=%2B60+12-3456701", "/search?from=60123456701"] {
        let finds = |page: &str| page.contains("href=\"/search?from=aini\"") || page.contains("From Aini C-12-3");
        assert!(finds(&site.get(path).await.text), "{path}");
        assert!(!finds(&theirs(&site, Method::GET, path, "").await.text), "{path}");
    }
}

#[tokio::test]
async fn a_vendors_contact_is_led_to_their_vendors_work_and_does_it_there() {
    let site = Site::busy().await;
    assert_eq!(add(&site, "farah", "role=contact&vendor=prolift").await.status, StatusCode::SEE_OTHER);
    let_in(&site, "farah").await;
    assert_eq!(theirs(&site, Method::GET, "/", "").await.header(header::LOCATION), "/account");
    let page = theirs(&site, Method::GET, "/account", "").await.text;
    assert!(
        page.contains("Lift stuck again Block B") && page.contains("Your work<span class=\"count\">1</span>"),
        "{page}"
    );
    assert!(!page.contains("T-5") && !page.contains("Paip bocor"), "{page}");
    for form in ["act=note&expected=in_progress&text=New+belt+ordered", "act=resolve&expected=in_progress"] {
        for _ in 0..2 {
            let answer = theirs(&site, Method::POST, "/account/tickets/T-6/moves", form).await;
            assert_eq!(answer.header(header::LOCATION), "/account#work", "{form}: {}", answer.text);
        }
    }
    let ticket = site.get("/tickets/T-6").await.text;
    assert_eq!(ticket.matches("New belt ordered").count(), 1, "{ticket}");
    assert!(ticket.contains("Said to be fixed"), "{ticket}");
    let others = theirs(&site, Method::POST, "/account/tickets/T-5/moves", "act=start&expected=classified").await;
    assert_eq!(others.status, StatusCode::NOT_FOUND);
    assert!(!site.get("/account").await.text.contains("id=\"work\""), "whoever is nobody's contact has no such card");
}

#[tokio::test]
async fn whoever_sees_some_sites_is_shown_no_page_of_all() {
    let site = Site::busy().await;
    assert_eq!(add(&site, "farah", "role=manager&site=menara").await.status, StatusCode::SEE_OTHER);
    let_in(&site, "farah").await;
    assert_eq!(theirs(&site, Method::GET, "/account", "").await.status, StatusCode::OK);
    for path in ["/messages", "/audit", "/directory", "/outbox", "/import"] {
        let answer = theirs(&site, Method::GET, path, "").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        assert!(answer.text.contains("you see some"), "{path}");
    }
}

#[tokio::test]
async fn a_role_that_changes_or_a_login_that_ends_does_so_at_once() {
    let site = Site::busy().await;
    add(&site, "farah", "role=owner").await;
    let_in(&site, "farah").await;
    assert_eq!(theirs(&site, Method::GET, "/members", "").await.status, StatusCode::OK);
    site.post("/members/farah", "role=viewer").await;
    assert_eq!(theirs(&site, Method::GET, "/members", "").await.status, StatusCode::FORBIDDEN);
    site.post("/members/farah", "role=viewer&ended=yes").await;
    assert_eq!(theirs(&site, Method::GET, "/", "").await.status, StatusCode::SEE_OTHER);
    let page = site.get("/members/farah").await.text;
    assert!(page.contains("This login was ended"), "{page}");
    assert_eq!(site.post("/members/farah/link", "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_cannot_be_a_member_is_said() {
    let site = Site::busy().await;
    for (form, words) in [
        ("name=&role=viewer", "A login needs a name"),
        ("name=x&role=contact", "needs a vendor"),
        ("name=x&role=viewer&site=nowhere", "no site called “nowhere”"),
        ("name=Siti+Rahman&role=viewer", "There is a member of this name already"),
        ("name=x", "without a role"),
    ] {
        let answer = site.post("/members", form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert!(answer.text.contains(words), "{form}: {}", answer.text);
    }
}

#[tokio::test]
async fn a_password_signs_in_and_a_wrong_one_tells_nothing() {
    let site = Site::busy().await;
    let short = site.post("/account/password", "password=short").await;
    assert!(short.text.contains("10 to 200 characters"));
    let name = "name=Siti+Rahman";
    let set = site.post("/account/password", "password=lift+lobby+pump").await;
    assert_eq!(set.status, StatusCode::SEE_OTHER);
    let mut said = Vec::new();
    for form in [format!("{name}&password=wrong"), "name=nobody&password=lift+lobby+pump".to_owned()] {
        let refused = site.send(request(Method::POST, "/sign-in", None, &form)).await;
        assert_eq!((refused.status, refused.header(header::SET_COOKIE)), (StatusCode::UNPROCESSABLE_ENTITY, ""));
        said.push(refused.text);
    }
    assert_eq!(said[0], said[1]);
    let signed_in =
        site.send(request(Method::POST, "/sign-in", None, &format!("{name}&password=lift+lobby+pump"))).await;
    assert_eq!((signed_in.status, signed_in.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/"));
    let changed = site.post("/account/password", "present=wrong&password=another+long+one").await;
    assert!(changed.text.contains("not your present password"));
    assert_eq!(theirs(&site, Method::GET, "/", "").await.status, StatusCode::OK);
    site.post("/account/password", "present=lift+lobby+pump&password=another+long+one").await;
    assert_eq!(theirs(&site, Method::GET, "/", "").await.status, StatusCode::SEE_OTHER, "other devices are out");
}

#[tokio::test]
async fn an_open_browser_makes_no_password_and_no_second_factor() {
    let site = Site::busy().await;
    let old = "an-old-session-0123456789-abcdef";
    let token = Token::parse(old).expect("this is long enough");
    let opening = Opening { token, device: "old".into(), expires_us: now().plus_minutes(60).us() };
    let mut tx = site.desk.db().begin().await.expect("a transaction begins");
    sessions::open(&mut tx, org().as_str(), "Siti Rahman", now().plus_minutes(-11).us(), &opening)
        .await
        .expect("it opens");
    tx.commit().await.expect("it is kept");
    for (path, form) in [
        ("/account/password", "password=lift+lobby+pump"),
        ("/account/factor", ""),
        ("/account/factor/confirmation", "code=000000"),
    ] {
        let answer = site.send(request(Method::POST, path, Some(old), form)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(answer.text.contains("sign in again"), "{path}: {}", answer.text);
    }
    let page = site.send(request(Method::GET, "/account", Some(old), "")).await.text;
    assert!(!page.contains("Save password") && !page.contains("Set one up"), "{page}");
    let fresh = site.get("/account").await.text;
    assert!(fresh.contains("Save password") && fresh.contains("Set one up"), "{fresh}");
}

#[tokio::test]
async fn one_login_is_tried_five_times_a_minute() {
    let site = Site::busy().await;
    let attempt = || site.send(request(Method::POST, "/sign-in", None, "name=Siti+Rahman&password=guess"));
    for _ in 0..5 {
        assert_eq!(attempt().await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(attempt().await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_second_factor_is_asked_for_once_its_first_code_was_shown() {
    let site = Site::busy().await;
    site.post("/account/password", "password=lift+lobby+pump").await;
    site.post("/account/factor", "").await;
    let page = site.get("/account").await.text;
    let secret = page.split("secret=").nth(1).and_then(|rest| rest.split('&').next()).expect("the page offers it");
    assert_eq!(secret.len(), 32);
    let form = "name=Siti+Rahman&password=lift+lobby+pump&code=000000";
    let before = site.send(request(Method::POST, "/sign-in", None, form)).await;
    assert_eq!(before.status, StatusCode::SEE_OTHER, "what was not confirmed is not asked for");
    let wrong = site.post("/account/factor/confirmation", "code=000000").await;
    assert!(wrong.text.contains("not the code of this moment"), "{}", wrong.text);
}

#[tokio::test]
async fn everybody_chooses_the_language_of_their_documents() {
    let site = Site::busy().await;
    assert_eq!(site.post("/account/language", "language=ta").await.status, StatusCode::SEE_OTHER);
    assert!(site.get("/account").await.text.contains("<option value=\"ta\" lang=\"ta\" selected>"));
    let report = site.get("/reports/weekly/2026-11-21").await.text;
    assert!(report.contains("<option value=\"ta\" lang=\"ta\" selected>"), "{report}");
    site.post("/account/language", "language=klingon").await;
    assert!(!site.get("/account").await.text.contains("lang=\"ta\" selected"));
}

#[tokio::test]
async fn an_owner_ends_one_session_of_a_member_and_leaves_the_rest() {
    let site = Site::busy().await;
    add(&site, "farah", "role=viewer").await;
    let_in(&site, "farah").await;
    let page = site.get("/members/farah").await.text;
    let ends = |page: &str| page.matches("Sign out there").count();
    assert!(page.contains("1 session open") && ends(&page) == 1, "{page}");
    let action = page.split("action=\"/members/farah/sessions/").nth(1).and_then(|rest| rest.split('"').next());
    let path = format!("/members/farah/sessions/{}", action.expect("it can be ended"));
    assert_eq!(theirs(&site, Method::POST, &path, "").await.status, StatusCode::FORBIDDEN, "owners alone do it here");
    // Whose session it is stands in the address, too: of another member it ends nothing.
    let other = path.replace("farah", "Siti%20Rahman");
    assert_eq!(site.post(&other, "").await.status, StatusCode::SEE_OTHER);
    assert_eq!(theirs(&site, Method::GET, "/", "").await.status, StatusCode::OK);
    for _ in 0..2 {
        let ended = site.post(&path, "").await;
        assert_eq!((ended.status, ended.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/members/farah"));
    }
    assert_eq!(theirs(&site, Method::GET, "/", "").await.status, StatusCode::SEE_OTHER);
    assert!(site.get("/members/farah").await.text.contains("Nowhere."));
    let own = site.get("/members/Siti%20Rahman").await.text;
    assert!(own.contains("this one") && ends(&own) == 0, "{own}");
    let noted = site.get("/audit").await.text;
    assert!(noted.contains("farah"), "{noted}");
}

#[tokio::test]
async fn a_second_factor_is_offered_as_a_code_to_scan() {
    let site = Site::busy().await;
    site.post("/account/factor", "").await;
    let page = site.get("/account").await.text;
    assert!(page.contains("<svg class=\"qr\"") && page.contains("otpauth://totp/"), "{page}");
}
