//! The words of ours that stand in the gaps of sentences, as people say them in the middle of one.

use super::Gap;
use crate::beside::Turn;
use crate::directory::Role;
use crate::ladder::{Audience, Cause};
use crate::member::MemberRole;
use crate::message::{Form, Kind};
use crate::order::Verb;
use crate::task::Outcome;
use crate::ticket::{Category, HoldReason, Priority};
use crate::tour::Flag;

/// A word of ours, which other languages have their own for.
pub(super) fn word(english: &'static str) -> Gap {
    Gap::Words(vec![english])
}

pub(super) fn turn(turn: Turn) -> Gap {
    word(match turn {
        Turn::Made => "made",
        Turn::Changed => "changed",
        Turn::Ended => "ended",
        Turn::Shown => "shown",
    })
}

pub(super) fn trade(category: Category) -> Gap {
    word(match category {
        Category::Plumbing => "plumbing",
        Category::Electrical => "electrical",
        Category::Lift => "lift",
        Category::Hvac => "cooling and air",
        Category::FireSafety => "fire safety",
        Category::Security => "security",
        Category::Access => "access",
        Category::Cleaning => "cleaning",
        Category::Waste => "waste",
        Category::Pest => "pests",
        Category::Landscaping => "gardens",
        Category::Structural => "structure",
        Category::It => "computers",
        Category::Safety => "safety",
        Category::Other => "other",
    })
}

pub(super) fn priority(priority: Priority) -> Gap {
    word(match priority {
        Priority::Critical => "critical priority",
        Priority::High => "high priority",
        Priority::Normal => "normal priority",
        Priority::Low => "low priority",
    })
}

/// Why work waits.
pub(super) fn waiting(reason: HoldReason) -> &'static str {
    match reason {
        HoldReason::Parts => "Waiting for parts",
        HoldReason::Access => "Waiting for access",
        HoldReason::Approval => "Waiting for approval",
        HoldReason::Reporter => "Waiting for the reporter",
    }
}

pub(super) fn kind(kind: Kind) -> Gap {
    word(match kind {
        Kind::Issue => "issue",
        Kind::Task => "task report",
        Kind::Checkin => "check-in",
        Kind::Progress => "progress",
        Kind::Resolved => "claim of a fix",
        Kind::Verified => "confirmation of a fix",
        Kind::Reopened => "not fixed",
        Kind::Assign => "assignment",
        Kind::Evidence => "evidence",
        Kind::Question => "question",
        Kind::Chatter => "chatter",
    })
}

pub(super) fn form(form: Form) -> Gap {
    word(match form {
        Form::Text => "text",
        Form::Image => "photo",
        Form::Video => "video",
        Form::Audio => "voice note",
        Form::Document => "document",
        Form::Location => "location",
        Form::Reaction => "reaction",
        Form::Sticker => "sticker of a chat",
        Form::Contacts => "contact card",
        Form::Poll => "poll",
        Form::Call => "phone call",
        Form::Deleted => "taken back again",
        Form::Unknown => "unknown form",
    })
}

pub(super) fn role(role: Role) -> Gap {
    word(match role {
        Role::Manager => "manager",
        Role::Supervisor => "supervisor",
        Role::Cleaner => "cleaner",
        Role::Guard => "guard",
        Role::Technician => "technician",
        Role::Resident => "resident",
        Role::Vendor => "vendor",
        Role::Unknown => "unknown role",
    })
}

pub(super) fn member_role(role: MemberRole) -> Gap {
    word(match role {
        MemberRole::Owner => "owner",
        MemberRole::Manager => "manager",
        MemberRole::Supervisor => "supervisor",
        MemberRole::Viewer => "viewer",
        MemberRole::Contact => "vendor's contact",
    })
}

pub(super) fn outcome(outcome: Outcome) -> Gap {
    word(match outcome {
        Outcome::Done => "done on time",
        Outcome::Late => "done late",
        Outcome::NoPhoto => "done, photo missing",
        Outcome::WrongPlace => "reported from elsewhere",
        Outcome::Partial => "done in part",
        Outcome::Excused => "excused",
        Outcome::Missed => "nobody reported it",
        Outcome::Unheard => "not heard",
    })
}

pub(super) fn verb(verb: Verb) -> Gap {
    word(match verb {
        Verb::Assign => "give it to somebody",
        Verb::Take => "take it",
        Verb::Start => "start",
        Verb::Hold => "hold",
        Verb::Resolve => "mark as fixed",
        Verb::Verify => "verify the fix",
        Verb::Reopen => "reopen",
        Verb::Close => "close",
        Verb::Cancel => "put it away",
        Verb::Merge => "merge",
        Verb::Prioritise => "change its priority",
        Verb::Note => "note",
        Verb::Approve => "agree to the cost",
        Verb::Decline => "decline the cost",
        Verb::Uphold => "let a pause stand",
        Verb::Strike => "strike a pause",
        Verb::Contest => "contest a pause",
    })
}

pub(super) fn cause(cause: Cause) -> Gap {
    word(match cause {
        Cause::Unowned => "Nobody owns it",
        Cause::Silent => "Its owner has not answered",
        Cause::Lapsed => "The time that was given is over",
        Cause::Overdue => "What was promised is overdue",
        Cause::Unproven => "Nothing shows that it is fixed",
        Cause::Unverified => "Nobody confirmed the fix",
        Cause::Unreported => "Nobody reported it",
        Cause::Unmanned => "Nobody checked in",
        Cause::Unaccepted => "Nobody took over",
    })
}

pub(super) fn audience(audience: Audience) -> Gap {
    word(match audience {
        Audience::Assignee => "whoever owes it is asked",
        Audience::Supervisors => "supervisors are told",
        Audience::Managers => "managers are told",
    })
}

pub(super) fn flags(flags: &[Flag]) -> Gap {
    Gap::Words(flags.iter().map(|flag| flag_word(*flag)).collect())
}

fn flag_word(flag: Flag) -> &'static str {
    match flag {
        Flag::OldCode => "code of an earlier period",
        Flag::OutOfOrder => "out of order",
        Flag::TooFast => "too soon after the one before",
        Flag::StalePin => "pin passed on or sent before",
        Flag::PassedOn => "passed on from elsewhere",
        Flag::OutOfWindow => "outside its time",
    }
}
