//! What an order or a question means in a chat: which ticket, whom, and where.

mod contests;
mod excuses;
mod names;
mod news;
mod quoted;
mod reactions;
mod until;

pub use news::asks_for_news;

use super::reasons::reason;
use super::words::{Word, asks, cut};
use super::{Fit, Sense, Till, fits};
use crate::normal::fold;
use domain::directory::Directory;
use domain::id::{PlaceId, SiteId, TicketNumber};
use domain::message::{Form, Heard};
use domain::order::{Deed, Inquiry, Order, Sought, Spot, StandIn, Told, Until};
use domain::situation::Situation;
use domain::ticket::{Assignee, Priority, Stage};
use domain::time::Instant;
use quoted::{Quoted, What};

/// What is said to us.
#[derive(Clone, Debug, PartialEq)]
pub enum Spoken {
    /// To do something.
    Order(Order),
    /// To tell something.
    Inquiry(Inquiry),
}

/// So many minutes after a fix its number beside "not working" disputes it: two weeks. Later it is a lift's or a pump's.
const DISPUTE_MINUTES: f64 = 14.0 * 1_440.0;
/// Most words of a reason where no number says that the order is one.
const REASON_WORDS_MAX: usize = 2;
/// So many minutes after an order a usual word for "take back" takes it back.
const BESIDE_MINUTES: f64 = 2.0;

/// What a message says to us; none when it is said to people.
pub fn spoken(situation: &Situation, heard: &Heard) -> Option<Spoken> {
    if heard.form == Form::Reaction {
        return reactions::order(situation, heard).map(Spoken::Order);
    }
    let is_said = matches!(heard.form, Form::Text) || heard.form.is_evidence();
    if !is_said || heard.forwarded {
        return None;
    }
    let quoted = Quoted::of(situation, heard);
    let is_question = heard.text.contains(['?', '？', '؟']);
    let fits: Vec<Fit> = fits(&heard.text).collect();
    // Who says that a pause is wrong does not tell anybody to pause, whoever they are.
    let is_contest = fits.iter().any(|fit| fit.sense == Sense::Contest && !fit.is_loose);
    fits.iter().filter(|fit| !is_contest || fit.sense == Sense::Contest).find_map(|fit| {
        let meant = Meant { situation, heard, quoted, fit };
        let order = meant.order().filter(|_| !is_question || fit.sense == Sense::Contest);
        order.map(Spoken::Order).or_else(|| meant.inquiry().map(Spoken::Inquiry))
    })
}

/// The tickets that a message may give orders about, for whoever brings them to mind first.
pub fn numbers(text: &str) -> Vec<TicketNumber> {
    let named = fits(text).flat_map(|fit| [fit.slots.ticket, fit.slots.second]);
    let mut numbers: Vec<TicketNumber> = named.flatten().map(TicketNumber).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// A fit in its chat.
struct Meant<'a> {
    situation: &'a Situation,
    heard: &'a Heard,
    quoted: Option<Quoted>,
    fit: &'a Fit,
}

impl Meant<'_> {
    fn order(&self) -> Option<Order> {
        let told = match self.fit.sense {
            Sense::Undo => self.undoing()?,
            Sense::Assign => self.assignment()?,
            Sense::StandIn(till) => Told::StandIn(self.stand_in(till)?),
            Sense::Excuse => self.excuse()?,
            Sense::ExcuseIt => self.excuse_it()?,
            Sense::Skip => self.skip()?,
            _ => self.told(self.deed()?)?,
        };
        let (message, language) = (self.heard.id.clone(), self.fit.language.to_owned());
        Some(Order { message, language, told })
    }

    /// The ticket that is named, else the one that is quoted.
    fn ticket(&self) -> Option<TicketNumber> {
        self.fit.slots.ticket.map(TicketNumber).or(self.quoted.map(|quoted| quoted.ticket))
    }

    fn told(&self, deed: Deed) -> Option<Told> {
        let is_named = self.fit.slots.ticket.is_some();
        let ticket = self.ticket()?;
        let is_meant = match is_named {
            true => self.fit.sense != Sense::Dispute || self.is_disputed(ticket),
            false => self.is_said_to_us(ticket, &deed),
        };
        is_meant.then_some(Told::Ticket { ticket, is_named, deed })
    }

    /// Whether an order without a number is said to us, and not to whoever is quoted: in answer to us, or where nothing else can
    /// be meant.
    fn is_said_to_us(&self, ticket: TicketNumber, deed: &Deed) -> bool {
        let is_asked = || asks(&self.heard.text);
        match (self.quoted.map(|quoted| quoted.what), deed) {
            (_, Deed::Contest) => self.answers_hold(ticket),
            // "Wait" and "done" are said to people: what they mean there is the reader's to say.
            (_, Deed::Hold(None) | Deed::Resolve | Deed::Take | Deed::Start) => false,
            // "Hold the door, owner coming" says more than a reason.
            (_, Deed::Hold(Some(_))) if self.fit.slots.rest.len() > REASON_WORDS_MAX => false,
            // "Please confirm" asks somebody to.
            (_, Deed::Verify | Deed::Approve | Deed::Decline) if is_asked() => false,
            (_, Deed::Assign(_) | Deed::Merge(_)) | (Some(What::Ours), _) => true,
            (Some(What::Report), Deed::Prioritise(_)) => !self.names_place(),
            (Some(What::Claim), Deed::Verify) => {
                self.situation.tickets.get(&ticket).is_some_and(|ticket| ticket.stage == Stage::Resolved)
            }
            _ => false,
        }
    }

    /// Whether all that is said is the name of a place: a car park's level is called P1, too.
    fn names_place(&self) -> bool {
        let is_it = |name: &String| fold(name).0 == fold(self.heard.text.trim()).0;
        let mut places = self.situation.directory.places.values();
        places.any(|place| is_it(&place.name) || place.aliases.iter().any(is_it))
    }

    /// Whether "#2 not working" can speak of the ticket: it is said to be fixed, not long ago, and nobody was asked which lift.
    fn is_disputed(&self, number: TicketNumber) -> bool {
        let number = self.situation.goes_on(number).unwrap_or(number);
        let Some(ticket) = self.situation.tickets.get(&number) else { return false };
        let is_over = matches!(ticket.stage, Stage::Resolved | Stage::Verified | Stage::Closed);
        let minutes = |at: Instant| self.heard.sent_at.minutes_since(at);
        let is_recent = ticket.resolved_at.is_some_and(|at| minutes(at) <= DISPUTE_MINUTES);
        let quoted = self.situation.quoted(self.heard);
        let before = || self.situation.before(self.heard).find(|said| said.conversation == self.heard.conversation);
        let is_asked = quoted.or_else(before).is_some_and(|said| said.text.contains(['?', '？', '؟']));
        is_over && is_recent && !is_asked
    }

    /// That the last order is taken back; by a usual word only beside it.
    fn undoing(&self) -> Option<Told> {
        let is_ours = self.quoted.is_some_and(|quoted| quoted.what == What::Ours);
        let is_beside = || {
            let mut before =
                self.situation.before(self.heard).filter(|said| said.conversation == self.heard.conversation);
            before.next().is_some_and(|said| {
                let is_order = self.situation.orders.contains_key(&said.id);
                is_order
                    && said.sender == self.heard.sender
                    && self.heard.reply_to.is_none()
                    && self.heard.sent_at.minutes_since(said.sent_at) <= BESIDE_MINUTES
            })
        };
        (!self.fit.is_loose || is_ours || is_beside()).then_some(Told::Undo)
    }

    fn deed(&self) -> Option<Deed> {
        let slots = &self.fit.slots;
        Some(match self.fit.sense {
            Sense::Take => Deed::Take,
            Sense::Start => Deed::Start,
            Sense::Hold => Deed::Hold(reason(&slots.rest)),
            Sense::Resolve => Deed::Resolve,
            Sense::Verify => Deed::Verify,
            Sense::Reopen | Sense::Dispute => Deed::Reopen,
            Sense::Close => Deed::Close,
            Sense::Cancel => Deed::Cancel,
            Sense::Merge => Deed::Merge(TicketNumber(slots.second?)),
            Sense::Note => Deed::Note(self.note()),
            Sense::Approve => Deed::Approve,
            Sense::Decline => Deed::Decline,
            Sense::Contest if self.is_contested() => Deed::Contest,
            Sense::Priority(1) => Deed::Prioritise(Priority::Critical),
            Sense::Priority(2) => Deed::Prioritise(Priority::High),
            Sense::Priority(3) => Deed::Prioritise(Priority::Normal),
            Sense::Priority(_) => Deed::Prioritise(Priority::Low),
            Sense::Assign
            | Sense::Undo
            | Sense::Status
            | Sense::Overview
            | Sense::Open
            | Sense::Overdue
            | Sense::Mine
            | Sense::OnShift
            | Sense::OnCall
            | Sense::Report(_)
            | Sense::StandIn(_)
            | Sense::Excuse
            | Sense::ExcuseIt
            | Sense::Skip
            | Sense::Contest => return None,
        })
    }

    /// The words of a note as they were typed, without the order around them.
    fn note(&self) -> String {
        let line = self.heard.text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
        let is_order = |piece: &&str| match cut(piece).as_slice() {
            [Word::Ticket(_)] => true,
            [Word::Said(word)] => !self.fit.slots.rest.contains(word),
            _ => false,
        };
        line.split_whitespace().skip_while(is_order).collect::<Vec<_>>().join(" ")
    }

    fn assignment(&self) -> Option<Told> {
        let is_named = self.fit.slots.ticket.is_some();
        let ticket = self.ticket()?;
        let mut found = match self.heard.mentions.as_slice() {
            [person] => vec![domain::policy::rank::assignee(&self.situation.directory, person)],
            _ => names::find(&self.situation.directory, self.situation.site_of(self.heard), &self.fit.slots.name),
        };
        match found.len() {
            1 => Some(Told::Ticket { ticket, is_named, deed: Deed::Assign(found.remove(0)) }),
            0 if is_named && !self.fit.is_loose && !self.names_time() => {
                Some(Told::Stranger { ticket, name: self.fit.slots.name.join(" ") })
            }
            0 => None,
            _ => (is_named && !self.fit.is_loose).then_some(Told::Namesakes { ticket, people: found }),
        }
    }

    /// Whether what stands where a name would is a time.
    fn names_time(&self) -> bool {
        let zone = self.situation.zone_of(self.situation.site_of(self.heard));
        let now = self.heard.sent_at.in_zone(zone).datetime();
        crate::times::given(&self.fit.slots.name.join(" "), now).is_some()
    }

    /// Who is to stand in for whom; none where neither is known.
    fn stand_in(&self, till: Till) -> Option<StandIn> {
        let (situation, slots) = (self.situation, &self.fit.slots);
        let site = situation.site_of(self.heard);
        let (who, instead) = match self.heard.mentions.as_slice() {
            [who, instead] => (vec![Assignee::Person(who.clone())], vec![Assignee::Person(instead.clone())]),
            _ => (
                names::find(&situation.directory, site, &slots.name),
                names::find(&situation.directory, site, &slots.place),
            ),
        };
        let until = match till {
            Till::Turn => Until::Turn,
            Till::Morning => Until::Morning,
            Till::Said => until::until(&slots.rest, self.heard.sent_at.day(situation.zone_of(site))),
        };
        (!who.is_empty() || !instead.is_empty()).then_some(StandIn { who, instead, until })
    }

    fn inquiry(&self) -> Option<Inquiry> {
        let spot = || self.spot();
        // One word in answer to somebody says how it is, or asks them.
        let is_answer = self.heard.reply_to.is_some() && cut(&self.heard.text).len() == 1;
        let sought = match self.fit.sense {
            Sense::Status => Sought::Ticket(self.ticket()?),
            _ if is_answer => return None,
            Sense::Overview => Sought::Overview,
            Sense::Open => Sought::Open(spot()?),
            Sense::Overdue => Sought::Overdue(spot()?),
            Sense::Mine => Sought::Mine,
            Sense::OnShift => Sought::OnShift(spot()?),
            Sense::OnCall => Sought::OnCall(spot()?),
            Sense::Report(running) if self.asks_for_a_report() => Sought::Report(running, spot()?),
            _ => return None,
        };
        let (message, language) = (self.heard.id.clone(), self.fit.language.to_owned());
        Some(Inquiry { message, language, sought })
    }

    /// Whether whoever wrote this wants a report, and does not head their own.
    fn asks_for_a_report(&self) -> bool {
        let leads = self.situation.directory.role(&self.heard.sender).leads();
        self.heard.form == Form::Text && (leads || !self.fit.is_loose)
    }

    /// Where is asked about; none when the place is not known.
    fn spot(&self) -> Option<Spot> {
        let words = &self.fit.slots.place;
        if words.is_empty() {
            return Some(Spot::default());
        }
        let directory = &self.situation.directory;
        if let Some(site) = site_called(directory, words) {
            return Some(Spot { site: Some(site), place: None });
        }
        let place = place_called(directory, self.situation.site_of(self.heard), words)?;
        Some(Spot { site: None, place: Some(place) })
    }
}

fn site_called(directory: &Directory, words: &[String]) -> Option<SiteId> {
    let is_it = |name: &String| is_called(name, words);
    let mut sites = directory.sites.values();
    sites.find(|site| is_it(&site.name) || site.aliases.iter().any(is_it)).map(|site| site.id.clone())
}

/// The place of a name, at the site of the chat before any other.
fn place_called(directory: &Directory, here: Option<&SiteId>, words: &[String]) -> Option<PlaceId> {
    let is_it = |name: &String| is_called(name, words);
    let called = directory.places.values().filter(|place| is_it(&place.name) || place.aliases.iter().any(is_it));
    called.min_by_key(|place| (Some(&place.site) != here, &place.id)).map(|place| place.id.clone())
}

fn is_called(name: &str, words: &[String]) -> bool {
    let spelt = |word: &Word| match word {
        Word::Said(word) => word.clone(),
        Word::Ticket(number) | Word::Number(number) => number.to_string(),
    };
    let name = cut(name);
    name.len() == words.len() && name.iter().map(spelt).eq(words.iter().cloned())
}
