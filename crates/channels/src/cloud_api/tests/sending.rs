//! What is sent, against Meta's own document; what is answered, against its examples; every error number, against a list.

use crate::cloud_api::{
    Answer, Buttons, Content, File, FileKind, Item, List, Outgoing, Recipient, Row, Template, answer, choice_id,
    chosen, failure, mark, parse, read_mark, templates,
};
use domain::id::OutboundId;
use domain::message::Handle;
use domain::outbound::{Failure, State, Word};
use schema::Schemas;
use serde_json::{Value, json};

fn fixture(name: &str) -> Value {
    let text = std::fs::read_to_string(super::folder().join("sending").join(name)).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn to_number(content: Content) -> Outgoing {
    let mark = Some(mark(&OutboundId::new("0190f")).as_str().into());
    Outgoing { to: Recipient::Number("60123456789".into()), mark, reply_to: None, content }
}

fn file(kind: FileKind) -> File {
    File { kind, id: "4711".into(), name: "report.pdf".into() }
}

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}

fn list(rows: usize) -> List {
    let text = |text: String| text.as_str().into();
    let row = |n: usize| Row {
        id: format!("r{n}").as_str().into(),
        title: text(format!("Block {n}")),
        description: "Level 1".into(),
    };
    List { body: "Where is it?".into(), label: "Choose block".into(), rows: (0..rows).map(row).collect() }
}

fn template(header: Option<File>) -> Content {
    let gaps = pairs(&[("task", "Cleaning"), ("place", "Block C")]);
    let buttons = ["a", "b", "c"].into_iter().map(Into::into).collect();
    Content::Template(Template { name: "laksana_pending_at".into(), language: "ms".into(), header, gaps, buttons })
}

#[test]
fn what_is_sent_is_as_the_document_says() {
    let schemas = Schemas::of_requests();
    let kinds = [
        ("TextMessage", Content::Text("Cleaning report still pending.".into())),
        ("ImageMessage", Content::Media(file(FileKind::Image), "before".into())),
        ("VideoMessage", Content::Media(file(FileKind::Video), "".into())),
        ("AudioMessage", Content::Media(file(FileKind::Audio), "no words go with sound".into())),
        ("DocumentMessage", Content::Media(file(FileKind::Document), "the report".into())),
        ("StickerMessage", Content::Media(file(FileKind::Sticker), "".into())),
        ("TemplateMessage", template(None)),
        ("TemplateMessage", template(Some(file(FileKind::Image)))),
        ("InteractiveMessage", buttons(None, &["Confirm fixed", "Not fixed"])),
        ("InteractiveMessage", buttons(Some(file(FileKind::Image)), &["Confirm fixed", "Not fixed"])),
        ("InteractiveMessage", Content::List(list(10))),
        ("ReactionMessage", Content::Reaction("wamid.1".into(), Some("👍".into()))),
        ("ReactionMessage", Content::Reaction("wamid.1".into(), None)),
    ];
    for (schema, content) in kinds {
        let recipients = [
            Recipient::Number("60123456789".into()),
            Recipient::Id("US.13491208655302741918".into()),
            Recipient::Group("120363".into()),
        ];
        for to in recipients {
            let body = Outgoing { to, reply_to: Some("wamid.0".into()), ..to_number(content.clone()) }.body();
            schemas.check(schema, &body).unwrap_or_else(|wrong| panic!("{wrong}\n{body:#}"));
        }
    }
    let wrong = json!({ "messaging_product": "whatsapp", "recipient_type": "individual", "to": "1", "type": "text" });
    assert!(schemas.check("TextMessage", &wrong).is_err(), "the check finds what is missing");
}

fn buttons(header: Option<File>, titles: &[&str]) -> Content {
    let buttons = titles.iter().map(|title| ((*title).into(), (*title).into())).collect();
    Content::Buttons(Buttons { header, body: "Fixed?".into(), buttons })
}

#[test]
fn what_the_document_does_not_know_yet_is_as_others_send_it() {
    let body = |content| to_number(content).body();
    let asked = body(Content::LocationRequest("Where is it?".into()));
    assert_eq!(asked["interactive"]["action"], json!({ "name": "send_location" }));
    let link = body(Content::Link("Your job".into(), "Open".into(), "https://ops.example.com/j/1".into()));
    let parameters = json!({ "display_text": "Open", "url": "https://ops.example.com/j/1" });
    assert_eq!(link["interactive"]["action"], json!({ "name": "cta_url", "parameters": parameters }));
    let voice = body(Content::Media(file(FileKind::Voice), "".into()));
    assert_eq!(voice["audio"], json!({ "id": "4711", "voice": true }));
    assert_eq!(read_mark("w"), json!({ "messaging_product": "whatsapp", "status": "read", "message_id": "w" }));
    assert_eq!(body(Content::Text("x".into()))["biz_opaque_callback_data"], "laksana:0190f");
}

#[test]
fn a_picture_stands_above_buttons_and_nowhere_else() {
    let photo = || File { name: String::new(), ..file(FileKind::Image) };
    let shown = to_number(buttons(None, &["Confirm fixed"]).below(photo())).body();
    assert_eq!(shown["interactive"]["header"], json!({ "type": "image", "image": { "id": "4711" } }));
    let text = Content::Text("Fixed?".into());
    assert_eq!(text.clone().below(photo()), text);
}

#[test]
fn nothing_is_longer_or_more_than_may_be_sent() {
    let schemas = Schemas::of_requests();
    let long = "ச".repeat(9_000);
    let row = || Row { id: long.as_str().into(), title: long.as_str().into(), description: long.as_str().into() };
    let all = [
        Content::Text(long.as_str().into()),
        Content::Media(file(FileKind::Image), long.as_str().into()),
        buttons(None, &[&long, &long, &long, &long, &long]),
        Content::List(List {
            body: long.as_str().into(),
            label: long.as_str().into(),
            rows: std::iter::repeat_with(row).take(40).collect(),
        }),
    ];
    for (content, schema) in
        all.into_iter().zip(["TextMessage", "ImageMessage", "InteractiveMessage", "InteractiveMessage"])
    {
        let body = to_number(content).body();
        schemas.check(schema, &body).unwrap_or_else(|wrong| panic!("{wrong}"));
    }
    let cut = to_number(Content::Text(long.as_str().into())).body();
    let text = cut["text"]["body"].as_str().unwrap();
    assert!(text.chars().count() == 4_096 && text.ends_with('…'));
    let list = to_number(Content::List(list(30))).body();
    assert_eq!(list["interactive"]["action"]["sections"][0]["rows"].as_array().map(Vec::len), Some(10));
}

#[test]
fn a_button_says_which_answer_of_which_message_it_is() {
    let outbound = OutboundId::new("0190f");
    assert_eq!(chosen(&choice_id(&outbound, 2)), Some((outbound, 2)));
    for other in ["", "yes", "laksana:0190f", "laksana:0190f:x", "laksana::1", "other:0190f:1", "laksana:0190f:1:2"] {
        assert_eq!(chosen(other), None, "{other}");
    }
}

#[test]
fn an_answer_is_taken_refused_or_unclear() {
    let Answer::Taken(accepted) = answer(200, &fixture("taken.json").to_string()) else { panic!("it was taken") };
    assert!(accepted.external.starts_with("wa-") && accepted.channel_name.starts_with("wamid."));
    assert_eq!(accepted.also, [Handle::phone("16505551234")]);
    let error = |code: u32| json!({ "error": { "message": "x", "code": code, "fbtrace_id": "A" } }).to_string();
    let table = [
        (200, "{}".to_owned(), Failure::Unclear, None),
        (200, "<html>".to_owned(), Failure::Unclear, None),
        (400, error(131_047), Failure::WindowClosed, Some(131_047)),
        (400, error(131_056), Failure::PairLimit, Some(131_056)),
        (429, error(131_208), Failure::PairLimit, Some(131_208)),
        (400, error(131_209), Failure::Group, Some(131_209)),
        (401, error(190), Failure::Credentials, Some(190)),
        (500, error(131_016), Failure::Unclear, Some(131_016)),
        (400, error(987_654), Failure::Unknown, Some(987_654)),
        (500, error(987_654), Failure::Unclear, Some(987_654)),
        (429, String::new(), Failure::NumberLimit, None),
        (403, "no".to_owned(), Failure::Credentials, None),
        (404, "no".to_owned(), Failure::NotReached, None),
        (302, String::new(), Failure::NotReached, None),
        (400, "no".to_owned(), Failure::Request, None),
        (502, "<html>".to_owned(), Failure::Unclear, None),
    ];
    for (status, body, failure, code) in table {
        assert_eq!(answer(status, &body), Answer::Failed(failure, code), "{status} {body}");
    }
}

#[test]
fn every_error_number_that_a_message_may_meet_means_something() {
    // Of calls, flows, names, templates being made, and accounts being set up: no message meets them.
    let elsewhere = |code: u64| matches!(code, 138_000..=138_999 | 139_001..=139_999 | 147_000..=147_999 | 2_388_000..=2_388_999 | 2_494_101..=2_494_999);
    let mut met = 0;
    for class in fixture("error_codes_by_class.json").as_array().unwrap() {
        for code in class["codes"].as_array().unwrap().iter().filter_map(Value::as_u64) {
            let known = failure(u32::try_from(code).unwrap()) != Failure::Unknown;
            assert!(known || elsewhere(code), "{code} is {}", class["class"]);
            met += usize::from(known);
        }
    }
    assert!(met > 150, "{met}");
    for code in [470, 1, 2, 100, 131_026, 131_049, 132_069] {
        assert_ne!(failure(code), Failure::Unknown, "{code}");
    }
}

#[test]
fn a_status_tells_what_became_of_which_message() {
    let told = |status: Value| {
        let items = super::items("messages", &json!({ "statuses": [status] }));
        let Some(Item::Status(status)) = items.into_iter().next() else { panic!("it is a status") };
        (status.outbound(), status.told().map(|told| told.word))
    };
    let status = |state: &str| json!({ "id": "wamid.1", "status": state, "timestamp": "5", "biz_opaque_callback_data": "laksana:o1" });
    let ours = Some(OutboundId::new("o1"));
    assert_eq!(told(status("delivered")), (ours.clone(), Some(Word::Reached(State::Delivered))));
    assert_eq!(told(status("played")).1.unwrap(), Word::Reached(State::Read));
    assert_eq!(told(status("in_orbit")), (ours, None));
    let mut failed = status("failed");
    failed["errors"] = json!([{ "code": 131_047 }]);
    assert_eq!(told(failed.clone()).1.unwrap(), Word::Failed(Failure::WindowClosed, Some(131_047)));
    failed["errors"] = json!([{ "code": 131_000 }]);
    assert_eq!(told(failed).1.unwrap(), Word::Failed(Failure::Passing, Some(131_000)));
    let other = json!({ "id": "wamid.1", "status": "sent", "biz_opaque_callback_data": "another:1" });
    assert_eq!(told(other), (None, Some(Word::Reached(State::Sent))));
    assert!(parse("{}").is_ok());
}

#[test]
fn the_list_of_templates_is_read_page_by_page() {
    let item = |name: &str, status: &str| json!({ "name": name, "language": "en_US", "status": status, "id": "1" });
    let page = json!({ "data": [item("laksana_verify", "APPROVED"), item("laksana_photo", "PENDING"), {}],
        "paging": { "cursors": { "before": "a", "after": "b" }, "next": "https://graph.facebook.com/next" } });
    let (listed, next) = templates(&page.to_string()).unwrap();
    let approved: Vec<(&str, bool)> = listed.iter().map(|one| (one.name.as_str(), one.is_approved)).collect();
    assert_eq!((approved, next.as_deref()), (vec![("laksana_verify", true), ("laksana_photo", false)], Some("b")));
    assert_eq!(templates("{\"data\":[]}"), Some((Vec::new(), None)));
    assert_eq!(templates("no"), None);
}

#[test]
fn a_template_that_is_paused_was_not_sent_and_one_that_is_assessed_was() {
    let of = |state: &str| {
        let contacts = json!([{ "input": "60123456789", "wa_id": "60123456789" }]);
        let messages = json!([{ "id": "wamid.a", "message_status": state }]);
        answer(200, &json!({ "messaging_product": "whatsapp", "contacts": contacts, "messages": messages }).to_string())
    };
    assert_eq!(of("paused"), Answer::Failed(Failure::TemplatePaused, None));
    assert!(
        matches!(of("accepted"), Answer::Taken(_)) && matches!(of("held_for_quality_assessment"), Answer::Taken(_))
    );
}
