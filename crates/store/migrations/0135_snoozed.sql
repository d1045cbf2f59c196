-- Until when a member put a message off that waits for one; few messages are. What is over waits again by itself.
ALTER TABLE messages ADD COLUMN snoozed_us BIGINT;
CREATE INDEX messages_snoozed ON messages (org, snoozed_us, position) WHERE snoozed_us IS NOT NULL;
