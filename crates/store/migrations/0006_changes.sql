-- When its sender changed a message or took it back, after it was heard; a change that comes late must not undo a later
-- one.
ALTER TABLE messages ADD COLUMN changed_us BIGINT;
