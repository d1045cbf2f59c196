-- When a message was said, beside its words: so that the last said are found without looking at all that match. A ticket
-- has none.
ALTER TABLE message_words ADD COLUMN sent_us BIGINT;

UPDATE message_words
SET sent_us = messages.sent_us
FROM messages
WHERE messages.org = message_words.org AND messages.position = message_words.position;

CREATE INDEX message_words_by_time ON message_words (org, sent_us, position) WHERE sent_us IS NOT NULL;
