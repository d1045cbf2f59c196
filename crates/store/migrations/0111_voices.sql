-- How what a voice note says was made out, as JSON; none of other messages, and of those nobody heard yet.
ALTER TABLE messages ADD COLUMN transcript TEXT;

-- Voice notes to be heard: a mailbox. Its state is waiting, done, gone (nothing to hear any more) or failed. `next_us` is when
-- it may be listened to at the earliest, or until when a claim holds; `is_overdue` says that a member was told to look.
CREATE TABLE voices (
    org TEXT NOT NULL,
    message TEXT NOT NULL,
    position BIGINT NOT NULL,
    since_us BIGINT NOT NULL,
    state TEXT NOT NULL,
    is_overdue BOOLEAN NOT NULL,
    tries BIGINT NOT NULL,
    next_us BIGINT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (org, message)
);

CREATE INDEX voices_waiting ON voices (org, next_us, position) WHERE state = 'waiting';

-- How far the journal was followed for them.
CREATE TABLE listeners (
    org TEXT NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL
);
