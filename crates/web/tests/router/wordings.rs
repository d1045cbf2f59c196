//! What we say in own words: previewed, kept, said, refused where something is missing, and ours again.

use super::Site;
use axum::http::StatusCode;

const VERIFY: &str = "/settings/words/en/laksana_verify";
const OWN: &str = "Hello!+Is+%7Bticket%7D+%7Btitle%7D+all+right+now%2C+as+%7Bperson%7D+says%3F";

#[tokio::test]
async fn a_sentence_is_previewed_kept_and_ours_again() {
    let site = Site::busy().await;
    let page = site.get(VERIFY).await.text;
    for words in ["Update on T-104 Lift not working: Azlan says", "Confirm fixed", "{person}", "in our words."] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let preview = site.post(VERIFY, &format!("words={OWN}&what=preview")).await;
    assert_eq!(preview.status, StatusCode::OK);
    assert!(preview.text.contains("Hello! Is T-104 Lift not working all right now, as Azlan says?"));
    assert!(site.get("/settings/words").await.text.contains("All of it in our words"), "a preview keeps nothing");
    for _ in 0..2 {
        assert_eq!(site.post(VERIFY, &format!("words={OWN}&what=keep")).await.status, StatusCode::SEE_OTHER);
    }
    let list = site.get("/settings/words?language=en").await.text;
    assert!(list.contains("1 sentence is in your own words") && list.contains("all right now"), "{list}");
    assert!(site.get("/settings/words?language=ms").await.text.contains("All of it in our words"));
    assert_eq!(site.post(VERIFY, "words=x&what=reset").await.status, StatusCode::SEE_OTHER);
    assert!(site.get("/settings/words").await.text.contains("All of it in our words"));
}

#[tokio::test]
async fn what_cannot_be_said_is_refused_with_its_reason_and_stays_in_the_field() {
    let site = Site::busy().await;
    for (words, says) in [
        ("Is+%7Bticket%7D+%7Btitle%7D+fixed%3F", "{person} is missing"),
        ("Is+%7Bticket%7D+%7Btitle%7D+%7Bperson%7D+%7Bboss%7D+fixed%3F", "{boss} is filled by nothing"),
        ("Is+%7Bticket+fixed%3F", "brace stands alone"),
    ] {
        let answer = site.post(VERIFY, &format!("words={words}&what=keep")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        assert!(answer.text.contains(says) && answer.text.contains("Is {ticket"), "{says}: {}", answer.text);
    }
    for path in
        ["/settings/words/xx/laksana_verify", "/settings/words/en/laksana_none", "/settings/words/en/laksana_paper"]
    {
        assert_eq!(site.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let text = site.get("/settings/words?language=nowhere").await;
    assert_eq!(text.status, StatusCode::OK, "what nobody speaks is shown in English");
}
