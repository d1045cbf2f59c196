//! What bridges bring, against fixtures, signatures against vectors, and the same message by two ways.

use super::{Bridge, kept_as, verify, without_key};
use crate::cloud_api::{Item, Message, Part, Pepper, Secret, parse, verify_sha512, verify_token};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::hearing::Suspicion;
use domain::message::{Circle, Form, Handle, Inbound};
use domain::time::{Instant, Zone};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::PathBuf;

fn pepper() -> Pepper {
    Pepper::from_hex(&"07".repeat(32)).unwrap()
}

fn fixture(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/bridges").join(name);
    std::fs::read_to_string(path).unwrap()
}

fn told(folder: &str, bridge: Bridge) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/bridges").join(folder);
    let mut names: Vec<String> =
        std::fs::read_dir(path).unwrap().map(|file| file.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let mut told = String::new();
    for name in names.iter().filter(|name| *name != "hmac_vector.json") {
        writeln!(told, "== {name}").unwrap();
        for item in bridge.parse(&fixture(&format!("{folder}/{name}"))).unwrap() {
            writeln!(told, "{}", line(&item)).unwrap();
        }
    }
    told
}

fn line(item: &Item) -> String {
    match item {
        Item::Message(message) => heard(&pepper().inbound(message, Instant::from_us(0))),
        Item::Status(status) => format!("status {}", status.state),
        Item::Moved(before, after) => format!("moved {before:?} to {after:?}"),
        Item::Named(_, group, name) => format!("group {group} called {name:?}"),
        Item::Revoked(external) => format!("revoked {external}"),
        Item::Hearing(part, trouble) => format!("hearing {part:?}: {trouble:?}"),
        Item::Notice(_) | Item::Preferred(..) => "of an account".to_owned(),
        Item::News(name, _) => format!("news {name}"),
        Item::Unknown(name, _) => format!("unknown {name}"),
    }
}

fn heard(inbound: &Inbound) -> String {
    let live = inbound.live.as_ref().unwrap();
    let also: Vec<&str> = live.also.iter().map(|handle| handle.0.as_str()).collect();
    let (at, circle) = (inbound.sent_at.rfc3339(&Zone::utc()), inbound.conversation.circle);
    let reply = if inbound.reply_to.is_some() { " reply" } else { "" };
    let edited = if inbound.edited { " edited" } else { "" };
    let (from, by, form, text) = (&inbound.sender.0, &inbound.sender_name, inbound.form, &inbound.text);
    format!("{at} {circle} {form} {text:?} from {from} {also:?} by {by}, named {}{reply}{edited}", live.name)
}

fn message(bridge: Bridge, body: &str) -> Message {
    let items = bridge.parse(body).unwrap();
    let found = items.into_iter().find_map(|item| match item {
        Item::Message(message) => Some(*message),
        _ => None,
    });
    found.expect("it holds a message")
}

#[test]
fn what_waha_posts_reads_as_the_snapshot_says() {
    insta::assert_snapshot!("waha", told("waha", Bridge::Waha));
}

#[test]
fn what_evolution_api_posts_reads_as_the_snapshot_says() {
    insta::assert_snapshot!("evolution", told("evolution-api", Bridge::Evolution));
}

#[test]
fn waha_signs_the_bytes_with_sha512() {
    let vector: Value = serde_json::from_str(&fixture("waha/hmac_vector.json")).unwrap();
    let (body, hex) = (vector["body"].as_str().unwrap(), vector["X-Webhook-Hmac"].as_str().unwrap());
    let secret = Secret::new(vector["key"].as_str().unwrap()).unwrap();
    assert!(verify_sha512(&secret, body.as_bytes(), hex).is_ok());
    assert!(verify_sha512(&secret, format!("{body} ").as_bytes(), hex).is_err());
    assert!(verify_sha512(&Secret::new("other").unwrap(), body.as_bytes(), hex).is_err());
    for odd in ["", "00", &"é".repeat(64)] {
        assert!(verify_sha512(&secret, body.as_bytes(), odd).is_err());
    }
}

#[test]
fn a_web_token_holds_for_its_key_and_its_time() {
    // HS256 over {"app":"evolution","exp":1790000600} by “jwt-key”.
    let part = |json: &str| URL_SAFE_NO_PAD.encode(json);
    let signed =
        format!("{}.{}", part(r#"{"alg":"HS256","typ":"JWT"}"#), part(r#"{"app":"evolution","exp":1790000600}"#));
    let token = format!("{signed}.{}", include_str!("../../fixtures/bridges/evolution_token_signature.txt").trim());
    let secret = Secret::new("jwt-key").unwrap();
    let at = |seconds: i64| Instant::from_us(seconds * 1_000_000);
    assert!(verify_token(&secret, &token, at(1_790_000_000)).is_ok());
    assert!(verify_token(&secret, &token, at(1_790_000_700)).is_err(), "it holds no longer");
    assert!(verify_token(&Secret::new("other").unwrap(), &token, at(1_790_000_000)).is_err());
    let none = format!("{}.{}.", part(r#"{"alg":"none"}"#), part(r#"{"exp":1790000600}"#));
    for odd in [none.as_str(), "", "a.b", "a.b.c", "..", &token[..token.len() - 2]] {
        assert!(verify_token(&secret, odd, at(1_790_000_000)).is_err(), "{odd}");
    }
}

#[test]
fn the_key_of_an_instance_is_never_kept() {
    let kept = without_key(fixture("evolution-api/messages_upsert_text.json").as_bytes()).unwrap();
    let kept = String::from_utf8(kept).unwrap();
    assert!(!kept.contains("instance-token") && kept.contains("oi, tudo bem?"));
    assert!(without_key(b"{").is_none() && without_key(b"[1]").is_none());
}

#[test]
fn the_same_message_by_meta_and_by_bridges_has_one_name() {
    let meta = json!({ "object": "whatsapp_business_account", "entry": [{ "changes": [{ "field": "messages", "value": {
        "metadata": { "display_phone_number": "14125550829", "phone_number_id": "1065" },
        "messages": [{ "from": "16503879439", "id": "wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQUFERjg0NDEzNDdFODU3MUMxMAA=",
            "timestamp": "1750030073", "type": "text", "text": { "body": "lift stuck" } }] } }] }] });
    let items = parse(&meta.to_string()).unwrap();
    let Item::Message(by_meta) = &items[0] else { panic!("a message: {items:?}") };
    let stanza = "3AADF8441347E8571C10";
    let waha = json!({ "event": "message", "session": "default", "me": { "id": "14125550829@c.us" }, "payload": {
        "id": format!("false_16503879439@c.us_{stanza}"), "timestamp": 1750030073, "from": "16503879439@c.us",
        "fromMe": false, "body": "lift stuck", "hasMedia": false } });
    let evolution = json!({ "event": "messages.upsert", "instance": "x", "sender": "14125550829@s.whatsapp.net", "data": {
        "key": { "remoteJid": "16503879439@s.whatsapp.net", "fromMe": false, "id": stanza },
        "message": { "conversation": "lift stuck" }, "messageTimestamp": 1750030073 } });
    let open = json!({ "events": [{ "type": "message", "id": stanza, "number": "+14125550829", "chat": { "group": false },
        "from": { "phone": "+16503879439" }, "at": 1750030073, "text": "lift stuck" }] });
    let name = |message: &Message| pepper().inbound(message, Instant::from_us(0)).external;
    for (bridge, body) in [(Bridge::Waha, waha), (Bridge::Evolution, evolution), (Bridge::Open, open)] {
        assert_eq!(name(&message(bridge, &body.to_string())), name(by_meta), "{bridge:?}");
    }
}

#[test]
fn a_name_that_is_no_id_of_whatsapp_holds_for_its_bridge_alone() {
    let body = |id: &str| {
        json!({ "events": [{ "type": "message", "id": id, "chat": { "id": "g", "group": true },
        "from": { "phone": "+60123456789" }, "text": "x" }] })
        .to_string()
    };
    let name = |id: &str| pepper().inbound(&message(Bridge::Open, &body(id)), Instant::from_us(0)).external;
    assert!(name("1").starts_with("br-") && name("1") != name("2"));
    assert!(name("3AADF8441347E8571C10").starts_with("wa-"));
}

#[test]
fn a_group_has_one_name_by_whichever_number_it_is_heard() {
    let body = |me: &str| fixture("waha/message_group_lid.json").replace("71111111111@c.us", me);
    let chat = |me: &str| pepper().inbound(&message(Bridge::Waha, &body(me)), Instant::from_us(0)).conversation;
    let (one, other) = (chat("60111111111@c.us"), chat("60222222222@c.us"));
    assert_eq!((one.circle, &one.id), (Circle::Group, &other.id));
}

#[test]
fn whoever_is_named_in_a_group_that_hides_numbers_is_found_by_their_hidden_identity() {
    let body = json!({ "event": "message", "session": "default", "payload": { "id": "false_120363@g.us_3EB0_5@lid",
        "from": "120363@g.us", "participant": "5@lid", "fromMe": false, "timestamp": 1,
        "body": "@60123456789 and @123456789012345678 please" } });
    let inbound = pepper().inbound(&message(Bridge::Waha, &body.to_string()), Instant::from_us(0));
    let hidden = |digits| Handle::id("lid", digits);
    let named = [Handle::phone("60123456789"), hidden("60123456789"), hidden("123456789012345678")];
    assert_eq!(inbound.mentions, named);
}

#[test]
fn our_own_format_says_all_there_is_to_say() {
    let events = json!({ "events": [
        { "type": "message", "id": "1", "number": "+60 11", "chat": { "id": "g1", "group": true, "name": "Tower ops" },
          "from": { "lid": "99", "phone": "+60123456789", "name": "Mei" }, "at": 1790000000, "text": "see photo",
          "media": { "kind": "image", "mime": "image/jpeg", "name": "a.jpg" }, "reply_to": "0", "forwarded": true },
        { "type": "message", "id": "2", "from": { "username": "mei" }, "location": { "latitude": 3.1, "longitude": "101.6" } },
        { "type": "message", "id": "3", "from": { "bsuid": "MY.1" }, "reaction": { "to": "1", "emoji": "👍" } },
        { "type": "edit", "of": "1", "from": { "lid": "99" }, "text": "see this photo" },
        { "type": "revoke", "of": "1", "from": { "lid": "99" } },
        { "type": "group", "chat": { "id": "g1", "name": "Tower residents" } },
        { "type": "person", "same": [{ "lid": "99" }, { "phone": "+60123456789" }] },
        { "type": "session", "number": "+60 11", "state": "disconnected" },
        { "type": "message", "id": "4", "text": "nobody" }, { "type": "hologram" }, 7, null
    ] });
    let items = Bridge::Open.parse(&events.to_string()).unwrap();
    let told: Vec<String> = items.iter().map(line).collect();
    insta::assert_snapshot!("open", told.join("\n"));
    assert!(
        matches!(&items[7], Item::Hearing(Part::Number(number), Some(Suspicion::Disconnected)) if number == "+60 11")
    );
    let Item::Message(first) = &items[0] else { panic!() };
    assert_eq!(pepper().inbound(first, Instant::from_us(0)).form, Form::Image);
}

#[test]
fn a_signature_of_the_open_bridge_holds_for_five_minutes() {
    // printf '1790000000.{"events":[]}' | openssl dgst -sha256 -hmac a-bridge-secret
    let hex = include_str!("../../fixtures/bridges/open_signature.txt").trim();
    let secret = Secret::new("a-bridge-secret").unwrap();
    let check = |timestamp: &str, seconds: i64| {
        let (body, header) = (br#"{"events":[]}"#, format!("sha256={hex}"));
        verify(&secret, body, timestamp, &header, Instant::from_us(seconds * 1_000_000)).is_ok()
    };
    assert!(check("1790000000", 1_790_000_299) && check(" 1790000000", 1_789_999_701));
    assert!(!check("1790000000", 1_790_000_301) && !check("1790000001", 1_790_000_001) && !check("x", 0));
    assert!(!check("9223372036854775807", 1_790_000_000));
}

proptest! {
    #[test]
    fn nothing_that_is_posted_brings_a_bridge_down(body in ".{0,300}", at in 0_usize..40, junk in any::<u8>()) {
        for bridge in Bridge::ALL {
            let _read = bridge.parse(&body);
            for name in ["waha/message_group_lid.json", "evolution-api/messages_upsert_group_image.json"] {
                let mut bytes = fixture(name).into_bytes();
                let place = at * bytes.len() / 40;
                bytes[place] = junk;
                let Ok(text) = String::from_utf8(bytes) else { continue };
                for item in bridge.parse(&text).into_iter().flatten() {
                    if let Item::Message(message) = item {
                        let _inbound = pepper().inbound(&message, Instant::from_us(0));
                    }
                }
            }
        }
    }
}

#[test]
fn a_status_story_is_told_to_nobody_and_kept_nowhere() {
    for from in ["status@broadcast", "120363@newsletter"] {
        let body = json!({ "event": "message", "session": "default", "payload": { "id": format!("false_{from}_3A_60123456789@c.us"),
            "from": from, "participant": "60123456789@c.us", "fromMe": false, "body": "my holiday", "timestamp": 1 } });
        let items = Bridge::Waha.parse(&body.to_string()).unwrap();
        assert!(matches!(items.as_slice(), [Item::News(_, Value::Null)]), "{items:?}");
    }
}

#[test]
fn an_edit_that_shows_no_words_takes_none_away() {
    let waha = json!({ "event": "message.edited", "session": "default", "payload": { "id": "false_6012@c.us_3B", "from": "60123456789@c.us",
        "editedMessageId": "3A", "body": "", "timestamp": 1 } });
    let open = json!({ "events": [{ "type": "edit", "of": "1", "from": { "phone": "+60123456789" } }] });
    for (bridge, body) in [(Bridge::Waha, waha), (Bridge::Open, open)] {
        let items = bridge.parse(&body.to_string()).unwrap();
        assert!(matches!(items.as_slice(), [Item::Unknown(..)]), "{items:?}");
    }
}

#[test]
fn half_a_character_costs_no_message() {
    let body = br#"{"event":"messages.upsert","apikey":"hidden-key","instance":"demo","data":{"pushName":"Ana \ud83d","key":{"id":"1"}}}"#;
    let kept = String::from_utf8(without_key(body).unwrap()).unwrap();
    assert!(kept.contains("messages.upsert") && !kept.contains("hidden-key"), "{kept}");
}

#[test]
fn the_bytes_of_a_file_are_not_kept() {
    let bytes = "QUJD".repeat(1_000);
    let photo =
        json!({ "key": { "id": "1" }, "message": { "imageMessage": { "mimetype": "image/jpeg" }, "base64": bytes } });
    for data in [photo.clone(), json!([photo])] {
        let body = json!({ "event": "messages.upsert", "apikey": "hidden-key", "data": data }).to_string();
        let kept = String::from_utf8(without_key(body.as_bytes()).unwrap()).unwrap();
        assert!(kept.contains("imageMessage") && !kept.contains("QUJD"), "{kept}");
    }
}

#[test]
fn every_bridge_can_be_switched_off() {
    assert_eq!(Bridge::ALL.map(Bridge::channel), domain::hearing::BRIDGES);
}

#[test]
fn a_message_is_found_by_whatever_its_bridge_calls_it() {
    let of = |id: &str| {
        let payload = json!({ "id": id, "from": "60123456789@c.us", "fromMe": false, "body": "lift stuck", "timestamp": 1_790_000_000 });
        let body = json!({ "event": "message", "session": "default", "payload": payload }).to_string();
        pepper().inbound(&message(Bridge::Waha, &body), Instant::from_us(0)).external
    };
    // As WhatsApp gives ids, and as one engine makes them up.
    for own in ["3EB0C767D82B9A5F1A20", "own-1"] {
        let kept = of(&format!("false_60123456789@c.us_{own}"));
        for name in ["false_60123456789@c.us_OWN", "true_1203@g.us_OWN_99887766@lid"] {
            assert!(kept_as(&name.replace("OWN", own)).contains(&kept), "{name}");
        }
    }
    let kept = of("false_60123456789@c.us_3EB0C767D82B9A5F1A20");
    assert!(kept_as("3EB0C767D82B9A5F1A20").contains(&kept), "by the id alone");
    assert!(!kept_as("false_x").contains(&kept));
    for own in ["3EB0C767D82B9A5F1A20", "own-1"] {
        let evolution = json!({ "event": "messages.upsert", "instance": "x", "data": {
            "key": { "remoteJid": "60123456789@s.whatsapp.net", "fromMe": false, "id": own },
            "message": { "conversation": "lift stuck" }, "messageTimestamp": 1_790_000_000 } });
        let open = json!({ "events": [{ "type": "message", "id": own, "chat": { "group": false },
            "from": { "phone": "+60123456789" }, "at": 1_790_000_000, "text": "lift stuck" }] });
        for (bridge, body) in [(Bridge::Evolution, evolution), (Bridge::Open, open)] {
            let kept = pepper().inbound(&message(bridge, &body.to_string()), Instant::from_us(0)).external;
            assert!(kept_as(own).contains(&kept), "{bridge:?} {own}");
            assert!(!kept_as("own-2").contains(&kept), "{bridge:?} {own}");
        }
    }
}

#[test]
fn whom_a_bridge_lists_is_named_however_it_lists_them() {
    let named = |bridge: Bridge, body: &Value| {
        let inbound = pepper().inbound(&message(bridge, &body.to_string()), Instant::from_us(0));
        inbound.mentions.into_iter().map(|handle| handle.0).collect::<Vec<_>>()
    };
    let waha = |raw: Value| {
        json!({ "event": "message", "session": "default", "payload": { "id": "false_1203@g.us_3EB0C767D82B9A5F1A20_9@lid",
            "from": "1203@g.us", "participant": "99887766@lid", "timestamp": 1_790_000_000, "fromMe": false,
            "body": "@11223344 please look", "_data": raw } })
    };
    let context = json!({ "contextInfo": { "mentionedJid": ["60123456781@s.whatsapp.net", "11223344@lid"] } });
    let expected = ["+60123456781", "lid:11223344"];
    let spelt = [
        json!({ "message": { "extendedTextMessage": context } }),
        json!({ "Message": { "extendedTextMessage": { "contextInfo": { "mentionedJID": ["60123456781@c.us", "11223344@lid"] } } } }),
        json!({ "mentionedJidList": [{ "_serialized": "60123456781@c.us" }, { "_serialized": "11223344@lid" }] }),
    ];
    for raw in spelt {
        assert_eq!(named(Bridge::Waha, &waha(raw.clone())), expected, "{raw}");
    }
    assert_eq!(named(Bridge::Waha, &waha(json!({}))), ["+11223344", "lid:11223344"], "else by its text");
    let evolution = json!({ "event": "messages.upsert", "instance": "ops", "data": {
        "key": { "remoteJid": "1203@g.us", "fromMe": false, "id": "3EB0C767D82B9A5F1A20", "participant": "99887766@lid" },
        "message": { "conversation": "@11223344 please look" }, "messageTimestamp": 1_790_000_000,
        "contextInfo": { "mentionedJid": ["60123456781@s.whatsapp.net", "11223344@lid"] } } });
    assert_eq!(named(Bridge::Evolution, &evolution), expected);
    let open = json!({ "events": [{ "type": "message", "id": "3EB0C767D82B9A5F1A20", "number": "+60 12-000 0000",
        "chat": { "id": "1203@g.us", "group": true }, "from": { "lid": "99887766" }, "at": 1_790_000_000, "text": "please look",
        "mentions": [{ "phone": "+60 12-345 6781" }, { "lid": "11223344" }, {}] }] });
    assert_eq!(named(Bridge::Open, &open), expected);
}
