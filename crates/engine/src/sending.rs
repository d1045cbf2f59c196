//! Handing messages to a channel: who may be written to now is recorded before anything leaves, and every answer after.

use crate::stamps::Stamps;
use channels::cloud_api::{
    Answer, Buttons, Content, File, FileKind, Label, List, Outgoing, Recipient, Row, Template, choice_id, mark,
};
use domain::choice::{Choice, Offer, load};
use domain::event::Event;
use domain::id::{Digest, OrgId, OutboundId, PersonId, TicketNumber};
use domain::message::{Form, Handle, Heard, Subject};
use domain::outbound::{Dress, Failure, Hindrance, Outbound, Paper, Purpose, Terms};
use domain::policy::dispatch::{self, Leave};
use domain::request::{Actor, Command, Request, Via};
use domain::situation::Situation;
use domain::time::Instant;
use domain::wording::{Sentence, choices};
use std::collections::BTreeMap;
use store::StoreError;
use store::desk::Desk;
use store::inbox;
use store::need::Need;
use store::read::outbox;

/// Characters that stand above buttons.
const BODY_MAX: usize = 1_024;
/// Messages handed over in one round.
const LETTERS_MAX: usize = 20;
/// Pages of a thousand messages each that are looked through for one that may leave.
const PAGES_MAX: usize = 10;

/// What leaves now, and what does not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Round {
    /// What is recorded as leaving: it is to be sent, once, by whoever got this.
    pub letters: Vec<Letter>,
    /// What waits, and why.
    pub held: BTreeMap<OutboundId, Hindrance>,
    /// When something that waits may leave, as far as is known.
    pub next: Option<Instant>,
    /// Why nothing leaves at all, and until when.
    pub stopped: Option<(Failure, Instant)>,
}

/// A message that is to be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    /// Our name for it.
    pub outbound: OutboundId,
    /// What to send.
    pub outgoing: Outgoing,
    /// A photo of ours that belongs above it, by its bytes.
    pub picture: Option<Digest>,
}

/// Records what leaves now. Whatever befalls whoever sends it, it is not handed out again before the channel had time to
/// tell of it.
///
/// # Errors
/// Of the engine; nothing may be sent then.
pub async fn begin(
    desk: &Desk,
    org: &OrgId,
    stamps: &mut Stamps,
    now: Instant,
    terms: &Terms,
) -> Result<Round, StoreError> {
    let (mut whole, mut last) = (Round::default(), None);
    // What waits for a reason of its own holds up nobody behind it.
    for _ in 0..PAGES_MAX {
        let due = outbox::due(desk.db(), org, now, last.as_ref()).await?;
        last = due.last().cloned();
        if last.is_none() {
            break;
        }
        let round = begin_of(desk, org, stamps, now, terms, &due).await?;
        whole.held.extend(round.held);
        whole.next = whole.next.into_iter().chain(round.next).min();
        whole.stopped = round.stopped;
        whole.letters = round.letters;
        if !whole.letters.is_empty() || whole.stopped.is_some() {
            break;
        }
    }
    Ok(whole)
}

/// The same of these alone.
async fn begin_of(
    desk: &Desk,
    org: &OrgId,
    stamps: &mut Stamps,
    now: Instant,
    terms: &Terms,
    due: &[Outbound],
) -> Result<Round, StoreError> {
    let need = due.iter().fold(Need::at(now).windows(), |need, outbound| {
        let shown = fixed(outbound).into_iter();
        shown.fold(need.outbound(outbound.id.clone()), Need::whole_ticket)
    });
    let mut draft = desk.draft(org, &need).await?;
    let mut round = Round { stopped: dispatch::stopped_until(draft.situation(), now), ..Round::default() };
    // After a stop one message is tried.
    let most = if dispatch::stopped_by(draft.situation()).is_some() { 1 } else { LETTERS_MAX };
    let people: Vec<&PersonId> = due.iter().map(|outbound| &outbound.to).collect();
    let begun = outbox::people_begun(desk.db(), org, now, &people).await?;
    let mut terms = Terms { begun, ..terms.clone() };
    let mut granted = 0;
    for outbound in due {
        let known = draft.situation().outbounds.get(&outbound.id).cloned();
        let Some(known) = known else { continue };
        match dispatch::leave(draft.situation(), &known, &terms, now) {
            Leave::Now(_) if granted == most => round.next = Some(now),
            Leave::Now(dress) => {
                let to = known.to.clone();
                let command = Command::Dispatch { outbound: known.id, terms: Box::new(terms.clone()) };
                let asked = request(org, stamps, now, (Actor::Clock, Via::Clock), command);
                if draft.ask(asked).is_ok() {
                    granted += 1;
                    terms.left = terms.left.map(|left| left.saturating_sub(1));
                    let is_first = matches!(dress, Dress::Template { .. }) && terms.begun.known.insert(to);
                    terms.begun.count += usize::from(is_first);
                }
            }
            Leave::Not(because, until) => {
                round.held.insert(known.id, because);
                round.next = round.next.into_iter().chain(until).min();
            }
        }
    }
    if granted == 0 {
        desk.keep(draft);
        return Ok(round);
    }
    let answers = desk.commit(&mut draft).await?;
    for change in answers.iter().flatten().flat_map(|receipt| &receipt.changes) {
        let Event::OutboundBegun { outbound, .. } = &change.event else { continue };
        let known = draft.situation().outbounds.get(outbound);
        round.letters.extend(known.and_then(|known| letter(draft.situation(), known)));
    }
    desk.keep(draft);
    Ok(round)
}

/// Records what the channel answered.
///
/// # Errors
/// Of the engine; the answer is then learnt from what the channel tells later.
pub async fn note(
    desk: &Desk,
    org: &OrgId,
    stamps: &mut Stamps,
    now: Instant,
    outbound: OutboundId,
    answer: Answer,
) -> Result<(), StoreError> {
    let command = match answer {
        Answer::Taken(accepted) => Command::NoteSent { outbound, accepted: Some(accepted) },
        Answer::Failed(failure, code) => Command::NoteFailed { outbound, failure, code },
    };
    let asked = request(org, stamps, now, (Actor::Channel, Via::WhatsApp), command);
    // A message that was erased meanwhile is no longer known, and nothing is lost.
    let _answers = desk.commit_all(org, vec![asked]).await?;
    Ok(())
}

/// When a channel last told anything; none when it never did, and while something it told waits to be heard.
///
/// # Errors
/// Of the engine.
pub async fn heard_until(desk: &Desk, org: &OrgId, channel: &str) -> Result<Option<Instant>, StoreError> {
    // Looked at first: what comes in between waits, or was heard.
    let heard = inbox::heard(desk.db(), org).await?;
    let waiting = inbox::waiting_since(desk.db(), org).await?;
    let last = heard.iter().find(|heard| heard.channel == channel).map(|heard| Instant::from_us(heard.last_us));
    Ok(last.filter(|_| waiting.is_none()))
}

fn request(org: &OrgId, stamps: &mut Stamps, now: Instant, (actor, via): (Actor, Via), command: Command) -> Request {
    Request { org: org.clone(), actor, via, stamp: stamps.at(now), import: None, command }
}

fn letter(situation: &Situation, outbound: &Outbound) -> Option<Letter> {
    let onto = outbound.quoted.as_ref().and_then(|quoted| quoted.onto.as_ref());
    let to = match onto.and_then(|onto| onto.group.as_ref()) {
        Some(group) => Recipient::Group(group.clone()),
        None => recipient(dispatch::address(situation, &outbound.to)?),
    };
    let content = match outbound.dress.as_ref()? {
        Dress::Paper => Content::Media(document(outbound.paper()?), outbound.text.as_str().into()),
        Dress::Nod => Content::Reaction(onto?.channel_name.clone(), Some(outbound.text.clone())),
        Dress::Words => spoken(situation, outbound),
        Dress::Plain => Content::Text(plain(situation, outbound).as_str().into()),
        Dress::Template { name, language, has_buttons } => {
            let gaps = outbound.template.as_ref()?.gaps.clone().into_iter().collect();
            let choices = outbound.offer.as_ref().map_or(0, |offer| offer.choices().len());
            let ids = (0..choices).filter(|_| *has_buttons).map(|nth| choice_id(&outbound.id, nth).as_str().into());
            let header = outbound.paper().filter(|_| *name == Sentence::Paper.word()).map(document);
            let (name, language, buttons) = (name.clone(), language.clone(), ids.collect());
            Content::Template(Template { name, language, header, gaps, buttons })
        }
    };
    let mark = Some(mark(&outbound.id).as_str().into());
    // Whoever is answered within their day sees to what; a template says it.
    let is_quoting = matches!(outbound.dress, Some(Dress::Words | Dress::Plain));
    let reply_to = onto.filter(|_| is_quoting).map(|onto| onto.channel_name.clone());
    let picture = picture(situation, outbound);
    Some(Letter { outbound: outbound.id.clone(), outgoing: Outgoing { to, mark, reply_to, content }, picture })
}

fn document(paper: &Paper) -> File {
    File { kind: FileKind::Document, id: paper.id.clone(), name: paper.name.clone() }
}

/// The ticket of which somebody is asked whether its fix holds.
fn fixed(outbound: &Outbound) -> Option<TicketNumber> {
    match outbound.about.as_slice() {
        [Subject::Ticket(number)] if outbound.purpose == Purpose::Verification => Some(*number),
        _ => None,
    }
}

/// The last photo of a fix by whoever says that it is fixed: whoever is asked sees what they judge.
fn picture(situation: &Situation, outbound: &Outbound) -> Option<Digest> {
    let number = fixed(outbound).filter(|_| outbound.dress == Some(Dress::Words))?;
    let ticket = situation.tickets.get(&number)?;
    let claimant = ticket.claimant.as_ref()?;
    let said = ticket.messages.iter().rev().filter_map(|id| situation.message(id));
    let is_shown = |heard: &&Heard| {
        heard.form == Form::Image && heard.media.is_some() && situation.directory.are_one(&heard.sender, claimant)
    };
    said.into_iter().find(is_shown)?.media.clone()
}

/// A report as a button that opens it; none where nothing can be opened.
fn opened(outbound: &Outbound) -> Option<Content> {
    let gaps = &outbound.template.as_ref().filter(|_| outbound.purpose == Purpose::Handout)?.gaps;
    let link = gaps.get("link").filter(|link| link.starts_with("https://") || link.starts_with("http://"))?;
    // The button stands for the link, and for the colon that leads to it.
    let text =
        [": ", "："].iter().fold(outbound.text.clone(), |text, colon| text.replace(&format!("{colon}{link}"), ""));
    let label = choices::titles(&outbound.language).open_report;
    (text.chars().count() <= BODY_MAX).then(|| Content::Link(text.as_str().into(), label.into(), link.clone()))
}

/// A message in its own words, with what it offers.
fn spoken(situation: &Situation, outbound: &Outbound) -> Content {
    let text = outbound.text.as_str();
    let Some(offer) = &outbound.offer else {
        return opened(outbound).unwrap_or_else(|| Content::Text(text.into()));
    };
    let id = |nth: usize| choice_id(&outbound.id, nth);
    let (directory, language) = (&situation.directory, outbound.language.as_str());
    let titles = |max| choices::distinct(directory, language, offer.choices(), max).into_iter().enumerate();
    match offer {
        // Above buttons there is less room than a message has.
        _ if text.chars().count() > BODY_MAX => Content::Text(plain(situation, outbound).as_str().into()),
        Offer::Location => Content::LocationRequest(text.into()),
        Offer::Choices(offered) if offered.are_buttons() => {
            let button = |(nth, title): (usize, String)| (id(nth).as_str().into(), Label::from(title.as_str()));
            let buttons = titles(choices::BUTTON_MAX).map(button).collect();
            Content::Buttons(Buttons { header: None, body: text.into(), buttons })
        }
        Offer::Choices(offered) => {
            let row = |((nth, title), choice): ((usize, String), &Choice)| Row {
                id: id(nth).as_str().into(),
                title: title.as_str().into(),
                description: choices::description(language, choice, |one| load(situation, one)).as_str().into(),
            };
            let rows = titles(choices::ROW_MAX).zip(offered.all()).map(row).collect();
            Content::List(List { body: text.into(), label: choices::label(language, offer).into(), rows })
        }
    }
}

/// A message with its answers written out.
fn plain(situation: &Situation, outbound: &Outbound) -> String {
    match outbound.offer.as_ref().map(Offer::choices) {
        Some(offered @ [_, ..]) => {
            let twin = choices::twin(&situation.directory, &outbound.language, offered);
            format!("{}\n\n{twin}", outbound.text)
        }
        _ => outbound.text.clone(),
    }
}

fn recipient(handle: &Handle) -> Recipient {
    match handle.as_phone() {
        Some(phone) => Recipient::Number(phone.trim_start_matches('+').to_owned()),
        None => Recipient::Id(handle.0.split_once(':').map_or(handle.0.as_str(), |(_, id)| id).to_owned()),
    }
}
