//! Signatures, against vectors.

use super::folder;
use crate::cloud_api::{Secret, Unsigned, verify};
use serde_json::Value;

#[test]
fn the_bytes_are_signed_and_not_what_they_mean() {
    let vectors = std::fs::read_to_string(folder().join("signature-vectors.json")).unwrap();
    let vectors: Value = serde_json::from_str(&vectors).unwrap();
    let secret = Secret::new(vectors["app_secret"].as_str().unwrap()).unwrap();
    let pairs: Vec<(&str, &str)> = vectors["vectors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|vector| (vector["raw"].as_str().unwrap(), vector["x_hub_signature_256"].as_str().unwrap()))
        .collect();
    assert_eq!(pairs.len(), 2);
    for (at, (raw, signature)) in pairs.iter().enumerate() {
        assert_eq!(verify(&secret, raw.as_bytes(), signature), Ok(()));
        assert_eq!(verify(&secret, raw.as_bytes(), &signature.to_uppercase().replace("SHA256", "sha256")), Ok(()));
        assert_eq!(
            verify(&secret, pairs[1 - at].0.as_bytes(), signature),
            Err(Unsigned),
            "the same value, other bytes"
        );
        assert_eq!(verify(&Secret::new("another").unwrap(), raw.as_bytes(), signature), Err(Unsigned));
    }
}

#[test]
fn a_misspelt_signature_fits_nothing() {
    let secret = Secret::new("app-secret-123").unwrap();
    let hex = "0".repeat(64);
    for header in ["", "sha256=", "sha1=00", &hex, &format!("sha256={hex}0"), &format!("sha256={}", "é".repeat(32))] {
        assert_eq!(verify(&secret, b"{}", header), Err(Unsigned), "{header}");
    }
}

#[test]
fn a_secret_is_never_shown_and_never_empty() {
    assert!(Secret::new(" \n").is_none());
    let secret = Secret::new("app-secret-123\n").unwrap();
    assert_eq!(format!("{secret:?}"), "Secret(..)");
    assert!(secret.is("app-secret-123") && !secret.is("app-secret-12") && !secret.is(""));
}
