-- Who opened which photo, film or file: one row for each of them and hour. `who` is spelt as in the journal. Rows go after
-- a while; they are no part of the record.
CREATE TABLE openings (
    org TEXT NOT NULL,
    digest TEXT NOT NULL,
    who TEXT NOT NULL,
    hour BIGINT NOT NULL,
    at_us BIGINT NOT NULL,
    PRIMARY KEY (org, digest, who, hour)
);

CREATE INDEX openings_by_time ON openings (org, at_us, digest, who);
