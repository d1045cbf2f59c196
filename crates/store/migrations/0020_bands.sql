-- What is to be done about how sure a reading is. What was read before there were bands was acted on.
ALTER TABLE messages ADD COLUMN band TEXT;
UPDATE messages SET band = 'act' WHERE kind IS NOT NULL;
CREATE INDEX messages_unsure ON messages (org, band, position) WHERE band <> 'act';
