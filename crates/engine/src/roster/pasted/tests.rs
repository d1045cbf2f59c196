//! What would come of pasted lines.

use super::*;
use domain::directory::Directory;
use domain::request::Definition;

/// A directory as a file writes it.
fn known() -> Directory {
    known_with("")
}

/// The same with more in its file.
fn known_with(more: &str) -> Directory {
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
    let (roster, _) = Roster::from_toml(&format!("{text}{more}")).unwrap();
    let mut directory = Directory::default();
    let mut newcomers = ["siti", "desk"].into_iter().map(str::to_owned);
    for definition in roster.definitions(&Directory::default(), || newcomers.next().unwrap()).unwrap() {
        match definition {
            Definition::Site(site) => drop(directory.sites.insert(site.id.clone(), site)),
            Definition::Place(place) => drop(directory.places.insert(place.id.clone(), place)),
            Definition::Vendor(vendor) => drop(directory.vendors.insert(vendor.id.clone(), vendor)),
            Definition::Person(person) => directory.remember(person),
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
    let form = [("person", "Siti"), ("phone", "+60123456701"), ("role", "cleaner"), ("vendor", ""), ("site", "")];
    let form = form.map(|(column, said)| (column.to_owned(), said.to_owned())).into();
    let looked = Roster::filled_in(&known(), Listed::People, form);
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

#[test]
fn what_was_left_out_is_looked_at_once_the_rest_is_written() {
    let text: String = (0..2 * LINES_MAX + 3).map(|nth| format!("Vendor {nth},lift\n")).collect();
    let mut known = known();
    let mut left = Vec::new();
    for _ in 0..4 {
        let looked = Roster::pasted(&known, Listed::Vendors, "", &text);
        left.push((looked.left_out, looked.same));
        for definition in looked.roster.definitions(&known.clone(), || "someone".to_owned()).unwrap() {
            if let Definition::Vendor(vendor) = definition {
                known.vendors.insert(vendor.id.clone(), vendor);
            }
        }
    }
    assert_eq!(left, [(LINES_MAX + 3, 0), (3, 0), (0, LINES_MAX), (0, LINES_MAX + 3)]);
}

#[test]
fn a_form_that_is_saved_as_it_was_shown_changes_nothing() {
    let known = known();
    for (listed, name) in [
        (Listed::Places, "Menara"),
        (Listed::Places, "Menara / Block A"),
        (Listed::People, "Siti"),
        (Listed::Vendors, "ProLift"),
        (Listed::Tasks, "Night round"),
    ] {
        let cells = listed.known(&Roster::of(&known), name).unwrap();
        let shown = |column: &&str| ((*column).to_owned(), cells.get(*column).cloned().unwrap_or_default());
        let form: Cells = listed.columns().iter().map(shown).collect();
        let looked = Roster::filled_in(&known, listed, form.clone());
        assert_eq!(looked.lines.iter().map(|(_, fate)| fate.clone()).collect::<Vec<_>>(), [Fate::Same], "{form:?}");
        assert_eq!(looked.roster, Roster::of(&known), "{form:?}");
    }
}

#[test]
fn a_form_writes_one_line_and_no_heading() {
    let site = [("place", "Tower / Lobby"), ("aliases", "Lobi; 大堂")];
    let vendor = [("vendor", "AquaFix"), ("categories", "plumbing; pest")];
    let task = [("task", "Mop"), ("when", "daily 09:00"), ("place", "Menara / Block A"), ("requires_photo", "")];
    let owned = |(column, said): &(&str, &str)| ((*column).to_owned(), (*said).to_owned());
    let before = Roster::of(&known());
    for (listed, form, added) in [
        (Listed::Places, &site[..], [1, 0, 0]),
        (Listed::Vendors, &vendor[..], [0, 1, 0]),
        (Listed::Tasks, &task[..], [0, 0, 1]),
    ] {
        let looked = Roster::filled_in(&known(), listed, form.iter().map(owned).collect());
        assert_eq!(looked.lines.iter().map(|(_, fate)| fate.clone()).collect::<Vec<_>>(), [Fate::New]);
        let after = looked.roster;
        let grown = [
            after.sites.len() - before.sites.len(),
            after.vendors.len() - before.vendors.len(),
            after.tasks.len() - before.tasks.len(),
        ];
        assert_eq!(grown, added, "{form:?}");
        let name = form[0].1;
        assert_eq!(listed.known(&after, name).unwrap()[form[1].0], form[1].1);
    }
}

#[test]
fn a_shared_phone_stays_shared_until_a_line_says_otherwise() {
    let known = known_with("[[people]]\nname = \"Desk\"\nphone = \"+60123456704\"\nrole = \"guard\"\nshared = true\n");
    let desk = |roster: &Roster| roster.people.iter().find(|person| person.name == "Desk").unwrap().shared;
    for text in ["Desk,,cleaner", "Desk,+60123456704,cleaner", "person,role\nDesk,cleaner"] {
        let looked = Roster::pasted(&known, Listed::People, "", text);
        assert_eq!(looked.lines[0].1, changed(&[("role", "guard", "cleaner")]), "{text}");
        assert!(desk(&looked.roster), "{text}");
    }
    let form = Listed::People.known(&Roster::of(&known), "Desk").unwrap();
    let form = form.into_iter().filter(|(column, _)| Listed::People.columns().contains(&column.as_str())).collect();
    let looked = Roster::filled_in(&known, Listed::People, form);
    assert!(looked.lines[0].1 == Fate::Same && desk(&looked.roster), "{:?}", looked.lines);
    assert!(desk(&Roster::of(&known).with_csv("person,role\nDesk,cleaner\n").unwrap()));
    let looked = Roster::pasted(&known, Listed::People, "", "person,shared\nDesk,no");
    assert_eq!(looked.lines[0].1, changed(&[("shared", "yes", "no")]));
    assert!(!desk(&looked.roster));
}

#[test]
fn a_person_who_is_changed_twice_is_known_the_second_time() {
    let text = "Ravi,+60123456702,guard\nDevi,+60123456703,guard\nRavi,+60123456702,guard\nRavi,+60123456702,cleaner";
    assert_eq!(
        fates(Listed::People, text),
        [Fate::New, Fate::New, Fate::Same, changed(&[("role", "guard", "cleaner")])]
    );
}

#[test]
fn lines_are_counted_once_their_ranges_are_spread() {
    let text: String = (0..LINES_MAX + 7).map(|block| format!("Block {block} / L1–L100\n")).collect();
    let looked = Roster::pasted(&known(), Listed::Places, "Menara", &text);
    assert_eq!((looked.lines.len(), looked.left_out), (LINES_MAX, (LINES_MAX + 7) * 100 - LINES_MAX));
    let looked = Roster::pasted(&known(), Listed::Places, "Menara", &format!("Gate\n{text}"));
    assert_eq!(looked.lines.last().unwrap().0[0], "Menara / Block 2 / L99");
}

#[test]
fn a_stroke_in_a_name_is_no_way_inwards() {
    let known = known_with(
        "[[sites]]\nname = \"A/B Tower\"\nplaces = [{ name = \"M/E room\" }, { name = \"Block A/B\" }, { name = \"Pump\", places = \
         [{ name = \"P1–P2\" }] }]\n",
    );
    let looked = |text: &str| {
        let looked = Roster::pasted(&known, Listed::Places, "A/B Tower", text).lines;
        looked.into_iter().map(|(cells, fate)| (cells[0].clone(), fate == Fate::Same)).collect::<Vec<_>>()
    };
    for (text, place, is_known) in [
        ("M/E room", "A/B Tower / M/E room", true),
        ("A/B Tower / Block A/B", "A/B Tower / Block A/B", true),
        ("A/B Tower", "A/B Tower", true),
        ("Pump/P1–P2", "A/B Tower / Pump / P1–P2", true),
        ("Menara/Block A", "Menara / Block A", true),
        ("Menara/Block A / L1", "Menara / Block A / L1", false),
        ("A/B Tower / A/C plant", "A/B Tower / A/C plant", false),
        ("Pump/ P3", "A/B Tower / Pump / P3", false),
    ] {
        assert_eq!(looked(text), [(place.to_owned(), is_known)], "{text}");
    }
    let form = [("place".to_owned(), "A/B Tower / M/E room".to_owned()), ("aliases".to_owned(), "Plant".to_owned())];
    let looked = Roster::filled_in(&known, Listed::Places, form.into());
    assert_eq!(looked.lines[0].1, changed(&[("aliases", "", "Plant")]));
}
