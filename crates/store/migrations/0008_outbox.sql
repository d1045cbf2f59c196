CREATE TABLE outbox (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    person TEXT NOT NULL,
    purpose TEXT NOT NULL,
    about TEXT NOT NULL,
    rung BIGINT NOT NULL,
    language TEXT NOT NULL,
    not_before_us BIGINT NOT NULL,
    state TEXT NOT NULL,
    external TEXT,
    text TEXT NOT NULL,
    PRIMARY KEY (org, id)
);

CREATE INDEX outbox_by_time ON outbox (org, not_before_us, id);
CREATE INDEX outbox_by_state ON outbox (org, state, not_before_us, id);
