//! The pages: for each a view struct, a pure function from it to markup, and the handlers that fill and change it.

pub mod account;
pub mod audit;
pub mod board;
pub mod channels;
pub mod check;
pub mod checklist;
pub mod costs;
pub mod directory;
pub mod habits;
pub mod handouts;
pub mod handover;
pub mod imports;
pub mod keys;
pub mod labels;
pub mod lists;
pub mod lost;
pub mod media;
pub mod members;
pub mod message;
pub mod messages;
pub mod occurrence;
pub mod outbox;
pub mod palette;
pub mod pass;
pub mod people;
pub mod places;
pub mod proof;
pub mod raise;
pub mod reader;
pub mod reports;
pub mod retention;
pub mod rotas;
pub mod search;
pub mod settings;
pub mod sla;
pub mod subscriptions;
pub mod tasks;
pub mod ticket;
pub mod tickets;
pub mod today;
pub mod tour;
pub mod triage;
pub mod undo;
pub mod vendors;
pub mod views;
pub mod whatsapp;
pub mod wordings;

#[cfg(test)]
pub(crate) mod sample;

#[cfg(test)]
mod tests {
    use super::sample;

    #[test]
    fn every_page_has_one_heading_a_skip_link_and_a_main() {
        for (name, page) in sample::all() {
            let page = page.into_string();
            assert_eq!(page.matches("<h1").count(), 1, "{name}");
            assert!(page.contains("href=\"#main\"") && page.contains("<main id=\"main\""), "{name}");
        }
    }

    #[test]
    fn what_people_write_never_becomes_markup() {
        for (name, page) in sample::all() {
            let page = page.into_string();
            assert_eq!(page.matches("<script").count(), 1, "{name}");
            assert!(page.contains("<script src=\"/assets/js/"), "{name}");
            assert!(!page.contains(" style=") && !page.contains(" onclick="), "{name}");
        }
    }

    #[test]
    fn every_field_has_a_label() {
        for (name, page) in sample::all() {
            let page = page.into_string();
            for (at, _) in page.match_indices("<select id=\"") {
                let id = page[at + 12..].split('"').next().unwrap();
                assert!(page.contains(&format!("<label for=\"{id}\"")), "{name}: {id}");
            }
        }
    }

    #[test]
    fn the_stylesheet_knows_no_left_and_right() {
        let css = include_str!("../assets/laksana.css");
        for word in ["left:", "right:", "-left", "-right", " width:", "max-width: 1", "float"] {
            assert!(!css.contains(word), "{word}");
        }
    }

    #[test]
    fn the_sentence_of_today_is_made_of_its_counts() {
        let page = super::today::page(&sample::today(false)).into_string();
        assert!(page.contains("<h1><a href=\"/tickets?group=needs\">3 things need you now</a></h1>"), "{page}");
        let unanswered = "<a href=\"/tickets?group=unanswered\">1 P1 is unanswered for 12 min</a>.";
        let lede = format!("<a href=\"/tickets?group=unowned\">2 reports have no owner</a>, {unanswered}");
        assert!(page.contains(&lede), "{page}");
    }

    #[test]
    fn a_row_of_the_list_reads_as_it_did() {
        let page = super::tickets::page(&sample::tickets()).into_string();
        let from = page.find("<ol class=\"rows\">").unwrap();
        let to = page[from..].find("</li>").unwrap();
        insta::assert_snapshot!(&page[from..from + to]);
    }
}
