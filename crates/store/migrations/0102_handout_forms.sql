-- The form by which a handout was made, so that one form sent twice makes one link; none of those that are made by themselves.
ALTER TABLE handouts ADD COLUMN form TEXT;

CREATE UNIQUE INDEX handouts_by_form ON handouts (org, form);
