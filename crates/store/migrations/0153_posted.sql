-- To which address but ours a number's messages are said to be posted, and since when that is told; and how a number of ours
-- is spelt: what bridges hear from it was said by us.
ALTER TABLE ears ADD COLUMN posted_to TEXT;
ALTER TABLE ears ADD COLUMN posted_us BIGINT;
ALTER TABLE ears ADD COLUMN spelt TEXT;
