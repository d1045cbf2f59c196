-- What was seen in pictures. It follows from the media alone and is made anew when these tables are emptied. `position` is
-- the entry by which a picture came; `prints` are hex, NULL for a picture too plain to be known again; `taken` is when its
-- file says it was taken, by the camera's clock.
CREATE TABLE looks (
    org TEXT NOT NULL,
    media TEXT NOT NULL,
    position BIGINT NOT NULL,
    prints TEXT,
    is_dark BOOLEAN NOT NULL,
    is_blurred BOOLEAN NOT NULL,
    is_screenshot BOOLEAN NOT NULL,
    taken TEXT,
    lat DOUBLE PRECISION,
    lon DOUBLE PRECISION,
    PRIMARY KEY (org, media)
);

CREATE INDEX looks_recent ON looks (org, position, media);

-- Pictures that look identical, each pair both ways round.
CREATE TABLE twins (
    org TEXT NOT NULL,
    media TEXT NOT NULL,
    other TEXT NOT NULL,
    distance BIGINT NOT NULL,
    PRIMARY KEY (org, media, other)
);

-- Up to which entry pictures were looked at.
CREATE TABLE eyes (
    org TEXT NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL
);

CREATE INDEX messages_of_day ON messages (org, task, day, sent_us, position) WHERE task IS NOT NULL;
