-- What is made from the journal for proving and auditing it. It follows the journal, never the other way about: it can
-- be emptied at any time and is filled again, up to `position` of `ledger`.
CREATE TABLE ledger (
    org TEXT NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL
);

-- Nodes of the Merkle tree over the entries, complete ones and every eighth level alone: one row for 256 entries, one
-- for 65,536, and so on. Everything between is computed from the level below.
CREATE TABLE tree (
    org TEXT NOT NULL,
    level BIGINT NOT NULL,
    number BIGINT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (org, level, number)
);

-- Which entries are of which subject: a ticket, a message, somebody, a door, everything. `subject` is the beginning of a
-- digest of its name, as a number: a third of the size of the name.
CREATE TABLE audit (
    org TEXT NOT NULL,
    subject BIGINT NOT NULL,
    at_us BIGINT NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (org, subject, at_us, position)
);
