-- Which checkpoints of a patrol were visited, as JSON.
ALTER TABLE occurrences ADD COLUMN visits TEXT NOT NULL DEFAULT '[]';
