-- How many tickets there are of each kind, so that no page counts them one by one. `site` is empty for none; no row
-- stands at nought.
CREATE TABLE ticket_counts (
    org TEXT NOT NULL,
    site TEXT NOT NULL,
    category TEXT NOT NULL,
    stage TEXT NOT NULL,
    is_owned BOOLEAN NOT NULL,
    tickets BIGINT NOT NULL,
    PRIMARY KEY (org, site, category, stage, is_owned)
);

INSERT INTO ticket_counts (org, site, category, stage, is_owned, tickets)
SELECT org, COALESCE(site, ''), category, stage, assignee_person IS NOT NULL OR assignee_vendor IS NOT NULL, COUNT(*)
FROM tickets
GROUP BY org, COALESCE(site, ''), category, stage, assignee_person IS NOT NULL OR assignee_vendor IS NOT NULL;

CREATE INDEX tickets_touched ON tickets (org, touched_us, number);
CREATE INDEX tickets_done ON tickets (org, touched_us, number) WHERE stage IN ('verified', 'closed');
CREATE INDEX tickets_urgent ON tickets (
    org,
    (CASE priority WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'normal' THEN 2 ELSE 3 END),
    opened_us,
    number
) WHERE is_open = TRUE;
CREATE INDEX tickets_unanswered ON tickets (org, is_open, priority, opened_us)
WHERE is_open = TRUE AND priority = 'critical' AND acknowledged_us IS NULL;
