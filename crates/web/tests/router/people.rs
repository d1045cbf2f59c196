//! Who is known: found by name and number, with what they carry, made one and parted again, and of one's own sites alone.

use super::Site;
use super::sites::{admit_farah, build_tower, theirs};
use axum::http::{Method, StatusCode, header};

/// The text after one mark, up to another.
fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = page.split_once(from).unwrap_or_else(|| panic!("{from} is missing in {page}"));
    rest.split_once(to).expect("it ends").0
}

/// The number of a tile, and where it leads.
fn tile(page: &str, words: &str) -> (usize, String) {
    let (before, _) = page.split_once(&format!("<span>{words}</span>")).unwrap_or_else(|| panic!("{words}: {page}"));
    let tile = before.rsplit("<a class=\"tile\"").next().expect("it is a link");
    let number = between(tile, "<b>", "</b>").parse().expect("it is a number");
    (number, between(tile, "href=\"", "\"").replace("&amp;", "&"))
}

/// How many rows a list has.
fn rows(page: &str) -> usize {
    page.matches("class=\"row\"").count() + page.matches("class=\"row ").count()
}

#[tokio::test]
async fn each_number_of_a_person_leads_to_what_it_counts() {
    let site = Site::busy().await;
    let page = site.get("/people/ali").await.text;
    let (owned, path) = tile(&page, "Open tickets they own");
    assert!(owned > 0, "{page}");
    assert_eq!(rows(&site.get(&path).await.text), owned, "{path}");
    let page = site.get("/people/siti").await.text;
    let (said, path) = tile(&page, "Messages this month");
    assert!(said > 0, "{page}");
    let found = site.get(&path).await.text;
    assert_eq!(rows(&found), said, "{path}: {found}");
    assert_eq!(between(&page, "Tasks <span class=\"count\">", "<"), "2", "{page}");
}

#[tokio::test]
async fn all_that_is_kept_of_a_person_comes_as_a_file() {
    let site = Site::busy().await;
    assert!(site.get("/people/ali").await.text.contains("href=\"/people/ali/pack\""));
    let pack = site.get("/people/ali/pack").await;
    assert_eq!((pack.status, pack.header(header::CONTENT_TYPE)), (StatusCode::OK, "application/zip"));
    assert_eq!(pack.header(header::CONTENT_DISPOSITION), "attachment; filename=\"laksana-person.zip\"");
    assert_eq!(site.get("/people/nobody/pack").await.status, StatusCode::NOT_FOUND);
    // Whoever sees some sites gives away nobody's file.
    admit_farah(&site, "role=manager&site=menara").await;
    assert_eq!(theirs(&site, Method::GET, "/people/ali/pack", "").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_list_counts_what_it_shows_and_narrows_by_name_number_and_role() {
    let site = Site::busy().await;
    for (query, count) in
        [("", "7 people"), ("?q=ALI", "1 person"), ("?role=resident", "3 people"), ("?q=zzz", "0 people")]
    {
        let page = site.get(&format!("/people{query}")).await.text;
        assert!(page.contains(count), "{query}: {page}");
        assert_eq!(rows(&page).to_string(), count.split_once(' ').expect("a number and a word").0, "{query}");
    }
    assert_eq!(site.get("/people/nobody").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn two_become_one_and_undoing_makes_them_two_with_their_own_addresses() {
    let site = Site::busy().await;
    let looked = site.get("/people/ali?same=tan").await.text;
    assert!(looked.contains("name=\"other\" value=\"tan\"") && looked.contains("Mr Tan"), "{looked}");
    let before = site.get("/people/tan").await.text;
    let merged = site.post("/people/ali/mergers", "other=tan").await;
    let path = merged.header(header::LOCATION).to_owned();
    assert!(path.starts_with("/people/ali?merged=tan&entry="), "{path} {}", merged.text);
    assert_eq!(site.get("/people/tan").await.header(header::LOCATION), "/people/ali");
    let page = site.get(&path).await.text;
    assert!(page.contains("Mr Tan is the same person from now on.") && page.contains("Also this person"), "{page}");
    let entry = between(&page, "name=\"entry\" value=\"", "\"");
    let again = site.post("/people/ali/mergers", "other=tan").await;
    assert_eq!(again.header(header::LOCATION), "/people/ali", "pressed twice: {}", again.text);
    for _ in 0..2 {
        let parted = site.post("/people/ali/splits", &format!("other=tan&entry={entry}&one=yes")).await;
        assert_eq!(parted.header(header::LOCATION), "/people/tan", "{}", parted.text);
    }
    let addresses = |page: &str| between(page, "id=\"addresses\"", "</section>").to_owned();
    assert_eq!(addresses(&site.get("/people/tan").await.text), addresses(&before));
    assert!(!site.get("/people/ali").await.text.contains("Also this person"));
    for (path, form) in [("mergers", "other=ali"), ("mergers", "other=nobody"), ("splits", "other=tan")] {
        let answer = site.post(&format!("/people/ali/{path}"), form).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{path} {form}: {}", answer.text);
    }
    let strange = site.post("/people/ali/splits", "other=tan&entry=1").await;
    assert_eq!(strange.status, StatusCode::NOT_FOUND, "no other entry of the journal is read");
}

#[tokio::test]
async fn a_merger_by_a_name_that_is_anothers_by_now_is_undone_as_exactly() {
    let site = Site::busy().await;
    site.post("/people/tan/mergers", "other=siti").await;
    let merged = site.post("/people/ali/mergers", "other=siti").await;
    let path = merged.header(header::LOCATION).to_owned();
    assert!(path.starts_with("/people/ali?merged=tan&entry="), "{path} {}", merged.text);
    let page = site.get(&path).await.text;
    let entry = between(&page, "name=\"entry\" value=\"", "\"");
    // What is recorded meanwhile changes nothing.
    site.post("/people/kumar/description", "name=Kumar&role=guard").await;
    let again = site.post("/people/ali/mergers", "other=tan").await;
    assert_eq!(again.header(header::LOCATION), "/people/ali", "pressed twice: {}", again.text);
    for _ in 0..2 {
        let parted = site.post("/people/ali/splits", &format!("other=tan&entry={entry}&one=yes")).await;
        assert_eq!(parted.header(header::LOCATION), "/people/tan", "{}", parted.text);
    }
    assert!(!site.get("/people/ali").await.text.contains("Also this person"));
    assert_eq!(site.get("/people/siti").await.header(header::LOCATION), "/people/tan", "who they were before");
    assert!(site.get("/people/tan").await.text.contains("Also this person"));
}

#[tokio::test]
async fn a_manager_says_who_somebody_is_and_nonsense_is_refused() {
    let site = Site::busy().await;
    let answer = site.post("/people/tan/description", "name=Tan+Ah+Kow&role=guard&site=menara&vendor=").await;
    assert_eq!(answer.header(header::LOCATION), "/people/tan", "{}", answer.text);
    let page = site.get("/people/tan").await.text;
    assert!(page.contains("<h1 dir=\"auto\">Tan Ah Kow</h1>") && page.contains("Guard"), "{page}");
    for form in ["name=&role=guard", "name=Tan&role=king", "name=Tan&role=guard&site=nowhere", "name=T%0Aan&role=guard"]
    {
        assert_eq!(site.post("/people/tan/description", form).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
    }
    assert_eq!(site.post("/people/nobody/description", "name=a&role=guard").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whoever_sees_one_site_sees_its_people_alone_and_changes_nobody() {
    let site = Site::busy().await;
    build_tower(&site).await;
    site.post("/people/ali/description", "name=Ali+Hassan&role=technician&site=tower").await;
    admit_farah(&site, "role=supervisor&site=tower").await;
    let page = theirs(&site, Method::GET, "/people", "").await.text;
    assert!(page.contains("1 person.") && page.contains("Ali Hassan") && !page.contains("Kumar"), "{page}");
    let page = theirs(&site, Method::GET, "/people/ali", "").await.text;
    assert!(
        !page.contains("/search?")
            && !page.contains("/audit?")
            && !page.contains("<form class=\"pad\" method=\"post\"")
    );
    assert_eq!(theirs(&site, Method::GET, "/people/kumar", "").await.status, StatusCode::NOT_FOUND);
    let merged = theirs(&site, Method::POST, "/people/ali/mergers", "other=kumar").await;
    assert_eq!(merged.status, StatusCode::FORBIDDEN, "{}", merged.text);
}

#[tokio::test]
async fn what_was_given_to_somebody_under_another_name_counts_as_theirs() {
    let site = Site::busy().await;
    let given = site.post("/tickets/T-5/assignment", "expected=classified&assignee=person%3Akumar").await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.text);
    site.post("/people/ali/mergers", "other=kumar").await;
    let page = site.get("/people/ali").await.text;
    let open = between(&page, "owner=person%3Aali\"><b>", "<").to_owned();
    let list = site.get("/tickets?group=open&owner=person%3Aali").await.text;
    assert_eq!(list.matches("<a class=\"row\" href=\"/tickets/T-").count().to_string(), open, "{list}");
    assert!(list.contains("Paip bocor") && list.contains("Corridor light"), "{list}");
    let board = site.get("/board?by=owner").await.text;
    let row = board.split("<h2 class=\"swim\"").find(|row| row.contains("Paip bocor")).expect("it has a row");
    assert!(row.contains("Corridor light"), "they have one row: {row}");
    let people = between(&site.get("/directory").await.text, "<a href=\"/people\">", " people</a>")
        .rsplit(' ')
        .next()
        .map(str::to_owned);
    assert!(site.get("/people").await.text.contains(&format!("{} people", people.unwrap())), "one number of one thing");
    let found = site.get("/go?q=kumar").await.text;
    assert!(!found.contains("person%3Akumar"), "{found}");
}
