//! Every ticket, narrowed by what the address says.

use crate::pages::board::Lane;
use crate::pages::today::titled;
use crate::pages::views;
use crate::parts::badges::{self, category_word, grouped};
use crate::parts::bubble::named;
use crate::parts::filters::{self, LabelChoice};
use crate::parts::marked::marked;
use crate::parts::shell::{Frame, shell};
use crate::wording::{counted, fill, say, weave};
use domain::id::TicketNumber;
use domain::member::MemberRole;
use domain::ticket::{Category, Priority, Stage};
use domain::time::Instant;
use maud::{Markup, html};
use store::read::tickets::LOOKED_THROUGH_MAX;

mod asked;
mod load;
mod together;

pub use asked::{Asked, Group, Order};
pub use load::{NOBODY, line, owner_of, selves, show, view};
pub use together::{Together, bar, change, tick};

/// The page.
pub struct View {
    pub frame: Frame,
    pub asked: Asked,
    /// How many there are in each group under the other filters.
    pub counts: [Count; 5],
    /// How many there are of a group without a place of its own, where one is asked for.
    pub needs: Option<Count>,
    /// Id and name of each site.
    pub sites: Vec<(String, String)>,
    /// The labels of the organisation's own to choose from, by set.
    pub labels: Vec<LabelChoice>,
    /// What the place and the owner are called that are asked for.
    pub called: (Option<String>, Option<String>),
    pub lines: Vec<Line>,
    /// Where the list goes on.
    pub next: Option<String>,
    /// What may be done to several at once.
    pub together: Option<Together>,
}

impl View {
    /// How many there are of the group that is asked for.
    fn total(&self) -> Option<Count> {
        Group::ALL.iter().position(|group| *group == self.asked.group).map(|at| self.counts[at]).or(self.needs)
    }
}

/// How many tickets were found, and whether there may be more.
#[derive(Clone, Copy, Debug, Default)]
pub struct Count {
    pub found: u64,
    pub goes_on: bool,
}

/// One ticket.
pub struct Line {
    pub ticket: TicketNumber,
    pub title: String,
    pub priority: Priority,
    pub category: Category,
    pub stage: Stage,
    pub place: String,
    pub owner: Option<String>,
    pub opened_at: Instant,
    pub voices: usize,
    pub photos: u64,
    pub reopened: u32,
    pub is_recurrence: bool,
    /// Labels of the organisation's own, the first of them.
    pub labels: Vec<String>,
}

/// `GET /tickets`.
pub fn page(view: &View) -> Markup {
    let total = view.total();
    let content = html! {
        div.head {
            h1 { (say("Tickets")) }
            @if view.frame.role.covers(MemberRole::Supervisor) { a.button href="/tickets/new" data-key="c" { (say("New ticket")) } }
        }
        (views::bar(&view.frame))
        (groups(view))
        (filters(view))
        (chips(view))
        section.card aria-labelledby="found" {
            h2 #found { (found(total.unwrap_or_default())) }
            @if view.asked.has_order() { (orders(view)) }
            @if view.lines.is_empty() { (nothing(view)) } @else {
                ol.rows {
                    @for line in &view.lines {
                        li class=[view.together.as_ref().map(|_| "tickable")] {
                            @if let Some(together) = &view.together { (tick(together, line.ticket, line.stage)) }
                            (row(&view.frame, line, &view.asked.q))
                        }
                    }
                }
            }
        }
        (pages(view))
        @if let Some(together) = &view.together { (bar(together)) }
    };
    shell(&view.frame, say("Tickets"), &content)
}

fn found(count: Count) -> String {
    if count.goes_on {
        fill(say("{n}+ tickets"), &[("n", &grouped(count.found))])
    } else {
        counted(count.found, "{n} ticket", "{n} tickets")
    }
}

fn groups(view: &View) -> Markup {
    html! {
        nav.segments aria-label=(say("Stage")) {
            @for (group, count) in Group::ALL.into_iter().zip(view.counts) {
                a href=(view.asked.with(|asked| asked.group = group))
                    aria-current=[(group == view.asked.group).then_some("true")] {
                    (group.label()) " " span.count { (grouped(count.found)) @if count.goes_on { "+" } }
                }
            }
        }
    }
}

fn orders(view: &View) -> Markup {
    html! {
        nav.segments aria-label=(say("Order")) {
            @for order in Order::ALL {
                a href=(view.asked.with(|asked| asked.order = order))
                    aria-current=[(order == view.asked.order).then_some("true")] { (order.label()) }
            }
        }
    }
}

fn filters(view: &View) -> Markup {
    let asked = &view.asked;
    html! {
        form.filters method="get" action="/tickets" role="search" {
            input type="hidden" name="group" value=(asked.group.word());
            input type="hidden" name="order" value=(asked.order.word());
            @for (name, value) in asked.narrowing() {
                @if !value.is_empty() { input type="hidden" name=(name) value=(value); }
            }
            div.field.wide {
                label for="q" { (say("Words or number")) }
                input #q type="search" name="q" value=(asked.q) dir="auto" maxlength=(crate::limits::QUERY_MAX_CHARS);
            }
            div.field {
                label for="category" { (say("Category")) }
                select #category name="category" {
                    option value="" { (say("Any")) }
                    @for category in Category::ALL {
                        option value=(category.word()) selected[asked.category == category.word()] { (category_word(*category)) }
                    }
                }
            }
            (filters::site_field(&view.sites, &asked.site))
            (filters::label_field(&view.labels, &asked.label))
            button.button { (say("Show")) }
        }
    }
}

fn chips(view: &View) -> Markup {
    let asked = &view.asked;
    let category = Category::from_word(&asked.category).map(category_word);
    let site = view.sites.iter().find(|(id, _)| *id == asked.site).map(|(_, name)| name.as_str());
    let words = (!asked.q.is_empty()).then_some(asked.q.as_str());
    let priority = Priority::from_word(&asked.priority).map(badges::priority_word);
    let label = (!asked.label.is_empty()).then_some(asked.label.as_str());
    let chips = [
        (view.called.0.as_deref(), asked.with(Asked::anywhere)),
        ((!asked.returned.is_empty()).then(|| say("Came back")), asked.with(|asked| asked.returned.clear())),
        (view.called.1.as_deref(), asked.with(|asked| asked.owner.clear())),
        (
            Some(asked.group).filter(|group| !Group::ALL.contains(group)).map(Group::label),
            asked.with(|asked| asked.group = Group::Open),
        ),
        (Lane::from_word(&asked.lane).map(Lane::title), asked.with(|asked| asked.lane.clear())),
        (priority, asked.with(|asked| asked.priority.clear())),
        (category, asked.with(|asked| asked.category.clear())),
        (label, asked.with(|asked| asked.label.clear())),
        (site, asked.with(|asked| asked.site.clear())),
        (words, asked.with(|asked| asked.q.clear())),
    ];
    filters::chips(&chips)
}

/// One ticket of a list, with what was looked for marked.
pub fn row(frame: &Frame, line: &Line, typed: &str) -> Markup {
    html! {
        a.row href={ "/tickets/" (line.ticket) } {
            (badges::priority(line.priority))
            span.what dir="auto" { (marked(titled(&line.title), typed)) }
            span.end { (frame.wall.age(line.opened_at)) }
            span.sub {
                span.number { (line.ticket) }
                (badges::stage(line.stage))
                @if !line.place.is_empty() { bdi { (line.place) } }
                @match &line.owner {
                    Some(owner) => bdi { (named(owner)) },
                    None if line.stage.is_open() => b { (say("No owner")) },
                    None => {},
                }
                span { (category_word(line.category)) }
                @for label in &line.labels { bdi { (label) } }
                (marks(line))
            }
        }
    }
}

fn marks(line: &Line) -> Markup {
    html! {
        @if line.voices > 0 { span { (counted(line.voices as u64, "{n} more voice", "{n} more voices")) } }
        @if line.photos > 0 { span { (counted(line.photos, "{n} photo", "{n} photos")) } }
        @if line.reopened > 0 { span.bad-text { (weave(say("↻ reopened {n}×"), &[("n", &line.reopened)])) } }
        @if line.is_recurrence { span { (say("↻ happened before")) } }
    }
}

fn nothing(view: &View) -> Markup {
    let unfiltered = Asked { group: view.asked.group, order: view.asked.order, ..Asked::default() };
    html! {
        p.none {
            @if view.asked == unfiltered {
                @match view.asked.group {
                    Group::Open => (say("Nothing is open. A report in a chat becomes a ticket here.")),
                    Group::Unanswered => (say("Somebody answered every P1.")),
                    Group::Unowned | Group::Needs => (say("Every open ticket has an owner.")),
                    Group::Verify => (say("Nothing waits for verification.")),
                    Group::Done => (say("Nothing is done yet.")),
                    Group::All => (weave(
                        say("No ticket yet. {link} to see what was reported in it."),
                        &[("link", &html! { a href="/import" { (say("Import a chat")) } })],
                    )),
                }
            } @else if view.next.is_some() {
                (fill(
                    say("None of the {n} tickets touched last fits. More looks further back."),
                    &[("n", &grouped(LOOKED_THROUGH_MAX.unsigned_abs()))],
                ))
            } @else {
                (weave(
                    say("No ticket fits. {link}."),
                    &[("link", &html! { a href=(unfiltered.href()) { (say("Remove the filters")) } })],
                ))
            }
        }
    }
}

fn pages(view: &View) -> Markup {
    html! {
        @if view.next.is_some() || !view.asked.after.is_empty() {
            nav.pages aria-label=(say("Pages")) {
                @if view.asked.after.is_empty() { span {} } @else { a.button href=(view.asked.with(|_| ())) { (say("From the start")) } }
                @if let Some(next) = &view.next {
                    a.button rel="next" href=(view.asked.with(|asked| asked.after.clone_from(next))) { (say("More")) }
                }
            }
        }
    }
}
