-- Who has a login: a view, made from the journal. What opens a login lies beside it and is nobody's to rebuild.
CREATE TABLE members (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (org, id)
);

CREATE TABLE passwords (
    org TEXT NOT NULL,
    member TEXT NOT NULL,
    hash TEXT NOT NULL,
    set_us BIGINT NOT NULL,
    PRIMARY KEY (org, member)
);

-- A secret counts once its first code was shown; the last step that was used is never taken again.
CREATE TABLE second_factors (
    org TEXT NOT NULL,
    member TEXT NOT NULL,
    secret TEXT NOT NULL,
    confirmed_us BIGINT,
    used_step BIGINT NOT NULL,
    PRIMARY KEY (org, member)
);
