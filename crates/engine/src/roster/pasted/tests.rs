//! What would come of pasted lines.

use super::*;
use domain::directory::Directory;
use domain::request::Definition;

/// A directory as a file writes it.
fn known() -> Directory {
    let text = r#"
[[sites]]
name = "Menara"
[[sites.places]]
name = "Block A"
aliases = ["Blk A"]
[[vendors]]
name = "ProLift"
categories = ["lift"]
[[people]]
name = "Siti"
phone = "+60123456701"
role = "cleaner"
site = "Menara"
[[tasks]]
name = "Night round"
kind = "patrol"
assignee = "Siti"
place = "Menara"
when = "daily 22:00"
window_minutes = 45
checkpoints = ["Menara / Block A"]
"#;
    let (roster, _) = Roster::from_toml(text).unwrap();
    let mut directory = Directory::default();
    for definition in roster.definitions(&Directory::default(), || "siti".to_owned()).unwrap() {
        match definition {
            Definition::Site(site) => drop(directory.sites.insert(site.id.clone(), site)),
            Definition::Place(place) => drop(directory.places.insert(place.id.clone(), place)),
            Definition::Vendor(vendor) => drop(directory.vendors.insert(vendor.id.clone(), vendor)),
            Definition::Person(person) => drop(directory.people.insert(person.id.clone(), person)),
            Definition::Task(task) => drop(directory.tasks.insert(task.id.clone(), task)),
            other => panic!("the file has no such line: {other:?}"),
        }
    }
    directory
}

fn fates(listed: Listed, text: &str) -> Vec<Fate> {
    Roster::pasted(&known(), listed, "Menara", text).lines.into_iter().map(|(_, fate)| fate).collect()
}

fn changed(differences: &[(&str, &str, &str)]) -> Fate {
    let owned = |(column, before, after): &(&str, &str, &str)| {
        ((*column).to_owned(), (*before).to_owned(), (*after).to_owned())
    };
    Fate::Changed(differences.iter().map(owned).collect())
}

#[test]
fn people_are_new_changed_or_known_and_what_is_not_said_stays() {
    let text = "Siti\nSiti,,guard\nRavi,+60123456702,guard,,Menara\nDevi,,gard\nKumar,,guard,,Nowhere";
    let fates = fates(Listed::People, text);
    assert_eq!(fates[..3], [Fate::Same, changed(&[("role", "cleaner", "guard")]), Fate::New]);
    assert!(matches!(&fates[3], Fate::Wrong(why) if why.contains("gard")), "{:?}", fates[3]);
    assert!(matches!(&fates[4], Fate::Wrong(why) if why.contains("Nowhere")), "{:?}", fates[4]);
}

#[test]
fn another_number_is_another_person_and_an_empty_field_of_a_form_is_meant() {
    assert_eq!(fates(Listed::People, "Siti,+60123456799,cleaner"), [Fate::New]);
    let text = "person\tphone\trole\tvendor\tsite\nSiti\t+60123456701\tcleaner\t\t\n";
    let looked = Roster::filled_in(&known(), Listed::People, text);
    assert_eq!(looked.lines[0].1, changed(&[("site", "Menara", "")]));
}

#[test]
fn a_heading_says_which_columns_are_there() {
    let text = "person\trole\nSiti\tguard\n\nRavi\tguard\n";
    assert_eq!(fates(Listed::People, text), [changed(&[("role", "cleaner", "guard")]), Fate::New]);
}

#[test]
fn places_are_at_the_site_and_a_range_is_many() {
    let looked = Roster::pasted(
        &known(),
        Listed::Places,
        "Menara",
        "Block A\nBlock B / L1–L3\nBlock B / 12-15\nMenara / Gate,Pagar",
    );
    let names: Vec<&str> = looked.lines.iter().map(|(cells, _)| cells[0].as_str()).collect();
    let wanted = [
        "Menara / Block A",
        "Menara / Block B / L1",
        "Menara / Block B / L2",
        "Menara / Block B / L3",
        "Menara / Block B / 12-15",
        "Menara / Gate",
    ];
    assert_eq!(names, wanted);
    assert_eq!(looked.lines[0].1, Fate::Same);
    assert!(looked.lines[1..].iter().all(|(_, fate)| *fate == Fate::New), "{:?}", looked.lines);
}

#[test]
fn a_tour_keeps_its_checkpoints_when_its_task_is_changed() {
    let looked = Roster::pasted(&known(), Listed::Tasks, "Menara", "task,window_minutes\nNight round,60\n");
    assert_eq!(looked.lines[0].1, changed(&[("window_minutes", "45", "60")]));
    assert_eq!(looked.roster.tasks[0].checkpoints, ["Menara / Block A"]);
}

#[test]
fn a_longer_list_is_looked_at_in_part() {
    let text: String = (0..LINES_MAX + 3).map(|nth| format!("Vendor {nth},lift\n")).collect();
    let looked = Roster::pasted(&known(), Listed::Vendors, "", &text);
    assert_eq!((looked.lines.len(), looked.left_out), (LINES_MAX, 3));
}
