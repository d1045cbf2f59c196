-- The steps that were reached about a day of a task nobody reported, by their numbers.
ALTER TABLE occurrences ADD COLUMN climbed TEXT NOT NULL DEFAULT '[]';
