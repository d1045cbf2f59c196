-- Words of messages, already split by us: `ascii` leaves every character beyond ASCII in its word. The text itself is
-- not kept here. The rowid is the organisation's slot and the message's position.
CREATE VIRTUAL TABLE message_words USING fts5(
    words,
    content = '',
    contentless_delete = 1,
    detail = none,
    prefix = '2 3',
    tokenize = 'ascii'
);
