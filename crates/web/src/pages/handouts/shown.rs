//! The page that a handout's link opens: figures in one language, nothing to press but the files.

use crate::pages::pass::alone;
use crate::pages::pass::words::words_for;
use crate::parts::chart::chart;
use domain::time::{Instant, Zone};
use maud::{Markup, html};
use reports::{REDACTED, Report, Section, Wording};

/// The page.
pub struct View {
    /// Its path, under which its files are.
    pub path: String,
    pub report: Report,
    pub wording: &'static Wording,
    pub now: Instant,
    pub zone: Zone,
    pub is_redacted: bool,
    /// Until when the link opens it.
    pub until: Instant,
}

/// `GET /h/{token}`.
pub fn page(view: &View) -> Markup {
    let View { report, wording, .. } = view;
    let name = if report.scope.is_empty() { &report.organisation } else { &report.scope };
    let title = wording.title(report);
    let until = wording.day(view.until.day(&view.zone));
    let content = html! {
        p.eyebrow { bdi { (name) } }
        h1 { (wording.period(&report.period)) }
        p.lede { (wording.fill("As known on {time}.", &[("time", &wording.instant(view.now, &view.zone))])) }
        @if report.period.before.is_some() && report.period.span.holds(report.now) {
            p.hint { (wording.say("It is not over: each figure is held against as much of the one before.")) }
        }
        @if view.is_redacted { p.hint { (wording.say(REDACTED)) } }
        p.actions {
            a.button.main href={ (view.path) "/report.pdf" } { (wording.say("Document (PDF)")) }
            a.button href={ (view.path) "/report.xlsx" } { (wording.say("Spreadsheet (XLSX)")) }
        }
        @for section in report.sections.iter().filter(|section| !section.rows.is_empty()) { (card(view, section)) }
        p.hint { (wording.fill("This link opens until {day}.", &[("day", &until)])) }
    };
    alone(words_for(Some(wording.language())), &title, &content)
}

fn card(view: &View, section: &Section) -> Markup {
    let wording = view.wording;
    html! {
        section.card {
            h2 id=(section.key) { (wording.say(section.title)) }
            @if !section.note.is_empty() { p.hint.pad { (wording.say(section.note)) } }
            @if section.key == "trend" { div.pad { (chart(section, wording)) } }
            div.scroll role="region" aria-labelledby=(section.key) tabindex="0" {
                table.figures {
                    thead {
                        tr {
                            th scope="col" { (wording.say(section.what)) }
                            @for column in &section.columns { th scope="col" { (wording.say(column)) } }
                        }
                    }
                    tbody {
                        @for row in section.rows.iter().take(section.shown()) {
                            tr {
                                th scope="row" {
                                    span dir="auto" { (wording.label(&row.label)) }
                                    @if !row.definition.is_empty() { small { (wording.say(row.definition)) } }
                                }
                                @for cell in &row.cells {
                                    @let (text, small) = wording.two_lines(&cell.value);
                                    td { (text) @if !small.is_empty() { small { (small) } } }
                                }
                            }
                        }
                    }
                }
            }
            @if let Some(more) = wording.more(section) { p.hint.pad { (more) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::sample;

    #[test]
    fn whoever_is_outside_reads_as_many_lines_as_in_the_document() {
        let report = sample::of_many_spots(12);
        let now = Instant::from_us(0);
        let (path, wording, zone) = ("/h/x".to_owned(), Wording::english(), Zone::utc());
        let shown = page(&View { path, report, wording, now, zone, is_redacted: true, until: now }).into_string();
        assert_eq!(shown.matches("Place ").count(), 10, "{shown}");
        assert!(shown.contains("2 more lines are in the spreadsheet."), "{shown}");
    }
}
