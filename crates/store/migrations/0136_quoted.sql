-- The message that one of ours is put on or answers, as JSON; and what members wrote to each person.
ALTER TABLE outbox RENAME COLUMN nod TO quoted;
CREATE INDEX outbox_letters ON outbox (org, person, wanted_us, id) WHERE purpose = 'letter';
