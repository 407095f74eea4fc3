-- Why requests were refused, for a day. The index is in the order in which they are shown.
CREATE TABLE refusals (
    id          TEXT PRIMARY KEY,
    at          INTEGER NOT NULL,
    client_id   TEXT,
    decision    TEXT NOT NULL,
    forget_hour INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX refusals_to_forget ON refusals (forget_hour, at);
