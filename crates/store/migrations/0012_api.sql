-- A live channel's own name for a message, letter by letter; personal, and empty where there is none.
ALTER TABLE messages ADD COLUMN channel_name TEXT NOT NULL DEFAULT '';

-- Found by name in a known conversation as before, and also by whoever knows the name alone.
DROP INDEX messages_external;
CREATE UNIQUE INDEX messages_external ON messages (org, external, conversation);

-- Keys of other programs. A program shows a token, of which the digest alone is kept. Names are never given again, so
-- that the journal can name who did something by them.
CREATE TABLE keys (
    org TEXT NOT NULL,
    name TEXT NOT NULL,
    token_digest TEXT NOT NULL,
    may_write BOOLEAN NOT NULL,
    made_us BIGINT NOT NULL,
    used_us BIGINT,
    revoked_us BIGINT,
    PRIMARY KEY (org, name)
);

CREATE UNIQUE INDEX keys_by_token ON keys (token_digest);
