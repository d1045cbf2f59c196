-- What a model server said of a message, as JSON: the event, and the words it rests on. None where it was not asked.
ALTER TABLE messages ADD COLUMN opinion TEXT;

-- Messages to ask a model server about: a mailbox. Its state is waiting, done (an answer was weighed), stale (what it was
-- about was read anew, or is gone) or failed. `next_us` is when it may be asked at the earliest, or until when a claim holds.
CREATE TABLE opinions (
    org TEXT NOT NULL,
    message TEXT NOT NULL,
    position BIGINT NOT NULL,
    state TEXT NOT NULL,
    tries BIGINT NOT NULL,
    next_us BIGINT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (org, message)
);

CREATE INDEX opinions_waiting ON opinions (org, next_us, position) WHERE state = 'waiting';

-- How far the journal was followed for them.
CREATE TABLE advisers (
    org TEXT NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL
);

-- What asking a model server cost, by day and purpose (opinion, voice): requests, answers that could be used, failures,
-- tokens in and out as the server counts them.
CREATE TABLE model_costs (
    org TEXT NOT NULL,
    day TEXT NOT NULL,
    purpose TEXT NOT NULL,
    model TEXT NOT NULL,
    asked BIGINT NOT NULL,
    answered BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    tokens_in BIGINT NOT NULL,
    tokens_out BIGINT NOT NULL,
    PRIMARY KEY (org, day, purpose, model)
);
