-- What a message offers beside its words and which answer was chosen, as JSON, and until when a day of a task was promised by whoever owes it.
ALTER TABLE outbox ADD COLUMN offer TEXT;
ALTER TABLE outbox ADD COLUMN chosen TEXT;
ALTER TABLE occurrences ADD COLUMN delayed_us BIGINT;
