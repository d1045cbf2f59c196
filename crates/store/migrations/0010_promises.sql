-- What was promised about tickets. `course` is what a ticket's clocks know, as JSON; `due_us` when the next of its
-- promises is due that nobody answered, `is_paused` whether one waits instead.
ALTER TABLE tickets ADD COLUMN course TEXT NOT NULL DEFAULT '{}';
ALTER TABLE tickets ADD COLUMN due_us BIGINT;
ALTER TABLE tickets ADD COLUMN is_paused BOOLEAN NOT NULL DEFAULT FALSE;

CREATE INDEX tickets_due ON tickets (org, due_us, number) WHERE due_us IS NOT NULL;
CREATE INDEX tickets_paused ON tickets (org, opened_us, number) WHERE is_paused = TRUE;

-- How each promise stands, and when it was kept or broken.
CREATE TABLE promises (
    org TEXT NOT NULL,
    ticket BIGINT NOT NULL,
    target TEXT NOT NULL,
    standing TEXT NOT NULL,
    judged_us BIGINT,
    PRIMARY KEY (org, ticket, target)
);

CREATE INDEX promises_judged ON promises (org, target, standing, judged_us, ticket) WHERE judged_us IS NOT NULL;

-- When the clock has to look at a ticket again.
CREATE TABLE deadlines (
    org TEXT NOT NULL,
    ticket BIGINT NOT NULL,
    target TEXT NOT NULL,
    due_us BIGINT NOT NULL,
    PRIMARY KEY (org, ticket, target)
);

CREATE INDEX deadlines_due ON deadlines (org, due_us, ticket, target);

CREATE TABLE calendars (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (org, id)
);

CREATE TABLE agreements (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (org, id)
);

-- By which shape of the views the organisation's were made; older ones are made anew when it is opened.
ALTER TABLE orgs ADD COLUMN shape BIGINT NOT NULL DEFAULT 0;
