//! Reports: every number with what it counts, and the same numbers in every form.

use super::content::between;
use super::world::door::recurring;
use super::world::{now, org, zone};
use super::{Answer, Site, request};
use ::reports::{Eyes, Report, Rhythm, Scope, Wording};
use axum::http::{Method, StatusCode, header};

const WEEK: &str = "/reports/weekly/2026-11-21";

#[tokio::test]
async fn every_number_of_a_report_leads_to_exactly_what_it_counts() {
    let site = Site::busy().await;
    let mut numbers = 0;
    for rhythm in ["daily", "weekly", "monthly", "whole"] {
        let page = site.get(&format!("/reports/{rhythm}/2026-11-21")).await;
        assert_eq!(page.status, StatusCode::OK, "{rhythm}");
        for cell in page.text.split("<td").skip(1).map(|rest| between(rest, "", "</td>")) {
            let Some((_, link)) = cell.split_once("<a href=\"") else {
                // What counts nothing says nought or a dash, and links nowhere.
                assert!(cell.contains("is counted\">0") || cell.contains("is counted\">–"), "{rhythm}: {cell}");
                continue;
            };
            let href = between(link, "", "\"").replace("&amp;", "&");
            let words = between(link, ">", "</a>");
            let list = site.get(&href).await.text;
            let lines = list.matches("<a class=\"row").count();
            let total = between(&list, "id=\"found\">", " ").replace(',', "");
            // A page has fifty lines.
            assert_eq!(
                lines.to_string(),
                total.parse::<usize>().expect("it is a number").min(50).to_string(),
                "{href}"
            );
            let made_of = words.split_once("<small>").map_or(words, |(_, rest)| rest.trim_end_matches("</small>"));
            let is_day = words.ends_with("November 2026");
            let said = match (made_of.rsplit_once(", of "), words.split_once("<small>2026-")) {
                (Some((_, count)), _) | (None, Some((count, _))) => count,
                (None, None) if is_day => "1",
                (None, None) => made_of.split(' ').next().unwrap_or_default(),
            };
            assert_eq!(said.replace(',', ""), total, "{href}: {words}");
            numbers += 1;
        }
    }
    assert!(numbers > 60, "{numbers}");
}

#[tokio::test]
async fn what_recurs_stands_in_the_report_of_everything_with_the_days_it_lapsed_on() {
    let site = Site::busy().await;
    let page = site.get("/reports/whole/2026-11-21").await.text;
    let row = between(&page, "&lt;b&gt;Lobby&lt;/b&gt; done · Siti · Monday, Thursday 08:00", "</tr>");
    assert!(row.contains("22 %<small>2 of 9</small>") && row.contains("13 November 2026"), "{row}");
    assert!(
        row.contains("7<small>2026-11-20, 2026-11-19, 2026-11-18, 2026-11-17, 2026-11-16 and 2 more</small>"),
        "{row}"
    );
    let list = site.get("/reports/whole/2026-11-21/habits/0/2").await.text;
    assert!(list.contains("href=\"/search?what=messages&amp;since=2026-11-14&amp;until=2026-11-14\""), "{list}");
    let table = site.get("/reports/whole/2026-11-21/report.csv").await.text;
    assert!(table.contains(",What recurs and lapses,") && table.contains(",2026-11-13,"), "{table}");
    let summary = site.get("/reports/whole/2026-11-21/report.txt").await.text;
    assert!(summary.contains("Recurs, days kept: <b>Lobby</b> done"), "{summary}");
    assert!(!site.get(WEEK).await.text.contains("What recurs and lapses"));
}

#[tokio::test]
async fn the_last_periods_are_drawn_and_each_number_leads_to_its_tickets() {
    let site = Site::busy().await;
    let page = site.get("/reports/daily/2026-11-21").await.text;
    let trend = between(&page, "<h2 id=\"trend\">", "</section>");
    assert!(trend.contains("<figure class=\"chart\"><svg") && trend.contains("class=\"bar1\""), "{trend}");
    assert!(trend.contains("href=\"/reports/daily/2026-11-21/trend/0/0\""), "{trend}");
}

/// What a table's cell says, part by part.
fn said(cell: &str) -> Vec<String> {
    let words = cell.split('>').skip(1).filter_map(|piece| piece.split('<').next());
    words.map(|words| words.replace(',', "")).filter(|words| !words.trim().is_empty()).collect()
}

#[tokio::test]
async fn every_number_of_the_page_is_that_of_the_report() {
    let site = Site::busy().await;
    let day = "2026-11-21".parse().unwrap();
    for rhythm in Rhythm::ALL {
        let wanted = web::WantedReport { rhythm, day, scope: Scope::Everything, eyes: Eyes::House };
        let (mut material, _) = web::load_report(&site.desk, &org(), &zone(), wanted, now()).await.unwrap();
        if material.habits_of().is_some() {
            let said = store::read::messages::all(site.desk.db(), &org(), 0).await.unwrap();
            material.habits = vec![recurring(&said)];
        }
        let report = Report::of(&material);
        let shown = report.sections.iter().flat_map(|section| section.rows.iter().take(section.shown()));
        let expected = shown.flat_map(|row| &row.cells).map(|cell| {
            let (text, small) = Wording::english().two_lines(&cell.value);
            [text, small].into_iter().filter(|words| !words.is_empty()).map(|words| words.replace(',', "")).collect()
        });
        let page = site.get(&format!("/reports/{}/{day}", rhythm.word())).await.text;
        let cells = page.split("<td").skip(1).map(|rest| said(rest.split("</td>").next().unwrap_or_default()));
        let (expected, cells): (Vec<Vec<String>>, Vec<Vec<String>>) = (expected.collect(), cells.collect());
        assert_eq!(cells, expected, "{}", rhythm.word());
    }
}

#[tokio::test]
async fn a_report_is_taken_away_in_the_same_numbers() {
    let site = Site::busy().await;
    let page = site.get(WEEK).await.text;
    assert!(page.contains("<h1>Weekly report</h1>") && page.contains("16 to 22 November 2026"), "{page}");
    let table = site.get(&format!("{WEEK}/report.csv")).await;
    assert_eq!(table.header(header::CONTENT_DISPOSITION), "attachment; filename=\"laksana-weekly-2026-11-22.csv\"");
    let reported = table.text.lines().find(|line| line.contains(",Requests,Reported,This period,")).unwrap_or_default();
    let count = reported.split(',').nth(6).unwrap_or_default();
    let message = site.get(&format!("{WEEK}/report.txt")).await.text;
    assert!(message.contains(&format!("\nReported: {count} (before ")), "{message}");
    let row = between(&page, "<span dir=\"auto\">Reported</span>", "</tr>");
    assert_eq!(between(row, "/requests/0/0\">", "</a>"), count);
    let book = site.get(&format!("{WEEK}/report.xlsx")).await;
    assert!(book.status == StatusCode::OK && book.text.starts_with("PK"));
}

#[tokio::test]
async fn a_message_speaks_the_language_that_is_asked_for() {
    let site = Site::busy().await;
    let message = site.get(&format!("{WEEK}/report.txt?language=ms")).await.text;
    assert!(
        message.contains("\nDilaporkan: ") && message.contains("16 November 2026 hingga 22 November 2026"),
        "{message}"
    );
    assert_eq!(site.get(&format!("{WEEK}/report.txt?language=xx")).await.status, StatusCode::NOT_FOUND);
    let page = site.get(&format!("{WEEK}?vendor=prolift")).await.text;
    assert!(page.contains("<option value=\"ta\" lang=\"ta\">தமிழ்</option>"), "{page}");
    assert!(page.contains("<input type=\"hidden\" name=\"vendor\" value=\"prolift\">"), "{page}");
}

async fn stranger(site: &Site, path: &str) -> Answer {
    site.send(request(Method::GET, path, None, "")).await
}

#[tokio::test]
async fn whoever_scans_a_document_learns_whether_it_is_ours_and_nothing_else() {
    let site = Site::busy().await;
    let digest = "ab".repeat(32);
    let page = stranger(&site, &format!("/check/{digest}/mark")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("This document was made here") && page.text.contains(&digest), "{}", page.text);
    for forged in [
        format!("/check/{digest}/other"),
        "/check/abc/mark".to_owned(),
        format!("/check/{digest}/{digest}{digest}{digest}{digest}"),
    ] {
        let page = stranger(&site, &forged).await.text;
        assert!(page.contains("This document was not made here"), "{forged}: {page}");
        assert!(!page.contains("Menara"), "{forged}: {page}");
    }
    let hostile = stranger(&site, "/check/%3Cscript%3E/mark").await.text;
    assert!(!hostile.contains("<script>"), "{hostile}");
}

#[tokio::test]
async fn a_report_of_a_part_stays_with_it_and_of_nothing_is_nowhere() {
    let site = Site::busy().await;
    let page = site.get(&format!("{WEEK}?vendor=prolift")).await.text;
    assert!(page.contains("ProLift Sdn Bhd") && page.contains("?vendor=prolift"), "{page}");
    for path in [
        "/reports/yearly/2026-11-21",
        "/reports/weekly/soon",
        "/reports/weekly/2026-11-21?site=nowhere",
        "/reports/weekly/2026-11-21/report.exe",
        "/reports/weekly/2026-11-21/requests/99/0",
        "/reports/weekly/2026-11-21/nothing/0/0",
    ] {
        assert_eq!(site.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(site.get("/reports").await.header(header::LOCATION), "/reports/weekly");
    assert_eq!(site.get("/reports/weekly").await.header(header::LOCATION), WEEK);
    for day in ["-9999-01-01", "9999-12-31", "0000-01-01"] {
        let answer = site.get(&format!("/reports/monthly/{day}")).await;
        assert!(answer.status == StatusCode::OK || answer.status == StatusCode::NOT_FOUND, "{day}");
    }
}
