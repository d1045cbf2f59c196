-- Deliveries that were begun and not finished, so that looking for them does not walk all that waits.
CREATE INDEX inbox_begun ON inbox (org, received_us, id) WHERE state = 'waiting' AND tries > 0;
