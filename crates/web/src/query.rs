//! Addresses: queries and the pages of things whose ids people chose, percent-encoded.

use domain::time::Day;

/// The address of `path` with those pairs that have a value.
pub fn href(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut out = path.to_owned();
    for (key, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        out.push(if out.len() == path.len() { '?' } else { '&' });
        out.push_str(key);
        out.push('=');
        encode(value, &mut out);
    }
    out
}

/// The address of one day of a task; the task's id may hold anything.
pub fn day_of(task: &str, day: Day) -> String {
    let mut out = "/tasks/".to_owned();
    encode(task, &mut out);
    out.push_str(&format!("/{day}"));
    out
}

/// A value as one part of an address.
pub fn escaped(value: &str) -> String {
    let mut out = String::new();
    encode(value, &mut out);
    out
}

/// Percent-encodes a value.
pub fn encode(value: &str, out: &mut String) {
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tasks_id_stays_one_part_of_its_address() {
        assert_eq!(day_of("lobby/a 1", "2026-11-20".parse().unwrap()), "/tasks/lobby%2Fa%201/2026-11-20");
    }

    #[test]
    fn an_address_carries_only_what_is_asked_and_encodes_it() {
        assert_eq!(
            href("/tickets", &[("group", "open"), ("q", "air & bocor"), ("site", "")]),
            "/tickets?group=open&q=air%20%26%20bocor"
        );
        assert_eq!(href("/tickets", &[("q", "")]), "/tickets");
    }
}
