-- The steps of a day's work that were ticked, each with who says so and by which message.
ALTER TABLE occurrences ADD COLUMN ticks TEXT NOT NULL DEFAULT '[]';
