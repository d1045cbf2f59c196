//! Places and vendors: each number equals the list it leads to, and says how many it is made of.

use super::Site;
use axum::http::StatusCode;

/// The links of a table's cells, with the number that each shows first.
fn numbers(page: &str) -> Vec<(String, String)> {
    let cells = page.split("<td").skip(1).filter_map(|cell| cell.split("</td>").next());
    let linked = cells.filter_map(|cell| {
        let (href, rest) = cell.split_once("href=\"")?.1.split_once('"')?;
        let (_, rest) = rest.split_once('>')?;
        let number: String = rest.chars().take_while(char::is_ascii_digit).collect();
        let is_rate = rest.contains('%') || rest.contains(" h") || rest.contains("min");
        (!is_rate && !number.is_empty()).then(|| (href.replace("&amp;", "&"), number))
    });
    linked.collect()
}

#[tokio::test]
async fn every_number_equals_the_list_behind_it() {
    let site = Site::busy().await;
    for (path, least) in [("/places", 7), ("/places/a", 2), ("/vendors", 2)] {
        let page = site.get(path).await;
        assert_eq!(page.status, StatusCode::OK);
        let numbers = numbers(&page.text);
        assert!(numbers.len() >= least, "{path}: {numbers:?}");
        for (href, number) in numbers {
            let list = site.get(&href).await.text;
            assert_eq!(list.matches("<a class=\"row").count().to_string(), number, "{path}: {href}");
        }
    }
}

#[tokio::test]
async fn a_place_has_a_page_with_what_is_open_there_and_at_its_parts() {
    let site = Site::busy().await;
    let page = site.get("/places/a").await.text;
    for words in [
        "Open here and in its parts: <a href=\"/tickets?group=open&amp;within=a\">2</a>.",
        "Corridor light",
        "Paip bocor",
        "href=\"/places/pump\"",
        "Mop Block A lobby",
        "href=\"/tasks/lobby%2Fa%201/2026-11-20\"",
        "href=\"/stickers?place=a\"",
        "href=\"/tickets/new?place=a\"",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("Lift stuck") && !page.contains("Clean Block C"), "{page}");
    let form = site.get("/tickets/new?place=pump").await.text;
    assert!(form.contains("<option value=\"pump\" selected>"), "{form}");
    let part = site.get("/places/pump").await.text;
    assert!(
        part.contains("<a href=\"/places/a\" dir=\"auto\">Block A</a>") && !part.contains("Corridor light"),
        "{part}"
    );
    let ticket = site.get("/tickets/T-5").await.text;
    assert!(ticket.contains("<a href=\"/places/pump\" dir=\"auto\">"), "{ticket}");
    assert_eq!(site.get("/places/nowhere").await.status, StatusCode::NOT_FOUND);
    // The whole stands before its part, and counts it.
    let places = site.get("/places").await.text;
    let (whole, part) = (places.find("within=a\">2<").unwrap(), places.find("within=pump\">1<").unwrap());
    assert!(whole < part && places.contains("<th scope=\"row\" class=\"deep1\">"), "{places}");
    let list = site.get("/tickets?group=open&within=a").await.text;
    assert!(list.contains("Block A and its parts</bdi>") && list.contains("2 tickets</h2>"), "{list}");
    assert!(site.get("/tickets?group=all&within=nowhere").await.text.contains("No ticket fits"));
}

#[tokio::test]
async fn what_was_reopened_at_a_place_is_shown_there_and_counted() {
    let site = Site::busy().await;
    assert!(site.get("/places/pool").await.text.contains("Nothing was reopened here"));
    let reopened = site.post("/tickets/T-2/stage", "expected=resolved&stage=reopened").await;
    assert_eq!(reopened.status, StatusCode::SEE_OTHER, "{}", reopened.text);
    let page = site.get("/places/pool").await.text;
    let all = "/tickets?group=all&within=pool&returned=yes";
    assert!(page.contains(&format!("<a href=\"{}\">1</a>", all.replace('&', "&amp;"))), "{page}");
    let list = site.get(all).await.text;
    assert!(list.contains("1 ticket</h2>") && list.contains("Came back</bdi>"), "{list}");
}

#[tokio::test]
async fn a_sheet_has_a_sticker_for_each_place_that_types_the_place_in() {
    let site = Site::busy().await;
    let asked = site.get("/stickers").await.text;
    assert!(!asked.contains("class=\"qr\"") && asked.contains("name=\"number\""), "nobody knows our number: {asked}");
    let all = site.get("/stickers?number=%2B60+12-345+6789").await.text;
    assert_eq!(all.matches("class=\"qr\"").count(), 5, "{all}");
    assert!(all.contains("<b dir=\"auto\">Menara Cahaya / Block A / Pump room</b>"), "{all}");
    let some = site.get("/stickers?number=60123456789&place=a").await.text;
    assert_eq!(some.matches("class=\"qr\"").count(), 2, "{some}");
    // Once something came by a number of ours, it is the one that is asked for.
    let ear = domain::hearing::Ear::Number(domain::hearing::CLOUD_API.to_owned(), "1065".to_owned());
    let (org, mut tx) = (super::world::org(), site.desk.db().begin().await.unwrap());
    store::inbox::ears::unsigned(&mut tx, &org, &ear, 1, super::world::now()).await.unwrap();
    store::inbox::ears::spelt(&mut tx, &org, &ear, "+60 3-1234 5678").await.unwrap();
    tx.commit().await.unwrap();
    let own = site.get("/stickers").await.text;
    assert!(own.contains("value=\"60312345678\"") && own.matches("class=\"qr\"").count() == 5, "{own}");
}

#[tokio::test]
async fn a_vendor_is_shown_with_what_it_does_and_few_jobs_are_said_to_be_few() {
    let site = Site::busy().await;
    let page = site.get("/vendors").await.text;
    for words in ["ProLift Sdn Bhd", "<small>Lift</small>", "class=\"few\"", "Whole report", "Month before"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert_eq!(site.get("/vendors?day=2026-10-01").await.status, StatusCode::OK);
    assert_eq!(site.get("/places?day=nonsense").await.status, StatusCode::OK);
    assert!(Site::empty().await.get("/vendors").await.text.contains("No vendors yet"));
}

#[tokio::test]
async fn the_page_of_a_day_shows_which_steps_were_ticked_and_which_are_missing() {
    let site = Site::busy().await;
    let page = site.get("/tasks/toilets/2026-11-17").await.text;
    for words in ["2 of 2 ticked", "<b><bdi>Mop floor</bdi></b>", "<bdi>Siti</bdi>"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("Still missing"), "{page}");
    let today = site.get("/tasks/toilets/2026-11-21").await.text;
    assert!(today.contains("0 of 2 ticked") && today.contains("Not ticked"), "{today}");
}

#[tokio::test]
async fn the_grid_of_four_weeks_has_a_cell_for_each_day_that_leads_to_it() {
    let site = Site::busy().await;
    let (week, long) = (site.get("/tasks").await.text, site.get("/tasks?days=28").await.text);
    let week = week.split("id=\"glance\"").next().expect("the grid comes first").to_owned();
    let cells = |page: &str| page.matches("<a class=\"cell ").count();
    let heads = |page: &str| page.matches("<th scope=\"col\"").count();
    assert_eq!((heads(&week), heads(&long)), (7 + 2, 28 + 2));
    assert!(cells(&long) >= cells(&week) && cells(&week) > 0);
    assert!(long.contains("% of the days shown were reported"), "{long}");
    for cell in long.split("<a class=\"cell ").skip(1).take(30) {
        let href =
            cell.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a cell leads somewhere");
        assert_eq!(site.get(href).await.status, StatusCode::OK, "{href}");
    }
    assert!(site.get("/tasks?days=28&from=2026-11-01").await.text.contains("/tasks?days=28&amp;from=2026-10-04"));
}

#[tokio::test]
async fn pictures_have_words_and_a_table_and_lead_to_what_they_count() {
    let site = Site::busy().await;
    for (path, class, title) in [
        ("/", "<svg class=\"bars\"", "<title>Tasks, last 14 days</title>"),
        ("/tasks", "<svg class=\"strip\"", "<title>Clean Block C toilets: "),
        ("/sla", "<svg class=\"bars bad\"", "<title>Promises missed by day</title>"),
        ("/places", "<svg class=\"spots\"", "<title>Menara Cahaya / Block B</title>"),
    ] {
        let page = site.get(path).await.text;
        for words in [class, title, "<desc>", "As a table"] {
            assert!(page.contains(words), "{path}: {words}: {page}");
        }
        let svg = page.split(class).nth(1).and_then(|rest| rest.split("</svg>").next()).expect("it is drawn");
        let links: Vec<String> = svg
            .split("href=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .map(|href| href.replace("&amp;", "&"))
            .collect();
        assert!(!links.is_empty(), "{path}: {svg}");
        for href in links {
            assert_eq!(site.get(&href).await.status, StatusCode::OK, "{path}: {href}");
            assert!(page.matches(&href.replace('&', "&amp;")).count() > 1, "{path}: the table has it, too: {href}");
        }
    }
    assert!(!site.get("/tasks?days=28").await.text.contains("class=\"strip\""), "four weeks are a picture themselves");
    assert!(!Site::empty().await.get("/sla").await.text.contains("class=\"bars"), "nothing is no picture");
}

#[tokio::test]
async fn a_bar_of_promises_leads_to_those_of_its_day_one_by_one() {
    let site = Site::busy().await;
    let page = site.get("/sla").await.text;
    let table = super::content::between(&page, "<table class=\"figures\">", "</table>");
    let linked = table.split("<td><a href=\"").skip(1).map(|rest| {
        let (href, rest) = rest.split_once("\">").expect("it ends");
        (href.replace("&amp;", "&"), rest.split('<').next().expect("it has a number").to_owned())
    });
    let linked: Vec<(String, String)> = linked.collect();
    assert!(linked.len() > 2, "{table}");
    for (href, number) in linked {
        let list = site.get(&href).await.text;
        assert_eq!(list.matches("<a class=\"row\"").count().to_string(), number, "{href}: {list}");
    }
}
