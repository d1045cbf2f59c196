//! Which addresses pages may have.

use super::*;

#[test]
fn only_a_web_address_is_an_address_of_pages() {
    let table = [
        ("https://ops.example.com", Some("https://ops.example.com")),
        (" https://ops.example.com/ ", Some("https://ops.example.com")),
        ("http://127.0.0.1:8080", Some("http://127.0.0.1:8080")),
        ("ops.example.com", None),
        ("https://", None),
        ("ftp://ops.example.com", None),
        ("https://ops.example.com/laksana", None),
        ("https://ops.example.com/?a=b", None),
        ("https://user:word@ops.example.com", None),
        ("javascript:alert(1)", None),
        ("", None),
    ];
    for (said, meant) in table {
        assert_eq!(address_of_pages(said).ok().as_deref(), meant, "{said}");
    }
}
