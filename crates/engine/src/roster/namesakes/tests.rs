//! Two of one name, and the work of each.

use crate::roster::{Listed, Roster};
use domain::directory::Directory;
use domain::duty::Taker;
use domain::request::Definition;

/// A directory in which everybody who is said to be there is known.
fn known(people: &[(&str, &str)]) -> Directory {
    let mut directory = Directory::default();
    for (id, line) in people {
        let text = format!("[[people]]\nname = \"Siti\"\nrole = \"cleaner\"\n{line}\n");
        let file = Roster::from_toml(&text).unwrap().0;
        directory = grown(&directory, &file, id);
    }
    directory
}

fn grown(known: &Directory, file: &Roster, newcomer: &str) -> Directory {
    let mut directory = known.clone();
    for definition in file.definitions(known, || newcomer.to_owned()).unwrap() {
        match definition {
            Definition::Person(person) => directory.remember(person),
            Definition::Task(task) => drop(directory.tasks.insert(task.id.clone(), task)),
            Definition::Duty(duty) => drop(directory.duties.insert(duty.id.clone(), duty)),
            other => panic!("no such line is written here: {other:?}"),
        }
    }
    directory
}

/// The same directory with work of Siti's, whoever the name means.
fn at_work(known: &Directory) -> Directory {
    let work = "[[tasks]]\nname = \"Mop\"\nwhen = \"daily 09:00\"\nassignee = \"Siti\"\n\
                [[duties]]\nname = \"Spills\"\nturns = [{ who = \"Siti\" }]\n";
    let work = Roster::from_toml(work).unwrap().0;
    grown(known, &Roster { tasks: work.tasks, duties: work.duties, ..Roster::of(known) }, "nobody")
}

/// Whose the task and the duty are.
fn whose(directory: &Directory) -> [String; 2] {
    let task = directory.tasks.values().next().unwrap().assignee.clone().unwrap();
    let Taker::Person(taker) = &directory.duties.values().next().unwrap().turns[0].who else { panic!("a person is") };
    [task.to_string(), taker.to_string()]
}

#[test]
fn a_newcomer_of_the_same_name_takes_over_nobodys_work() {
    let known = at_work(&known(&[("siti", "phone = \"+60123456701\"")]));
    let looked = Roster::pasted(&known, Listed::People, "", "Siti,+60123456799,cleaner");
    let after = grown(&known, &looked.roster, "a-newcomer");
    assert_eq!(after.people.len(), 2);
    assert_eq!(whose(&after), ["siti", "siti"]);
    assert_eq!((&after.tasks, &after.duties), (&known.tasks, &known.duties));
}

#[test]
fn whoever_is_known_goes_by_the_name_wherever_a_file_lists_them() {
    let known = at_work(&known(&[("siti", "phone = \"+60123456701\"")]));
    let mut file = Roster::of(&known).with_csv("person,phone\nSiti,+60123456799\n").unwrap();
    file.people.reverse();
    assert_eq!(whose(&grown(&known, &file, "a-newcomer")), ["siti", "siti"]);
}

#[test]
fn work_stays_with_the_namesake_who_has_it() {
    let both = [("a-siti", "phone = \"+60123456701\""), ("b-siti", "phone = \"+60123456702\"")];
    let mut known = at_work(&known(&both));
    assert_eq!(whose(&known), ["a-siti", "a-siti"]);
    let other = known.people.keys().find(|person| person.as_str() == "b-siti").unwrap().clone();
    known.tasks.values_mut().for_each(|task| task.assignee = Some(other.clone()));
    known.duties.values_mut().for_each(|duty| duty.turns[0].who = Taker::Person(other.clone()));
    let looked = Roster::pasted(&known, Listed::Tasks, "", "task,window_minutes\nMop,30\n");
    let after = grown(&known, &looked.roster, "nobody");
    assert_eq!(whose(&after), ["b-siti", "b-siti"]);
    assert_eq!(after.tasks.values().next().unwrap().cadence.window_minutes, 30);
}

#[test]
fn a_number_tells_which_of_two_is_changed() {
    let known = known(&[("a-siti", "phone = \"+60123456701\""), ("b-siti", "phone = \"+60123456702\"")]);
    let looked = Roster::pasted(&known, Listed::People, "", "Siti,+60 12-345 6702,guard");
    let after = grown(&known, &looked.roster, "nobody");
    let roles: Vec<&str> = after.people.values().map(|person| person.role.word()).collect();
    assert_eq!(roles, ["cleaner", "guard"]);
}
