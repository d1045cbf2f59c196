-- From which cost on somebody has to agree, as the directory says.
CREATE TABLE approvals (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (org, id)
);
