//! What we say to people, in their language; hides the languages and how gaps are filled.
//!
//! Texts other than the English and Malay ones wait for a native reader. What fills a gap is never looked at for
//! further gaps, so that nobody's words become a template.

pub mod choices;
mod filled;
pub mod notices;
pub mod own;
mod replies;
#[cfg(test)]
mod tests;
mod texts;

use crate::agreement::Target;
use crate::choice::{Cause, Choice};
use crate::handover::Matter;
use crate::ticket::words;
use crate::time::Instant;
pub use filled::{cut, fill};
pub use replies::{Replies, replies};

words! {
    /// A sentence that is also a template.
    Sentence {
        /// A report is missing.
        Pending = "laksana_pending",
        /// A report of a place is missing.
        PendingAt = "laksana_pending_at",
        /// Several reports are missing.
        PendingList = "laksana_pending_list",
        /// A report is missing of some of its steps.
        Missing = "laksana_missing",
        /// A check is not reported.
        Check = "laksana_check",
        /// A patrol did not check in.
        Patrol = "laksana_patrol",
        /// A photo is missing.
        Photo = "laksana_photo",
        /// Somebody's work was not reported.
        Unreported = "laksana_unreported",
        /// Nobody owns a ticket.
        Unowned = "laksana_unowned",
        /// Whoever has a ticket said nothing; to them.
        SilentAsk = "laksana_silent_ask",
        /// The same, to whoever leads.
        Silent = "laksana_silent",
        /// A time that was given is over; to whoever gave it.
        LapsedAsk = "laksana_lapsed_ask",
        /// The same, to whoever leads.
        Lapsed = "laksana_lapsed",
        /// A fix is overdue.
        Overdue = "laksana_overdue",
        /// Nobody came in time.
        Unattended = "laksana_unattended",
        /// What is promised is nearly due.
        Near = "laksana_near",
        /// Nothing shows that it is fixed.
        Unproven = "laksana_unproven",
        /// Nobody confirmed that it is fixed.
        Unverified = "laksana_unverified",
        /// A ticket was made.
        Acknowledged = "laksana_acknowledged",
        /// Whether a fix holds.
        Verify = "laksana_verify",
        /// A ticket is theirs.
        Assigned = "laksana_assigned",
        /// Somebody is on it.
        Progress = "laksana_progress",
        /// It was confirmed as fixed.
        Closed = "laksana_closed",
        /// We may be deaf.
        Deaf = "laksana_deaf",
        /// What WhatsApp says of our account.
        Notice = "laksana_notice",
        /// Somebody needs help.
        Help = "laksana_help",
        /// Somebody does not take a job.
        Cannot = "laksana_cannot",
        /// Somebody asks not to do their work today.
        Skip = "laksana_skip",
        /// Several different things.
        Several = "laksana_several",
        /// What a member writes about a ticket.
        Letter = "laksana_letter",
        /// What a member answers to a message.
        Answer = "laksana_answer",
        /// A test.
        Trial = "laksana_trial",
        /// A report is ready.
        Handout = "laksana_handout",
        /// A report, as a file with its words.
        Paper = "laksana_paper",
        /// What the next shift takes over.
        Handover = "laksana_handover",
        /// What somebody added to that.
        Remark = "laksana_remark",
        /// Nobody took over.
        Unaccepted = "laksana_unaccepted",
        /// The same fault again and again.
        Repeat = "laksana_repeat",
        /// What a job would cost.
        Quote = "laksana_quote",
        /// Who is on call by turns.
        OnCall = "laksana_on_call",
        /// It is agreed to.
        Approved = "laksana_approved",
        /// It is not.
        Refused = "laksana_refused",
        /// What was said to it is taken back.
        Reconsidered = "laksana_reconsidered",
        /// Somebody says that a pause is wrong.
        Contest = "laksana_contest",
        /// It stands.
        Upheld = "laksana_upheld",
        /// It does not.
        Struck = "laksana_struck",
        /// What was said of it is taken back.
        Unruled = "laksana_unruled",
    }
}

/// What can be said. A gap is a name in braces.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    /// Its BCP 47 tag.
    pub language: &'static str,
    /// A report is missing: `{task}`.
    pub pending: &'static str,
    /// A report is missing and its place is not part of its name: `{task}`, `{place}`.
    pub pending_at: &'static str,
    /// Above several lines, each a missing report.
    pub pending_many: &'static str,
    /// The same as a template, which takes no lines: `{list}`.
    pub pending_list: &'static str,
    /// A report is missing of some of its steps: `{task}`, `{list}`.
    pub missing: &'static str,
    /// A check is not reported: `{task}`.
    pub check: &'static str,
    /// A patrol did not check in: `{task}`, `{time}`.
    pub patrol: &'static str,
    /// A report came without the photo it needs: `{task}`.
    pub photo: &'static str,
    /// To a lead, somebody's work was not reported: `{task}`, `{person}`, `{time}`.
    pub unreported: &'static str,
    /// To a lead, nobody owns a ticket: `{ticket}`, `{title}`, `{minutes}`.
    pub unowned: &'static str,
    /// To an owner who said nothing since they got it: `{ticket}`, `{title}`, `{time}`.
    pub silent_ask: &'static str,
    /// To a lead, the same: `{ticket}`, `{title}`, `{person}`, `{time}`.
    pub silent: &'static str,
    /// To whoever gave a time that is over, or owes what was wanted by then: `{ticket}`, `{title}`, `{time}`.
    pub lapsed_ask: &'static str,
    /// To a lead, the same: `{ticket}`, `{title}`, `{person}`, `{time}`.
    pub lapsed: &'static str,
    /// To a lead, a fix is overdue: `{ticket}`, `{title}`, `{person}`, `{time}`.
    pub overdue: &'static str,
    /// To a lead, nobody came in time: `{ticket}`, `{title}`, `{person}`, `{time}`.
    pub unattended: &'static str,
    /// To an owner, what is promised is nearly due: `{ticket}`, `{title}`, `{place}`, `{time}`, `{promise}`.
    pub near: &'static str,
    /// What is promised, in the order of [`Target::ALL`].
    pub promises: [&'static str; 4],
    /// To whoever says it is fixed and shows nothing: `{ticket}`, `{title}`, `{time}`.
    pub unproven: &'static str,
    /// To a lead, nobody confirmed that it is fixed: `{ticket}`, `{title}`, `{person}`, `{time}`.
    pub unverified: &'static str,
    /// To a reporter, a ticket was made: `{ticket}`, `{title}`.
    pub acknowledged: &'static str,
    /// To a reporter, somebody says it is fixed: `{ticket}`, `{title}`, `{person}`.
    pub verify: &'static str,
    /// To an owner, a ticket is theirs: `{ticket}`, `{title}`, `{place}`.
    pub assigned: &'static str,
    /// To a reporter, somebody is on it: `{ticket}`, `{title}`, `{person}`.
    pub progress: &'static str,
    /// To a reporter, it was confirmed as fixed: `{ticket}`, `{title}`.
    pub closed: &'static str,
    /// To a lead, we may be deaf: `{channel}`, `{time}`.
    pub deaf: &'static str,
    /// To a lead, what WhatsApp says of our account: `{subject}`, `{words}`.
    pub notice: &'static str,
    /// To a lead, somebody needs help: `{person}`, `{about}`.
    pub help: &'static str,
    /// To a lead, somebody does not take a job: `{person}`, `{ticket}`, `{title}`.
    pub cannot: &'static str,
    /// To a lead, somebody asks not to do their work today: `{person}`, `{task}`, `{reason}`.
    pub skip: &'static str,
    /// Several different things, as a template: `{list}`.
    pub several: &'static str,
    /// What a member writes, as a template: `{ticket}`, `{title}`, `{words}`.
    pub letter: &'static str,
    /// What a member answers to a message, as a template: `{said}`, `{words}`.
    pub answer: &'static str,
    /// A test message.
    pub trial: &'static str,
    /// A report is ready: `{title}`, `{link}`.
    pub handout: &'static str,
    /// To the next shift, what it takes over: `{task}`, `{list}`.
    pub handover: &'static str,
    /// To the next shift, what somebody added: `{task}`, `{person}`, `{words}`.
    pub remark: &'static str,
    /// To a lead, nobody took over: `{task}`, `{time}`, `{person}`.
    pub unaccepted: &'static str,
    /// To a lead, the same fault again: `{ticket}`, `{title}`, `{count}`, `{person}`.
    pub repeat: &'static str,
    /// To a manager, what a job would cost: `{ticket}`, `{title}`, `{person}`, `{amount}`.
    pub quote: &'static str,
    /// To whoever is on call, or was to be, who it is: `{rota}`, `{person}`, `{from}`, `{until}`.
    pub on_call: &'static str,
    /// To whoever has the job, that it is agreed to: `{ticket}`, `{title}`, `{amount}`.
    pub approved: &'static str,
    /// To whoever has the job, that it is not: `{ticket}`, `{title}`, `{amount}`.
    pub refused: &'static str,
    /// To whoever has the job, that what was said to it is taken back: `{ticket}`, `{title}`, `{amount}`.
    pub reconsidered: &'static str,
    /// To a manager, somebody says that a pause is wrong: `{ticket}`, `{title}`, `{person}`, `{time}`, `{words}`.
    pub contest: &'static str,
    /// To whoever said so, that it stands: `{ticket}`, `{title}`, `{time}`.
    pub upheld: &'static str,
    /// To whoever said so, that it does not: `{ticket}`, `{title}`, `{time}`.
    pub struck: &'static str,
    /// To whoever said so, that the answer is taken back: `{ticket}`, `{title}`, `{time}`.
    pub unruled: &'static str,
    /// Why the next shift has to know of something, in the order of [`Matter::ALL`].
    pub matters: [&'static str; 6],
    /// What every template begins with, since none may begin with a gap.
    pub sender: &'static str,
    /// Somebody whose name we do not know.
    pub somebody: &'static str,
}

impl Sentence {
    /// The answers that it offers, also as a template.
    #[must_use]
    pub fn choices(self) -> &'static [Choice] {
        match self {
            Self::Pending | Self::PendingAt | Self::Missing => &[Choice::Done, Choice::Delayed, Choice::Skip],
            // Who needs longer is late; who cannot do it needs somebody's leave.
            Self::Check => &[Choice::Done, Choice::Fault, Choice::Skip],
            Self::Patrol => &[Choice::Safe, Choice::Help],
            Self::Unowned | Self::Cannot => &[Choice::Choose, Choice::TakeOver, Choice::Snooze],
            Self::Verify | Self::Unverified => &[Choice::Confirm, Choice::NotFixed],
            Self::Assigned | Self::SilentAsk => &[Choice::Accept, Choice::Help, Choice::Cannot],
            Self::LapsedAsk | Self::Near => &[Choice::OnSite, Choice::Done, Choice::Delayed],
            Self::Handover | Self::Unaccepted => &[Choice::Accept],
            Self::Repeat => &[Choice::Cause],
            Self::Quote => &[Choice::Approve(0), Choice::Decline(0)],
            Self::Contest => &[Choice::Uphold(Instant::EPOCH), Choice::Strike(Instant::EPOCH)],
            Self::Skip => &[Choice::Excuse(Cause::Other), Choice::Insist],
            Self::PendingList
            | Self::Photo
            | Self::Unreported
            | Self::Silent
            | Self::Lapsed
            | Self::Overdue
            | Self::Unattended
            | Self::Unproven
            | Self::Acknowledged
            | Self::Progress
            | Self::Closed
            | Self::Help
            | Self::Deaf
            | Self::Notice
            | Self::Several
            | Self::Letter
            | Self::Answer
            | Self::Remark
            | Self::Paper
            | Self::OnCall
            | Self::Approved
            | Self::Refused
            | Self::Reconsidered
            | Self::Upheld
            | Self::Struck
            | Self::Unruled
            | Self::Trial
            | Self::Handout => &[],
        }
    }

    /// Whether it is the words beside a document.
    #[must_use]
    pub fn has_paper(self) -> bool {
        self == Self::Paper
    }
}

impl Texts {
    /// The words of a sentence, with its gaps.
    #[must_use]
    pub fn of(&self, sentence: Sentence) -> &'static str {
        match sentence {
            Sentence::Pending => self.pending,
            Sentence::PendingAt => self.pending_at,
            Sentence::PendingList => self.pending_list,
            Sentence::Missing => self.missing,
            Sentence::Check => self.check,
            Sentence::Patrol => self.patrol,
            Sentence::Photo => self.photo,
            Sentence::Unreported => self.unreported,
            Sentence::Unowned => self.unowned,
            Sentence::SilentAsk => self.silent_ask,
            Sentence::Silent => self.silent,
            Sentence::LapsedAsk => self.lapsed_ask,
            Sentence::Lapsed => self.lapsed,
            Sentence::Overdue => self.overdue,
            Sentence::Unattended => self.unattended,
            Sentence::Near => self.near,
            Sentence::Unproven => self.unproven,
            Sentence::Unverified => self.unverified,
            Sentence::Acknowledged => self.acknowledged,
            Sentence::Verify => self.verify,
            Sentence::Assigned => self.assigned,
            Sentence::Progress => self.progress,
            Sentence::Closed => self.closed,
            Sentence::Deaf => self.deaf,
            Sentence::Notice => self.notice,
            Sentence::Help => self.help,
            Sentence::Cannot => self.cannot,
            Sentence::Skip => self.skip,
            Sentence::Several => self.several,
            Sentence::Letter => self.letter,
            Sentence::Answer => self.answer,
            Sentence::Trial => self.trial,
            Sentence::Handout | Sentence::Paper => self.handout,
            Sentence::Handover => self.handover,
            Sentence::Remark => self.remark,
            Sentence::Unaccepted => self.unaccepted,
            Sentence::Repeat => self.repeat,
            Sentence::Quote => self.quote,
            Sentence::OnCall => self.on_call,
            Sentence::Approved => self.approved,
            Sentence::Refused => self.refused,
            Sentence::Reconsidered => self.reconsidered,
            Sentence::Contest => self.contest,
            Sentence::Upheld => self.upheld,
            Sentence::Struck => self.struck,
            Sentence::Unruled => self.unruled,
        }
    }

    /// Why the next shift has to know of something.
    #[must_use]
    pub fn matter(&self, matter: Matter) -> &'static str {
        let at = Matter::ALL.iter().position(|one| *one == matter);
        at.and_then(|at| self.matters.get(at)).copied().unwrap_or_default()
    }

    /// What is promised.
    #[must_use]
    pub fn promise(&self, target: Target) -> &'static str {
        let at = Target::ALL.iter().position(|one| *one == target);
        at.and_then(|at| self.promises.get(at)).copied().unwrap_or_default()
    }

    /// A sentence as a template: it begins with who writes, because WhatsApp takes none that begins with a gap.
    #[must_use]
    pub fn template(&self, sentence: Sentence) -> String {
        format!("{}{}", self.sender, self.of(sentence))
    }
}

/// The texts of every language.
pub fn all() -> impl Iterator<Item = &'static Texts> {
    texts::ALL.iter()
}

/// The texts of a language; English where there are none.
#[must_use]
pub fn texts(language: &str) -> &'static Texts {
    let base = language.split('-').next().unwrap_or_default();
    texts::ALL.iter().find(|texts| texts.language == base).unwrap_or(&texts::ALL[0])
}

/// Whether there are texts in a language.
#[must_use]
pub fn speaks(language: &str) -> bool {
    let base = language.split('-').next().unwrap_or_default();
    texts::ALL.iter().any(|texts| texts.language == base)
}

/// Every language there are texts in.
pub fn languages() -> impl Iterator<Item = &'static str> {
    texts::ALL.iter().map(|texts| texts.language)
}
