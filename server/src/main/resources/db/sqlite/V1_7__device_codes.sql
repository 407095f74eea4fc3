-- Devices that wait for a person (RFC 8628). What an approval gives is in `codes`, under the same bucket and hash.
CREATE TABLE device_codes (
    hash          BLOB PRIMARY KEY,
    bucket        INTEGER NOT NULL,
    user_code     BLOB NOT NULL UNIQUE,
    client_id     TEXT NOT NULL,
    scopes        TEXT NOT NULL,
    state         TEXT NOT NULL,
    created_at    INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL,
    poll_interval INTEGER NOT NULL,
    next_poll_at  INTEGER NOT NULL,
    forget_hour   INTEGER NOT NULL
) STRICT;
CREATE INDEX device_codes_to_forget ON device_codes (forget_hour);
