//! Members: who has a login, what they may do and see, and links that let them in.

use crate::form::name_field;
use crate::pages::account::{self, Open};
use crate::parts::shell::{Frame, shell};
use crate::parts::shown::Shown;
use crate::query::escaped;
use crate::wording::{counted, fill, plural, say};
use domain::member::{Member, MemberRole};
use maud::{Markup, html};

mod change;
mod load;

pub use change::{ANEW, add, change, end, link, shut};
pub use load::{one, show};

/// The languages that pages, documents and messages are written in: tag and own name.
pub const LANGUAGES: [(&str, &str); 9] = [
    ("en", "English"),
    ("ms", "Bahasa Melayu"),
    ("id", "Bahasa Indonesia"),
    ("zh", "中文"),
    ("ta", "தமிழ்"),
    ("es", "Español"),
    ("pt", "Português"),
    ("ar", "العربية"),
    ("hi", "हिन्दी"),
];

/// A role as people say it.
pub fn role_word(role: MemberRole) -> &'static str {
    say(match role {
        MemberRole::Owner => "owner",
        MemberRole::Manager => "manager",
        MemberRole::Supervisor => "supervisor",
        MemberRole::Viewer => "viewer",
        MemberRole::Contact => "vendor's contact",
    })
}

/// What a role may do.
fn role_reach(role: MemberRole) -> &'static str {
    say(match role {
        MemberRole::Owner => "Everything, members and settings included",
        MemberRole::Manager => "Runs the work, imports chats, writes the directory",
        MemberRole::Supervisor => "Runs the work",
        MemberRole::Viewer => "Looks, changes nothing",
        MemberRole::Contact => "Works the tickets of one vendor",
    })
}

/// The list.
pub struct ListView {
    pub frame: Frame,
    pub members: Vec<Line>,
    pub choices: Choices,
}

/// One member in the list.
pub struct Line {
    pub member: Member,
    /// Sites by name; empty for all.
    pub sites: Vec<String>,
    pub vendor: String,
}

/// What the forms offer: ids and names.
pub struct Choices {
    pub sites: Vec<(String, String)>,
    pub vendors: Vec<(String, String)>,
}

/// One member's page.
pub struct View {
    pub frame: Frame,
    pub member: Member,
    /// What was sent while somebody else changed them.
    pub typed: Option<Member>,
    /// Where it is open.
    pub sessions: Vec<Open>,
    pub choices: Choices,
    /// A link that was just made; shown once.
    pub link: Option<String>,
    /// Names the form that makes one, so that it makes one.
    pub form: String,
}

/// `GET /members`.
pub fn list(view: &ListView) -> Markup {
    let content = html! {
        div.head {
            div { h1 { (say("Members")) } p.lede {
                (counted(
                    view.members.len() as u64,
                    "{n} login. People who only chat need none.",
                    "{n} logins. People who only chat need none.",
                ))
            } }
        }
        div.cols {
            section.card aria-labelledby="members" {
                h2 #members { (say("Who has a login")) }
                ul.list {
                    @for line in &view.members {
                        li {
                            a href={ "/members/" (escaped(&line.member.name)) } { bdi { (line.member.name) } }
                            small {
                                @if line.member.ended { (say("ended")) } @else { (role_word(line.member.role)) }
                                @if !line.vendor.is_empty() { " · " bdi { (line.vendor) } }
                                " · "
                                @if line.sites.is_empty() { (say("every site")) } @else { bdi { (line.sites.join(say(", "))) } }
                            }
                        }
                    }
                }
            }
            section.card aria-labelledby="add" {
                h2 #add { (say("Add a member")) }
                form.pad method="post" action="/members" {
                    div.field {
                        label for="name" { (say("Name of the login")) }
                        input #name name="name" required maxlength="60" autocomplete="off";
                        p.hint { (say("It stays in the record of who did what, for ever.")) }
                    }
                    (fields(&Member::new("", MemberRole::Supervisor), &view.choices))
                    button.button.main { (say("Add")) }
                }
            }
        }
    };
    shell(&view.frame, say("Members"), &content)
}

/// `GET /members/{member}`.
pub fn page(view: &View) -> Markup {
    let member = &view.member;
    let here = format!("/members/{}", escaped(&member.name));
    let content = html! {
        div.head {
            div {
                p.eyebrow { a href="/members" { (say("Members")) } }
                h1 { bdi { (member.name) } }
                p.lede {
                    @if member.ended { (say("This login was ended and opens nothing.")) }
                    @else { a href="#open" { (fill(
                        plural(view.sessions.len() as u64, "{role}, {n} session open.", "{role}, {n} sessions open."),
                        &[("role", role_word(member.role)), ("n", &view.sessions.len().to_string())],
                    )) } }
                }
            }
        }
        div.cols {
            section.card aria-labelledby="may" {
                h2 #may { (say("What they may do and see")) }
                form.pad method="post" action=(here) {
                    @let form = view.typed.as_ref().unwrap_or(member);
                    (shown(member).field())
                    (fields(form, &view.choices))
                    label.radio { input type="checkbox" name="ended" value="yes" checked[form.ended]; (say("The login is ended")) }
                    button.button.main { (say("Save")) }
                }
            }
            div.stack {
                section.card aria-labelledby="in" {
                    h2 #in { (say("Let them in")) }
                    @match &view.link {
                        Some(link) => div.pad {
                            p { (say("Send this link to them alone. It works once, for 24 hours, and is not shown again.")) }
                            p { code.secret { (link) } }
                        },
                        None => form.pad method="post" action={ (here) "/link" } {
                            (name_field(&view.form))
                            p.hint { (say("A link that signs them in once, on the device they open it with.")) }
                            button.button disabled[member.ended] { (say("Make a link")) }
                        },
                    }
                }
                section.card aria-labelledby="open" {
                    h2 #open { (say("Signed in")) span.count { (view.sessions.len()) } }
                    @if view.sessions.is_empty() { p.none { (say("Nowhere.")) } }
                    (account::listed(&view.frame.wall, &view.sessions, &here))
                }
                section.card aria-labelledby="out" {
                    h2 #out { (say("Shut them out")) }
                    form.pad method="post" action={ (here) "/sessions/end" } {
                        p.hint { (say("Ends every session, every unused link, the password and the second factor. A new link lets them in again.")) }
                        button.button.bad { (say("Sign them out everywhere")) }
                    }
                }
            }
        }
    };
    shell(&view.frame, &member.name, &content)
}

/// What the form of a login shows.
pub fn shown(member: &Member) -> Shown {
    let sites = member.sites.iter().map(|site| site.as_str());
    let vendor = member.vendor.as_ref().map_or("", |vendor| vendor.as_str());
    let ended = if member.ended { "ended" } else { "" };
    Shown::of([member.role.word(), vendor, ended].into_iter().chain(sites))
}

fn fields(member: &Member, choices: &Choices) -> Markup {
    html! {
        fieldset {
            legend { (say("Role")) }
            @for role in MemberRole::ALL {
                label.radio {
                    input type="radio" name="role" value=(role.word()) required checked[member.role == *role];
                    span { b { (role_word(*role)) } " " small { (role_reach(*role)) } }
                }
            }
        }
        @if !choices.vendors.is_empty() {
            div.field {
                label for="vendor" { (say("Vendor, for a contact")) }
                select #vendor name="vendor" {
                    option value="" { (say("None")) }
                    @for (id, name) in &choices.vendors {
                        option value=(id) selected[member.vendor.as_ref().is_some_and(|vendor| vendor.as_str() == id)] { (name) }
                    }
                }
            }
        }
        @if !choices.sites.is_empty() {
            fieldset {
                legend { (say("Sites they see; every site when none is ticked")) }
                @for (id, name) in &choices.sites {
                    label.radio {
                        input type="checkbox" name="site" value=(id) checked[member.sites.iter().any(|site| site.as_str() == id)];
                        bdi { (name) }
                    }
                }
            }
        }
    }
}
