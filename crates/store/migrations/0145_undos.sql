-- What members did lately and may take back: a mailbox of minutes. `about` names what it was done to, `parts` says how to
-- undo it, as JSON, and `back` is the page it was done on.
CREATE TABLE undos (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    act TEXT NOT NULL,
    about TEXT NOT NULL,
    parts TEXT NOT NULL,
    back TEXT NOT NULL,
    made_us BIGINT NOT NULL,
    undone_us BIGINT,
    PRIMARY KEY (org, id)
);

CREATE INDEX undos_by_time ON undos (org, made_us);

CREATE INDEX undos_by_act ON undos (org, member, about, made_us);
