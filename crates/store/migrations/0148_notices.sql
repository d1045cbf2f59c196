-- What WhatsApp says of our own account, and whether people can be written to, views: whole structs as JSON.
CREATE TABLE notices (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (org, id)
);

CREATE TABLE barred (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (org, id)
);
