-- Reports for somebody outside, each behind a link: the digest of its token alone is kept, and names it. At most one of
-- `site`, `client` and `vendor` is said; none means everything. `stretch` says which period is shown whenever somebody looks,
-- seen from `day`, where one is fixed. Who opened which is in `openings`, under the digest.
CREATE TABLE handouts (
    token_digest TEXT NOT NULL PRIMARY KEY,
    org TEXT NOT NULL,
    label TEXT NOT NULL,
    site TEXT,
    client TEXT,
    vendor TEXT,
    stretch TEXT NOT NULL,
    day TEXT,
    language TEXT NOT NULL,
    is_redacted BOOLEAN NOT NULL,
    person TEXT,
    made_by TEXT NOT NULL,
    made_us BIGINT NOT NULL,
    expires_us BIGINT NOT NULL,
    revoked_us BIGINT
);

CREATE INDEX handouts_by_time ON handouts (org, made_us, token_digest);
