-- Sign-in. A browser shows a token and nothing else, so the digest of the token alone is the key of both tables.
CREATE TABLE links (
    token_digest TEXT NOT NULL PRIMARY KEY,
    org TEXT NOT NULL,
    member TEXT NOT NULL,
    expires_us BIGINT NOT NULL,
    used_us BIGINT
);

CREATE TABLE sessions (
    token_digest TEXT NOT NULL PRIMARY KEY,
    org TEXT NOT NULL,
    member TEXT NOT NULL,
    device TEXT NOT NULL,
    issued_us BIGINT NOT NULL,
    expires_us BIGINT NOT NULL
);

CREATE INDEX sessions_of_member ON sessions (org, member, issued_us);
