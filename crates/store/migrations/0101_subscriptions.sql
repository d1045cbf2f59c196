-- Reports that are sent by themselves: on which days (`every`), at which minute of the day by the clocks of their part, to a
-- person by WhatsApp or to an e-mail address. An edition is one of them: unique for its day, so that it is sent once
-- whatever befalls the program. Its state is waiting, begun, sent, doubt (nobody knows whether it left) or failed.
CREATE TABLE subscriptions (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    site TEXT,
    client TEXT,
    vendor TEXT,
    every TEXT NOT NULL,
    minute BIGINT NOT NULL,
    person TEXT,
    address TEXT,
    language TEXT NOT NULL,
    format TEXT NOT NULL,
    is_redacted BOOLEAN NOT NULL,
    made_by TEXT NOT NULL,
    made_us BIGINT NOT NULL,
    ended_us BIGINT,
    PRIMARY KEY (org, id)
);

CREATE TABLE editions (
    org TEXT NOT NULL,
    subscription TEXT NOT NULL,
    day TEXT NOT NULL,
    due_us BIGINT NOT NULL,
    state TEXT NOT NULL,
    tries BIGINT NOT NULL,
    next_us BIGINT NOT NULL,
    at_us BIGINT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (org, subscription, day)
);

CREATE INDEX editions_by_state ON editions (org, state, next_us, subscription, day);
