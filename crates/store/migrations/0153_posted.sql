-- To which address but ours a number's messages are said to be posted, and since when that is told.
ALTER TABLE ears ADD COLUMN posted_to TEXT;
ALTER TABLE ears ADD COLUMN posted_us BIGINT;
