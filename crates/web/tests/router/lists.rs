//! The directory, written by forms and pasted lists.

use super::{SESSION, Site};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};

#[tokio::test]
async fn a_pasted_list_is_looked_at_before_it_is_written() {
    let site = Site::busy().await;
    let looked = site.post("/directory/lines", "of=person&text=Ravi%2Cguard%0ADevi%2Ccleaner&act=look").await;
    assert_eq!(looked.status, StatusCode::OK, "{}", looked.text);
    for words in ["What would come of it", "<b>Ravi</b>", "Write 2 lines", ">Ravi,guard\nDevi,cleaner</textarea>"] {
        assert!(looked.text.contains(words), "{words}: {}", looked.text);
    }
    // What is shown of it stays: the address is that of an empty form.
    let stays = |page: &str| page.contains(" data-answer");
    assert!(stays(&looked.text) && !stays(&site.get("/directory/lines").await.text));
    let written = site.post("/directory/lines", "of=person&text=Ravi%2Cguard%0ADevi%2Ccleaner&act=write").await;
    assert_eq!(written.header(header::LOCATION), "/directory?written=2");
    assert!(site.get("/directory?written=2").await.text.contains("2 lines were written."));
}

#[tokio::test]
async fn lines_that_were_not_shown_are_not_written() {
    let site = Site::busy().await;
    let form = "of=person&text=Ravi%2Cguard%0ADevi%2Ccleaner&act=write&rest=";
    let again = site.post("/directory/lines", &format!("{form}300")).await;
    assert_eq!(again.status, StatusCode::OK);
    assert!(again.text.contains("What would come of it") && again.text.contains("name=\"rest\" value=\"0\""));
    let written = site.post("/directory/lines", &format!("{form}0")).await;
    assert_eq!(written.header(header::LOCATION), "/directory?written=2");
}

#[tokio::test]
async fn a_file_is_looked_at_as_a_pasted_list_is() {
    let site = Site::busy().await;
    let send = async |body: &[u8]| {
        let head = "--b\r\nContent-Disposition: form-data; name=\"of\"\r\n\r\nperson\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"people.csv\"\r\n\r\n";
        let body = [head.as_bytes(), body, b"\r\n--b--\r\n"].concat();
        let request = Request::post("/directory/file")
            .header(header::COOKIE, format!("laksana={SESSION}"))
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
            .body(Body::from(body))
            .expect("this is a request");
        site.send(request).await
    };
    let looked = send(b"Ravi,guard").await;
    assert_eq!(looked.status, StatusCode::OK, "{}", looked.text);
    for words in ["What would come of it", "<b>Ravi</b>", "Write 1 line", ">Ravi,guard</textarea>"] {
        assert!(looked.text.contains(words), "{words}: {}", looked.text);
    }
    let refused = send(b"\xd0\xcf").await;
    assert!(!refused.status.is_success() && refused.text.contains("it is no list"), "{}", refused.text);
    let large = send(&vec![b'a'; 5 << 20]).await;
    assert!(large.text.contains("larger than 4 MiB"), "{}", large.text);
}

#[tokio::test]
async fn nothing_is_written_while_a_line_cannot_be_used() {
    let site = Site::busy().await;
    let answer = site.post("/directory/lines", "of=person&text=Ravi%0ADevi%2Ccleaner&act=write").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.text.contains("Cannot be used") && !answer.text.contains("value=\"write\""), "{}", answer.text);
    for (path, form) in [("/directory/lines", "of=nonsense&text=a&act=look"), ("/directory/line", "of=nonsense&name=a")]
    {
        assert_eq!(site.post(path, form).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_line_has_a_form_that_knows_what_is_known() {
    let site = Site::busy().await;
    let page = site.get("/directory/line?of=person&name=Siti").await.text;
    for words in ["<h1>Change a person</h1>", "value=\"Siti\"", "readonly", "value=\"cleaner\" selected"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(site.get("/directory/line?of=person").await.text.contains("<h1>Add a person</h1>"));
    assert_eq!(site.get("/directory/line?of=person&name=Nobody").await.status, StatusCode::NOT_FOUND);
    let written = site.post("/directory/line", "of=person&person=Siti&role=guard").await;
    assert_eq!(written.header(header::LOCATION), "/directory?written=1", "a form is one line, and no heading");
    let directory = site.get("/directory").await.text;
    assert!(directory.contains("href=\"/directory/line?of=person&amp;name=Siti\""), "{directory}");
}

#[tokio::test]
async fn each_number_of_the_directory_leads_to_its_list() {
    let page = Site::busy().await.get("/directory").await.text;
    let lede = super::content::between(&page, "<p class=\"lede\">", "</p>");
    for link in ["#sites", "/people", "#vendors", "#tasks"] {
        assert!(lede.contains(&format!("<a href=\"{link}\">")), "{link}: {lede}");
        assert!(link == "/people" || page.contains(&format!("id=\"{}\"", &link[1..])), "{link}: {page}");
    }
    assert!(lede.contains(">5 places</a>") && lede.contains(">1 site</a>"), "{lede}");
}
