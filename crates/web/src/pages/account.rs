//! One's own login: where it is open, its password, its second factor, its language.

use crate::member::Look;
use crate::parts::qr::qr;
use crate::parts::shell::{Frame, shell};
use crate::parts::when::Wall;
use crate::wording::{say, weave};
use domain::time::Instant;
use maud::{Markup, html};

mod change;
mod load;
mod work;

use change::stale;
pub use change::{confirm, drop_factor, end, end_others, factor, language, look, password};
pub use load::{of, show};
pub use work::{Work, work_on};

/// The page.
pub struct View {
    pub frame: Frame,
    /// The role as a word.
    pub role: &'static str,
    pub sessions: Vec<Open>,
    pub has_password: bool,
    pub factor: Factor,
    /// Whether they have just signed in, so that what opens the login may be made.
    pub is_fresh: bool,
    /// The language chosen; empty where the browser says it.
    pub language: String,
    /// Languages to choose from: tag and own name.
    pub languages: Vec<(&'static str, &'static str)>,
    /// What their vendor has to do, for a vendor's contact.
    pub work: Option<Work>,
}

/// One session.
pub struct Open {
    /// Names it without opening it.
    pub digest: String,
    pub device: String,
    pub since: Instant,
    pub until: Instant,
    pub is_this: bool,
}

/// How a second factor stands.
pub enum Factor {
    None,
    /// Offered: the secret and the address that carries it.
    Offered {
        secret: String,
        address: String,
    },
    /// Asked for at each sign-in with the password.
    On {
        since: Instant,
    },
}

/// `GET /account`.
pub fn page(view: &View) -> Markup {
    let content = html! {
        div.head {
            div {
                h1 { (say("Your login")) }
                p.lede { (weave(say("{member}, {role}."), &[("member", &html! { bdi { (view.frame.member) } }), ("role", &view.role)])) }
            }
        }
        @if let Some(work) = &view.work { (work::card(&view.frame, work)) }
        div.cols.even {
            div.stack { (sessions(view)) (language_form(view)) (look_form(view)) }
            div.stack { (password_form(view)) (factor_forms(view)) }
        }
    };
    shell(&view.frame, say("Your login"), &content)
}

fn sessions(view: &View) -> Markup {
    html! {
        section.card aria-labelledby="sessions" {
            h2 #sessions { (say("Signed in")) span.count { (view.sessions.len()) } }
            (listed(&view.frame.wall, &view.sessions, "/account"))
            @if view.sessions.len() > 1 {
                form.pad method="post" action="/account/sessions/end" { button.button { (say("Sign out everywhere else")) } }
            }
        }
    }
}

/// Sessions, each with a way to end it, but the one it is asked from; `of` is the page of whose they are.
pub fn listed(wall: &Wall, sessions: &[Open], of: &str) -> Markup {
    html! {
        ul.list {
            @for open in sessions {
                li {
                    span { bdi { (open.device) } @if open.is_this { " " b { (say("this one")) } } }
                    small {
                        (weave(say("since {since}, until {until}"), &[("since", &wall.at(open.since)), ("until", &wall.at(open.until))]))
                    }
                    @if !open.is_this {
                        form method="post" action={ (of) "/sessions/" (open.digest) "/end" } {
                            button.button { (say("Sign out there")) }
                        }
                    }
                }
            }
        }
    }
}

fn language_form(view: &View) -> Markup {
    html! {
        section.card aria-labelledby="language" {
            h2 #language { (say("Language")) }
            form.pad method="post" action="/account/language" {
                div.field {
                    label for="tongue" { (say("Language")) }
                    select #tongue name="language" {
                        option value="" selected[view.language.is_empty()] { (say("As this browser asks")) }
                        @for (tag, name) in &view.languages {
                            option value=(tag) lang=(tag) selected[view.language == *tag] { (name) }
                        }
                    }
                }
                p.hint { (say("Of the pages, and of the documents you take away. What people wrote stays as they wrote it.")) }
                button.button { (say("Save")) }
            }
        }
    }
}

fn look_form(view: &View) -> Markup {
    html! {
        section.card aria-labelledby="look" {
            h2 #look { (say("Light or dark")) }
            form.pad.actions method="post" action="/account/look" {
                @for (look, word) in Look::ALL.into_iter().zip([say("As the device says"), say("Light"), say("Dark")]) {
                    button.button name="look" value=(look.word().unwrap_or_default())
                        aria-pressed=(if view.frame.look == look { "true" } else { "false" }) { (word) }
                }
            }
        }
    }
}

fn password_form(view: &View) -> Markup {
    html! {
        section.card aria-labelledby="password" {
            h2 #password { (say("Password")) }
            @if !view.has_password && !view.is_fresh { p.pad { (stale()) } } @else { (new_password(view)) }
        }
    }
}

fn new_password(view: &View) -> Markup {
    html! {
        form.pad method="post" action="/account/password" {
            p.hint {
                @if view.has_password { (say("You have one. A new one signs you out everywhere else.")) }
                @else { (say("Without one you sign in by link. Ten characters at least; a sentence is best.")) }
            }
            @if view.has_password {
                div.field {
                    label for="old" { (say("Present password")) }
                    input #old type="password" name="present" autocomplete="current-password" required;
                }
            }
            div.field {
                label for="new" { (say("New password")) }
                input #new type="password" name="password" autocomplete="new-password" required minlength="10" maxlength="200";
            }
            button.button { (say("Save password")) }
        }
    }
}

fn factor_forms(view: &View) -> Markup {
    html! {
        section.card aria-labelledby="factor" {
            h2 #factor { (say("Second factor")) }
            @match &view.factor {
                Factor::None | Factor::Offered { .. } if !view.is_fresh => p.pad { (stale()) },
                Factor::None => form.pad method="post" action="/account/factor" {
                    p.hint { (say("A code from an authenticator app, asked for beside the password.")) }
                    button.button { (say("Set one up")) }
                },
                Factor::Offered { secret, address } => {
                    form.pad method="post" action="/account/factor/confirmation" {
                        @if let Some(code) = qr(address) { (code) }
                        p {
                            (weave(
                                say("Scan the code with your authenticator app, type this secret into it, or open it with {link}."),
                                &[("link", &html! { a href=(address) { (say("the app on this device")) } })],
                            ))
                        }
                        p { code.secret { (secret) } }
                        div.field {
                            label for="code" { (say("The code it shows now")) }
                            input #code name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="8";
                        }
                        button.button.main { (say("Switch it on")) }
                    }
                    form.pad method="post" action="/account/factor" {
                        button.button name="anew" value="yes" { (say("Another secret")) }
                    }
                }
                Factor::On { since } => form.pad method="post" action="/account/factor/end" {
                    p { (weave(say("On since {time}."), &[("time", &view.frame.wall.at(*since))])) }
                    div.field {
                        label for="code" { (say("A code, to switch it off")) }
                        input #code name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="8";
                    }
                    button.button { (say("Switch it off")) }
                },
            }
        }
    }
}
