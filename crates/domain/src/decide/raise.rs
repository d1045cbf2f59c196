//! What follows when a member opens a ticket by hand.

use super::{interpret, receive};
use crate::directory::Directory;
use crate::event::{Change, Event};
use crate::id::MessageId;
use crate::member::Member;
use crate::message::{Attachment, Band, Circle, ConversationKey, Form, Handle, Inbound, Interpretation, Kind, Reader};
use crate::raise::Raise;
use crate::refusal::Refusal;
use crate::request::{Actor, Proposal, Request};
use crate::situation::Situation;

/// Keeps what a member says as a message, and opens the ticket that it reports; a form that did so already changes nothing.
pub fn raise(situation: &Situation, request: &Request, raise: &Raise) -> Result<Vec<Change>, Refusal> {
    let Actor::Member(login) = &request.actor else { return Err(Refusal::NoMember) };
    let member = situation.directory.member(login).ok_or(Refusal::NoMember)?;
    known(&situation.directory, raise)?;
    let conversation = raise.conversation();
    if situation.by_external(&conversation, &raise.form).is_some() {
        return Ok(Vec::new());
    }
    let key = ConversationKey { id: conversation, circle: Circle::Direct, name: String::new(), with: None };
    let inbound = inbound(&situation.directory, &member, request, raise, key);
    let mut changes = receive::receive(situation, request.stamp, &inbound);
    for change in &mut changes {
        // The desk is the site's, whoever speaks there.
        if let Event::ConversationMet { site: of_desk, .. } = &mut change.event {
            of_desk.clone_from(&raise.site);
        }
    }
    let mut heard = situation.clone();
    for change in &changes {
        heard.evolve(request.stamp.at, change);
    }
    changes.extend(interpret::interpret(&heard, &proposal(login, request, raise))?);
    Ok(changes)
}

/// Whether the directory knows where it is.
fn known(directory: &Directory, raise: &Raise) -> Result<(), Refusal> {
    let undefined = |kind, name: String| Err(Refusal::Undefined { kind, name });
    match (&raise.site, &raise.place) {
        (site, Some(place)) if directory.places.get(place).map(|known| &known.site) != site.as_ref() => {
            undefined("place", place.to_string())
        }
        (Some(site), _) if !directory.sites.contains_key(site) => undefined("site", site.to_string()),
        _ => Ok(()),
    }
}

fn inbound(
    directory: &Directory,
    member: &Member,
    request: &Request,
    raise: &Raise,
    conversation: ConversationKey,
) -> Inbound {
    Inbound {
        sender_name: member.name.clone(),
        form: if raise.photo.is_some() { Form::Image } else { Form::Text },
        attachment: raise.photo.clone().map(|digest| Attachment { name: String::new(), digest: Some(digest) }),
        ..Inbound::said(
            conversation,
            raise.form.clone(),
            handle(directory, member),
            request.stamp.at,
            raise.text.clone(),
        )
    }
}

/// As whom a member speaks: as who they are in the chats, when the login says so, else as the login.
fn handle(directory: &Directory, member: &Member) -> Handle {
    let person = member.person.as_ref().and_then(|person| directory.person(person));
    let leads_there =
        |handle: &&Handle| directory.person_by_handle(handle).map(|found| &found.id) == person.map(|person| &person.id);
    let own = person.and_then(|person| person.handles.iter().find(leads_there));
    own.cloned().unwrap_or_else(|| Raise::handle(&member.name))
}

fn proposal(login: &str, request: &Request, raise: &Raise) -> Proposal {
    let meaning = Interpretation {
        by: Reader::Member(login.to_owned()),
        kind: Kind::Issue,
        category: Some(raise.category),
        priority: Some(raise.priority),
        place: raise.place.clone(),
        about: None,
        confidence: 1.0,
        band: Band::Act,
        language: "und".to_owned(),
    };
    // As the message that is kept is named.
    Proposal { opens: true, ..Proposal::of(MessageId::new(request.stamp.id(0)), meaning) }
}
