-- Where the pages were last served, for links printed while nobody serves. A setting, like name and zone.
ALTER TABLE orgs ADD COLUMN address TEXT;
