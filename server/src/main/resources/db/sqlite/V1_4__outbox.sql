-- Which clients the person went to in a session: each between two line breaks.
ALTER TABLE sessions ADD COLUMN clients TEXT NOT NULL DEFAULT '';

-- `due_at` is null once nothing more is to be done. The bucket is the day in which the row is forgotten.
CREATE TABLE outbox (
    bucket       INTEGER NOT NULL,
    id           BLOB NOT NULL,
    kind         TEXT NOT NULL,
    recipient    TEXT NOT NULL,
    reference    TEXT NOT NULL,
    payload      TEXT NOT NULL,
    created_at   INTEGER NOT NULL,
    state        TEXT NOT NULL,
    attempts     INTEGER NOT NULL,
    due_at       INTEGER,
    attempted_at INTEGER,
    status       INTEGER,
    error        TEXT,
    latency_ms   INTEGER,
    PRIMARY KEY (bucket, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_due ON outbox (kind, recipient, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX outbox_by_time ON outbox (created_at);
