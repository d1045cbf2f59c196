//! Labels of an organisation's own: their page, and lists narrowed by them.

use super::world::{SESSION, now, org};
use super::{Answer, Site};
use axum::body::Body;
use axum::http::{Request as HttpRequest, StatusCode, header};
use domain::id::TicketNumber;
use domain::label::{Label, LabelExample, LabelSet};
use domain::request::{Actor, Command, Definition, Request, Stamp, TicketCommand, Via};
use domain::ticket::Category;

/// Asks as Siti, a minute after whatever was asked before.
pub async fn ask(site: &Site, at: i64, command: Command) {
    let at = now().plus_minutes(at);
    let stamp = Stamp { at, entropy: u128::from(at.us().unsigned_abs()) };
    let request =
        Request { org: org(), actor: Actor::Member("Siti Rahman".into()), via: Via::Web, stamp, import: None, command };
    for answer in site.desk.commit_all(&org(), vec![request]).await.expect("the desk answers") {
        answer.expect("nothing is refused");
    }
}

/// A set of teams, and a ticket of the plumbers.
pub async fn labelled() -> Site {
    let site = Site::busy().await;
    let label = |name: &str, category| Label { name: name.into(), category };
    let example = |text: &str, label: &str| LabelExample { text: text.into(), labels: vec![label.into()] };
    let set = LabelSet {
        name: "team".into(),
        is_several: false,
        labels: vec![label("<b>", None), label("plumbers", Some(Category::Plumbing))],
        examples: vec![example("Water runs down the stairs", "plumbers"), example("Tap drips", "plumbers")],
    };
    ask(&site, 1, Command::Define(Box::new(Definition::Labels(set)))).await;
    let said = TicketCommand::Label("team".into(), Some(vec!["plumbers".into()]));
    ask(&site, 2, Command::change(TicketNumber(1), said)).await;
    site
}

#[tokio::test]
async fn the_list_and_the_board_are_narrowed_by_a_label() {
    let site = labelled().await;
    for list in ["/tickets?group=all&label=team%3Aplumbers", "/tickets?label=team%3Aplumbers&q=e&group=all"] {
        let page = site.get(list).await.text;
        assert_eq!(page.matches("<a class=\"row\" href=\"/tickets/T-").count(), 1, "{page}");
        for words in [
            "href=\"/tickets/T-1\"",
            "<bdi>plumbers</bdi>",
            "<optgroup label=\"team\">",
            "<option value=\"team:plumbers\" selected>plumbers</option>",
            "<option value=\"team:&lt;b&gt;\">&lt;b&gt;</option>",
            "<bdi>team:plumbers</bdi>",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
    }
    let board = site.get("/board?label=team%3Aplumbers").await.text;
    assert_eq!(board.matches("data-card").count(), 1, "{board}");
    let list = "/tickets?group=open&amp;lane=assigned&amp;label=team%3Aplumbers";
    assert!(board.contains(list) && board.contains("value=\"team:plumbers\" selected"), "{board}");
    // What is no label is not everything, and may be taken off again.
    for nothing in ["team%3Apainters", "team", "mood%3A", "%3A"] {
        let page = site.get(&format!("/tickets?group=all&label={nothing}")).await.text;
        assert!(!page.contains("class=\"row\"") && page.contains("class=\"chip\""), "{nothing}: {page}");
    }
    let all = site.get("/tickets?group=all").await.text;
    assert!(all.matches("<a class=\"row\" href=\"/tickets/T-").count() > 1 && !all.contains("class=\"chip\""));
    assert!(!Site::busy().await.get("/tickets").await.text.contains("id=\"label\""), "without sets there is no field");
}

const PAGE: &str = "/settings/labels";

#[tokio::test]
async fn the_page_counts_what_each_label_has_and_each_number_leads_there() {
    let site = labelled().await;
    let page = site.get(PAGE).await.text;
    for words in [
        "<bdi>team</bdi>",
        "<bdi>&lt;b&gt;</bdi>",
        "<td>Plumbing</td>",
        "<a href=\"/settings/labels?label=team%3Aplumbers#examples\">2</a>",
        "<a href=\"/tickets?group=all&amp;label=team%3Aplumbers\">1</a>",
        "<a href=\"/tickets?group=all&amp;label=team%3A%3Cb%3E\">0</a>",
        "<a class=\"button\" href=\"/settings/labels?trial=team\">",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("Recall") && !page.contains("id=\"examples\""), "{page}");
    let told = site.get("/settings/labels?label=team%3Aplumbers").await.text;
    let examples = super::content::between(&told, "id=\"examples\"", "</section>");
    assert_eq!(examples.matches("<li>").count(), 2, "{examples}");
    assert!(examples.contains("Tap drips"), "{examples}");
    let tried = site.get("/settings/labels?trial=team").await.text;
    assert!(tried.contains("Recall") && tried.contains("50 %") && tried.contains("75 % right"), "{tried}");
    assert!(site.get("/settings").await.text.contains("href=\"/settings/labels\""));
    let none = Site::busy().await.get(PAGE).await.text;
    assert!(none.contains("There is no set yet.") && none.contains("name=\"text\""), "{none}");
}

#[tokio::test]
async fn examples_are_looked_at_and_then_come_beside_those_there_are_or_in_their_place() {
    let site = labelled().await;
    let brought = "text=Mop+needed%2Ccleaners%0ATap+drips%2Ccleaners";
    let looked = site.post(PAGE, &format!("{brought}&how=add&act=look")).await;
    assert_eq!(looked.status, StatusCode::OK, "{}", looked.text);
    for words in ["<s>2 labels</s> 3 labels", "<s>2 examples</s> 3 examples", "Write 1 set", ">Mop needed,cleaners\n"] {
        assert!(looked.text.contains(words), "{words}: {}", looked.text);
    }
    assert!(site.get(PAGE).await.text.contains("label=team%3Aplumbers#examples\">2</a>"), "nothing is written yet");
    let instead = site.post(PAGE, &format!("{brought}&how=replace&act=look")).await.text;
    assert!(instead.contains("No more: <bdi>&lt;b&gt;, plumbers</bdi>"), "{instead}");
    let written = site.post(PAGE, &format!("{brought}&how=add&act=write")).await;
    let next = written.header(header::LOCATION);
    assert!(next.starts_with("/settings/labels?undo="), "{next}");
    let page = site.get(next).await.text;
    for words in
        ["label=team%3Acleaners#examples\">2</a>", "label=team%3Aplumbers#examples\">1</a>", "<td>Plumbing</td>"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    let undo = super::content::between(&page, "action=\"/undo/", "\"").to_owned();
    let back = site.post(&format!("/undo/{undo}"), "").await;
    assert_eq!(back.header(header::LOCATION), PAGE);
    let page = site.get(PAGE).await.text;
    assert!(page.contains("label=team%3Aplumbers#examples\">2</a>") && !page.contains("cleaners"), "{page}");
    for (form, words) in [
        ("text=nonsense&act=write", "line 1: it has no label"),
        ("text=%2Ccleaners&act=write", "Cannot be used"),
        ("text=Tap+drips%2C&act=write", "Cannot be used"),
    ] {
        let refused = site.post(PAGE, form).await.text;
        assert!(refused.contains(words) && !refused.contains("value=\"write\""), "{form}: {refused}");
    }
}

#[tokio::test]
async fn a_file_of_examples_is_looked_at() {
    let site = labelled().await;
    let send = async |body: &[u8]| {
        let head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"labels.csv\"\r\n\r\n";
        let request = HttpRequest::post("/settings/labels/file")
            .header(header::COOKIE, format!("laksana={SESSION}"))
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
            .body(Body::from([head.as_bytes(), body, b"\r\n--b--\r\n"].concat()))
            .expect("this is a request");
        site.send(request).await
    };
    let looked = send(b"\xef\xbb\xbfMop needed,cleaners").await;
    assert_eq!(looked.status, StatusCode::OK, "{}", looked.text);
    for words in ["What would come of it", "Write 1 set", ">Mop needed,cleaners</textarea>"] {
        assert!(looked.text.contains(words), "{words}: {}", looked.text);
    }
    let refused = send(b"\xd0\xcf").await;
    assert!(!refused.status.is_success() && refused.text.contains("no text in UTF-8"), "{}", refused.text);
    assert!(send(&vec![b'a'; 5 << 20]).await.text.contains("larger than 4 MiB"));
}

#[tokio::test]
async fn trades_are_said_and_a_set_is_given_up_and_both_are_taken_back() {
    let site = labelled().await;
    let undo = async |form: Answer| {
        let page = site.get(form.header(header::LOCATION)).await.text;
        let undo = super::content::between(&page, "action=\"/undo/", "\"").to_owned();
        (page, format!("/undo/{undo}"))
    };
    let page = site.get(PAGE).await.text;
    let shown = super::content::between(&page, "name=\"shown\" value=\"", "\"").to_owned();
    let form = |shown: &str| format!("shown={shown}&set=team&label=%3Cb%3E&trade=lift&label=plumbers&trade=");
    let refused = site.post("/settings/labels/trades", &form("0123456789abcdef")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let (page, back) = undo(site.post("/settings/labels/trades", &form(&shown)).await).await;
    assert!(page.contains("<td>Lift</td>") && !page.contains("<td>Plumbing</td>"), "{page}");
    site.post(&back, "").await;
    assert!(site.get(PAGE).await.text.contains("<td>Plumbing</td>"));
    let (page, back) = undo(site.post("/settings/labels/removal", "set=team").await).await;
    assert!(page.contains("There is no set yet."), "{page}");
    let list = site.get("/tickets?group=all&label=team%3Aplumbers").await.text;
    assert!(list.contains("href=\"/tickets/T-1\""), "tickets keep what they have: {list}");
    site.post(&back, "").await;
    let page = site.get(PAGE).await.text;
    assert!(page.contains("label=team%3Aplumbers#examples\">2</a>"), "{page}");
    assert_eq!(site.post("/settings/labels/removal", "set=mood").await.status, StatusCode::NOT_FOUND);
}
