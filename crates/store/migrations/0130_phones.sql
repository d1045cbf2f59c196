-- The shared phone that a message came from; its sender is whoever held it.
ALTER TABLE messages ADD COLUMN phone TEXT;
