-- What one reading of an exported chat brought, without walking all of its chat.
CREATE INDEX messages_brought ON messages (org, import, sent_us, position) WHERE import IS NOT NULL;
