-- What messages cost and how much may be spent in a month, as somebody set it; none where nobody did. Money is counted in
-- millionths; `rates` is the tariff as it was written.
CREATE TABLE costs (
    org TEXT NOT NULL,
    budget BIGINT,
    currency TEXT NOT NULL,
    as_of TEXT NOT NULL,
    free_words BIGINT NOT NULL,
    rates TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    changed_us BIGINT NOT NULL,
    PRIMARY KEY (org)
);
