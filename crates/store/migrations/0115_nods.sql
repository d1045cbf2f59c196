-- The message that an emoji is put on, as JSON; and live messages that their senders are to see as read: the last one of
-- each direct chat, which marks those before it. `name` is the channel's own name for it; nobody takes it before `lease_us`.
ALTER TABLE outbox ADD COLUMN nod TEXT;

CREATE TABLE read_marks (
    org TEXT NOT NULL,
    conversation TEXT NOT NULL,
    name TEXT NOT NULL,
    said_us BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    lease_us BIGINT NOT NULL,
    PRIMARY KEY (org, conversation)
);

CREATE INDEX read_marks_due ON read_marks (org, lease_us, conversation);
