-- What a live channel says beside a message: why it cannot be shown, which advertisement it answers.
ALTER TABLE messages ADD COLUMN beside TEXT NOT NULL DEFAULT '';
