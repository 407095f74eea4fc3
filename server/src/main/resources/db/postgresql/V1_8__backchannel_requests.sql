-- Requests of clients that wait for people who are elsewhere (CIBA). What an approval gives is in `codes`, under the same
-- bucket and hash. `callback` is encrypted.
CREATE TABLE backchannel_requests (
    hash            bytea PRIMARY KEY,
    bucket          integer NOT NULL,
    user_id         text COLLATE "C" NOT NULL,
    client_id       text COLLATE "C" NOT NULL,
    scopes          text NOT NULL,
    binding_message text,
    delivery        text NOT NULL,
    callback        text,
    state           text NOT NULL,
    created_at      bigint NOT NULL,
    expires_at      bigint NOT NULL,
    poll_interval   bigint NOT NULL,
    next_poll_at    bigint NOT NULL,
    forget_hour     integer NOT NULL
);
CREATE INDEX backchannel_requests_of_people ON backchannel_requests (user_id, expires_at);
CREATE INDEX backchannel_requests_to_forget ON backchannel_requests (forget_hour);
