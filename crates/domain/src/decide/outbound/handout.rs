//! That somebody is brought a report: what it is called and a link to it, in their language, and the template that says so.

use super::{language, words};
use crate::event::{Change, Event, Personal};
use crate::outbound::{Handout, Purpose, Wanted};
use crate::refusal::Refusal;
use crate::situation::Situation;
use crate::time::Instant;
use crate::wording::{Sentence, fill, speaks};

/// Wants a report brought; one of a name that is known is the same brought twice, and nothing follows.
pub(in crate::decide) fn hand_out(
    situation: &Situation,
    at: Instant,
    handout: &Handout,
) -> Result<Vec<Change>, Refusal> {
    if situation.outbounds.contains_key(&handout.outbound) {
        return Ok(Vec::new());
    }
    let directory = &situation.directory;
    if directory.person(&handout.to).is_none() || directory.is_erased(&handout.to) {
        return Err(Refusal::Undefined { kind: "person", name: handout.to.to_string() });
    }
    let own = handout.summary.as_ref().map(|summary| summary.language.as_str()).filter(|language| speaks(language));
    let language = own.unwrap_or_else(|| language(situation, &handout.to)).to_owned();
    let brought =
        fill(directory.words(&language, Sentence::Handout), &[("title", &handout.title), ("link", &handout.link)]);
    let text = match &handout.summary {
        Some(summary) => format!("{}\n\n{brought}", summary.text.trim_end()),
        None => brought,
    };
    let template = Some(words::handout(&handout.title, &handout.link));
    let wanted = Wanted {
        outbound: handout.outbound.clone(),
        to: handout.to.clone(),
        purpose: Purpose::Handout,
        about: Vec::new(),
        rung: 0,
        language,
        not_before: at,
        offer: None,
        onto: None,
    };
    Ok(vec![Event::OutboundWanted(wanted).with(Personal {
        template,
        paper: handout.paper.clone(),
        ..Personal::text(text)
    })])
}
