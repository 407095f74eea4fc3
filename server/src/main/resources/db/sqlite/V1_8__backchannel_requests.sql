-- Requests of clients that wait for people who are elsewhere (CIBA). What an approval gives is in `codes`, under the same
-- bucket and hash. `callback` is encrypted.
CREATE TABLE backchannel_requests (
    hash            BLOB PRIMARY KEY,
    bucket          INTEGER NOT NULL,
    user_id         TEXT NOT NULL,
    client_id       TEXT NOT NULL,
    scopes          TEXT NOT NULL,
    binding_message TEXT,
    delivery        TEXT NOT NULL,
    callback        TEXT,
    state           TEXT NOT NULL,
    created_at      INTEGER NOT NULL,
    expires_at      INTEGER NOT NULL,
    poll_interval   INTEGER NOT NULL,
    next_poll_at    INTEGER NOT NULL,
    forget_hour     INTEGER NOT NULL
) STRICT;
CREATE INDEX backchannel_requests_of_people ON backchannel_requests (user_id, expires_at);
CREATE INDEX backchannel_requests_to_forget ON backchannel_requests (forget_hour);
