//! What is done on purpose to webhooks, requests, files and templates.

use super::World;

/// What is done on purpose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chaos {
    /// Each webhook is posted twice.
    pub duplicate: bool,
    /// The newest webhook is posted first.
    pub reorder: bool,
    /// Each webhook waits for half a minute.
    pub slow: bool,
    /// Webhooks wait a little, and all that are due are posted as one.
    pub batch: bool,
    /// Nothing that the business sends is brought to anybody, and this code is told as the reason.
    pub fail: Option<u32>,
    /// What the next requests to send meet, in place of being done.
    pub refuse: Option<Fault>,
    /// How many of them.
    pub refusals: u32,
    /// What befalls the next files that the business fetches.
    pub mishap: Option<Mishap>,
    /// How many of them.
    pub mishaps: u32,
    /// What becomes of templates that are handed in.
    pub judge: Judge,
}

/// What a request may meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A refusal, by its number.
    Code(u32),
    /// No answer, and nothing is done.
    Silence,
    /// No answer, and it is done all the same.
    Lost,
    /// An answer that is no JSON.
    Garbage,
}

impl Fault {
    /// What the page offers: numbers that a program must tell apart, and answers that are none.
    pub const OFFERED: [Self; 14] = [
        Self::Code(130_429),
        Self::Code(131_056),
        Self::Code(131_026),
        Self::Code(131_047),
        Self::Code(131_048),
        Self::Code(131_049),
        Self::Code(131_042),
        Self::Code(131_208),
        Self::Code(368),
        Self::Code(190),
        Self::Code(131_000),
        Self::Silence,
        Self::Lost,
        Self::Garbage,
    ];

    /// Reads its word, which is a number for a refusal.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "silence" => Some(Self::Silence),
            "lost" => Some(Self::Lost),
            "garbage" => Some(Self::Garbage),
            number => number.parse().ok().map(Self::Code),
        }
    }

    /// Its word.
    #[must_use]
    pub fn word(self) -> String {
        match self {
            Self::Silence => "silence".to_owned(),
            Self::Lost => "lost".to_owned(),
            Self::Garbage => "garbage".to_owned(),
            Self::Code(code) => code.to_string(),
        }
    }
}

/// What becomes of a template that is handed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Judge {
    /// It is approved at once.
    #[default]
    Approves,
    /// It waits until somebody decides.
    Waits,
    /// It is rejected a moment later.
    Rejects,
}

impl Judge {
    /// All of them, each with its word.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Approves, "approves"), (Self::Waits, "waits"), (Self::Rejects, "rejects")];
}

/// What may befall a file on its way to the business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mishap {
    /// Its address leads nowhere by the time it is used.
    Moved,
    /// Other bytes come than were sent.
    Changed,
    /// It breaks off.
    Cut,
    /// It takes its time.
    Slow,
    /// It is said to be a page.
    Page,
}

impl Mishap {
    /// All of them, each with its word.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Moved, "moved"),
        (Self::Changed, "changed"),
        (Self::Cut, "cut"),
        (Self::Slow, "slow"),
        (Self::Page, "page"),
    ];
}

impl World {
    /// What the next request is to meet, when something is wanted.
    pub(crate) fn fault(&mut self) -> Option<Fault> {
        let fault = self.chaos.refuse?;
        self.chaos.refusals = self.chaos.refusals.saturating_sub(1);
        if self.chaos.refusals == 0 {
            self.chaos.refuse = None;
        }
        Some(fault)
    }

    /// The mishap that befalls the file fetched next, when one is wanted.
    pub(crate) fn mishap(&mut self) -> Option<Mishap> {
        let mishap = self.chaos.mishap?;
        self.chaos.mishaps = self.chaos.mishaps.saturating_sub(1);
        if self.chaos.mishaps == 0 {
            self.chaos.mishap = None;
        }
        Some(mishap)
    }
}
