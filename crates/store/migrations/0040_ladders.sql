-- Who is asked and told when something is not answered, as the organisation wants it.
CREATE TABLE ladders (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (org, id)
);
