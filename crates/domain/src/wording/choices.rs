//! What answers that a message offers are called, and what is said when one was chosen, in nine languages.

mod eastern;
mod western;

use crate::choice::{Cause, Choice, Offer};
use crate::directory::Directory;
use crate::id::TaskId;
use crate::ticket::Assignee;
use std::collections::BTreeSet;

/// Characters on a button, and on what opens a list.
pub const BUTTON_MAX: usize = 20;
/// Characters of a row's title.
pub const ROW_MAX: usize = 24;

/// The texts of one language. A gap is a name in braces.
#[derive(Clone, Copy, Debug)]
pub struct Titles {
    /// Its BCP 47 tag.
    pub language: &'static str,
    /// Before the numbers of answers, where there are no buttons.
    pub reply: &'static str,
    /// The work is done, a photo follows.
    pub done: &'static str,
    /// The check found a fault.
    pub fault: &'static str,
    /// It takes longer.
    pub delayed: &'static str,
    /// Not today.
    pub skip: &'static str,
    /// In minutes: `{count}`.
    pub minutes: &'static str,
    /// In hours: `{count}`.
    pub hours: &'static str,
    /// Why work was not done, in the order of [`Cause::ALL`].
    pub causes: [&'static str; 6],
    /// Accepted that it was not done.
    pub excuse: &'static str,
    /// Not accepted.
    pub insist: &'static str,
    /// The guard is well.
    pub safe: &'static str,
    /// Somebody has to come.
    pub help: &'static str,
    /// The job is taken.
    pub accept: &'static str,
    /// It is not.
    pub cannot: &'static str,
    /// Somebody is there.
    pub on_site: &'static str,
    /// Work waits for parts.
    pub parts: &'static str,
    /// The fix holds.
    pub confirm: &'static str,
    /// It does not.
    pub not_fixed: &'static str,
    /// Opens the list of people.
    pub choose: &'static str,
    /// Whoever answers takes it.
    pub take_over: &'static str,
    /// Later.
    pub snooze: &'static str,
    /// The cause is to be looked for.
    pub seek: &'static str,
    /// What it would cost is agreed to.
    pub approve: &'static str,
    /// It is not.
    pub decline: &'static str,
    /// A pause stands.
    pub uphold: &'static str,
    /// It does not.
    pub strike: &'static str,
    /// A message reports a problem of its own.
    pub new_problem: &'static str,
    /// It is about a known one: `{ticket}`.
    pub same_as: &'static str,
    /// It reports nothing.
    pub no_problem: &'static str,
    /// Opens a list of anything else.
    pub open: &'static str,
    /// Tickets that somebody has: `{count}`.
    pub load: &'static str,
    /// A day's work was recorded: `{task}`.
    pub recorded: &'static str,
    /// A photo is to follow: `{task}`.
    pub photo_next: &'static str,
    /// A fault was found: `{ticket}`.
    pub fault_found: &'static str,
    /// An hour was granted: `{task}`, `{time}`.
    pub how_long: &'static str,
    /// A new time was promised: `{task}`, `{time}`.
    pub promised: &'static str,
    /// The reason is asked for: `{task}`.
    pub why_skip: &'static str,
    /// Which of several days is not done.
    pub which: &'static str,
    /// A day was excused: `{task}`, `{reason}`.
    pub excused: &'static str,
    /// A lead was asked to excuse a day: `{task}`.
    pub skip_asked: &'static str,
    /// A day was not excused: `{task}`.
    pub insisted: &'static str,
    /// To a guard who is well.
    pub check_in: &'static str,
    /// Those who lead were told.
    pub help_comes: &'static str,
    /// A job was taken: `{ticket}`.
    pub accepted: &'static str,
    /// A job was not taken: `{ticket}`.
    pub declined: &'static str,
    /// Who is to have it: `{ticket}`.
    pub who_takes: &'static str,
    /// Told again: `{ticket}`, `{time}`.
    pub snoozed: &'static str,
    /// What was asked is settled: `{ticket}`.
    pub settled: &'static str,
    /// Whether what was said is a problem.
    pub is_problem: &'static str,
    /// Whether what opened a ticket is a new problem: `{ticket}`.
    pub is_new: &'static str,
    /// Whether what was added to a ticket belongs there: `{ticket}`.
    pub is_same: &'static str,
    /// It was no report.
    pub not_meant: &'static str,
    /// Where it is.
    pub where_is: &'static str,
    /// On a button that opens a report.
    pub open_report: &'static str,
}

impl Titles {
    /// What somebody gives as the reason.
    #[must_use]
    pub fn cause(&self, cause: Cause) -> &'static str {
        let at = Cause::ALL.iter().position(|known| *known == cause).unwrap_or(Cause::ALL.len() - 1);
        self.causes[at]
    }
}

/// The texts of a language; English where there are none.
#[must_use]
pub fn titles(language: &str) -> &'static Titles {
    let base = language.split('-').next().unwrap_or_default();
    all().find(|titles| titles.language == base).unwrap_or(&western::ALL[0])
}

fn all() -> impl Iterator<Item = &'static Titles> {
    western::ALL.iter().chain(eastern::ALL)
}

/// Whether a text is the button that says that work is done, in whatever language.
#[must_use]
pub fn is_done(text: &str) -> bool {
    all().any(|titles| titles.done == text.trim())
}

/// What an answer is called, short enough for a row of a list; those that stand on buttons are short enough for them.
#[must_use]
pub fn title(directory: &Directory, language: &str, choice: &Choice) -> String {
    const HOUR: u16 = 60;
    let titles = titles(language);
    let named = |name: &str| super::cut(name, ROW_MAX);
    let said = match choice {
        Choice::Done => titles.done,
        Choice::Fault => titles.fault,
        Choice::Delayed => titles.delayed,
        Choice::Skip => titles.skip,
        Choice::Within(minutes) if minutes % HOUR == 0 => {
            return super::fill(titles.hours, &[("count", &(minutes / HOUR).to_string())]);
        }
        Choice::Within(minutes) => return super::fill(titles.minutes, &[("count", &minutes.to_string())]),
        Choice::Because(cause) => titles.cause(*cause),
        Choice::Excuse(_) => titles.excuse,
        Choice::Insist => titles.insist,
        Choice::Safe => titles.safe,
        Choice::Help => titles.help,
        Choice::Accept => titles.accept,
        Choice::Cannot => titles.cannot,
        Choice::OnSite => titles.on_site,
        Choice::Parts => titles.parts,
        Choice::Confirm => titles.confirm,
        Choice::NotFixed => titles.not_fixed,
        Choice::Choose => titles.choose,
        Choice::TakeOver => titles.take_over,
        Choice::Snooze => titles.snooze,
        Choice::Cause => titles.seek,
        Choice::Approve(_) => titles.approve,
        Choice::Decline(_) => titles.decline,
        Choice::Uphold(_) => titles.uphold,
        Choice::Strike(_) => titles.strike,
        Choice::IsReport(_) => titles.new_problem,
        Choice::IsAbout(_, ticket) => return super::fill(titles.same_as, &[("ticket", &ticket.to_string())]),
        Choice::IsNoReport(_) => titles.no_problem,
        Choice::Of(task, _) | Choice::NotToday(task, ..) => return named(&task_name(directory, task)),
        Choice::Ticket(ticket) => return ticket.to_string(),
        Choice::Give(assignee) => return named(crate::sentence::assignee_name(assignee, directory)),
        Choice::At(place) => return named(directory.places.get(place).map_or("?", |place| place.name.as_str())),
    };
    said.to_owned()
}

/// What answers are called where so many signs have room, each otherwise than the others: a phone shows nothing that offers the
/// same twice.
#[must_use]
pub fn distinct(directory: &Directory, language: &str, choices: &[Choice], max: usize) -> Vec<String> {
    let whole: Vec<String> = choices.iter().map(|choice| title(directory, language, choice)).collect();
    let cut = |title: &String| super::cut(title, max);
    let known: BTreeSet<String> = whole.iter().map(cut).collect();
    if known.len() == whole.len() {
        return whole.iter().map(cut).collect();
    }
    whole.iter().enumerate().map(|(nth, title)| super::cut(&format!("{} {title}", nth + 1), max)).collect()
}

/// A task, with its place where it has one: several are called alike.
fn task_name(directory: &Directory, task: &TaskId) -> String {
    let Some(task) = directory.tasks.get(task) else { return "?".to_owned() };
    let place = task.place.as_ref().and_then(|place| directory.places.get(place));
    place.map_or_else(|| task.name.clone(), |place| format!("{}, {}", task.name, place.name))
}

/// What stands below an answer in a list: how much somebody has to do.
#[must_use]
pub fn description(language: &str, choice: &Choice, load: impl Fn(&Assignee) -> usize) -> String {
    match choice {
        Choice::Give(assignee) => super::fill(titles(language).load, &[("count", &load(assignee).to_string())]),
        _ => String::new(),
    }
}

/// What opens a list.
#[must_use]
pub fn label(language: &str, offer: &Offer) -> &'static str {
    match offer.choices().first() {
        Some(Choice::Give(_)) => titles(language).choose,
        _ => titles(language).open,
    }
}

/// Answers in words, for where there are no buttons: "Reply 1 Accept · 2 Need help · 3 Can't do".
#[must_use]
pub fn twin(directory: &Directory, language: &str, choices: &[Choice]) -> String {
    let title = |(nth, choice): (usize, &Choice)| format!("{} {}", nth + 1, title(directory, language, choice));
    let titles: Vec<String> = choices.iter().enumerate().map(title).collect();
    format!("{} {}", self::titles(language).reply, titles.join(" · "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::choice::Meant;
    use crate::id::{MessageId, TicketNumber};
    use crate::ticket::{Category, Priority};
    use crate::time::Instant;
    use crate::wording::languages;

    fn on_buttons() -> Vec<Choice> {
        let (message, category, priority) = (MessageId::new("m"), Category::Lift, Priority::High);
        let meant = Meant { message: message.clone(), category, priority, place: None };
        let asked = [
            Choice::IsReport(meant),
            Choice::IsAbout(message.clone(), TicketNumber(9_999)),
            Choice::IsNoReport(message),
        ];
        PLAIN.iter().cloned().chain(asked).collect()
    }

    const PLAIN: &[Choice] = &[
        Choice::Done,
        Choice::Fault,
        Choice::Delayed,
        Choice::Skip,
        Choice::Within(30),
        Choice::Within(120),
        Choice::Excuse(Cause::Other),
        Choice::Insist,
        Choice::Safe,
        Choice::Help,
        Choice::Accept,
        Choice::Cannot,
        Choice::OnSite,
        Choice::Parts,
        Choice::Confirm,
        Choice::NotFixed,
        Choice::Choose,
        Choice::TakeOver,
        Choice::Snooze,
        Choice::Cause,
        Choice::Approve(1),
        Choice::Decline(1),
        Choice::Uphold(Instant::EPOCH),
        Choice::Strike(Instant::EPOCH),
    ];

    #[test]
    fn tasks_that_are_called_alike_are_told_apart_by_their_numbers() {
        let directory = Directory::default();
        let many = ["a", "b"].map(|id| Choice::Of(TaskId::new(id), crate::time::Day(jiff::civil::date(2026, 11, 30))));
        assert_eq!(distinct(&directory, "en", &many, BUTTON_MAX), ["1 ?", "2 ?"]);
        let named = [Choice::Done, Choice::Skip];
        let titles: Vec<String> = named.iter().map(|choice| title(&directory, "en", choice)).collect();
        assert_eq!(distinct(&directory, "en", &named, BUTTON_MAX), titles);
    }

    #[test]
    fn every_language_has_titles_and_each_fits() {
        let directory = Directory::default();
        assert_eq!(all().map(|titles| titles.language).collect::<BTreeSet<_>>(), languages().collect());
        for titles in all() {
            for choice in &on_buttons() {
                let title = title(&directory, titles.language, choice);
                let length = title.chars().count();
                assert!((1..=BUTTON_MAX).contains(&length), "{}: {title} has {length}", titles.language);
                assert!(title.chars().all(|at| at < '\u{1F000}'), "{title}: no emoji in titles");
            }
            for title in [titles.choose, titles.open, titles.open_report] {
                assert!(title.chars().count() <= BUTTON_MAX, "{}: {title}", titles.language);
            }
            for cause in titles.causes {
                assert!((1..=ROW_MAX).contains(&cause.chars().count()), "{}: {cause}", titles.language);
            }
        }
    }

    #[test]
    fn no_two_answers_of_a_message_have_the_same_title() {
        for titles in all() {
            let told: BTreeSet<String> =
                on_buttons().iter().map(|choice| title(&Directory::default(), titles.language, choice)).collect();
            assert_eq!(told.len(), on_buttons().len(), "{}: {told:?}", titles.language);
            assert_eq!(titles.causes.iter().collect::<BTreeSet<_>>().len(), titles.causes.len());
        }
    }

    #[test]
    fn where_there_are_no_buttons_answers_are_numbered() {
        let choices = [Choice::Accept, Choice::Help, Choice::Cannot];
        let twin = twin(&Directory::default(), "en", &choices);
        assert_eq!(twin, "Reply 1 Accept · 2 Need help · 3 Can’t do");
    }

    #[test]
    fn translations_have_the_same_gaps() {
        let gaps = |text: &str| -> BTreeSet<String> {
            text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(gap, _)| gap.to_owned()).collect()
        };
        let of = |titles: &Titles| {
            [
                titles.minutes,
                titles.hours,
                titles.load,
                titles.recorded,
                titles.photo_next,
                titles.fault_found,
                titles.how_long,
                titles.promised,
                titles.why_skip,
                titles.which,
                titles.excused,
                titles.skip_asked,
                titles.insisted,
                titles.check_in,
                titles.help_comes,
                titles.accepted,
                titles.declined,
                titles.who_takes,
                titles.snoozed,
                titles.settled,
                titles.same_as,
                titles.is_problem,
                titles.is_new,
                titles.is_same,
                titles.not_meant,
                titles.where_is,
            ]
            .map(gaps)
        };
        for titles in all() {
            assert_eq!(of(titles), of(&western::ALL[0]), "{}", titles.language);
        }
    }
}
