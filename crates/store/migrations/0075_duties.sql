-- To whom tickets of some trade and place go by themselves.
CREATE TABLE duties (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (org, id)
);
