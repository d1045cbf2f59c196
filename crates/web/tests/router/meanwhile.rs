//! Forms that were opened before somebody else saved: nothing is overwritten unawares, and what was typed stays.

use super::Site;
use super::content::between;
use axum::http::{StatusCode, header};

/// A form that two have open: where it stands and goes, what is said in it first, second, and of the first on the page
/// that the second gets; and what is sent in it that saves nothing, because it is wrong or only looked at.
struct Case {
    page: &'static str,
    action: &'static str,
    first: &'static str,
    second: &'static str,
    told: &'static str,
    typed: &'static str,
    slips: &'static [&'static str],
}

const CASES: [Case; 5] = [
    Case {
        page: "/members/farah",
        action: "/members/farah",
        first: "role=viewer&site=menara",
        second: "role=manager&site=menara",
        told: "<dt>Role</dt><dd dir=\"auto\">viewer</dd>",
        typed: "value=\"manager\" required checked",
        slips: &[],
    },
    Case {
        page: "/people/tan",
        action: "/people/tan/description",
        first: "name=Tan+Wei&role=guard&site=menara&vendor=",
        second: "name=Tan+Ming&role=guard&site=menara&vendor=",
        told: "<dt>Name</dt><dd dir=\"auto\">Tan Wei</dd>",
        typed: "value=\"Tan Ming\"",
        slips: &[],
    },
    Case {
        page: "/settings/costs",
        action: "/settings/costs",
        first: "budget=50&currency=MYR&as_of=2026-11-01&free_words=0&rates=*+*+0.2+0.2",
        second: "budget=70&currency=MYR&as_of=2026-11-01&free_words=0&rates=*+*+0.2+0.2",
        told: "<dt>Budget for a calendar month</dt><dd dir=\"auto\">50.00</dd>",
        typed: "value=\"70\"",
        slips: &["budget=a+lot&currency=MYR&as_of=2026-11-01&free_words=0&rates=*+*+0.2+0.2"],
    },
    Case {
        page: "/settings/retention",
        action: "/settings/retention",
        first: "words=365&files=&letters=&raw=&openings=90",
        second: "words=&files=400&letters=&raw=&openings=90",
        told: "<dt>Words of messages</dt><dd dir=\"auto\">365</dd>",
        typed: "value=\"400\"",
        slips: &["words=&files=soon&letters=&raw=&openings=90"],
    },
    Case {
        page: "/settings/words/en/laksana_verify",
        action: "/settings/words/en/laksana_verify",
        first: "what=keep&words=One%3A+is+%7Bticket%7D+%7Btitle%7D+fixed%2C+%7Bperson%7D+asks",
        second: "what=keep&words=Two%3A+is+%7Bticket%7D+%7Btitle%7D+fixed%2C+%7Bperson%7D+asks",
        told: "<dt>Words</dt><dd dir=\"auto\">One: is {ticket} {title} fixed, {person} asks</dd>",
        typed: ">Two: is {ticket} {title} fixed, {person} asks</textarea>",
        slips: &[
            "what=preview&words=Two%3A+is+%7Bticket%7D+%7Btitle%7D+fixed%2C+%7Bperson%7D+asks",
            "what=keep&words=Two",
        ],
    },
];

fn shown(page: &str, action: &str) -> String {
    let form = page.split(&format!("action=\"{action}\"")).nth(1).expect("there is such a form");
    between(form, "name=\"shown\" value=\"", "\"").to_owned()
}

#[tokio::test]
async fn whoever_saves_second_is_told_what_the_first_saved_and_loses_no_word() {
    let site = Site::busy().await;
    site.post("/members", "name=farah&role=supervisor").await;
    for Case { page, action, first, second, told, typed, .. } in CASES {
        let seen = shown(&site.get(page).await.text, action);
        for _ in 0..2 {
            let saved = site.post(action, &format!("{first}&shown={seen}")).await;
            assert_eq!(saved.status, StatusCode::SEE_OTHER, "{action}, pressed twice: {}", saved.text);
        }
        let refused = site.post(action, &format!("{second}&shown={seen}")).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{action}: {}", refused.text);
        for words in ["Somebody changed this meanwhile", told, typed] {
            assert!(refused.text.contains(words), "{action} {words}: {}", refused.text);
        }
        let still = shown(&site.get(page).await.text, action);
        assert_eq!(shown(&refused.text, action), still, "{action}: it shows what stands now");
        let saved = site.post(action, &format!("{second}&shown={still}")).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{action}: {}", saved.text);
        assert_ne!(shown(&site.get(page).await.text, action), still, "{action}");
    }
}

#[tokio::test]
async fn a_form_that_was_looked_at_or_refused_meanwhile_overwrites_no_less_unawares() {
    let site = Site::busy().await;
    for Case { page, action, first, second, slips, .. } in CASES.into_iter().filter(|case| !case.slips.is_empty()) {
        let seen = shown(&site.get(page).await.text, action);
        let saved = site.post(action, &format!("{first}&shown={seen}")).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{action}: {}", saved.text);
        for slip in slips {
            let again = site.post(action, &format!("{slip}&shown={seen}")).await;
            assert_eq!(shown(&again.text, action), seen, "{slip}: its sender was not told what stands now");
            let unsaid = site.post(action, slip).await;
            assert_ne!(
                shown(&unsaid.text, action),
                seen,
                "{slip}: whoever says nothing of it is shown what stands now"
            );
        }
        let refused = site.post(action, &format!("{second}&shown={seen}")).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{action}: {}", refused.text);
    }
    let action = "/directory/line";
    let seen = shown(&site.get("/directory/line?of=person").await.text, action);
    let write = async |says: &str| site.post(action, &format!("of=person&person=Siti{says}&shown={seen}")).await;
    let wrong = write("").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text);
    assert_eq!(shown(&wrong.text, action), seen);
    assert_eq!(write("&role=guard").await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_line_of_the_directory_that_is_known_otherwise_is_not_overwritten() {
    let site = Site::busy().await;
    let page = site.get("/directory/line?of=person&name=Siti").await.text;
    let known = shown(&page, "/directory/line");
    let added = shown(&site.get("/directory/line?of=person").await.text, "/directory/line");
    let write = async |shown: &str| {
        site.post("/directory/line", &format!("of=person&person=Siti&role=guard&shown={shown}")).await
    };
    let refused = write(&added).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "whoever adds a name that is there is told so");
    for words in ["<dd dir=\"auto\">cleaner</dd>", "value=\"guard\" selected", "<h1>Change a person</h1>"] {
        assert!(refused.text.contains(words), "{words}: {}", refused.text);
    }
    assert_eq!(shown(&refused.text, "/directory/line"), known);
    assert_eq!(write(&known).await.header(header::LOCATION), "/directory?written=1");
}
