//! Schedules in directory files: what they become, and how a mistake is named.

use super::*;
use domain::task::{Task, TaskKind};

const SITE: &str = r#"
[[sites]]
name = "Green Court"
timezone = "Asia/Kuala_Lumpur"
shifts = [{ name = "Day", from = "07:00", until = "19:00" }, { name = "Night", from = "19:00", until = "07:00" }]

[[people]]
name = "Ravi"
role = "guard"

[[people]]
name = "Kumar"
role = "guard"

[[calendars]]
name = "Office days"
monday = ["08:00-18:00"]
holidays = ["2026-12-25"]
"#;

fn tasks(lines: &str) -> Result<Vec<Task>, RosterError> {
    let (roster, ignored) = Roster::from_toml(&format!("{SITE}{lines}"))?;
    assert_eq!(ignored, Vec::<String>::new());
    let found = roster.definitions(&Directory::default(), || "someone".to_owned())?;
    let task = |definition| match definition {
        Definition::Task(task) => Some(task),
        _ => None,
    };
    Ok(found.into_iter().filter_map(task).collect())
}

#[test]
fn a_task_is_written_as_people_say_it() {
    let found = tasks(
        "[[tasks]]\nname = \"Mop\"\nwhen = \"weekdays 09:00\"\ngrace_minutes = 15\nassignee = \"Ravi\"\nstand_ins = [\"Kumar\"]\n",
    );
    let task = &found.unwrap()[0];
    assert_eq!((task.name.as_str(), task.cadence.rrule.as_str()), ("Mop", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"));
    assert_eq!((task.cadence.window_minutes, task.cadence.grace_minutes, task.stand_ins.len()), (60, 15, 1));
}

#[test]
fn several_times_a_night_are_as_many_tasks() {
    let found = tasks("[[tasks]]\nname = \"Round\"\nkind = \"patrol\"\nwhen = \"every 2 hours from 22:00 to 02:00\"\n")
        .unwrap();
    let told: Vec<_> = found.iter().map(|task| (task.name.as_str(), task.cadence.next_day)).collect();
    assert_eq!(told, [("Round (22:00)", false), ("Round (00:00)", true), ("Round (02:00)", true)]);
}

#[test]
fn each_shift_is_as_long_as_it_is() {
    let found = tasks("[[tasks]]\nname = \"Log\"\nplace = \"Green Court\"\nwhen = \"each shift\"\n").unwrap();
    let told: Vec<_> = found.iter().map(|task| (task.name.as_str(), task.cadence.window_minutes)).collect();
    assert_eq!(told, [("Log (Day)", 720), ("Log (Night)", 720)]);
}

#[test]
fn closed_days_are_those_of_a_calendar() {
    let found = tasks(
        "[[tasks]]\nname = \"Pump\"\nwhen = \"every 90 days from 2026-01-05 10:00\"\ncalendar = \"Office days\"\nclosed = \"after\"\n",
    );
    let cadence = &found.unwrap()[0].cadence;
    assert_eq!((cadence.closed.word(), cadence.starts.unwrap().to_string().as_str()), ("after", "2026-01-05"));
}

#[test]
fn work_is_closed_when_its_site_is_and_rounds_go_on() {
    let site = "[[sites]]\nname = \"Tower\"\ncalendar = \"Office days\"\n";
    let read = |task: &str| {
        tasks(&format!("{site}[[tasks]]\nname = \"Mop\"\nplace = \"Tower\"\nwhen = \"daily 9am\"\n{task}")).unwrap()
    };
    for (lines, calendar, closed) in [
        ("", Some("Office days"), "skip"),
        ("closed = \"keep\"\n", Some("Office days"), "keep"),
        ("kind = \"patrol\"\n", None, "keep"),
    ] {
        let cadence = &read(lines)[0].cadence;
        let named = calendar.map(|name| CalendarId::new(id("calendar", name)));
        assert_eq!((cadence.calendar.clone(), cadence.closed.word()), (named, closed), "{lines}");
    }
    let error = tasks("[[sites]]\nname = \"Tower\"\ncalendar = \"Harbour\"\n").unwrap_err();
    assert!(error.to_string().contains("names the calendar “Harbour”"), "{error}");
}

#[test]
fn a_mistake_is_named_with_its_line_and_column() {
    for (lines, place, words) in [
        ("[[tasks]]\nname = \"Mop\"\nwhen = \"weekdays 09:00 sharpish\"\n", (21, 24), "“sharpish” means nothing here"),
        ("[[tasks]]\nname = \"Mop\"\nwhen = \"daily 9am\"\nassignee = \"Bob\"\n", (22, 13), "names the person “Bob”"),
        ("[[tasks]]\nname = \"Mop\"\nrrule = \"FREQ=DAILY\"\nat = \"noonish\"\n", (22, 7), "has at “noonish”"),
        ("[[tasks]]\nname = \"Mop\"\nwhen = \"daily 9am\"\nexcept = [\"Xmas\"]\n", (22, 12), "write a day as"),
        ("[[tasks]]\nname = \"Log\"\nwhen = \"each shift\"\n", (21, 9), "its site has no shifts"),
    ] {
        let error = tasks(lines).unwrap_err();
        assert_eq!(error.place_in(&format!("{SITE}{lines}")), Some(place), "{error}");
        assert!(error.to_string().contains(words), "{error}");
    }
}

#[test]
fn a_table_says_yes_and_no_and_names_the_cell_at_fault() {
    let table = "task,when,requires_photo\nMop,daily 9am,yes\nBins,setiap hari 7.30,tidak\n";
    let roster = Roster::default().with_csv(table).unwrap();
    assert_eq!(roster.tasks.iter().map(|task| task.requires_photo).collect::<Vec<_>>(), [true, false]);
    for (table, words) in [
        (
            "task,when,requires_photo\nMop,daily 9am,maybe\n",
            "line 2, column 3 (requires_photo): “maybe”; write yes or no",
        ),
        ("task,wen\nMop,daily 9am\n", "line 1, column 2 (heading): “wen”"),
    ] {
        let error = Roster::default().with_csv(table).unwrap_err();
        assert!(error.to_string().starts_with(words), "{error}");
    }
    let table = "task,when\nMop,daily 9am\nBins,evry day 7am\n";
    let error = Roster::default().with_csv(table).unwrap().definitions(&Directory::default(), String::new).unwrap_err();
    assert_eq!(error.place_in(table), Some((3, 6)), "{error}");
}

#[test]
fn steps_are_a_list_in_a_file_and_one_cell_in_a_table() {
    let steps = |tasks: Vec<Task>| tasks.into_iter().map(|task| task.steps.all().join(" | ")).collect::<Vec<_>>();
    let file = "[[tasks]]\nname = \"Toilets\"\nwhen = \"daily 9am\"\nsteps = [\"Mop floor\", \"Empty bins\"]\n";
    assert_eq!(steps(tasks(file).unwrap()), ["Mop floor | Empty bins"]);
    let (known, _) = Roster::from_toml(file).unwrap();
    let table = "task,when,steps\nToilets,daily 9am,Mop floor; Refill soap\n";
    assert_eq!(known.clone().with_csv(table).unwrap().tasks[0].steps, ["Mop floor", "Refill soap"]);
    let silent = known.with_csv("task,when\nToilets,daily 8am\n").unwrap();
    assert_eq!(silent.tasks[0].steps, ["Mop floor", "Empty bins"], "a table that says nothing of them leaves them");
    for (lines, words) in [
        ("name = \"Mop\"\nwhen = \"daily 9am\"\nsteps = [\"a b\", \"A b\"]", "name each step once"),
        ("name = \"Round\"\nkind = \"patrol\"\nwhen = \"daily 9am\"\nsteps = [\"gate\"]", "a patrol has checkpoints"),
    ] {
        let error = tasks(&format!("[[tasks]]\n{lines}\n")).unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
    }
}

#[test]
fn a_table_marks_assets_and_checks_and_leaves_them_where_it_says_nothing() {
    let table = "place,aliases,asset\nGreen Court / Pump 2,Pam 2,yes\nGreen Court / Lobby,,\n";
    let known = Roster::default().with_csv(table).unwrap();
    let marked = |roster: &Roster| roster.sites[0].places.iter().map(|place| place.asset).collect::<Vec<_>>();
    assert_eq!(marked(&known), [true, false]);
    let again = known.with_csv("place,aliases\nGreen Court / Pump 2,Pam dua\n").unwrap();
    assert_eq!(
        (marked(&again), again.sites[0].places[0].aliases.clone()),
        (vec![true, false], vec!["Pam dua".to_owned()])
    );
    let checks = again.with_csv("task,when,check\nPumps,daily 9am,ya\nBins,daily 9am,\n").unwrap();
    assert_eq!(checks.tasks.iter().map(|task| task.check).collect::<Vec<_>>(), [true, false]);
    assert!(tasks("[[tasks]]\nname = \"Round\"\nkind = \"patrol\"\nwhen = \"daily 9am\"\ncheck = true\n").is_err());
}

#[test]
fn what_is_written_back_says_the_same() {
    let lines = "[[tasks]]\nname = \"Round\"\nwhen = \"daily 22:00, 02:00\"\nexcept = [\"2026-12-25\"]\ncalendar = \"Office days\"\nassignee = \"Ravi\"\nsteps = [\"Gate\", \"Pumps\"]\ncheck = true\n";
    let (roster, _) = Roster::from_toml(&format!("{SITE}{lines}")).unwrap();
    let mut known = Directory::default();
    for definition in roster.definitions(&known.clone(), || "someone".to_owned()).unwrap() {
        match definition {
            Definition::Site(site) => drop(known.sites.insert(site.id.clone(), site)),
            Definition::Person(person) => known.remember(person),
            Definition::Calendar(calendar) => drop(known.calendars.insert(calendar.id.clone(), calendar)),
            Definition::Task(task) => drop(known.tasks.insert(task.id.clone(), task)),
            _ => {}
        }
    }
    let (again, _) = Roster::from_toml(&Roster::of(&known).to_toml()).unwrap();
    let mut found = known.clone();
    for definition in again.definitions(&known, || "someone".to_owned()).unwrap() {
        if let Definition::Task(task) = definition {
            found.tasks.insert(task.id.clone(), task);
        }
    }
    assert_eq!(found.tasks, known.tasks);
}

#[test]
fn a_task_from_before_its_site_closed_goes_on_when_it_is_written_back() {
    let lines = "[[tasks]]\nname = \"Mop\"\nplace = \"Green Court\"\nwhen = \"daily 9am\"\n";
    let (roster, _) = Roster::from_toml(&format!("{SITE}{lines}")).unwrap();
    let mut known = Directory::default();
    for definition in roster.definitions(&known.clone(), || "someone".to_owned()).unwrap() {
        match definition {
            Definition::Site(mut site) => {
                site.calendar = Some(CalendarId::new(id("calendar", "Office days")));
                known.sites.insert(site.id.clone(), site);
            }
            Definition::Calendar(calendar) => drop(known.calendars.insert(calendar.id.clone(), calendar)),
            Definition::Task(task) => drop(known.tasks.insert(task.id.clone(), task)),
            _ => {}
        }
    }
    let (again, _) = Roster::from_toml(&Roster::of(&known).to_toml()).unwrap();
    let found = again.definitions(&known, || "someone".to_owned()).unwrap();
    let closed = found.iter().find_map(|line| match line {
        Definition::Task(task) => Some(task.cadence.closed.word()),
        _ => None,
    });
    assert_eq!(closed, Some("keep"));
}

#[test]
fn each_of_a_shift_that_checks_in_has_a_day_of_their_own() {
    let read = |check_in: &str, people: &str| {
        let text = format!(
            "[[sites]]\nname = \"GC\"\nshifts = [{{ name = \"Night\", from = \"19:00\", until = \"07:00\", people = [{people}]{check_in} }}]\n[[people]]\nname = \"Ravi\"\n[[people]]\nname = \"Siti\"\n"
        );
        let (roster, unknown) = Roster::from_toml(&text).unwrap();
        assert!(unknown.is_empty(), "{unknown:?}");
        let mut fresh = ["ravi", "siti"].into_iter().map(str::to_owned);
        let found = roster.definitions(&Directory::default(), || fresh.next().unwrap())?;
        let tasks = found.into_iter().filter_map(|line| match line {
            Definition::Task(task) => Some(task),
            _ => None,
        });
        Ok::<_, RosterError>(tasks.collect::<Vec<Task>>())
    };
    let both = "\"Ravi\", \"Siti\"";
    let tasks = read(", check_in = true", both).unwrap();
    let owers: Vec<&str> = tasks.iter().filter_map(|task| task.assignee.as_ref()).map(|id| id.as_str()).collect();
    assert_eq!(owers, ["ravi", "siti"]);
    assert_eq!((tasks[0].name.as_str(), tasks[0].kind), ("Check-in GC (Night) · Ravi", TaskKind::Patrol));
    assert_eq!((tasks[0].cadence.window_minutes, tasks[0].cadence.at.hour()), (15, 19));
    assert_eq!(read(", check_in = 30", both).unwrap()[1].cadence.window_minutes, 30);
    assert_eq!(read("", both).unwrap(), []);
    assert_eq!(read(", check_in = false", both).unwrap(), []);
    let error = read(", check_in = true", "").unwrap_err().to_string();
    assert!(error.contains("name who is there"), "{error}");
}

#[test]
fn who_is_there_in_a_shift_takes_over_when_it_begins() {
    let site = "[[sites]]\nname = \"GC\"\nshifts = [\n  { name = \"Day\", from = \"07:00\", until = \"19:00\", people = [\"Ravi\"] },\n  { name = \"Night\", from = \"19:00\", until = \"07:00\", people = [\"Siti\", \"Ravi\"] },\n]\n[[people]]\nname = \"Ravi\"\n[[people]]\nname = \"Siti\"\n";
    let read = |lines: &str| {
        let (roster, unknown) = Roster::from_toml(&format!("{site}{lines}")).unwrap();
        assert!(unknown.is_empty(), "{unknown:?}");
        let mut fresh = ["ravi", "siti"].into_iter().map(str::to_owned);
        let found = roster.definitions(&Directory::default(), || fresh.next().unwrap())?;
        let tasks = found.into_iter().filter_map(|line| match line {
            Definition::Task(task) => Some(task),
            _ => None,
        });
        Ok::<_, RosterError>(tasks.collect::<Vec<Task>>())
    };
    let lines = "[[tasks]]\nname = \"Handover\"\nkind = \"handover\"\nplace = \"GC\"\nwhen = \"each shift\"\n";
    let tasks = read(lines).unwrap();
    let people: Vec<Vec<&str>> =
        tasks.iter().map(|task| task.stand_ins.iter().map(|id| id.as_str()).collect()).collect();
    assert_eq!(people, [vec!["ravi"], vec!["siti", "ravi"]]);
    assert_eq!((tasks[0].kind, tasks[0].cadence.window_minutes), (TaskKind::Handover, 30));
    let named = read(&format!("{lines}assignee = \"Siti\"\n")).unwrap();
    assert!(named.iter().all(|task| task.stand_ins.is_empty()), "who is named does it, whoever else is there");
    let error = read(&format!("{lines}requires_photo = true\n")).unwrap_err().to_string();
    assert!(error.contains("taken over by a word"), "{error}");
}
