-- The index holds more of each message than its words now, and tickets. What is there is forgotten and filled anew,
-- from the end, by the program that opens the database.
INSERT INTO message_words (message_words) VALUES ('delete-all');

CREATE TABLE unindexed (
    org TEXT NOT NULL PRIMARY KEY,
    below BIGINT NOT NULL
);

INSERT INTO unindexed (org, below)
SELECT org, 1099511627776
FROM orgs;

-- Words that were said, each under itself and under what it is without one of its letters.
CREATE TABLE near_words (
    org TEXT NOT NULL,
    near TEXT NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (org, near, word)
) WITHOUT ROWID;
