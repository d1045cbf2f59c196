-- What people look at. Every row can be made again from the journal; only the name and zone in `orgs` cannot.
-- `slot` numbers organisations for the search index. `next_ticket` never goes back, also when an import is removed.
CREATE TABLE orgs (
    org TEXT NOT NULL PRIMARY KEY,
    slot BIGINT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    zone TEXT NOT NULL,
    next_ticket BIGINT NOT NULL,
    directory_position BIGINT NOT NULL
);

-- The directory: `body` is the whole struct as JSON; what stands beside it is for queries.
CREATE TABLE sites (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (org, id)
);

CREATE TABLE places (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (org, id)
);

CREATE TABLE vendors (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (org, id)
);

CREATE TABLE tasks (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (org, id)
);

CREATE TABLE people (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (org, id)
);

CREATE TABLE handles (
    org TEXT NOT NULL,
    handle TEXT NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY (org, handle)
);

CREATE TABLE conversations (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    circle TEXT NOT NULL,
    name TEXT NOT NULL,
    site TEXT,
    partner TEXT,
    messages BIGINT NOT NULL,
    last_us BIGINT NOT NULL,
    PRIMARY KEY (org, id)
);

CREATE INDEX conversations_by_time ON conversations (org, last_us, id);

-- `position` is that of the entry by which the message came in. `reader` and `why` are JSON.
CREATE TABLE messages (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    position BIGINT NOT NULL,
    conversation TEXT NOT NULL,
    external TEXT NOT NULL,
    sender TEXT NOT NULL,
    sent_us BIGINT NOT NULL,
    form TEXT NOT NULL,
    text TEXT NOT NULL,
    file_name TEXT NOT NULL,
    media TEXT,
    geo_lat DOUBLE PRECISION,
    geo_lon DOUBLE PRECISION,
    reply_to TEXT,
    mentions TEXT NOT NULL,
    forwarded BOOLEAN NOT NULL,
    edited BOOLEAN NOT NULL,
    import TEXT,
    reader TEXT,
    kind TEXT,
    category TEXT,
    priority TEXT,
    place TEXT,
    ticket BIGINT,
    task TEXT,
    day TEXT,
    confidence DOUBLE PRECISION,
    language TEXT,
    why TEXT,
    PRIMARY KEY (org, id)
);

CREATE UNIQUE INDEX messages_external ON messages (org, conversation, external);
CREATE UNIQUE INDEX messages_by_position ON messages (org, position);
CREATE INDEX messages_by_time ON messages (org, sent_us, position);
CREATE INDEX messages_of_conversation ON messages (org, conversation, sent_us, position);
CREATE INDEX messages_of_ticket ON messages (org, ticket, sent_us, position) WHERE ticket IS NOT NULL;
CREATE INDEX messages_with_media ON messages (org, media) WHERE media IS NOT NULL;

-- `voices`, `messages` and `evidence` are bounded lists, as JSON; pages use `messages.ticket` instead.
CREATE TABLE tickets (
    org TEXT NOT NULL,
    number BIGINT NOT NULL,
    title TEXT NOT NULL,
    stage TEXT NOT NULL,
    is_open BOOLEAN NOT NULL,
    category TEXT NOT NULL,
    priority TEXT NOT NULL,
    site TEXT,
    place TEXT,
    reporter TEXT NOT NULL,
    voices TEXT NOT NULL,
    assignee_person TEXT,
    assignee_vendor TEXT,
    claimant TEXT,
    opening TEXT NOT NULL,
    conversation TEXT NOT NULL,
    opened_us BIGINT NOT NULL,
    touched_us BIGINT NOT NULL,
    acknowledged_us BIGINT,
    resolved_us BIGINT,
    verified_us BIGINT,
    closed_us BIGINT,
    hold TEXT,
    reopened BIGINT NOT NULL,
    recurrence_of BIGINT,
    merged_into BIGINT,
    messages TEXT NOT NULL,
    evidence TEXT NOT NULL,
    PRIMARY KEY (org, number)
);

CREATE INDEX tickets_by_stage ON tickets (org, stage, touched_us, number);
CREATE INDEX tickets_by_time ON tickets (org, is_open, touched_us, number);
CREATE INDEX tickets_opened ON tickets (org, opened_us, number);

-- Which entries tell of a ticket; their words are in the journal.
CREATE TABLE timeline (
    org TEXT NOT NULL,
    ticket BIGINT NOT NULL,
    position BIGINT NOT NULL,
    at_us BIGINT NOT NULL,
    event TEXT NOT NULL,
    actor TEXT NOT NULL,
    message TEXT,
    PRIMARY KEY (org, ticket, position)
);

CREATE TABLE occurrences (
    org TEXT NOT NULL,
    task TEXT NOT NULL,
    day TEXT NOT NULL,
    due_us BIGINT NOT NULL,
    until_us BIGINT NOT NULL,
    outcome TEXT,
    proof TEXT,
    PRIMARY KEY (org, task, day)
);

CREATE INDEX occurrences_by_time ON occurrences (org, due_us, task, day);
CREATE INDEX occurrences_by_day ON occurrences (org, day, task);
CREATE INDEX occurrences_pending ON occurrences (org, until_us, task, day) WHERE outcome IS NULL;

CREATE TABLE imports (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    conversation TEXT NOT NULL,
    file TEXT NOT NULL,
    started_us BIGINT NOT NULL,
    finished BOOLEAN NOT NULL,
    added BIGINT NOT NULL,
    system_lines BIGINT NOT NULL,
    unreadable BIGINT NOT NULL,
    removed BOOLEAN NOT NULL,
    PRIMARY KEY (org, id)
);

CREATE INDEX imports_by_time ON imports (org, started_us, id);
