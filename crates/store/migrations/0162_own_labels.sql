-- Which of an organisation's own labels a ticket has, as one text, so that lists can be narrowed to one; and those that have any.
ALTER TABLE tickets ADD COLUMN labels TEXT NOT NULL DEFAULT '';
CREATE INDEX tickets_own_labels ON tickets (org, touched_us, number) WHERE labels <> '';
