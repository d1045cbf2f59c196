-- The document that a message brings, as JSON; and files of ours that a channel has, to be sent again without being handed
-- over again. `number` is the number they were handed over for, `digest` what they hold, `name` what the channel calls them.
ALTER TABLE outbox ADD COLUMN paper TEXT;

CREATE TABLE uploads (
    org TEXT NOT NULL,
    number TEXT NOT NULL,
    digest TEXT NOT NULL,
    name TEXT NOT NULL,
    until_us BIGINT NOT NULL,
    PRIMARY KEY (org, number, digest)
);
