-- Why somebody accepted that a day's work was not done; personal.
ALTER TABLE occurrences ADD COLUMN because TEXT;
