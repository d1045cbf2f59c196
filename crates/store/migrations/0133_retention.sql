-- For how long what is kept is kept, a view: one line of the directory for each kind.
CREATE TABLE retention (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (org, id)
);

-- When words and files went because their time was over.
ALTER TABLE messages ADD COLUMN words_gone_us BIGINT;
ALTER TABLE messages ADD COLUMN file_gone_us BIGINT;
ALTER TABLE outbox ADD COLUMN words_gone_us BIGINT;

-- What still has words or a file, the oldest first.
CREATE INDEX messages_worded ON messages (org, sent_us, id) WHERE words_gone_us IS NULL;
CREATE INDEX messages_filed ON messages (org, sent_us, id) WHERE media IS NOT NULL;
CREATE INDEX outbox_worded ON outbox (org, wanted_us, id) WHERE words_gone_us IS NULL;

-- Which tickets a message led to something in.
CREATE INDEX timeline_by_message ON timeline (org, message, ticket) WHERE message IS NOT NULL;

-- Files whose time is over, until they are deleted; beside the record, like a mailbox.
CREATE TABLE spent_files (
    org TEXT NOT NULL,
    media TEXT NOT NULL,
    PRIMARY KEY (org, media)
);

-- The last day on which what was over its time was removed, to its end.
CREATE TABLE nights (
    org TEXT NOT NULL PRIMARY KEY,
    day TEXT NOT NULL
);
