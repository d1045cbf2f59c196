-- What the built-in reader held a message to be of which a member said what it means, as JSON; none of others. Few messages have it.
ALTER TABLE messages ADD COLUMN misread TEXT;

CREATE INDEX messages_misread ON messages (org, sent_us, position) WHERE misread IS NOT NULL;
