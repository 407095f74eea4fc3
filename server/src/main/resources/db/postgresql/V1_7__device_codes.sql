-- Devices that wait for a person (RFC 8628). What an approval gives is in `codes`, under the same bucket and hash.
CREATE TABLE device_codes (
    hash          bytea PRIMARY KEY,
    bucket        integer NOT NULL,
    user_code     bytea NOT NULL UNIQUE,
    client_id     text COLLATE "C" NOT NULL,
    scopes        text NOT NULL,
    state         text NOT NULL,
    created_at    bigint NOT NULL,
    expires_at    bigint NOT NULL,
    poll_interval bigint NOT NULL,
    next_poll_at  bigint NOT NULL,
    forget_hour   integer NOT NULL
);
CREATE INDEX device_codes_to_forget ON device_codes (forget_hour);
