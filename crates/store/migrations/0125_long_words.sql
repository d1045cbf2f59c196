-- Words that are no slips, being longer or with figures, are kept too, so that the words that begin as one does can be listed. What is
-- indexed is indexed anew, from the end, by the program that opens the database.
INSERT INTO unindexed (org, below)
SELECT org, 1099511627776
FROM orgs
WHERE TRUE
ON CONFLICT (org) DO UPDATE SET below = excluded.below;
