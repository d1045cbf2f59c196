//! How each event changes what is known: the only place that says so, for live work and for rebuilding alike.

mod contests;
mod directory;
mod handovers;
mod heard;
mod hearing;
mod labels;
mod occurrences;
mod opinions;
mod orders;
mod outbounds;
mod people;
mod phones;
mod quotes;
mod repeats;
mod retention;
mod rotas;
mod voices;

use super::{Conversation, ImportRun, Situation};
use crate::choice::Job;
use crate::clock::Course;
use crate::event::{Change, Event, Finished, Personal};
use crate::id::{MessageId, TicketNumber};
use crate::message::{Form, Interpretation, Subject};
use crate::ticket::{Category, Priority, Stage, Ticket};
use crate::time::Instant;
use heard::heard;
pub(super) use quotes::{answer as answer_quote, give as give_quote};
use std::collections::BTreeSet;

impl Situation {
    /// Takes in what happened at an instant of the run's clock. An event about something that is not known,
    /// because it was taken out, changes nothing.
    #[expect(clippy::too_many_lines, reason = "every event is named, so that a new one is thought of here")]
    pub fn evolve(&mut self, at: Instant, change: &Change) {
        let said_at = change.event.message().and_then(|id| self.message(id)).map(|heard| heard.sent_at);
        let moment = match &change.event {
            Event::TicketHeld { is_shown: true, .. } => at,
            _ => said_at.unwrap_or(at),
        };
        match &change.event {
            Event::SiteDefined { .. }
            | Event::PlaceDefined { .. }
            | Event::VendorDefined { .. }
            | Event::PersonDefined { .. }
            | Event::TaskDefined { .. }
            | Event::CalendarDefined { .. }
            | Event::AgreementDefined { .. }
            | Event::MemberDefined { .. }
            | Event::LadderDefined(_)
            | Event::DutyDefined(_)
            | Event::ApprovalDefined(_)
            | Event::SentenceWorded(_)
            | Event::RetentionDefined(_)
            | Event::PersonMet { .. } => self.evolve_directory(at, &change.event, &change.personal),
            Event::PersonReached { .. } | Event::PeopleMerged { .. } | Event::PeopleSplit { .. } => {
                self.evolve_people(&change.event, &change.personal);
            }
            Event::RotaDefined(_) | Event::TurnSwapped(_) | Event::SwapUndone(_) | Event::TurnBegan(_) => {
                self.evolve_rotas(at, &change.event);
            }
            Event::PhoneHeld(held) => self.hold_phone(held),
            Event::MessageCredited(credited) => self.credit(credited),
            Event::SilenceBegan { .. } | Event::SilenceEnded { .. } => self.evolve_silences(&change.event),
            Event::NoticeGiven(notice) => self.take_notice(notice),
            // Whether somebody can be written to is kept below.
            Event::PersonPreferred { .. } => {}
            Event::ConversationMet { .. }
            | Event::ConversationNamed { .. }
            | Event::MessageReceived { .. }
            | Event::MessageHeardDirectly { .. }
            | Event::MediaKept { .. }
            | Event::MessageEdited { .. }
            | Event::MessageRevoked { .. }
            | Event::MessageInterpreted { .. } => self.evolve_messages(&change.event, &change.personal),
            Event::RetentionApplied(expired) => self.expire(at, expired),
            // What lies beside the record is no part of what is decided by.
            Event::ReportAsked(_) | Event::SettingAltered(_) => {}
            Event::MessageSnoozed { message, until } => self.snooze(message, *until),
            Event::VoiceTranscribed(transcribed) => self.transcribe(transcribed, &change.personal),
            Event::OpinionGiven(advised) => self.advise(advised),
            Event::OccurrenceExpected { .. }
            | Event::OccurrenceEnded { .. }
            | Event::OccurrenceUnproven(_)
            | Event::CheckpointVisited(_)
            | Event::StepsTicked(_)
            | Event::CheckFailed(_)
            | Event::OccurrenceClimbed(_)
            | Event::OccurrenceDelayed(_) => {
                self.evolve_occurrences(&change.event, &change.personal);
            }
            Event::HandoverWritten(_) | Event::HandoverNoted(_) | Event::HandoverAccepted(_) => {
                self.evolve_handovers(moment, &change.event, &change.personal);
            }
            Event::OutboundWanted(_)
            | Event::OutboundWithdrawn { .. }
            | Event::OutboundBegun { .. }
            | Event::OutboundSent { .. }
            | Event::OutboundReached { .. }
            | Event::OutboundFailed { .. }
            | Event::OutboundDoubled { .. }
            | Event::ChoiceMade(_) => self.evolve_outbounds(at, &change.event, &change.personal),
            Event::ImportStarted { .. } | Event::ImportFinished(_) | Event::ImportRemoved { .. } => {
                self.evolve_imports(at, &change.event, &change.personal);
            }
            Event::TicketOpened { .. } => self.open(moment, &change.event, &change.personal),
            Event::TicketMerged { ticket, into, keeps_time } => {
                self.merge(*ticket, *into, at);
                if *keeps_time {
                    self.join_clocks(*ticket, *into);
                }
            }
            Event::OrderGiven { .. } | Event::OrderUndone(_) => self.evolve_orders(moment, &change.event),
            Event::TicketPutBack(put) => self.put_back(put, at),
            Event::CorrectionUndone { ticket: Some(ticket), footing: Some(footing), .. } => {
                self.restore(*ticket, footing, at);
            }
            Event::PersonalErased { .. }
            | Event::ReadingCorrected { .. }
            | Event::CorrectionUndone { .. }
            | Event::HelpAsked(_)
            | Event::JobDeclined(_)
            | Event::NoteAdded { .. }
            | Event::TargetWarned { .. }
            | Event::TargetMissed { .. } => {}
            Event::LabelsDefined(_) | Event::LabelsRead { .. } | Event::LabelsSaid { .. } => {
                self.evolve_labels(&change.event)
            }
            Event::RepairFailed(_) | Event::CauseSought(_) => self.evolve_repeats(&change.event),
            Event::PledgeMade(_)
            | Event::PledgeKept(_)
            | Event::RungClimbed(_)
            | Event::JobOffered(_)
            | Event::JobUntaken(_) => self.evolve_pledges(&change.event),
            Event::QuoteGiven(_) | Event::QuoteAnswered(_) => self.evolve_quotes(moment, &change.event),
            Event::PauseContested(_) | Event::PauseJudged(_) => self.evolve_contests(moment, &change.event),
            Event::TicketClassified { ticket, .. }
            | Event::ReportMerged { ticket, .. }
            | Event::EvidenceAdded { ticket, .. }
            | Event::TicketAssigned { ticket, .. }
            | Event::TicketStarted { ticket, .. }
            | Event::TicketHeld { ticket, .. }
            | Event::TicketResolved { ticket, .. }
            | Event::TicketVerified { ticket, .. }
            | Event::TicketReopened { ticket, .. }
            | Event::TicketClosed { ticket }
            | Event::TicketCancelled { ticket }
            | Event::JobAccepted(Job { ticket, .. }) => self.evolve_ticket(*ticket, moment, &change.event),
        }
        self.bar(moment, &change.event);
        self.keep_time(moment, &change.event);
    }

    fn evolve_messages(&mut self, event: &Event, personal: &Personal) {
        match event {
            Event::ConversationMet { conversation, circle, site, with } => {
                let known = Conversation {
                    id: conversation.clone(),
                    circle: *circle,
                    name: personal.name.clone(),
                    site: site.clone(),
                    with: with.clone(),
                    partner_at: None,
                };
                self.conversations.insert(conversation.clone(), known);
                self.touched.conversations.insert(conversation.clone());
            }
            Event::ConversationNamed { conversation, site } => {
                if let Some(known) = self.conversations.get_mut(conversation) {
                    known.name.clone_from(&personal.name);
                    known.site.clone_from(site);
                    self.touched.conversations.insert(conversation.clone());
                }
            }
            Event::MessageReceived { message, overheard, .. } => {
                if let Some(heard) = heard(event, personal) {
                    let first = self.listening_since.map_or(heard.sent_at, |since| since.min(heard.sent_at));
                    self.listening_since = Some(first);
                    self.touched.messages.insert(message.clone());
                    if !overheard {
                        self.note_partner(&heard.conversation, &heard);
                    }
                    self.recall(heard);
                }
            }
            Event::MessageHeardDirectly { message, conversation } => self.hear_directly(message, conversation),
            Event::MediaKept { message, digest } => {
                if let Some(heard) = self.messages.get_mut(message) {
                    heard.media = Some(digest.clone());
                    self.touched.messages.insert(message.clone());
                }
            }
            Event::MessageEdited { message, changed_at } => {
                if let Some(heard) = self.messages.get_mut(message) {
                    heard.text.clone_from(&personal.text);
                    (heard.changed_at, heard.snoozed_until) = (Some(*changed_at), None);
                    self.touched.messages.insert(message.clone());
                }
            }
            Event::MessageRevoked { message, changed_at } => self.revoke(message, *changed_at),
            Event::MessageInterpreted { message, meaning } => self.interpret(message, meaning),
            _ => {}
        }
        if let Event::MessageEdited { message, .. }
        | Event::MessageRevoked { message, .. }
        | Event::MessageInterpreted { message, .. } = event
        {
            self.learn(message);
        }
    }

    fn revoke(&mut self, message: &MessageId, changed_at: Instant) {
        let Some(heard) = self.messages.get_mut(message) else { return };
        heard.text.clear();
        (heard.form, heard.media, heard.geo) = (Form::Deleted, None, None);
        (heard.transcript, heard.changed_at) = (None, Some(changed_at));
        self.touched.messages.insert(message.clone());
    }

    fn snooze(&mut self, message: &MessageId, until: Option<Instant>) {
        if let Some(heard) = self.messages.get_mut(message) {
            heard.snoozed_until = until;
            self.touched.messages.insert(message.clone());
        }
    }

    fn interpret(&mut self, message: &MessageId, meaning: &Interpretation) {
        let Some(heard) = self.messages.get_mut(message) else { return };
        let before = heard.meaning.replace(meaning.clone()).and_then(|old| old.about);
        let sent_at = heard.sent_at;
        self.touched.messages.insert(message.clone());
        if before == meaning.about {
            return;
        }
        if let Some(Subject::Ticket(number)) = before {
            self.detach(number, message);
        }
        if let Some(Subject::Ticket(number)) = meaning.about {
            self.attach(number, message, sent_at);
        }
    }

    fn detach(&mut self, number: TicketNumber, message: &MessageId) {
        if let Some(ticket) = self.tickets.get_mut(&number) {
            ticket.messages.retain(|id| id != message);
            ticket.evidence.retain(|id| id != message);
            self.touched.tickets.insert(number);
        }
    }

    fn attach(&mut self, number: TicketNumber, message: &MessageId, sent_at: Instant) {
        let Some(ticket) = self.tickets.get_mut(&number) else { return };
        if !ticket.messages.contains(message) {
            ticket.messages.push(message.clone());
        }
        if ticket.messages.len() > Ticket::MESSAGES_MAX {
            ticket.messages.remove(0);
        }
        ticket.touched_at = ticket.touched_at.max(sent_at);
        self.touched.tickets.insert(number);
    }

    fn open(&mut self, at: Instant, event: &Event, personal: &Personal) {
        let Event::TicketOpened { ticket: number, message, reporter, conversation, recurrence_of } = event else {
            return;
        };
        let is_live = self.message(message).is_some_and(|heard| heard.import.is_none());
        let ticket = Ticket {
            number: *number,
            title: personal.text.clone(),
            stage: Stage::Reported,
            category: Category::Other,
            priority: Priority::Normal,
            site: None,
            place: None,
            reporter: reporter.clone(),
            voices: Vec::new(),
            assignee: None,
            claimant: None,
            opening: message.clone(),
            conversation: conversation.clone(),
            opened_at: at,
            touched_at: at,
            acknowledged_at: None,
            resolved_at: None,
            verified_at: None,
            closed_at: None,
            hold: None,
            reopened: 0,
            recurrence_of: *recurrence_of,
            merged_into: None,
            messages: Vec::new(),
            evidence: Vec::new(),
            course: Course { is_live, ..Course::default() },
        };
        let ticket = self.repeated(ticket);
        self.tickets.insert(*number, ticket);
        self.next_ticket = TicketNumber(self.next_ticket.0.max(number.0 + 1));
        self.touched.tickets.insert(*number);
    }

    fn merge(&mut self, number: TicketNumber, into: TicketNumber, at: Instant) {
        // The ticket that was to go on may have been taken out; then this one goes on.
        if !self.tickets.contains_key(&into) {
            return;
        }
        let Some(mut merged) = self.tickets.remove(&number) else { return };
        for message in &merged.messages {
            if let Some(meaning) = self.messages.get_mut(message).and_then(|heard| heard.meaning.as_mut()) {
                meaning.about = Some(Subject::Ticket(into));
                self.touched.messages.insert(message.clone());
            }
        }
        if let Some(kept) = self.tickets.get_mut(&into) {
            kept.voices.extend(std::iter::once(merged.reporter.clone()).chain(merged.voices.iter().cloned()));
            let mut seen = BTreeSet::from([kept.reporter.clone()]);
            kept.voices.retain(|voice| seen.insert(voice.clone()));
            kept.voices.truncate(Ticket::MESSAGES_MAX);
            kept.messages.append(&mut merged.messages);
            let beyond = kept.messages.len().saturating_sub(Ticket::MESSAGES_MAX);
            kept.messages.drain(..beyond);
            kept.evidence.append(&mut merged.evidence);
            kept.evidence.truncate(Ticket::MESSAGES_MAX);
            kept.touched_at = kept.touched_at.max(at);
        }
        (merged.stage, merged.merged_into, merged.touched_at) = (Stage::Merged, Some(into), at);
        self.tickets.insert(number, merged);
        self.touched.tickets.extend([number, into]);
    }

    fn evolve_ticket(&mut self, number: TicketNumber, at: Instant, event: &Event) {
        let phone = event.message().and_then(|message| self.message(message)).and_then(|heard| heard.phone.clone());
        let is_answer = self.tickets.get(&number).is_some_and(|ticket| self.is_answer(ticket, event));
        let Some(ticket) = self.tickets.get_mut(&number) else { return };
        ticket.touched_at = ticket.touched_at.max(at);
        self.touched.tickets.insert(number);
        if let Event::TicketAssigned { assignee, .. } = event {
            super::stages::hand_on(ticket, &self.directory, at, assignee.as_ref());
        }
        match event {
            Event::TicketClassified { category, priority, site, place, .. } => {
                (ticket.category, ticket.priority) = (*category, *priority);
                (ticket.site, ticket.place) = (site.clone(), place.clone());
                if ticket.stage == Stage::Reported {
                    ticket.stage = Stage::Classified;
                }
            }
            Event::ReportMerged { reporter, .. } => {
                if ticket.voices.len() < Ticket::MESSAGES_MAX {
                    ticket.voices.push(reporter.clone());
                }
            }
            Event::EvidenceAdded { message, .. } => {
                if !ticket.evidence.contains(message) && ticket.evidence.len() < Ticket::MESSAGES_MAX {
                    ticket.evidence.push(message.clone());
                }
            }
            Event::TicketResolved { .. } => {
                ticket.course.claimed_on = phone;
                super::stages::advance(ticket, at, event, is_answer);
            }
            _ => super::stages::advance(ticket, at, event, is_answer),
        }
    }

    fn evolve_imports(&mut self, at: Instant, event: &Event, personal: &Personal) {
        let id = match event {
            Event::ImportStarted { import, conversation } => {
                let run = ImportRun {
                    id: import.clone(),
                    conversation: conversation.clone(),
                    file: personal.name.clone(),
                    started_at: at,
                    finished: false,
                    added: 0,
                    system_lines: 0,
                    unreadable: 0,
                    removed: false,
                };
                self.imports.insert(import.clone(), run);
                import
            }
            Event::ImportFinished(Finished { import, added, system_lines, unreadable }) => {
                let Some(run) = self.imports.get_mut(import) else { return };
                run.finished = true;
                (run.added, run.system_lines, run.unreadable) = (*added, *system_lines, *unreadable);
                import
            }
            Event::ImportRemoved { import } => {
                let Some(run) = self.imports.get_mut(import) else { return };
                run.removed = true;
                import
            }
            _ => return,
        };
        self.touched.imports.insert(id.clone());
    }
}
