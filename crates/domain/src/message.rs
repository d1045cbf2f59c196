//! Messages: as they came in, and as they were understood.

mod inbound;

pub use inbound::{Attachment, Inbound, Live};

use crate::id::{ConversationId, Digest, ImportId, MessageId, PersonId, PlaceId, TaskId, TicketNumber};
use crate::ticket::{Category, Priority, words};
use crate::time::{Day, Instant};
use crate::voice::Transcript;
use serde::{Deserialize, Serialize};

words! {
    /// What a message does.
    Kind {
        /// Reports a problem that needs action.
        Issue = "issue",
        /// Says routine work is done or under way.
        Task = "task",
        /// A guard's or shift's presence at a place.
        Checkin = "checkin",
        /// Acknowledges, gives a time, works on it, waits.
        Progress = "progress",
        /// Claims the problem is fixed.
        Resolved = "resolved",
        /// Someone who may judge says it is fine now.
        Verified = "verified",
        /// Says it is not fixed.
        Reopened = "reopened",
        /// Tells somebody to handle it, or sets priority or deadline.
        Assign = "assign",
        /// Media without a claim of its own.
        Evidence = "evidence",
        /// Asks for information.
        Question = "question",
        /// Greetings, thanks, jokes, announcements.
        Chatter = "chatter",
    }
}

words! {
    /// What form a message has.
    Form {
        /// Words alone.
        Text = "text",
        /// A photo.
        Image = "image",
        /// A film.
        Video = "video",
        /// A voice note or sound.
        Audio = "audio",
        /// A file.
        Document = "document",
        /// A pin on the map.
        Location = "location",
        /// An emoji on another message.
        Reaction = "reaction",
        /// A sticker or animated picture.
        Sticker = "sticker",
        /// Contact cards.
        Contacts = "contacts",
        /// A poll.
        Poll = "poll",
        /// A call, made or missed.
        Call = "call",
        /// A message its sender took back.
        Deleted = "deleted",
        /// Anything we know no name for.
        Unknown = "unknown",
    }
}

impl Form {
    /// Whether it can show the state of a place or a thing.
    pub fn is_evidence(self) -> bool {
        matches!(self, Self::Image | Self::Video | Self::Document)
    }
}

words! {
    /// Who can hear a conversation.
    Circle {
        /// Several people.
        Group = "group",
        /// One person and us, or two people.
        Direct = "direct",
    }
}

/// A point on the globe, in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Geo {
    /// Latitude, -90 to 90.
    pub lat: f64,
    /// Longitude, -180 to 180.
    pub lon: f64,
}

impl Geo {
    /// Metres to another point, by the haversine formula; good to half a percent.
    pub fn metres_to(self, other: Geo) -> f64 {
        const EARTH_RADIUS_M: f64 = 6_371_000.0;
        let (lat1, lat2) = (self.lat.to_radians(), other.lat.to_radians());
        let half = |a: f64, b: f64| ((b - a) / 2.0).sin().powi(2);
        let h = half(lat1, lat2) + lat1.cos() * lat2.cos() * half(self.lon.to_radians(), other.lon.to_radians());
        2.0 * EARTH_RADIUS_M * h.sqrt().min(1.0).asin()
    }
}

/// An address of a person on a channel: a phone number, a business-scoped id, or the name an exported chat shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Handle(pub String);

impl Handle {
    /// A phone number, spelt `+` and digits.
    pub fn phone(number: &str) -> Self {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        Self(format!("+{digits}"))
    }

    /// A phone number as people write it; none when it has too few digits to be one.
    pub fn read_phone(text: &str) -> Option<Self> {
        const DIGITS_MIN: usize = 7;
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let is_number = text.chars().all(|at| at.is_ascii_digit() || " +-().\u{a0}\u{2011}".contains(at));
        (is_number && digits >= DIGITS_MIN).then(|| Self::phone(text))
    }

    /// The same number as it is also spelt: Brazil's with or without its ninth digit, Mexico's with or without the 1 and
    /// Argentina's with or without the 9 that mobile numbers once had. None for others.
    #[must_use]
    pub fn twin(&self) -> Option<Self> {
        const AREA: usize = 2;
        // Landlines begin with 2 to 5 and have no ninth digit.
        const MOBILE: [char; 4] = ['6', '7', '8', '9'];
        let digits = self.as_phone()?.strip_prefix('+')?;
        let without = |country: &str, mark: &str, rest: usize| {
            let number = digits.strip_prefix(country)?;
            match number.strip_prefix(mark) {
                Some(bare) if bare.len() == rest => Some(format!("+{country}{bare}")),
                _ if number.len() == rest => Some(format!("+{country}{mark}{number}")),
                _ => None,
            }
        };
        let brazil = || {
            let (area, number) = digits.strip_prefix("55")?.split_at_checked(AREA)?;
            match (number.len(), number.strip_prefix('9')) {
                (9, Some(bare)) if bare.starts_with(MOBILE) => Some(format!("+55{area}{bare}")),
                (8, _) if number.starts_with(MOBILE) => Some(format!("+55{area}9{number}")),
                _ => None,
            }
        };
        brazil().or_else(|| without("52", "1", 10)).or_else(|| without("54", "9", 10)).map(Self)
    }

    /// A name as an exported chat shows it.
    pub fn name(name: &str) -> Self {
        Self(format!("name:{}", name.trim().to_lowercase()))
    }

    /// An id that a channel gives to people who show no number: `bsuid:US.134…`, `lid:…`.
    pub fn id(kind: &str, id: &str) -> Self {
        Self(format!("{kind}:{id}"))
    }

    /// The phone number, when it is one.
    pub fn as_phone(&self) -> Option<&str> {
        self.0.starts_with('+').then_some(self.0.as_str())
    }
}

/// The conversation a message came in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConversationKey {
    /// Our name for it: the same chat has the same name every time.
    pub id: ConversationId,
    /// Who can hear it.
    pub circle: Circle,
    /// What its members call it; personal.
    pub name: String,
    /// The one other person of a direct conversation.
    pub with: Option<Handle>,
}

impl ConversationKey {
    /// What a group is called as long as its own name is not known.
    pub const NAMELESS: &'static str = "WhatsApp group";

    /// Whether it has a name of its own.
    pub fn is_named(&self) -> bool {
        !self.name.is_empty() && self.name != Self::NAMELESS
    }
}

/// Whether a lasting name of a message is its own wherever it is heard: WhatsApp's random id for it, hashed. The same
/// message that two channels bring has one such name, though their chats have different ones.
pub fn is_worldwide(external: &str) -> bool {
    external.starts_with("wa-")
}

/// What a message speaks of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A ticket.
    Ticket(TicketNumber),
    /// One day of an expected task, or the task without a day.
    Task(TaskId, Option<Day>),
}

/// Who says what a message means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reader {
    /// The built-in reader, with its version.
    Embedded(String),
    /// A later message that shed light on this one.
    Hindsight,
    /// A member's correction, by name of their login.
    Member(String),
    /// A second opinion, by name of the model.
    Opinion(String),
    /// Whoever said it, when they were asked.
    Sender,
}

words! {
    /// What is to be done about how sure a reading is. In every band the likeliest is acted on meanwhile: a report that
    /// was missed costs ten times a ticket too many.
    Band {
        /// Sure enough; nobody need look.
        Act = "act",
        /// Whoever said it should be asked.
        Ask = "ask",
        /// A member should look.
        Triage = "triage",
    }
}

/// What was read before there were bands was acted on.
impl Default for Band {
    fn default() -> Self {
        Self::Act
    }
}

impl Band {
    /// Whether nobody need look.
    pub fn is_act(&self) -> bool {
        *self == Self::Act
    }
}

/// What a reader holds a message to be, as recorded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interpretation {
    /// Who says so.
    pub by: Reader,
    /// What the message does.
    pub kind: Kind,
    /// The trade, for an issue.
    pub category: Option<Category>,
    /// The urgency, for an issue.
    pub priority: Option<Priority>,
    /// The place it names or means.
    pub place: Option<PlaceId>,
    /// What it speaks of.
    pub about: Option<Subject>,
    /// How sure the reader is of the kind, 0 to 1.
    pub confidence: f32,
    /// What is to be done about how sure that is.
    #[serde(default, skip_serializing_if = "Band::is_act")]
    pub band: Band,
    /// The language it is written in, as a BCP 47 tag; "und" when it has none.
    pub language: String,
}

/// A message as decisions see it: heard, and perhaps already understood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Heard {
    /// Our name for it.
    pub id: MessageId,
    /// The channel's name for it.
    pub external: String,
    /// Where it was said.
    pub conversation: ConversationId,
    /// Who said it: of a shared phone, whoever held it, or else the phone itself.
    pub sender: PersonId,
    /// The shared phone it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<PersonId>,
    /// When it was said.
    pub sent_at: Instant,
    /// What form it has.
    pub form: Form,
    /// Its words; empty when none or erased.
    pub text: String,
    /// The file's digest, when kept.
    pub media: Option<Digest>,
    /// Where its pin is.
    pub geo: Option<Geo>,
    /// The message it quotes or reacts to, by the channel's name.
    pub reply_to: Option<String>,
    /// People it names with @.
    pub mentions: Vec<PersonId>,
    /// Whether it was passed on from elsewhere.
    pub forwarded: bool,
    /// When its sender changed it or took it back, after we had heard it.
    pub changed_at: Option<Instant>,
    /// The run of reading an export that brought it.
    pub import: Option<ImportId>,
    /// How what it says was made out, where it is a voice note that somebody heard.
    pub transcript: Option<Transcript>,
    /// Until when a member put it off.
    pub snoozed_until: Option<Instant>,
    /// When its words went because their time was over.
    pub words_gone_at: Option<Instant>,
    /// When its file went because its time was over.
    pub file_gone_at: Option<Instant>,
    /// What it was last held to mean.
    pub meaning: Option<Interpretation>,
}

impl Heard {
    /// The ticket it is held to speak of.
    pub fn ticket(&self) -> Option<TicketNumber> {
        match self.meaning.as_ref()?.about.as_ref()? {
            Subject::Ticket(number) => Some(*number),
            Subject::Task(..) => None,
        }
    }

    /// Whose phone it came from: the shared one, else its sender's own. There its answer goes.
    pub fn identity(&self) -> &PersonId {
        self.phone.as_ref().unwrap_or(&self.sender)
    }

    /// Whether it came from somebody, in person or by the phone that they are.
    pub fn is_from(&self, person: &PersonId) -> bool {
        self.sender == *person || self.phone.as_ref() == Some(person)
    }

    /// Whether it is a message of ours that somebody quotes.
    pub fn is_ours(&self) -> bool {
        self.sender.as_str().is_empty()
    }
}
