-- Addresses of lists that members gave a name: for themselves, or for everybody. A member has one of a name; what is for
-- everybody has one of a name, too, and nobody's (`member` is empty then).
CREATE TABLE saved_views (
    org TEXT NOT NULL,
    member TEXT NOT NULL,
    name TEXT NOT NULL,
    path TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_us BIGINT NOT NULL,
    PRIMARY KEY (org, member, name)
);
