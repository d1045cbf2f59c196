//! One person: what they carry, how they are reached, what they are, and who turned out to be them.

use super::{Line, path};
use crate::limits::QUERY_MAX_CHARS;
use crate::pages::people::load::NAME_MAX_CHARS;
use crate::parts::badges::{grouped, role_word};
use crate::parts::bubble::named;
use crate::parts::shell::{Frame, shell};
use crate::parts::shown::Shown;
use crate::query::href;
use crate::wording::{fill, say};
use domain::barred::Bar;
use domain::directory::Role;
use domain::member::MemberRole;
use maud::{Markup, html};

/// The page.
pub struct View {
    pub frame: Frame,
    pub person: Line,
    /// What the form that describes them says: the vendor's and the site's id.
    pub vendor: String,
    pub site: String,
    /// The name and the role that were sent while somebody else described them.
    pub typed: Option<(String, Role)>,
    pub shown: Shown,
    pub vendors: Vec<(String, String)>,
    pub sites: Vec<(String, String)>,
    pub carried: Carried,
    pub addresses: Vec<Address>,
    /// Why they are not written to by WhatsApp.
    pub bar: Option<Bar>,
    /// Those who turned out to be them.
    pub others: Vec<Other>,
    /// What was looked for, to say that somebody is them, and who was found.
    pub same: String,
    pub candidates: Vec<Line>,
    /// Who was just said to be them: their id, name, and the entry of the journal that says so.
    pub merged: Option<(Other, i64)>,
}

/// What somebody carries.
pub struct Carried {
    /// Open tickets they own.
    pub owned: u64,
    /// Whether they may own more than were counted.
    pub owned_goes_on: bool,
    /// What they said since the first of the month, and where it is listed; none for those who see no messages.
    pub said: Option<(Said, String)>,
    /// The tickets they reported; none for those who see no messages.
    pub reported: Option<String>,
    /// What they did and was done to them; none for those who do not see the audit.
    pub audit: Option<String>,
    /// The tasks that are theirs.
    pub tasks: Vec<String>,
}

/// How many messages; of very many it is known only that there are so many at least.
pub struct Said {
    pub count: u64,
    pub goes_on: bool,
}

/// An address: what it is, and the address itself for those who may read it.
pub struct Address {
    pub kind: &'static str,
    pub shown: String,
    /// As the journal spells it; empty for those who may not take it from them.
    pub handle: String,
}

/// Somebody who turned out to be this person.
#[derive(Clone)]
pub struct Other {
    pub id: String,
    pub name: String,
}

impl View {
    fn may_write(&self) -> bool {
        self.frame.role.covers(MemberRole::Manager) && self.frame.is_whole
    }

    fn to(&self, part: &str) -> String {
        format!("{}/{part}", path(&self.person.id))
    }
}

/// `GET /people/{person}`.
pub fn page(view: &View) -> Markup {
    let person = &view.person;
    let role = if person.role == Role::Unknown { say("Nobody has said who they are") } else { role_word(person.role) };
    let words = std::iter::once(role).chain(person.of.iter().map(String::as_str));
    let content = html! {
        @if let Some((other, entry)) = &view.merged { (toast(view, other, *entry)) }
        div.head {
            div {
                p.eyebrow { a href="/people" { (say("People")) } }
                h1 dir="auto" { (named(&person.name)) }
                p.lede { @for (at, word) in words.enumerate() { @if at > 0 { " · " } bdi { (word) } } }
            }
        }
        div.cols {
            div.stack {
                (carried(view))
                (addresses(view))
                @if !view.others.is_empty() { (others(view)) }
                @if view.may_write() { (everything(view)) }
            }
            @if view.may_write() { div.stack { (description(view)) (same(view)) } }
        }
    };
    shell(&view.frame, named(&person.name), &content)
}

fn toast(view: &View, other: &Other, entry: i64) -> Markup {
    html! {
        form.toast #toast method="post" action=(view.to("splits")) data-brief data-keep role="status" {
            input type="hidden" name="other" value=(other.id);
            input type="hidden" name="entry" value=(entry);
            input type="hidden" name="one" value="yes";
            span { (fill(say("{name} is the same person from now on."), &[("name", named(&other.name))])) }
            button.button data-key="z" { (say("Undo")) }
        }
    }
}

fn carried(view: &View) -> Markup {
    let carried = &view.carried;
    let owned = href("/tickets", &[("group", "open"), ("owner", &format!("person:{}", view.person.id))]);
    html! {
        section.card aria-labelledby="carried" {
            h2 #carried { (say("What they carry")) }
            div.pad { div.tiles {
                a.tile href=(owned) { b { (grouped(carried.owned)) @if carried.owned_goes_on { "+" } } span { (say("Open tickets they own")) } }
                @if let Some((said, path)) = &carried.said {
                    a.tile href=(path) {
                        b { (grouped(said.count)) @if said.goes_on { "+" } }
                        span { (say("Messages this month")) }
                    }
                }
            } }
            @if !carried.tasks.is_empty() {
                h3.pad { (say("Tasks")) " " span.count { (carried.tasks.len()) } }
                ul.list { @for task in &carried.tasks { li { span dir="auto" { (task) } } } }
            }
            @if carried.reported.is_some() || carried.audit.is_some() {
                div.pad { div.actions {
                    @if let Some(reported) = &carried.reported { a.button href=(reported) { (say("Tickets they reported")) } }
                    @if let Some(audit) = &carried.audit { a.button href=(audit) { (say("What they did")) } }
                } }
            }
        }
    }
}

fn addresses(view: &View) -> Markup {
    html! {
        section.card aria-labelledby="addresses" {
            h2 #addresses { (say("How they are reached")) }
            @if let Some(bar) = view.bar { p.pad.missed { (say(bar.sentence())) } }
            @if view.addresses.is_empty() { p.none { (say("No address is known.")) } }
            ul.list {
                @for address in &view.addresses {
                    li { span { (address.kind) } @if !address.shown.is_empty() { small { bdi dir="ltr" { (address.shown) } } } }
                }
            }
        }
    }
}

/// All that is kept of them, to be given to whoever asks for their own.
fn everything(view: &View) -> Markup {
    html! {
        section.card aria-labelledby="kept" {
            h2 #kept { (say("Everything kept of them")) }
            div.pad {
                p.hint { (say("What they said and did with its files, what was said to them, what followed from it, who opened what they sent, links, reports, sign-ins: as a file they can be given, which anybody can check. No words of others are in it.")) }
                div.actions { a.button href=(view.to("pack")) download { (say("Download everything")) } }
            }
        }
    }
}

/// Those who turned out to be them, each with a way to part them again.
fn others(view: &View) -> Markup {
    html! {
        section.card aria-labelledby="others" {
            h2 #others { (say("Also this person")) span.count { (view.others.len()) } }
            @for other in &view.others {
                @if view.may_write() {
                    details.fold {
                        summary { bdi { (named(&other.name)) } }
                        form.pad method="post" action=(view.to("splits")) {
                            input type="hidden" name="other" value=(other.id);
                            input type="hidden" name="one" value="yes";
                            p.hint { (fill(say("{name} becomes a person of their own again, with the addresses ticked here. What each said and did stays theirs."), &[("name", named(&other.name))])) }
                            fieldset {
                                legend { (say("Their addresses")) }
                                @for address in &view.addresses {
                                    label.radio {
                                        input type="checkbox" name="handle" value=(address.handle);
                                        span { (address.kind) " " bdi dir="ltr" { (address.shown) } }
                                    }
                                }
                            }
                            button.button { (say("Part them")) }
                        }
                    }
                } @else { p.pad { bdi { (named(&other.name)) } } }
            }
        }
    }
}

fn description(view: &View) -> Markup {
    let (name, is) = match &view.typed {
        Some((name, role)) => (name, *role),
        None => (&view.person.name, view.person.role),
    };
    html! {
        section.card aria-labelledby="what" {
            h2 #what { (say("Who they are")) }
            form.pad method="post" action=(view.to("description")) {
                (view.shown.field())
                div.field {
                    label for="name" { (say("Name")) }
                    input #name name="name" value=(name) required maxlength=(NAME_MAX_CHARS) dir="auto" autocomplete="off";
                }
                div.field {
                    label for="role" { (say("Role")) }
                    select #role name="role" {
                        @for role in Role::ALL { option value=(role.word()) selected[is == *role] { (role_word(*role)) } }
                    }
                }
                (choice("site", say("Site"), &view.sites, &view.site))
                (choice("vendor", say("Vendor"), &view.vendors, &view.vendor))
                div.actions { button.button.main { (say("Save")) } }
            }
        }
    }
}

fn choice(field: &str, words: &str, choices: &[(String, String)], chosen: &str) -> Markup {
    html! {
        @if !choices.is_empty() {
            div.field {
                label for=(field) { (words) }
                select id=(field) name=(field) {
                    option value="" { (say("None")) }
                    @for (id, name) in choices { option value=(id) selected[id == chosen] { (name) } }
                }
            }
        }
    }
}

/// Looks for somebody who is them, and says that they are.
fn same(view: &View) -> Markup {
    html! {
        section.card aria-labelledby="same" {
            h2 #same { (say("Known twice?")) }
            form.pad method="get" action=(path(&view.person.id)) role="search" {
                div.pair {
                    div.field {
                        label for="same-words" { (say("A name or a number")) }
                        input #same-words type="search" name="same" value=(view.same) dir="auto" required maxlength=(QUERY_MAX_CHARS);
                    }
                    button.button { (say("Look")) }
                }
            }
            @if !view.candidates.is_empty() {
                form.pad method="post" action=(view.to("mergers")) {
                    fieldset {
                        legend { (fill(say("Who is {name} as well?"), &[("name", named(&view.person.name))])) }
                        @for candidate in &view.candidates {
                            label.radio {
                                input type="radio" name="other" value=(candidate.id) required;
                                span {
                                    bdi { b { (named(&candidate.name)) } }
                                    " " small { (role_word(candidate.role)) @for of in &candidate.of { " · " bdi { (of) } } }
                                }
                            }
                        }
                    }
                    p.hint { (say("Their addresses become this person’s, and what they said and did counts as this person’s. It can be undone.")) }
                    div.actions { button.button { (say("They are one person")) } }
                }
            } @else if !view.same.is_empty() { p.none { (say("Nobody else is called so.")) } }
        }
    }
}
