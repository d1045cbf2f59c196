-- Links without a login: one ticket, one person. The digest of the token alone is kept, and names the pass. `opened_us`
-- and `used_us` are when its page was first looked at and last acted on.
CREATE TABLE passes (
    token_digest TEXT NOT NULL PRIMARY KEY,
    org TEXT NOT NULL,
    ticket BIGINT NOT NULL,
    person TEXT NOT NULL,
    is_work BOOLEAN NOT NULL,
    made_us BIGINT NOT NULL,
    opened_us BIGINT,
    used_us BIGINT,
    revoked_us BIGINT
);

CREATE INDEX passes_of_ticket ON passes (org, ticket, made_us, token_digest);
