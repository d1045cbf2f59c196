//! The ticket's page: writing about it, taking back, and what of its timeline is shown.

use super::{Site, content::between};
use axum::http::{StatusCode, header};

/// The name that the form on a page gives its letter.
fn name_of(page: &str) -> String {
    let from = page.find("name=\"name\" value=\"").expect("there is a form") + 19;
    page[from..from + 32].to_owned()
}

#[tokio::test]
async fn a_letter_waits_on_the_ticket_once_and_is_taken_back_there() {
    let site = Site::busy().await;
    let page = site.get("/tickets/T-6").await.text;
    for words in ["Aini C-12-3", "reported it", "works for its owner", "you send it from your own WhatsApp"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!between(&page, "id=\"letter\"", ">").contains("data-draft"), "a draft would not know to whom");
    assert!(between(&page, "id=\"note\"", ">").contains("data-draft"));
    let form = format!("name={}&to=aini&text=Which+lift+is+it%3F%0D%0AThanks", name_of(&page));
    for _ in 0..2 {
        let answer = site.post("/tickets/T-6/letters", &form).await;
        assert_eq!((answer.status, answer.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/tickets/T-6#write"));
    }
    let page = site.get("/tickets/T-6").await.text;
    assert_eq!(page.matches("Which lift is it?\nThanks</p>").count(), 1, "{page}");
    assert!(page.contains("Not sent yet") && page.contains("https://wa.me/60123456701?text=Which"), "{page}");
    let from = page.find("/refusal\"").expect("it can be taken back");
    let path = page[..from].rsplit("action=\"").next().unwrap().to_owned() + "/refusal";
    assert_eq!(site.post(&path, "back=T-6").await.header(header::LOCATION), "/tickets/T-6#write");
    let page = site.get("/tickets/T-6").await.text;
    assert!(page.contains("A member decided not to send it.") && !page.contains("/refusal\""), "{page}");
}

#[tokio::test]
async fn what_cannot_be_written_is_said() {
    let site = Site::busy().await;
    let name = "0123456789abcdef0123456789abcdef";
    let long = "x".repeat(481);
    for (ticket, form, status) in [
        ("T-6", format!("name={name}&to=aini&text=+"), StatusCode::UNPROCESSABLE_ENTITY),
        ("T-6", format!("name={name}&to=aini&text={long}"), StatusCode::UNPROCESSABLE_ENTITY),
        ("T-6", "name=x&to=aini&text=hello".to_owned(), StatusCode::UNPROCESSABLE_ENTITY),
        ("T-6", format!("name={name}&text=hello"), StatusCode::UNPROCESSABLE_ENTITY),
        ("T-6", format!("name={name}&to=nobody&text=hello"), StatusCode::CONFLICT),
        // Known, but nothing to do with it.
        ("T-6", format!("name={name}&to=ali&text=hello"), StatusCode::CONFLICT),
        ("T-999", format!("name={name}&to=aini&text=hello"), StatusCode::NOT_FOUND),
        ("nonsense", format!("name={name}&to=aini&text=hello"), StatusCode::NOT_FOUND),
    ] {
        assert_eq!(site.post(&format!("/tickets/{ticket}/letters"), &form).await.status, status, "{form}");
    }
}

#[tokio::test]
async fn a_timeline_is_narrowed_to_what_is_wanted() {
    let site = Site::busy().await;
    for (show, has, lacks) in [
        ("chat", "on the way boss", "Assigned to ProLift"),
        ("changes", "Assigned to ProLift", "on the way boss"),
        ("photos", "Lift stuck again", "on the way boss</p>"),
    ] {
        let page = site.get(&format!("/tickets/T-6?show={show}")).await.text;
        let (from, to) = (page.find("class=\"wall\"").unwrap(), page.find("id=\"write\"").unwrap());
        assert!(page[from..to].contains(has) && !page[from..to].contains(lacks), "{show}: {}", &page[from..to]);
    }
    assert_eq!(site.get("/tickets/T-6?show=nonsense").await.status, StatusCode::OK);
}

#[tokio::test]
async fn photos_stand_on_their_side_of_the_work() {
    let page = Site::busy().await.get("/tickets/T-6").await.text;
    let sides = &page[page.find("class=\"sides\"").expect("there is a photo")..];
    assert!(sides.contains("Before: photo from Aini C-12-3") && sides.contains("Comes with the fix."), "{sides}");
}

#[tokio::test]
async fn a_form_that_is_older_than_anothers_change_takes_none_of_it_back() {
    let site = Site::busy().await;
    let path = "/tickets/T-6/classification";
    let theirs = "expected=in_progress&category=lift&priority=critical&place=b&shown=lift:high:b";
    assert_eq!(site.post(path, theirs).await.status, StatusCode::SEE_OTHER);
    let mine = "expected=in_progress&category=lift&priority=high&place=c&shown=lift:high:b";
    let stands = async || between(&site.get("/tickets/T-6").await.text, "name=\"shown\" value=\"", "\"").to_owned();
    assert_eq!(site.post(path, mine).await.status, StatusCode::SEE_OTHER);
    assert_eq!(stands().await, "lift:critical:c", "the place alone was changed, and the priority stays");
    let again = "expected=in_progress&category=other&priority=low&place=b&shown=lift:high:b";
    assert_eq!(site.post(path, again).await.status, StatusCode::SEE_OTHER);
    assert_eq!(stands().await, "other:low:c", "what it left as it showed it stays as it stands");
}

#[tokio::test]
async fn what_waits_beyond_the_first_page_is_led_to() {
    let site = Site::busy().await;
    for at in 0..52 {
        let written = site.post("/tickets/T-1/letters", &format!("name={at:032x}&to=aini&text=letter+{at:02}.")).await;
        assert_eq!(written.status, StatusCode::SEE_OTHER, "{}", written.text);
    }
    let first = site.get("/outbox").await.text;
    let letters = |page: &str| (0..52).filter(|at| page.contains(&format!("letter {at:02}."))).collect::<Vec<_>>();
    let more =
        first.split("href=\"/outbox?waiting=").nth(1).and_then(|rest| rest.split('"').next()).expect("it goes on");
    let rest = site.get(&format!("/outbox?waiting={more}")).await.text;
    assert!(!rest.contains("id=\"before\"") && !rest.contains("More that wait"), "{rest}");
    let (shown, others) = (letters(&first), letters(&rest));
    assert!(!others.is_empty() && others.iter().all(|at| !shown.contains(at)), "{shown:?} {others:?}");
    assert_eq!(shown.len() + others.len(), 52, "{shown:?} {others:?}");
}
