//! Places and vendors: each number equals the list it leads to, and says how many it is made of.

use super::Site;
use axum::http::StatusCode;

/// The links of a table's cells, with the number that each shows first.
fn numbers(page: &str) -> Vec<(String, String)> {
    let cells = page.split("<td").skip(1).filter_map(|cell| cell.split("</td>").next());
    let linked = cells.filter_map(|cell| {
        let (href, rest) = cell.split_once("href=\"")?.1.split_once("\">")?;
        let number: String = rest.chars().take_while(char::is_ascii_digit).collect();
        let is_rate = rest.contains('%') || rest.contains(" h") || rest.contains("min");
        (!is_rate).then(|| (href.replace("&amp;", "&"), number))
    });
    linked.collect()
}

#[tokio::test]
async fn every_number_equals_the_list_behind_it() {
    let site = Site::busy().await;
    for (path, least) in [("/places", 5), ("/vendors", 2)] {
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
