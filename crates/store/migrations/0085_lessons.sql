
-- What members said of messages, found without looking at all messages. `reader` is spelt as in the journal.
CREATE INDEX messages_by_members ON messages (org, sent_us, position) WHERE reader LIKE '{"member"%';
