//! Labels of an organisation's own, as lists are narrowed by them.

use super::Site;
use super::world::{now, org};
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
