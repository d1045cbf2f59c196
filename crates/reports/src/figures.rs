//! The figures: one function for each, and the sections they stand in.

use crate::material::{Eyes, Material, Scope};
use crate::period::Span;
use crate::report::{Cell, Label, Row, Section};
#[cfg(test)]
use domain::agreement::Target;

mod ageing;
mod assets;
mod busy;
mod capture;
mod habits;
mod hotspots;
mod people;
mod promises;
mod requests;
mod routine;
mod scorecard;
mod spots;
mod times;
mod trend;

pub(crate) use promises::label as promise;

/// Sections that name people, vendors and their chats, or work by the name somebody gave it, and so are not for
/// everybody's eyes.
const OF_PEOPLE: [&str; 6] = ["answerers", "owners", "claimants", "tasks", "chats", "habits"];

/// Sections about what was said in chats.
const OF_CHATS: [&str; 3] = ["capture", "chats", "habits"];

/// One number, worked out for any span.
struct Figure {
    label: &'static str,
    definition: &'static str,
    of: fn(&Material, Span) -> Cell,
}

/// Everything, in the order in which it is read.
pub(crate) fn sections(material: &Material) -> Vec<Section> {
    let mut sections = vec![
        requests::section(material),
        trend::section(material),
        times::section(material),
        promises::section(material),
        scorecard::section(material),
        ageing::section(material),
        hotspots::section(material),
        assets::section(material),
        routine::outcomes(material),
        routine::tasks(material),
        people::answerers(material),
        people::owners(material),
        people::claimants(material),
        busy::section(material),
        spots::section(material),
        capture::section(material),
        capture::chats(material),
    ];
    sections.extend(habits::section(material));
    let hidden: &[&str] = match material.eyes {
        Eyes::House => &[],
        Eyes::Site => &OF_CHATS,
        Eyes::Outside => &OF_PEOPLE,
    };
    sections.retain(|section| !hidden.contains(&section.key));
    sections
}

/// Every word of ours that a report may hold, and that no [`sections`] of nothing show.
#[cfg(test)]
pub(crate) fn phrases() -> impl Iterator<Item = &'static str> {
    let figures = [requests::FIGURES, times::FIGURES, routine::FIGURES, scorecard::FIGURES, capture::FIGURES];
    let figures = figures.into_iter().flatten();
    figures
        .flat_map(|figure| [figure.label, figure.definition])
        .chain(ageing::BANDS.iter().map(|(_, label)| *label))
        .chain(busy::DAYS.iter().map(|(_, label)| *label))
        .chain(Target::ALL.iter().map(|target| promise(*target)))
        .chain([people::NAMELESS, capture::NAMELESS])
}

/// What a report is limited to; empty when it is about everything.
pub(crate) fn scope(material: &Material) -> String {
    match &material.scope {
        Scope::Everything => String::new(),
        Scope::Client(client) => client.clone(),
        Scope::Site(id) => material.directory.sites.get(id).map_or_else(|| id.to_string(), |site| site.name.clone()),
        Scope::Vendor(id) => {
            material.directory.vendors.get(id).map_or_else(|| id.to_string(), |vendor| vendor.name.clone())
        }
    }
}

/// A line for each figure, with a cell for the period and one for what it is held against.
fn held_against(material: &Material, figures: &[Figure]) -> Vec<Row> {
    let spans = || [Some(material.period.span), material.period.before].into_iter().flatten();
    let row = |figure: &Figure| Row {
        label: Label::Phrase(figure.label),
        definition: figure.definition,
        cells: spans().map(|span| (figure.of)(material, span)).collect(),
    };
    figures.iter().map(row).collect()
}

/// The headings of those cells.
fn columns(material: &Material) -> Vec<&'static str> {
    let before = material.period.before.map(|_| material.period.before_title());
    ["This period"].into_iter().chain(before).collect()
}
