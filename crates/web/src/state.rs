//! What the program lends to the pages: the store, the clock, chance, and the door to imports.

use crate::attempts::Attempts;
use crate::bell::Seats;
use crate::doors::{Door, ImportDoor, LabelDoor, ListDoor, PasswordDoor, Table, WantedProof, Wizard};
use crate::imprint::Imprint;
use crate::member::Member;
use crate::parts::shell::{Frame, Tab};
use crate::parts::when::Wall;
use crate::sending::Sending;
use domain::beside::Altered;
use domain::id::{OrgId, PlaceId};
use domain::request::{Command, Request, Stamp, Via};
use domain::time::{Day, Instant, Zone};
use std::fs::File;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use store::StoreError;
use store::blobs::Blobs;
use store::desk::Desk;
use tokio::sync::watch;

/// What passes do in a minute, all together.
const ACTS_MAX: u32 = 240;
/// The same, of one pass: a job is told of in a few.
const ACTS_OF_ONE_MAX: u32 = 20;
/// Reports made for strangers in a minute, of all links together.
const HANDED_MAX: u32 = 60;
/// The same, of one link.
const HANDED_OF_ONE_MAX: u32 = 20;
const MINUTE_US: i64 = 60_000_000;

/// How many messages of an organisation wait, as of the end of its journal and a minute.
type Counted = (OrgId, (i64, i64), u64);

/// Makes the code of a checkpoint.
pub type CodeDoor = Box<dyn Fn(&PlaceId, u16, Day) -> String + Send + Sync>;

/// Everything the pages need from outside. The program makes one and gives it to [`crate::router`].
pub struct State {
    /// Where requests are asked and recorded, with the database behind it.
    pub desk: Desk,
    /// Photos, films and files.
    pub blobs: Blobs,
    /// Where the small copy of a picture with this digest is, if there is one.
    pub thumb: Box<dyn Fn(&str) -> PathBuf + Send + Sync>,
    /// Whose pages these are: where somebody without a session signs in.
    pub org: OrgId,
    /// The zone of the organisation's clocks, for what belongs to no site.
    pub zone: Zone,
    /// What the organisation is called, at the top of each page.
    pub name: String,
    /// The present.
    pub now: fn() -> Instant,
    /// A fresh secret of at least 22 printable ASCII characters: 128 random bits or more.
    pub token: fn() -> String,
    /// 128 random bits for a request.
    pub entropy: fn() -> u128,
    /// Reading exported chats.
    pub imports: ImportDoor,
    /// Writing the directory.
    pub lists: ListDoor,
    /// The organisation's own labels.
    pub labels: LabelDoor,
    /// Hashing passwords.
    pub passwords: PasswordDoor,
    /// An open proof pack.
    pub proof: Door<WantedProof, File>,
    /// What documents carry of this installation.
    pub imprint: Arc<Imprint>,
    /// Connecting a number.
    pub wizard: Wizard,
    /// How well messages are read, by what members said of them.
    pub score: Door<(), Vec<Table>>,
    /// The code of a checkpoint's sticker on a day, by its place and how many days a code holds.
    pub code: CodeDoor,
    /// Whether messages leave by themselves, and what keeps them.
    pub sending: Arc<Sending>,
    /// From which address mails leave; none where there is no mail server.
    pub mails_from: Option<String>,
    /// Becomes true when the program ends, so that open pages are let go.
    pub closing: watch::Receiver<bool>,
    /// How the journal stands to what was published of it.
    pub continuity: watch::Receiver<Continuity>,
    /// Where the phone is that writes without WhatsApp, while it is served.
    pub phone: Option<String>,
    /// Whether browsers reach us through HTTPS; cookies are then bound to it.
    pub https: bool,
}

/// How the journal stands to the checkpoints that were published of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Continuity {
    /// It goes on from the last of them, or none are to be published.
    #[default]
    GoesOn,
    /// It does not: it was put back, cut, or written anew.
    Departed,
    /// They are to be published, and nothing was for days.
    Silent,
}

/// The state as handlers share it.
#[derive(Clone)]
pub struct Shared(Arc<Inner>);

struct Inner {
    state: State,
    /// By strangers, with name and password.
    attempts: Mutex<Attempts>,
    /// By links that sign in once.
    links: Mutex<Attempts>,
    /// By members who are signed in and prove once more who they are.
    proofs: Mutex<Attempts>,
    /// Reports opened by links, without a login.
    handed: Mutex<Attempts>,
    /// What passes do, without a login.
    acts: Mutex<Attempts>,
    seats: Arc<Seats>,
    /// How many messages waited in Triage, and where the journal ended then.
    triage: Mutex<Option<Counted>>,
}

impl Shared {
    pub(crate) fn new(state: State) -> Self {
        Self(Arc::new(Inner {
            state,
            attempts: Mutex::default(),
            links: Mutex::default(),
            proofs: Mutex::default(),
            handed: Mutex::new(Attempts::up_to(HANDED_MAX, HANDED_OF_ONE_MAX)),
            acts: Mutex::new(Attempts::up_to(ACTS_MAX, ACTS_OF_ONE_MAX)),
            seats: Arc::default(),
            triage: Mutex::default(),
        }))
    }

    /// Whether another attempt to sign in by a link that opens nothing is allowed now. One that opens something needs no leave, and
    /// strangers who try names take none of these.
    pub(crate) fn may_redeem(&self) -> bool {
        let now = self.now();
        // A poisoned lock means that counting panicked; the count itself is still a count.
        self.0.links.lock().unwrap_or_else(PoisonError::into_inner).allow(now)
    }

    /// Whether another attempt of a stranger to sign in under a name is allowed now.
    pub(crate) fn may_sign_in(&self, name: &str) -> bool {
        let now = self.now();
        self.0.attempts.lock().unwrap_or_else(PoisonError::into_inner).allow_for(name, now)
    }

    /// Whether a member may still try to sign in where strangers have used up the minute.
    pub(crate) fn may_sign_in_besides(&self, name: &str) -> bool {
        self.0.attempts.lock().unwrap_or_else(PoisonError::into_inner).allow_besides(name)
    }

    /// Whether a pass may do something more in this minute: each act is a message for ever.
    pub(crate) fn may_act(&self, pass: &str) -> bool {
        let now = self.now();
        self.0.acts.lock().unwrap_or_else(PoisonError::into_inner).allow_for(pass, now)
    }

    /// Whether a member who is signed in may prove once more who they are, by password or code.
    pub(crate) fn may_prove(&self, name: &str) -> bool {
        let now = self.now();
        self.0.proofs.lock().unwrap_or_else(PoisonError::into_inner).allow_for(name, now)
    }

    /// Whether a report behind this link is made now: each costs as much as a page of ours, or a document.
    pub(crate) fn may_hand_out(&self, name: &str) -> bool {
        let now = self.now();
        self.0.handed.lock().unwrap_or_else(PoisonError::into_inner).allow_for(name, now)
    }

    /// Who listens to the bell.
    pub(crate) fn seats(&self) -> &Arc<Seats> {
        &self.0.seats
    }

    /// How many messages wait in Triage; counted anew once the journal went on, and each minute, since what was snoozed
    /// comes back by itself.
    pub(crate) async fn triage(&self, org: &OrgId, end: i64) -> Result<u64, StoreError> {
        let (now, minute) = (self.now(), self.now().us() / MINUTE_US);
        let known = self.0.triage.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((.., count)) = known.filter(|(of, at, _)| of == org && *at == (end, minute)) {
            return Ok(count);
        }
        let count = store::read::triage::count(self.desk.db(), org, now).await?;
        *self.0.triage.lock().unwrap_or_else(PoisonError::into_inner) = Some((org.clone(), (end, minute), count));
        Ok(count)
    }

    /// What a member asks through the pages, with the time and chance it brings.
    pub(crate) fn request(&self, member: &Member, command: Command) -> Request {
        let stamp = Stamp { at: self.now(), entropy: (self.entropy)() };
        Request { org: member.org.clone(), actor: member.actor(), via: Via::Web, stamp, import: None, command }
    }

    /// Writes down that a member changed something beside the record; never with what opens anything.
    pub(crate) async fn note(&self, member: &Member, altered: Altered) -> Result<(), StoreError> {
        // What is of no part is of everything.
        let about = if altered.about.is_empty() { self.name.clone() } else { altered.about };
        let request = self.request(member, Command::NoteAltered(Box::new(Altered { about, ..altered })));
        let answers = self.desk.commit_all(&member.org, vec![request]).await?;
        if let Some(refusal) = answers.into_iter().find_map(Result::err) {
            tracing::warn!("What was changed beside the record was refused its entry: {refusal}");
        }
        Ok(())
    }

    /// What surrounds a page for a member.
    pub(crate) fn frame(&self, member: &Member, tab: Tab) -> Frame {
        Frame {
            tab,
            name: self.name.clone(),
            member: member.name.clone(),
            role: member.login.role,
            is_whole: member.login.sees_all(),
            triage: member.triage,
            heard: member.heard,
            hears: tab.hears().to_owned(),
            wall: Wall { now: self.now(), zone: self.zone.clone() },
            is_answer: member.is_answer,
            flash: None,
            undo: member.undo.clone(),
            saved: member.saved.clone(),
            look: member.look,
            again_s: None,
        }
    }

    /// The present.
    pub(crate) fn now(&self) -> Instant {
        (self.0.state.now)()
    }
}

impl std::ops::Deref for Shared {
    type Target = State;

    fn deref(&self) -> &State {
        &self.0.state
    }
}
