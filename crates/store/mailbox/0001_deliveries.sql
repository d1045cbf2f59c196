-- The file of deliveries beside an SQLite database: the same tables as `inbox` and `channels` there, which stay empty.
CREATE TABLE inbox (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    channel TEXT NOT NULL,
    received_us BIGINT NOT NULL,
    state TEXT NOT NULL,
    tries BIGINT NOT NULL,
    lease_us BIGINT NOT NULL,
    reason TEXT,
    size_bytes BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (org, id)
);

CREATE INDEX inbox_waiting ON inbox (org, received_us, id) WHERE state = 'waiting';
CREATE INDEX inbox_aside ON inbox (org, received_us, id) WHERE state = 'aside';
CREATE INDEX inbox_done ON inbox (org, received_us, id) WHERE state = 'done';

CREATE TABLE channels (
    org TEXT NOT NULL,
    channel TEXT NOT NULL,
    first_us BIGINT NOT NULL,
    last_us BIGINT NOT NULL,
    deliveries BIGINT NOT NULL,
    messages BIGINT NOT NULL,
    statuses BIGINT NOT NULL,
    news BIGINT NOT NULL,
    unknown BIGINT NOT NULL,
    PRIMARY KEY (org, channel)
);
