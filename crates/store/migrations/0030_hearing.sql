-- Stretches in which something we hear by may have been deaf, a view: `ear` is what it is, as JSON.
CREATE TABLE silences (
    org TEXT NOT NULL,
    ear TEXT NOT NULL,
    since_us BIGINT NOT NULL,
    until_us BIGINT,
    why TEXT NOT NULL,
    PRIMARY KEY (org, ear, since_us)
);

CREATE INDEX silences_open ON silences (org, since_us, ear) WHERE until_us IS NULL;
CREATE INDEX silences_by_end ON silences (org, until_us, ear) WHERE until_us IS NOT NULL;

-- People who turned out to be others, a view.
CREATE TABLE same_people (
    org TEXT NOT NULL,
    person TEXT NOT NULL,
    same TEXT NOT NULL,
    PRIMARY KEY (org, person)
);

-- What we hear by, beside the mailbox: when something last came, what is wrong, and in which hours of the week it heard.
-- `ear` is what it is, as JSON; `rhythm` is JSON, too.
CREATE TABLE ears (
    org TEXT NOT NULL,
    ear TEXT NOT NULL,
    first_us BIGINT NOT NULL,
    last_us BIGINT NOT NULL,
    lag_us BIGINT NOT NULL,
    messages BIGINT NOT NULL,
    unsigned BIGINT NOT NULL,
    unsigned_us BIGINT,
    trouble TEXT,
    trouble_us BIGINT,
    rhythm TEXT,
    PRIMARY KEY (org, ear)
);

-- Channels that somebody switched off.
CREATE TABLE switched_off (
    org TEXT NOT NULL,
    channel TEXT NOT NULL,
    at_us BIGINT NOT NULL,
    PRIMARY KEY (org, channel)
);
