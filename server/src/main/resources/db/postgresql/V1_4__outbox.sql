-- Which clients the person went to in a session: each between two line breaks.
ALTER TABLE sessions ADD COLUMN clients text NOT NULL DEFAULT '';

-- `due_at` is null once nothing more is to be done. The bucket is the day in which the row is forgotten.
CREATE TABLE outbox (
    bucket       integer NOT NULL,
    id           bytea NOT NULL,
    kind         text COLLATE "C" NOT NULL,
    recipient    text COLLATE "C" NOT NULL,
    reference    text COLLATE "C" NOT NULL,
    payload      text NOT NULL,
    created_at   bigint NOT NULL,
    state        text NOT NULL,
    attempts     integer NOT NULL,
    due_at       bigint,
    attempted_at bigint,
    status       integer,
    error        text,
    latency_ms   bigint,
    PRIMARY KEY (bucket, id)
) WITH (fillfactor = 80);
CREATE INDEX outbox_due ON outbox (kind, recipient, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX outbox_by_time ON outbox (created_at);
