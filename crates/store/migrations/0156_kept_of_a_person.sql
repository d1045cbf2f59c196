-- What one person opened, and the links that are theirs, for whoever asks what is kept about them.
CREATE INDEX openings_by_who ON openings (org, who, at_us, digest);
CREATE INDEX passes_of_person ON passes (org, person, made_us, token_digest);
CREATE INDEX handouts_of_person ON handouts (org, person, made_us, token_digest) WHERE person IS NOT NULL;
