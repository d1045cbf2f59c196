-- Deliveries: what channels handed us, kept before they are answered. The id is a digest of channel and body, so that
-- the same bytes are kept once. `state` is waiting, done or aside. Nobody takes a delivery before `lease_us`. Of what is
-- done, `body` holds what was understood and not used, and nothing else.
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

-- What came in by each live channel: since when, when last, and how much of what.
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

-- Random bytes of an organisation, made once: they keep names derived from numbers from telling the numbers.
CREATE TABLE peppers (
    org TEXT NOT NULL PRIMARY KEY,
    pepper TEXT NOT NULL
);
