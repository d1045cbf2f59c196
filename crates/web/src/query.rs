//! Addresses with a query, percent-encoded.

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

fn encode(value: &str, out: &mut String) {
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
    fn an_address_carries_only_what_is_asked_and_encodes_it() {
        assert_eq!(
            href("/tickets", &[("group", "open"), ("q", "air & bocor"), ("site", "")]),
            "/tickets?group=open&q=air%20%26%20bocor"
        );
        assert_eq!(href("/tickets", &[("q", "")]), "/tickets");
    }
}
