-- Labels of an organisation's own, set by set with their examples.
CREATE TABLE label_sets (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (org, id)
);

-- Tickets of which a member said which labels they have, found without looking at all. `course` is spelt as the program writes it.
CREATE INDEX tickets_labelled ON tickets (org, number) WHERE course LIKE '%"said":[%';
