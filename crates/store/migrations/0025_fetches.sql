-- Files of live messages that are to be fetched. `state` is waiting or dead; what was fetched has no row. Nobody takes a
-- file before `lease_us`. `media` is the channel's name for the file, `sha256` what its sender's phone made of it, in hex,
-- and `reason` the word for why it is not here.
CREATE TABLE fetches (
    org TEXT NOT NULL,
    conversation TEXT NOT NULL,
    external TEXT NOT NULL,
    media TEXT NOT NULL,
    sha256 TEXT,
    mime TEXT NOT NULL,
    form TEXT NOT NULL,
    received_us BIGINT NOT NULL,
    state TEXT NOT NULL,
    tries BIGINT NOT NULL,
    lease_us BIGINT NOT NULL,
    reason TEXT,
    PRIMARY KEY (org, conversation, external)
);

CREATE INDEX fetches_waiting ON fetches (org, lease_us, received_us, external) WHERE state = 'waiting';
CREATE INDEX fetches_dead ON fetches (org, received_us, external) WHERE state = 'dead';
