-- When a channel last told what became of a message of ours.
ALTER TABLE ears ADD COLUMN told_us BIGINT;
