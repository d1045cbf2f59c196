-- What became of a message that was handed to the channel, and when the other person of a direct chat last wrote live.
-- `external` is now the channel's lasting name, which replies quote; `dress` and `template` are JSON.
ALTER TABLE outbox ADD COLUMN wanted_us BIGINT NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN dress TEXT;
ALTER TABLE outbox ADD COLUMN begun_us BIGINT;
ALTER TABLE outbox ADD COLUMN tries BIGINT NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN again_us BIGINT;
ALTER TABLE outbox ADD COLUMN told_us BIGINT;
ALTER TABLE outbox ADD COLUMN failure TEXT;
ALTER TABLE outbox ADD COLUMN failure_code BIGINT;
ALTER TABLE outbox ADD COLUMN failed_us BIGINT;
ALTER TABLE outbox ADD COLUMN doubled BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE outbox ADD COLUMN template TEXT;
ALTER TABLE conversations ADD COLUMN partner_us BIGINT;

CREATE INDEX outbox_by_external ON outbox (org, external) WHERE external IS NOT NULL;
CREATE INDEX outbox_begun ON outbox (org, begun_us) WHERE begun_us IS NOT NULL;
CREATE INDEX conversations_of_partner ON conversations (org, partner) WHERE partner IS NOT NULL;
