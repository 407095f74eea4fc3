-- What people prove with, beside the password, who they are. `data` of a TOTP secret is encrypted. `counter` is the last
-- time step that was used, or the signature count of a passkey.
CREATE TABLE factors (
    id           text COLLATE "C" PRIMARY KEY,
    user_id      text COLLATE "C" NOT NULL REFERENCES users ON DELETE CASCADE,
    kind         text NOT NULL,
    name         text NOT NULL,
    data         bytea NOT NULL,
    credential   bytea,
    counter      bigint NOT NULL,
    created_at   bigint NOT NULL,
    last_used_at bigint
);
CREATE INDEX factors_of_people ON factors (user_id, created_at);
CREATE UNIQUE INDEX factors_by_credential ON factors (credential) WHERE credential IS NOT NULL;

-- Keyed hashes.
CREATE TABLE recovery_codes (
    user_id text COLLATE "C" NOT NULL REFERENCES users ON DELETE CASCADE,
    hash    bytea NOT NULL,
    PRIMARY KEY (user_id, hash)
);

-- The code that a person was mailed last: a keyed hash.
CREATE TABLE email_codes (
    user_id     text COLLATE "C" PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    hash        bytea NOT NULL,
    tries       integer NOT NULL,
    sent_at     bigint NOT NULL,
    expires_at  bigint NOT NULL,
    forget_hour integer NOT NULL
);
CREATE INDEX email_codes_to_forget ON email_codes (forget_hour);
