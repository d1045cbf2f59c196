//! One's own login: where it is open, its password, its second factor, the language of documents.

use crate::parts::shell::{Frame, shell};
use domain::time::Instant;
use maud::{Markup, html};

mod change;
mod load;

pub use change::{confirm, drop_factor, end, end_others, factor, language, password};
pub use load::show;

/// The page.
pub struct View {
    pub frame: Frame,
    /// The role as a word.
    pub role: &'static str,
    pub sessions: Vec<Open>,
    pub has_password: bool,
    pub factor: Factor,
    /// The language chosen; empty for English.
    pub language: String,
    /// Languages to choose from: tag and own name.
    pub languages: Vec<(&'static str, &'static str)>,
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
                h1 { "Your login" }
                p.lede { bdi { (view.frame.member) } ", " (view.role) "." }
            }
        }
        div.cols.even {
            div.stack { (sessions(view)) (language_form(view)) }
            div.stack { (password_form(view)) (factor_forms(view)) }
        }
    };
    shell(&view.frame, "Your login", &content)
}

fn sessions(view: &View) -> Markup {
    let wall = &view.frame.wall;
    html! {
        section.card aria-labelledby="sessions" {
            h2 #sessions { "Signed in" span.count { (view.sessions.len()) } }
            ul.list {
                @for open in &view.sessions {
                    li {
                        span { bdi { (open.device) } @if open.is_this { " " b { "this one" } } }
                        small { "since " (wall.at(open.since)) ", until " (wall.at(open.until)) }
                        @if !open.is_this {
                            form method="post" action={ "/account/sessions/" (open.digest) "/end" } {
                                button.button { "Sign out there" }
                            }
                        }
                    }
                }
            }
            @if view.sessions.len() > 1 {
                form.pad method="post" action="/account/sessions/end" { button.button { "Sign out everywhere else" } }
            }
        }
    }
}

fn language_form(view: &View) -> Markup {
    html! {
        section.card aria-labelledby="language" {
            h2 #language { "Language of documents" }
            form.pad method="post" action="/account/language" {
                div.field {
                    label for="tongue" { "Language" }
                    select #tongue name="language" {
                        option value="" selected[view.language.is_empty()] { "English" }
                        @for (tag, name) in view.languages.iter().filter(|(tag, _)| *tag != "en") {
                            option value=(tag) lang=(tag) selected[view.language == *tag] { (name) }
                        }
                    }
                }
                p.hint { "Reports and tickets as PDF. The pages themselves are in English so far." }
                button.button { "Save" }
            }
        }
    }
}

fn password_form(view: &View) -> Markup {
    html! {
        section.card aria-labelledby="password" {
            h2 #password { "Password" }
            form.pad method="post" action="/account/password" {
                p.hint {
                    @if view.has_password { "You have one. A new one signs you out everywhere else." }
                    @else { "Without one you sign in by link. Ten characters at least; a sentence is best." }
                }
                @if view.has_password {
                    div.field {
                        label for="old" { "Present password" }
                        input #old type="password" name="present" autocomplete="current-password" required;
                    }
                }
                div.field {
                    label for="new" { "New password" }
                    input #new type="password" name="password" autocomplete="new-password" required minlength="10" maxlength="200";
                }
                button.button { "Save password" }
            }
        }
    }
}

fn factor_forms(view: &View) -> Markup {
    html! {
        section.card aria-labelledby="factor" {
            h2 #factor { "Second factor" }
            @match &view.factor {
                Factor::None => form.pad method="post" action="/account/factor" {
                    p.hint { "A code from an authenticator app, asked for beside the password." }
                    button.button { "Set one up" }
                },
                Factor::Offered { secret, address } => {
                    form.pad method="post" action="/account/factor/confirmation" {
                        p { "Add this secret to your authenticator app, or open it with " a href=(address) { "the app on this device" } "." }
                        p { code.secret { (secret) } }
                        div.field {
                            label for="code" { "The code it shows now" }
                            input #code name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="8";
                        }
                        button.button.main { "Switch it on" }
                    }
                }
                Factor::On { since } => form.pad method="post" action="/account/factor/end" {
                    p { "On since " (view.frame.wall.at(*since)) "." }
                    div.field {
                        label for="code" { "A code, to switch it off" }
                        input #code name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="8";
                    }
                    button.button { "Switch it off" }
                },
            }
        }
    }
}
