//! What broken, new and hostile bodies cost: themselves.

use super::{items, messages};
use crate::cloud_api::{Body, Item, Message, Pepper, external, parse};
use domain::message::{Circle, Form, Handle, Inbound};
use domain::time::Instant;
use proptest::prelude::*;
use serde_json::{Value, json};

fn pepper() -> Pepper {
    Pepper::from_hex(&"ab".repeat(32)).unwrap()
}

fn only(items: &[Item]) -> &Message {
    match items {
        [Item::Message(message)] => message,
        other => panic!("one message: {other:?}"),
    }
}

fn heard(message: &Value) -> Inbound {
    pepper().inbound(only(&messages(&json!([message]))), Instant::from_us(1))
}

fn text(id: usize) -> Value {
    json!({ "from": "60123456789", "id": format!("wamid.{id}"), "timestamp": "1750030073", "type": "text", "text": { "body": "hi" } })
}

fn names<'a>(items: &'a [Item]) -> Vec<&'a str> {
    let name = |item: &'a Item| match item {
        Item::Message(_) => "message",
        Item::Status(_) => "status",
        Item::Moved(..)
        | Item::Named(..)
        | Item::Hearing(..)
        | Item::Revoked(_)
        | Item::Notice(_)
        | Item::Preferred(..) => "follows",
        Item::News(name, _) | Item::Unknown(name, _) => name.as_str(),
    };
    items.iter().map(name).collect()
}

#[test]
fn one_bad_item_costs_the_others_nothing() {
    let bad = [
        json!(17),
        json!(null),
        json!({}),
        json!({ "id": "wamid.a" }),
        json!({ "from": "6012", "type": "text" }),
        json!([[]]),
    ];
    for bad in bad {
        let mut all: Vec<Value> = (0..999).map(text).collect();
        all.insert(500, bad.clone());
        let items = messages(&Value::Array(all));
        let read = items.iter().filter(|item| matches!(item, Item::Message(_))).count();
        let kept = items.iter().filter(|item| matches!(item, Item::Unknown(..))).count();
        assert_eq!((read, kept), (999, 1), "{bad}");
    }
}

#[test]
fn what_is_new_is_kept_under_its_name() {
    let table = [
        (items("crystal_ball", &json!({ "omen": 1 })), vec!["crystal_ball/omen"]),
        (items("messages", &json!({ "messages": "none", "omens": [] })), vec!["messages", "messages/omens"]),
        (items("messages", &json!("?")), vec!["change/messages"]),
        (
            messages(&json!([{ "from": "6012", "id": "a", "type": "hologram", "hologram": {} }])),
            vec!["messages/hologram", "message"],
        ),
        (items("account_update", &json!({ "event": "NEW\u{0}\n<b>" })), vec!["account_update/NEWb"]),
        (parse("{\"entry\": 7}").unwrap(), vec!["body"]),
        (parse("[]").unwrap(), vec!["body"]),
        (parse("{\"object\":\"page\",\"entry\":[]}").unwrap(), vec!["body"]),
        (parse("{\"object\":\"whatsapp_business_account\",\"entry\":[1]}").unwrap(), vec!["entry"]),
    ];
    for (items, expected) in table {
        assert_eq!(names(&items), expected);
    }
    assert!(parse("{").is_err() && parse("").is_err());
}

#[test]
fn what_cannot_be_shown_leaves_a_mark_where_it_was_said() {
    let unsupported = json!({ "from": "6012", "id": "a", "timestamp": 1750030073, "type": "unsupported", "unsupported": { "type": "poll" } });
    assert_eq!(heard(&unsupported).form, Form::Poll);
    let unreadable = json!({ "from": "6012", "id": "a", "type": "edit", "edit": { "original_message_id": "b", "message": { "type": "image" } } });
    let items = messages(&json!([unreadable]));
    assert_eq!(names(&items), ["messages/edit", "message"]);
    assert!(matches!(&items[1], Item::Message(message) if message.body == Body::Unsupported("edit".into())));
}

#[test]
fn people_are_known_by_whatever_id_there_is_wherever_it_stands() {
    let table = [
        (json!({ "from": "5511987654321" }), vec!["+5511987654321"]),
        (json!({ "from": "+52 1 55 1234 5678" }), vec!["+5215512345678"]),
        (json!({ "from": "US.13491208655302741918" }), vec!["bsuid:US.13491208655302741918"]),
        (json!({ "from_user_id": "US.1", "from_parent_user_id": "US.ENT.2" }), vec!["bsuid:US.1", "bsuid:US.ENT.2"]),
        (json!({ "from": "190265811075171@lid" }), vec!["lid:190265811075171"]),
        (json!({ "from": "60123456789@c.us", "from_user_id": "MY.9" }), vec!["+60123456789", "bsuid:MY.9"]),
        (json!({ "from": "<WHATSAPP_USER_PHONE_NUMBER>" }), vec!["id:<WHATSAPP_USER_PHONE_NUMBER>"]),
    ];
    for (ids, expected) in table {
        let mut message = text(1);
        message.as_object_mut().unwrap().remove("from");
        message.as_object_mut().unwrap().extend(ids.as_object().unwrap().clone());
        let inbound = heard(&message);
        let mut handles = vec![inbound.sender];
        handles.extend(inbound.live.unwrap().also);
        assert_eq!(handles, expected.iter().map(|handle| Handle((*handle).to_owned())).collect::<Vec<_>>());
    }
}

#[test]
fn a_person_without_any_id_is_the_only_contact_or_nobody() {
    let mut nobody = text(1);
    nobody.as_object_mut().unwrap().remove("from");
    let value = |contacts: Value| json!({ "contacts": contacts, "messages": [nobody] });
    let one = json!([{ "profile": { "name": "Pablo", "username": "pablo" } }]);
    let heard = pepper().inbound(only(&items("messages", &value(one))), Instant::from_us(0));
    assert_eq!((heard.sender.0.as_str(), heard.sender_name.as_str()), ("username:pablo", "Pablo"));
    let two = json!([{ "wa_id": "6011" }, { "wa_id": "6012" }]);
    assert_eq!(names(&items("messages", &value(two))), ["messages/without sender"]);
}

#[test]
fn a_chat_keeps_its_name_and_tells_nobody_whose_it_is() {
    let first = heard(&text(1)).conversation;
    assert_eq!(heard(&text(2)).conversation, first);
    assert_eq!((first.circle, first.with), (Circle::Direct, Some(Handle::phone("60123456789"))));
    let mut other = text(3);
    other["from"] = json!("60123456780");
    assert_ne!(heard(&other).conversation.id, first.id);
    other["group_id"] = json!("Y2FwaV9ncm91cA");
    let group = heard(&other).conversation;
    assert_eq!((group.circle, group.with), (Circle::Group, None));
    let elsewhere = Pepper::from_hex(&"cd".repeat(32)).unwrap();
    let items = messages(&json!([text(1)]));
    assert_ne!(elsewhere.inbound(only(&items), Instant::from_us(0)).conversation.id, first.id, "another installation");
    for id in [&first.id, &group.id] {
        assert!(!id.as_str().contains("6012345678"));
    }
}

#[test]
fn a_change_is_told_under_the_name_of_what_it_changes() {
    let edit = json!({ "from": "6012", "id": "wamid.e", "timestamp": "2", "type": "edit",
        "edit": { "original_message_id": "wamid.1", "message": { "type": "text", "text": { "body": "hello" } } } });
    let revoke = json!({ "from": "6012", "id": "wamid.r", "timestamp": "3", "type": "revoke", "revoke": { "original_message_id": "wamid.1" } });
    let (edit, revoke) = (heard(&edit), heard(&revoke));
    assert_eq!(
        (edit.external, edit.form, edit.text.as_str(), edit.edited),
        (external("wamid.1"), Form::Text, "hello", true)
    );
    assert_eq!((revoke.external, revoke.form, revoke.edited), (external("wamid.1"), Form::Deleted, false));
}

#[test]
fn an_emoji_taken_away_is_an_empty_reaction() {
    for emoji in [json!("👍"), json!(""), Value::Null] {
        let reaction = json!({ "from": "6012", "id": "wamid.x", "type": "reaction", "reaction": { "message_id": "wamid.1", "emoji": emoji } });
        let heard = heard(&reaction);
        assert_eq!((heard.form, heard.text.as_str()), (Form::Reaction, emoji.as_str().unwrap_or_default()));
        assert_eq!(heard.reply_to, Some(external("wamid.1")));
    }
}

#[test]
fn a_group_message_names_people_by_number() {
    let mut message = text(1);
    message["group_id"] = json!("g");
    message["text"]["body"] = json!("@60198765432 please, not @home or me@example.com");
    assert_eq!(heard(&message).mentions, [Handle::phone("60198765432")]);
}

#[test]
fn every_answer_of_a_filled_form_is_heard() {
    let filled = |json: &str| {
        let reply = json!({ "type": "nfm_reply", "nfm_reply": { "body": "Sent", "response_json": json } });
        heard(&json!({ "from": "6012", "id": "a", "type": "interactive", "interactive": reply })).text
    };
    let said = filled(r#"{"flow_token":"x","rooms":["A","B"],"when":{"day":"Mon"},"urgent":true,"note":null}"#);
    assert_eq!(said, "Sent\nrooms: [\"A\",\"B\"]\nurgent: true\nwhen: {\"day\":\"Mon\"}");
    assert_eq!(filled(r#"["lift",2]"#), "Sent\n[\"lift\",2]");
}

#[test]
fn a_digest_is_known_in_both_its_spellings() {
    let hex = "49f2276341a0293b09954699c102b5fb".repeat(2);
    let base64 = "SfInY0GgKTsJlUaZwQK1+0nyJ2NBoCk7CZVGmcECtfs=";
    for (written, read) in [(hex.as_str(), Some(&hex)), (base64, Some(&hex)), ("a1b2c3d4e5f6...", None)] {
        let image = json!({ "from": "6012", "id": "a", "type": "image", "image": { "id": "1", "sha256": written } });
        let items = messages(&json!([image]));
        let Body::Media(media) = &only(&items).body else { panic!("a picture") };
        assert_eq!(media.sha256.as_ref(), read, "{written}");
    }
}

proptest! {
    #[test]
    fn no_body_brings_the_reader_down(body in "\\PC*", noise in proptest::collection::vec(0_u8..128, 0..200)) {
        let _nothing = parse(&body);
        let _nothing = parse(&String::from_utf8_lossy(&noise));
    }

    #[test]
    fn no_message_brings_the_reader_down(kind in "text|image|location|contacts|interactive|edit|order|reaction|system|x", key in "[a-z_]{1,12}", word in "\\PC{0,20}", number in any::<f64>()) {
        let inner = json!({ "type": kind, "body": word, "latitude": number, "longitude": word, key.clone(): [word, number, null] });
        let all = json!([{ "from": word, "id": "a", "timestamp": number, "type": kind, kind: inner, key: word }, text(1)]);
        let items = messages(&all);
        for item in &items {
            if let Item::Message(message) = item {
                let _heard = pepper().inbound(message, Instant::from_us(0));
            }
        }
        prop_assert!(items.iter().any(|item| matches!(item, Item::Message(message) if message.wamid == "wamid.1")));
    }
}

#[test]
fn what_whatsapp_says_beside_a_message_is_kept() {
    let error = json!({ "code": 131060, "title": "Message unavailable", "error_data": { "details": "Ask them to send it again." } });
    let mut unsupported = json!({ "from": "60123456789", "id": "wamid.1", "type": "unsupported", "errors": [error] });
    let beside = |message: &Value| {
        let Inbound { live, form, text, .. } = heard(message);
        (live.unwrap().beside, form, text)
    };
    let expected = "Message unavailable · Ask them to send it again. · 131060";
    assert_eq!(beside(&unsupported), (expected.to_owned(), Form::Unknown, String::new()));
    unsupported["errors"] = json!("broken");
    assert_eq!(beside(&unsupported).0, "");
    let mut said = text(2);
    said["referral"] = json!({ "headline": "Chat with us", "body": "Flats to let", "source_url": "https://fb.me/1", "source_id": "9" });
    said["context"] = json!({ "referred_product": { "catalog_id": "77", "product_retailer_id": "flat-3" } });
    let expected = "Chat with us · Flats to let · https://fb.me/1\n77 · flat-3";
    assert_eq!(beside(&said), (expected.to_owned(), Form::Text, "hi".to_owned()));
    said["referral"]["body"] = "x".repeat(100_000).into();
    assert_eq!(beside(&said).0.chars().count(), 1_000);
}

#[test]
fn what_came_to_another_number_of_the_same_app_is_news() {
    let body = |number: &str| {
        let metadata = json!({ "display_phone_number": "15550783881", "phone_number_id": number });
        let status = json!({ "id": "wamid.9", "status": "sent", "timestamp": "1750030073" });
        let value = json!({ "metadata": metadata, "contacts": [], "messages": [text(1)], "statuses": [status] });
        json!({ "entry": [{ "changes": [{ "field": "messages", "value": value }] }] }).to_string()
    };
    let read = |number: &str, ours| crate::cloud_api::parse_as(&body(number), ours).unwrap();
    let theirs = read("2", Some("1"));
    assert_eq!(names(&theirs), ["another number/messages/text", "another number/statuses"]);
    for (number, ours) in [("1", Some("1")), ("2", None), ("", Some("1"))] {
        let items = read(number, ours);
        assert!(items.iter().any(|item| matches!(item, Item::Message(_))), "{number} {ours:?}");
    }
}
