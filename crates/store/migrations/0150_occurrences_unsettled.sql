-- Days of tasks that nobody reported, of which steps may still be due.
CREATE INDEX occurrences_wanting ON occurrences (org, until_us) WHERE outcome IN ('missed', 'partial');
