-- Habits of which a member said that they are no task, so that they are not proposed again.
CREATE TABLE declined_habits (
    org TEXT NOT NULL,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    minute BIGINT NOT NULL,
    declined_us BIGINT NOT NULL,
    PRIMARY KEY (org, person, kind, minute)
);

-- Reports that somebody asked for in a chat, until they were brought; and how far the journal was followed for them.
CREATE TABLE asked_reports (
    org TEXT NOT NULL,
    message TEXT NOT NULL,
    person TEXT NOT NULL,
    running TEXT NOT NULL,
    site TEXT,
    language TEXT NOT NULL,
    asked_us BIGINT NOT NULL,
    due_us BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    PRIMARY KEY (org, message)
);

CREATE TABLE report_readers (
    org TEXT NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL
);

-- The repairs of a trade at a place, the last first.
CREATE INDEX tickets_fixed ON tickets (org, place, category, resolved_us, number)
WHERE is_open = FALSE AND place IS NOT NULL;
