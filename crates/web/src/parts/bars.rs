//! Bars by day, to be looked at rather than read: of each day how many there were, and the part of them that is spoken of; and
//! the same as a table. Each leads to what it counts.

use super::badges::grouped;
use super::shell::Frame;
use super::when::short_day;
use crate::wording::{fill, say, weave};
use domain::time::Day;
use maud::{Markup, html};

/// Widths of a bar with the white around it, and the height of the highest, in the drawing.
const WIDE: usize = 10;
const HIGH: u64 = 40;

/// Bars of some days in a row.
pub struct Bars {
    /// Names them on their page.
    pub id: &'static str,
    pub title: &'static str,
    /// What the part is called, and what the whole is.
    pub words: [&'static str; 2],
    /// Whether the part is what went wrong.
    pub is_bad: bool,
    pub days: Vec<Bar>,
}

/// One day.
#[derive(Clone, Debug)]
pub struct Bar {
    pub day: Day,
    /// How many, and how many of them are spoken of.
    pub whole: u64,
    pub part: u64,
    /// Where each of these is listed.
    pub whole_href: String,
    pub part_href: String,
}

impl Bars {
    /// How many in all, and of them those spoken of.
    fn sums(&self) -> (u64, u64) {
        self.days.iter().fold((0, 0), |(whole, part), bar| (whole + bar.whole, part + bar.part))
    }

    /// The bars and their table; nothing where nothing is counted.
    pub fn card(&self, frame: &Frame) -> Markup {
        let (whole, part) = self.sums();
        let said = weave(
            say("{part} of {whole}: {what}"),
            &[("part", &grouped(part)), ("whole", &grouped(whole)), ("what", &say(self.words[0]))],
        );
        html! {
            @if whole > 0 {
                section.card aria-labelledby=(self.id) {
                    h2 id=(self.id) data-plain="a stretch" { (say(self.title)) }
                    div.pad {
                        p.hint { (said) }
                        (self.drawn(frame))
                        p.axis aria-hidden="true" {
                            @for bar in self.days.first().into_iter().chain(self.days.last()) { span { (short_day(bar.day)) } }
                        }
                    }
                    details.fold {
                        summary { (say("As a table")) }
                        div.scroll role="region" aria-label=(fill(say("{what}, table"), &[("what", say(self.title))])) tabindex="0" { (self.table(frame)) }
                    }
                }
            }
        }
    }

    /// The links in it are for whoever points at them; the table has the same for everybody else.
    fn drawn(&self, frame: &Frame) -> Markup {
        let most = self.days.iter().map(|bar| bar.whole).max().unwrap_or_default().max(1);
        let (whole, part) = self.sums();
        let high = |count: u64| (count * (HIGH - 2)).div_ceil(most);
        let class = if self.is_bad { "bars bad" } else { "bars" };
        html! {
            svg class=(class) viewBox={ "0 0 " (self.days.len() * WIDE) " " (HIGH) } preserveAspectRatio="none" role="group" {
                title { (say(self.title)) }
                desc { (say(self.words[0])) ": " (grouped(part)) ". " (say(self.words[1])) ": " (grouped(whole)) "." }
                @for (at, bar) in self.days.iter().enumerate().filter(|(_, bar)| bar.whole > 0) {
                    (column(at, high(bar.whole), "whole", (&bar.whole_href, &self.hover(frame, bar, 1))))
                    @if bar.part > 0 { (column(at, high(bar.part), "part", (&bar.part_href, &self.hover(frame, bar, 0)))) }
                }
            }
        }
    }

    fn hover(&self, frame: &Frame, bar: &Bar, of: usize) -> String {
        let count = if of == 0 { bar.part } else { bar.whole };
        format!("{} · {} · {}", grouped(count), say(self.words[of]), frame.wall.date(bar.day))
    }

    fn table(&self, frame: &Frame) -> Markup {
        html! {
            table.figures {
                thead { tr { th scope="col" { (say("Day")) } @for words in self.words { th scope="col" { (say(words)) } } } }
                tbody {
                    @for bar in self.days.iter().rev().filter(|bar| bar.whole > 0) {
                        tr {
                            th scope="row" { time datetime=(bar.day) { (frame.wall.date(bar.day)) } }
                            @for (count, href) in [(bar.part, &bar.part_href), (bar.whole, &bar.whole_href)] {
                                td { @if count > 0 { a href=(href) { (grouped(count)) } } @else { span.muted { "–" } } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn column(at: usize, high: u64, class: &str, (href, title): (&str, &str)) -> Markup {
    html! {
        a tabindex="-1" aria-hidden="true" href=(href) {
            title { (title) }
            @if class == "whole" { rect.ground x=(at * WIDE) width=(WIDE) height=(HIGH) {} }
            rect class=(class) x=(at * WIDE + 1) y=(HIGH - high) width=(WIDE - 2) height=(high) {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::sample;
    use crate::parts::shell::Tab;

    #[test]
    fn every_number_is_drawn_leads_somewhere_and_stands_in_the_table() {
        let bar = |day: &str, whole, part| Bar {
            day: day.parse().unwrap(),
            whole,
            part,
            whole_href: format!("/whole/{day}"),
            part_href: format!("/part/{day}"),
        };
        let days = vec![bar("2026-11-19", 4, 1), bar("2026-11-20", 0, 0), bar("2026-11-21", 2, 0)];
        let bars = Bars { id: "b", title: "Promises", words: ["Missed", "Due"], is_bad: true, days };
        let frame = sample::frame(Tab::Sla);
        let shown = bars.card(&frame).into_string();
        for words in [
            "<title>Promises</title><desc>Missed: 1. Due: 6.</desc>",
            "<title>1 · Missed · Thu 19 Nov</title>",
            "height=\"38\"",
            "height=\"19\"",
            "<td><a href=\"/part/2026-11-19\">1</a></td><td><a href=\"/whole/2026-11-19\">4</a></td>",
        ] {
            assert!(shown.contains(words), "{words}: {shown}");
        }
        assert_eq!(shown.matches("href=\"/whole/2026-11-20\"").count(), 0);
        assert_eq!(shown.matches("href=\"/whole/2026-11-21\"").count(), 2);
        let nothing = Bars { days: vec![bar("2026-11-20", 0, 0)], ..bars };
        assert!(nothing.card(&frame).into_string().is_empty());
    }
}
