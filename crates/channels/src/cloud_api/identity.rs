//! Who somebody is to WhatsApp: any of several ids, none of which is always there, and each of which may stand in the
//! place of another.

use super::lenient::text;
use domain::message::Handle;
use serde_json::Value;

/// The ids under which WhatsApp knows one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// Digits of their number, as received: numbers of Brazil, Mexico and Argentina are never rewritten.
    pub phone: Option<String>,
    /// Their id for this business (`US.134…`).
    pub bsuid: Option<String>,
    /// Their id for a family of businesses (`US.ENT.118…`).
    pub parent: Option<String>,
    /// Their hidden id in groups.
    pub lid: Option<String>,
    /// An id of no known shape.
    pub other: Option<String>,
    /// The name they chose; it may pass to somebody else.
    pub username: Option<String>,
    /// What they call themselves.
    pub name: Option<String>,
}

impl Identity {
    /// Reads the ids that stand under these keys of an object, whatever stands under which.
    pub(crate) fn of(value: &Value, keys: &[&str]) -> Self {
        let mut identity = Self::default();
        for id in keys.iter().filter_map(|key| text(value, key)) {
            identity.learn(&id);
        }
        identity
    }

    /// Adds what a list of contacts tells of the same person: the one with an id in common, or the only one, when
    /// nothing else says who it is.
    pub(super) fn with_contact(mut self, contacts: &[Value]) -> Self {
        let read = |contact| Self::of(contact, &["wa_id", "user_id", "parent_user_id"]);
        let same = contacts.iter().find(|contact| read(contact).is(&self));
        let only = match contacts {
            [only] if self.handles().is_empty() => Some(only),
            _ => None,
        };
        let Some(contact) = same.or(only) else { return self };
        let told = read(contact);
        let profile = contact.get("profile").unwrap_or(&Value::Null);
        self.phone = self.phone.or(told.phone);
        self.bsuid = self.bsuid.or(told.bsuid);
        self.parent = self.parent.or(told.parent);
        self.lid = self.lid.or(told.lid);
        self.other = self.other.or(told.other);
        self.username = self.username.or_else(|| text(profile, "username"));
        self.name = self.name.or_else(|| text(profile, "name"));
        self
    }

    fn is(&self, other: &Self) -> bool {
        let same = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
        same(&self.phone, &other.phone)
            || same(&self.bsuid, &other.bsuid)
            || same(&self.lid, &other.lid)
            || same(&self.other, &other.other)
    }

    /// Adds one id, whatever it is.
    pub(crate) fn learn(&mut self, id: &str) {
        let id = id.trim();
        let (bare, domain) = id.split_once('@').unwrap_or((id, ""));
        let digits: String = bare.chars().filter(char::is_ascii_digit).collect();
        let is_number = !digits.is_empty() && bare.chars().all(|at| at.is_ascii_digit() || " +-()".contains(at));
        let slot = match () {
            () if id.is_empty() => return,
            () if domain == "lid" => &mut self.lid,
            () if is_number => {
                self.phone.get_or_insert(digits);
                return;
            }
            () if is_bsuid(id) && id.contains(".ENT.") => &mut self.parent,
            () if is_bsuid(id) => &mut self.bsuid,
            () => &mut self.other,
        };
        slot.get_or_insert_with(|| bare.to_owned());
    }

    /// The addresses that lead to this person, the one a directory most likely knows first. A username may pass to
    /// somebody else, so that it counts only where there is nothing better.
    pub fn handles(&self) -> Vec<Handle> {
        let phone = self.phone.as_deref().map(Handle::phone);
        let id = |kind, id: &Option<String>| id.as_deref().map(|id| Handle::id(kind, id));
        let ids = [id("bsuid", &self.bsuid), id("bsuid", &self.parent), id("lid", &self.lid), id("id", &self.other)];
        let mut handles: Vec<Handle> = phone.into_iter().chain(ids.into_iter().flatten()).collect();
        if handles.is_empty() {
            handles.extend(id("username", &self.username));
        }
        handles
    }

    /// The id that names a chat with them: the one that every new payload carries, where there is one.
    pub fn anchor(&self) -> Option<String> {
        let known = [&self.bsuid, &self.phone, &self.lid, &self.parent, &self.other, &self.username];
        known.into_iter().find_map(Clone::clone)
    }

    /// What to call them.
    pub fn shown(&self) -> String {
        let number = || self.phone.as_ref().map(|phone| format!("+{phone}"));
        let name = self.name.clone().or_else(|| self.username.clone()).or_else(number);
        name.or_else(|| self.anchor()).unwrap_or_default()
    }
}

/// A country's two letters, a dot, and letters, digits and dots.
fn is_bsuid(id: &str) -> bool {
    let (country, rest) = id.split_once('.').unwrap_or_default();
    country.len() == 2
        && country.bytes().all(|byte| byte.is_ascii_uppercase())
        && !rest.is_empty()
        && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
}
