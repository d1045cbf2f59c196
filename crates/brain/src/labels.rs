//! The words a reading answers with, in the order every array of probabilities follows.

/// Kinds of message.
pub const KINDS: [&str; 11] = [
    "issue", "task", "checkin", "progress", "resolved", "verified", "reopened", "assign", "evidence", "question",
    "chatter",
];

/// Categories of an issue.
pub const CATEGORIES: [&str; 15] = [
    "plumbing",
    "electrical",
    "lift",
    "hvac",
    "fire_safety",
    "security",
    "access",
    "cleaning",
    "waste",
    "pest",
    "landscaping",
    "structural",
    "it",
    "safety",
    "other",
];

/// Priorities of an issue, most urgent first.
pub const PRIORITIES: [&str; 4] = ["critical", "high", "normal", "low"];

/// Languages the reader can name; anything else is `und`.
pub const LANGUAGES: [&str; 22] = [
    "en", "ms", "id", "jv", "fil", "ta-Latn", "hi-Latn", "bn-Latn", "ne-Latn", "ur-Latn", "es", "pt", "ar-Latn", "sw",
    "fr", "tr", "de", "zh", "ta", "hi", "bn", "ar",
];

/// Indices into [`KINDS`], for code that asks about one of them.
pub mod kind {
    /// A problem that needs action.
    pub const ISSUE: usize = 0;
    /// Routine work done or under way.
    pub const TASK: usize = 1;
    /// Presence at a place.
    pub const CHECKIN: usize = 2;
    /// Acknowledged, on the way, waiting for parts.
    pub const PROGRESS: usize = 3;
    /// A claim that it is fixed.
    pub const RESOLVED: usize = 4;
    /// Someone who may judge says it is fine.
    pub const VERIFIED: usize = 5;
    /// It is not fixed.
    pub const REOPENED: usize = 6;
    /// Tells someone to take it.
    pub const ASSIGN: usize = 7;
    /// Media with no claim of its own.
    pub const EVIDENCE: usize = 8;
    /// Asks for information.
    pub const QUESTION: usize = 9;
    /// Everything else.
    pub const CHATTER: usize = 10;
}
