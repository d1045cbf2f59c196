//! Every fixture, by snapshot; the values were checked by eye against the files.

use std::path::PathBuf;

use serde_json::json;

use crate::export::{Export, ExportError, Line};

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/chat-exports").join(name)
}

fn check(name: &str) {
    let export = Export::open(&fixture(&format!("{name}.txt"))).unwrap();
    let finding = export.date_finding().unwrap();
    let order = finding.settle(None, export.path()).unwrap();
    let lines: Vec<Line> = export.lines(order).unwrap().collect::<Result<_, _>>().unwrap();
    let survey = export.survey(order).unwrap();
    insta::assert_json_snapshot!(name, json!({ "finding": finding, "lines": lines, "survey": survey }));
}

#[test]
fn every_fixture_reads_as_its_snapshot_says() {
    for name in [
        "android_en_dmy_ambiguous",
        "android_en_mdy_12h",
        "android_pt_1to1",
        "android_pt_deleted_call_viewonce_edited",
        "ios_de_attach_tilde",
        "ios_en_album_attached_lrm_before_bracket",
        "ios_en_group_2026_crlf_edit_mentions",
        "ios_en_group_mdy_nnbsp",
        "ios_pt_1to1",
        "mixed_pt_android_and_ios_lines",
    ] {
        check(name);
    }
}

#[test]
fn a_file_of_two_date_orders_is_refused_with_both_lines_and_the_remedy() {
    let export = Export::open(&fixture("invalid_mixed_date_order.txt")).unwrap();
    let refused = export.date_order(None).unwrap_err();
    assert!(matches!(refused, ExportError::MixedDateOrder { .. }));
    let text = refused.to_string();
    for part in ["line 1 says 13/08/2026", "line 2 says 08/13/2026", "--date-order dmy, mdy or ymd"] {
        assert!(text.contains(part), "{text}");
    }
}
