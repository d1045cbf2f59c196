-- What is handed over where shifts change, as JSON; none of other work.
ALTER TABLE occurrences ADD COLUMN handover TEXT;
