//! The address of our webhook, and whether another one is the same spelt otherwise.

use reqwest::Url;

/// Where Meta is to post to: our webhook under the public address. Whatever leads to the same machine, port and path is the
/// same, however it is spelt and whatever is asked behind it.
#[derive(Clone, Debug)]
pub struct Address(String);

impl Address {
    /// The webhook's address under a public one.
    pub fn under(public: &str) -> Self {
        Self(format!("{}{}", public.trim_end_matches('/'), super::PATH))
    }

    /// Whether Meta could post to it: it posts to HTTPS alone, so whoever has set no such address does not know their own.
    pub fn is_known(&self) -> bool {
        parts(&self.0).is_some_and(|(scheme, ..)| scheme == "https")
    }

    /// Whether another address is this one.
    pub fn is(&self, other: &str) -> bool {
        self.0 == other || parts(&self.0).is_some_and(|ours| parts(other) == Some(ours))
    }
}

/// What tells one address from another: scheme, host in small letters, port, and path.
fn parts(address: &str) -> Option<(String, String, Option<u16>, String)> {
    let url = Url::parse(address.trim()).ok()?;
    let path = url.path().trim_end_matches('/').to_owned();
    Some((url.scheme().to_owned(), url.host_str()?.to_owned(), url.port_or_known_default(), path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_same_however_it_is_spelt() {
        let ours = Address::under("https://Ops.example.com/");
        let same = [
            "https://ops.example.com/hooks/cloud-api",
            "https://ops.example.com/hooks/cloud-api/",
            "https://ops.example.com:443/hooks/cloud-api",
            "HTTPS://OPS.EXAMPLE.COM/hooks/cloud-api",
            "https://ops.example.com/hooks/cloud-api?source=meta",
        ];
        assert!(same.iter().all(|other| ours.is(other)), "{ours:?}");
        let others = [
            "https://thief.example/hooks/cloud-api",
            "https://ops.example.com/hooks/other",
            "https://ops.example.com:8443/hooks/cloud-api",
            "http://ops.example.com/hooks/cloud-api",
            "no address",
        ];
        assert!(!others.iter().any(|other| ours.is(other)), "{ours:?}");
        assert!(ours.is_known() && !Address::under("http://127.0.0.1:8080").is_known());
    }
}
