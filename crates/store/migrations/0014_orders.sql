-- Orders given in chats: `body` is the whole struct as JSON, with how the ticket stood before and after.
CREATE TABLE orders (
    org TEXT NOT NULL,
    message TEXT NOT NULL,
    at_us BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (org, message)
);

CREATE INDEX orders_by_time ON orders (org, at_us, message);
