//! Who said what to a ticket, told from the journal's text: which word or step is the first answer, and which shows that
//! somebody is there.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What somebody did for a ticket first: when it was, and where in the journal.
pub(super) type First = Option<(i64, i64)>;

/// Those who speak and what came from them.
#[derive(Debug, Default)]
pub(super) struct People {
    /// What somebody is, and whom they work for.
    known: BTreeMap<String, (String, String)>,
    /// Of each message who said it, and in which form.
    said: BTreeMap<String, (String, String)>,
}

/// What was said and done of one ticket.
#[derive(Debug, Default)]
pub(super) struct Answers {
    /// Who told us of it, and who has it.
    told: BTreeSet<String>,
    owner: Value,
    pub(super) answered: First,
    pub(super) attended: First,
    pub(super) claimed: First,
}

impl People {
    /// Takes in who somebody is, and who said something.
    pub(super) fn read(&mut self, kind: &str, body: &Value) {
        match kind {
            "person_defined" => {
                self.known.insert(text(&body["person"]), (text(&body["role"]), text(&body["vendor"])));
            }
            "message_received" => {
                self.said.insert(text(&body["message"]), (text(&body["sender"]), text(&body["form"])));
            }
            _ => {}
        }
    }

    fn role(&self, person: &str) -> &str {
        self.known.get(person).map_or("unknown", |(role, _)| role)
    }

    /// Whether somebody gave it to themselves, or to somebody of their own company.
    fn takes_on(&self, person: &str, owner: &Value) -> bool {
        let company = |person: &str| self.known.get(person).map_or("", |(_, vendor)| vendor.as_str());
        let owners = owner["person"].as_str().map_or("", company);
        self.owns(person, owner) || !owners.is_empty() && owners == company(person)
    }

    fn owns(&self, person: &str, owner: &Value) -> bool {
        let vendor = self.known.get(person).map_or("", |(_, vendor)| vendor);
        owner["person"] == person || !vendor.is_empty() && owner["vendor"] == vendor
    }
}

impl Answers {
    /// Takes in a step, or another report.
    pub(super) fn step(&mut self, people: &People, kind: &str, body: &Value, at: (i64, i64)) {
        let by = people.said.get(&text(&body["message"])).map_or("", |(sender, _)| sender);
        let by_another = by.is_empty() || !self.told.contains(by) && people.role(by) != "resident";
        let (mut answers, mut attends) = (by_another, false);
        match kind {
            "ticket_opened" | "report_merged" => {
                self.told.insert(text(&body["reporter"]));
                return;
            }
            "ticket_assigned" => {
                self.owner = body["assignee"].clone();
                // Whoever reports and names another answers nobody; whoever takes it on does.
                answers |= people.takes_on(by, &self.owner);
            }
            // By a member, whoever wrote what shows it.
            "ticket_held" => answers |= body["is_shown"] == true,
            "job_accepted" => answers = true,
            "ticket_started" => attends = body["message"].is_null(),
            "ticket_resolved" | "ticket_verified" => {
                attends = true;
                self.claimed = self.claimed.or(Some(at));
            }
            "ticket_reopened" | "ticket_cancelled" => {}
            _ => return,
        }
        self.note(answers, attends, at);
    }

    /// Takes in a word about it.
    pub(super) fn word(&mut self, people: &People, body: &Value, at: (i64, i64), opened_us: i64) {
        let Some((sender, form)) = people.said.get(&text(&body["message"])) else { return };
        let (meaning, role) = (&body["meaning"], people.role(sender));
        let works = people.owns(sender, &self.owner) || matches!(role, "cleaner" | "guard" | "technician" | "vendor");
        let is_staff = works || matches!(role, "manager" | "supervisor");
        let is_report = meaning["kind"] == "issue";
        // What is told to us answers by what it does.
        let to_us = meaning["by"]["embedded"] == "orders-1";
        let answers = is_staff && !self.told.contains(sender) && !is_report && !to_us && at.0 >= opened_us;
        let shows = matches!(form.as_str(), "image" | "video" | "document" | "location");
        let attends = works && (meaning["kind"] == "checkin" || shows && !is_report && meaning["kind"] != "assign");
        self.note(answers, attends, at);
    }

    fn note(&mut self, answers: bool, attends: bool, at: (i64, i64)) {
        self.answered = self.answered.or(Some(at).filter(|_| answers));
        self.attended = self.attended.or(Some(at).filter(|_| attends));
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
