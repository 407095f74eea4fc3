-- Why requests were refused, for a day. The index is in the order in which they are shown.
CREATE TABLE refusals (
    id          text COLLATE "C" PRIMARY KEY,
    at          bigint NOT NULL,
    client_id   text COLLATE "C",
    decision    text NOT NULL,
    forget_hour integer NOT NULL
);
CREATE INDEX refusals_to_forget ON refusals (forget_hour, at);
