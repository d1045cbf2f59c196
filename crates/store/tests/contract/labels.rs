//! Lists narrowed to one of an organisation's own labels, and how many tickets have each.

use crate::reads::busy;
use crate::world::*;
use domain::id::{SiteId, TicketNumber};
use domain::label::{Label, LabelSet, OwnLabel};
use domain::member::{Member, MemberRole};
use domain::request::{Command, Definition, TicketCommand};
use domain::ticket::{Stage, Ticket};
use domain::time::Instant;
use store::desk::Desk;
use store::read::labels::labelled;
use store::read::outside::{self, Wanted};
use store::read::tickets::{self, Filter, Group, Part};
use store::read::urgent::{Rank, urgent};
use store::read::{Cursor, Sight, counts};
use store::{args, both};

fn own(set: &str, name: &str) -> OwnLabel {
    OwnLabel { set: set.to_owned(), name: name.to_owned() }
}

fn said(number: u32, set: &str, labels: Option<&[&str]>) -> Command {
    let labels = labels.map(|labels| labels.iter().map(|label| (*label).to_owned()).collect());
    Command::change(TicketNumber(number), TicketCommand::Label(set.to_owned(), labels))
}

/// Three tickets, of which two have labels: names that begin alike, and a name that stands in two sets.
async fn labelled_tickets(desk: &Desk) {
    busy(desk).await;
    let set = |name: &str, labels: &[&str]| {
        let label = |name: &&str| Label { name: (*name).to_owned(), category: None };
        let labels = labels.iter().map(label).collect();
        let set = LabelSet { name: name.to_owned(), is_several: true, labels, ..LabelSet::default() };
        Command::Define(Box::new(Definition::Labels(set)))
    };
    let commands = [
        set("team", &["lift", "lift%", "now"]),
        set("urgency", &["now"]),
        said(1, "team", Some(&["lift", "now"])),
        said(2, "team", Some(&["lift%"])),
        said(2, "urgency", Some(&["now"])),
    ];
    let requests = (300_u128..).zip(commands).map(|(chance, command)| request(190, chance, command)).collect();
    granted(&desk.commit_all(&org(), requests).await.unwrap());
}

fn numbers(rows: &[Ticket]) -> Vec<u32> {
    let mut numbers: Vec<u32> = rows.iter().map(|ticket| ticket.number.0).collect();
    numbers.sort_unstable();
    numbers
}

both! {
    async fn every_list_and_count_can_be_narrowed_to_a_label(db: Db) {
        let desk = desk(db).await;
        labelled_tickets(&desk).await;
        let db = desk.db();
        for (label, expected) in [
            (own("team", "lift"), vec![1]),
            (own("team", "lift%"), vec![2]),
            (own("team", "now"), vec![1]),
            (own("urgency", "now"), vec![2]),
            (own("urgency", "lift"), vec![]),
            (own("team", "Lift"), vec![]),
        ] {
            let filter = Filter { group: Group::All, label: Some(label.clone()), ..Filter::default() };
            let page = tickets::list(db, &org(), &filter, Cursor::START).await.unwrap();
            assert_eq!(numbers(&page.rows), expected, "{label}");
            assert_eq!(counts(db, &org(), &filter).await.unwrap().every, expected.len() as u64, "{label}");
            assert_eq!(numbers(&urgent(db, &org(), &filter, Rank::START).await.unwrap().rows), expected, "{label}");
            let part = Part { label: Some(label.clone()), ..Part::default() };
            let board = tickets::board(db, &org(), Stage::ALL, Instant::from_us(0), &part).await.unwrap();
            assert_eq!(board.iter().map(|column| column.count).sum::<u64>(), expected.len() as u64, "{label}");
            let standing: Vec<Ticket> = board.into_iter().flat_map(|column| column.tickets).collect();
            assert_eq!(numbers(&standing), expected, "{label}");
            let wanted = Wanted { label: Some(label), ..Wanted::default() };
            let page = outside::tickets(db, &org(), &wanted, TicketNumber(0), 9).await.unwrap();
            assert_eq!(numbers(&page.rows), expected);
        }
    }
}

both! {
    async fn labels_are_counted_as_they_stand_and_as_far_as_they_are_seen(db: Db) {
        let desk = desk(db).await;
        labelled_tickets(&desk).await;
        let found = labelled(desk.db(), &org(), &Sight::WHOLE).await.unwrap();
        let counted: Vec<(String, u64)> = found.tickets.iter().map(|(own, count)| (own.to_string(), *count)).collect();
        let expected = [("team:lift", 1), ("team:lift%", 1), ("team:now", 1), ("urgency:now", 1)];
        assert_eq!(counted, expected.map(|(label, count)| (label.to_owned(), count)));
        assert!(!found.goes_on);
        let elsewhere = Member { sites: [SiteId::new("elsewhere")].into(), ..Member::new("a", MemberRole::Viewer) };
        assert!(labelled(desk.db(), &org(), &Sight::of(&elsewhere)).await.unwrap().tickets.is_empty());
        // What is taken back is no label any more.
        granted(&desk.commit_all(&org(), vec![request(200, 400, said(1, "team", None))]).await.unwrap());
        let found = labelled(desk.db(), &org(), &Sight::WHOLE).await.unwrap();
        assert!(!found.tickets.contains_key(&own("team", "lift")), "{found:?}");
    }
}

both! {
    async fn tickets_of_an_earlier_program_have_their_labels_when_it_is_opened(db: Db) {
        let desk = desk(db).await;
        labelled_tickets(&desk).await;
        let before = labelled(desk.db(), &org(), &Sight::WHOLE).await.unwrap();
        let mut tx = desk.db().begin().await.unwrap();
        for sql in ["UPDATE tickets SET labels = ''", "UPDATE orgs SET shape = 12"] {
            tx.run(sql, args![]).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert!(desk.bring_up_to_date(&org()).await.unwrap());
        assert_eq!(labelled(desk.db(), &org(), &Sight::WHOLE).await.unwrap(), before);
    }
}
