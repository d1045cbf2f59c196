-- The journal of each organisation, and its end. Updating the row of `heads` is the lock of the organisation.
CREATE TABLE heads (
    org TEXT NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL,
    digest TEXT NOT NULL
);

CREATE TABLE journal (
    org TEXT NOT NULL,
    position BIGINT NOT NULL,
    at_us BIGINT NOT NULL,
    actor TEXT NOT NULL,
    via TEXT NOT NULL,
    cause TEXT,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    private TEXT,
    salt TEXT,
    private_digest TEXT,
    previous TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (org, position)
);
