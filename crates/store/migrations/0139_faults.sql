-- The ticket of the fault that a check found on a day.
ALTER TABLE occurrences ADD COLUMN fault BIGINT;
