-- What people prove with, beside the password, who they are. `data` of a TOTP secret is encrypted. `counter` is the last
-- time step that was used, or the signature count of a passkey.
CREATE TABLE factors (
    id           TEXT PRIMARY KEY,
    user_id      TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
    kind         TEXT NOT NULL,
    name         TEXT NOT NULL,
    data         BLOB NOT NULL,
    credential   BLOB,
    counter      INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    last_used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX factors_of_people ON factors (user_id, created_at);
CREATE UNIQUE INDEX factors_by_credential ON factors (credential) WHERE credential IS NOT NULL;

-- Keyed hashes.
CREATE TABLE recovery_codes (
    user_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
    hash    BLOB NOT NULL,
    PRIMARY KEY (user_id, hash)
) STRICT, WITHOUT ROWID;

-- The code that a person was mailed last: a keyed hash.
CREATE TABLE email_codes (
    user_id     TEXT PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    hash        BLOB NOT NULL,
    tries       INTEGER NOT NULL,
    sent_at     INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL,
    forget_hour INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX email_codes_to_forget ON email_codes (forget_hour);
