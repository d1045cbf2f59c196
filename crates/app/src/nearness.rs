//! Which servers may be spoken to without TLS: those that no stranger stands before. Knows the addresses of a machine and of
//! a house's own network.

use reqwest::Url;
use std::net::IpAddr;

/// Ends of names that are of one network only.
const OWN_ENDS: [&str; 5] = [".localhost", ".local", ".internal", ".lan", ".home.arpa"];

/// Whether an address is of this machine or of the network it stands in.
pub fn is_near(address: &Url) -> bool {
    let Some(host) = address.host_str() else { return false };
    match host.trim_matches(['[', ']']).parse() {
        Ok(IpAddr::V4(ip)) => ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified(),
        Ok(IpAddr::V6(ip)) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
        // A name of one word, such as `simulator`, is known to a network's own names alone.
        Err(_) => !host.contains('.') || OWN_ENDS.iter().any(|end| host.ends_with(end)),
    }
}

/// Refuses a web address by which secrets and messages would pass strangers in the clear.
///
/// # Errors
/// That it does, and how to write it instead.
pub fn sealed(address: &Url) -> anyhow::Result<()> {
    anyhow::ensure!(
        address.scheme() == "https" || is_near(address),
        "“{}” would pass secrets and messages to a server outside in the clear; write it with https://",
        address.host_str().unwrap_or_default()
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_near_is_spoken_to_in_the_clear() {
        let near =
            ["127.0.0.1:11434", "localhost", "[::1]:80", "10.0.0.7", "192.168.1.4", "simulator:8000", "nas.local"];
        let far = [
            "8.8.8.8",
            "graph.facebook.com",
            "[2001:db8::1]",
            "172.32.0.1",
            "local.example.com",
            "127.0.0.1.example.com",
        ];
        for (hosts, is_taken) in [(&near[..], true), (&far[..], false)] {
            for host in hosts {
                let clear = Url::parse(&format!("http://{host}/v1")).unwrap();
                assert_eq!(sealed(&clear).is_ok(), is_taken, "{host}");
                assert!(sealed(&Url::parse(&format!("https://{host}/v1")).unwrap()).is_ok(), "{host}");
            }
        }
    }
}
