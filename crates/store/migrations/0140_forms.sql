-- The form by which a link or a subscription was made, so that one form sent twice makes one; none where no form did.
ALTER TABLE passes ADD COLUMN form TEXT;

CREATE UNIQUE INDEX passes_by_form ON passes (org, form);

ALTER TABLE links ADD COLUMN form TEXT;

CREATE UNIQUE INDEX links_by_form ON links (org, form);

ALTER TABLE subscriptions ADD COLUMN form TEXT;

CREATE UNIQUE INDEX subscriptions_by_form ON subscriptions (org, form);
