//! Every event ever written must be read for ever: one file for each shape, which never changes.

use domain::event::Event;
use std::collections::BTreeSet;

/// Every shape there is; a new one needs a line here and a file beside the others.
const SHAPES: &[&str] = &[
    "site_defined",
    "place_defined",
    "vendor_defined",
    "person_defined",
    "task_defined",
    "calendar_defined",
    "agreement_defined",
    "member_defined",
    "ladder_defined",
    "duty_defined",
    "rota_defined",
    "turn_swapped",
    "swap_undone",
    "turn_began",
    "approval_defined",
    "sentence_worded",
    "labels_defined",
    "retention_defined",
    "person_met",
    "person_reached",
    "people_merged",
    "people_split",
    "phone_held",
    "message_credited",
    "conversation_met",
    "conversation_named",
    "silence_began",
    "silence_ended",
    "notice_given",
    "person_preferred",
    "message_received",
    "message_heard_directly",
    "media_kept",
    "voice_transcribed",
    "message_edited",
    "message_revoked",
    "message_interpreted",
    "reading_corrected",
    "correction_undone",
    "message_snoozed",
    "opinion_given",
    "ticket_opened",
    "ticket_classified",
    "report_merged",
    "evidence_added",
    "ticket_assigned",
    "ticket_started",
    "ticket_held",
    "ticket_resolved",
    "ticket_verified",
    "ticket_reopened",
    "ticket_closed",
    "ticket_merged",
    "ticket_cancelled",
    "quote_given",
    "quote_answered",
    "pause_contested",
    "pause_judged",
    "note_added",
    "labels_read",
    "labels_said",
    "order_given",
    "order_undone",
    "ticket_put_back",
    "repair_failed",
    "cause_sought",
    "pledge_made",
    "pledge_kept",
    "rung_climbed",
    "occurrence_climbed",
    "target_warned",
    "target_missed",
    "occurrence_expected",
    "checkpoint_visited",
    "steps_ticked",
    "check_failed",
    "handover_written",
    "handover_noted",
    "handover_accepted",
    "occurrence_ended",
    "occurrence_unproven",
    "outbound_wanted",
    "choice_made",
    "job_offered",
    "job_untaken",
    "job_accepted",
    "job_declined",
    "help_asked",
    "occurrence_delayed",
    "outbound_withdrawn",
    "outbound_begun",
    "outbound_sent",
    "outbound_reached",
    "outbound_failed",
    "outbound_doubled",
    "import_started",
    "import_finished",
    "import_removed",
    "personal_erased",
    "retention_applied",
    "report_asked",
    "setting_altered",
];

#[test]
fn every_event_is_read_and_written_as_it_always_was() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/events");
    for shape in SHAPES {
        let text = std::fs::read_to_string(format!("{folder}/{shape}.json")).expect(shape);
        let event: Event = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{shape}: {error}"));
        let written: serde_json::Value = serde_json::to_value(&event).unwrap();
        let golden: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(written, golden, "{shape}");
        assert_eq!(golden["event"], **shape);
    }
}

#[test]
fn every_shape_the_code_knows_has_a_file() {
    let unknown = serde_json::from_str::<Event>(r#"{"event":"?"}"#).unwrap_err().to_string();
    let known: BTreeSet<&str> = unknown.split('`').skip(3).step_by(2).collect();
    assert_eq!(known, SHAPES.iter().copied().collect());
}
