-- Words of messages, already split by us, the organisation and the conversation among them.
CREATE TABLE message_words (
    org TEXT NOT NULL,
    position BIGINT NOT NULL,
    words TSVECTOR NOT NULL,
    PRIMARY KEY (org, position)
);

CREATE INDEX message_words_of ON message_words USING GIN (words);
