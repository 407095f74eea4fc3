-- Instants are milliseconds since 1970, buckets of sessions and authorizations days, all others hours.
-- Lists are text, one value a line.

CREATE TABLE clients (
    id            TEXT PRIMARY KEY,
    declared      INTEGER NOT NULL,
    document      TEXT NOT NULL,
    sealed_secret BLOB
) STRICT, WITHOUT ROWID;

-- The web origins of all enabled clients.
CREATE TABLE client_origins (
    origin    TEXT NOT NULL,
    client_id TEXT NOT NULL REFERENCES clients ON DELETE CASCADE,
    PRIMARY KEY (origin, client_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX client_origins_by_client ON client_origins (client_id);

CREATE TABLE organizations (
    id                       TEXT PRIMARY KEY,
    name                     TEXT NOT NULL,
    domains                  TEXT NOT NULL,
    post_logout_redirect_uri TEXT,
    declared                 INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE roles (
    id             TEXT PRIMARY KEY,
    authorizations TEXT NOT NULL,
    declared       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE users (
    id             TEXT PRIMARY KEY,
    organization   TEXT,
    status         TEXT NOT NULL,
    email          TEXT,
    email_verified INTEGER NOT NULL,
    username       TEXT,
    claims         TEXT NOT NULL,
    roles          TEXT NOT NULL,
    updated_at     INTEGER NOT NULL,
    password_hash  TEXT
) STRICT, WITHOUT ROWID;

-- E-mail addresses and usernames, normalized, in one name space: nobody can take another's address as a username.
CREATE TABLE user_identifiers (
    identifier TEXT PRIMARY KEY,
    user_id    TEXT NOT NULL REFERENCES users ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX user_identifiers_by_user ON user_identifiers (user_id);

CREATE TABLE user_declarations (
    user_id       TEXT PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    password_hash TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE attempts (
    key         TEXT PRIMARY KEY,
    failures    INTEGER NOT NULL,
    last_at     INTEGER NOT NULL,
    forget_hour INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX attempts_to_forget ON attempts (forget_hour);

CREATE TABLE consents (
    user_id    TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
    client_id  TEXT NOT NULL,
    scopes     TEXT NOT NULL,
    granted_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, client_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX consents_by_client ON consents (client_id);

-- The volatile tables refer to no other: the reference would be checked at every sign-in. What an account leaves behind
-- is not found without it, and expires. Their keys begin with the bucket, so that rows which expire together lie side
-- by side.
CREATE TABLE sessions (
    bucket       INTEGER NOT NULL,
    id           BLOB NOT NULL,
    secret       BLOB NOT NULL,
    user_id      TEXT NOT NULL,
    auth_time    INTEGER NOT NULL,
    amr          TEXT NOT NULL,
    acr          TEXT NOT NULL,
    created_at   INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    address      TEXT NOT NULL,
    user_agent   TEXT NOT NULL,
    PRIMARY KEY (bucket, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_user ON sessions (user_id);

CREATE TABLE codes (
    bucket                INTEGER NOT NULL,
    hash                  BLOB NOT NULL,
    redeemed              INTEGER NOT NULL,
    authorization_bucket  INTEGER NOT NULL,
    authorization_id      BLOB NOT NULL,
    client_id             TEXT NOT NULL,
    user_id               TEXT NOT NULL,
    session_bucket        INTEGER NOT NULL,
    session_id            BLOB NOT NULL,
    scopes                TEXT NOT NULL,
    auth_time             INTEGER NOT NULL,
    acr                   TEXT NOT NULL,
    amr                   TEXT NOT NULL,
    claims                TEXT,
    created_at            INTEGER NOT NULL,
    expires_at            INTEGER NOT NULL,
    redirect_uri          TEXT NOT NULL,
    redirect_uri_sent     INTEGER NOT NULL,
    code_challenge        TEXT,
    code_challenge_method TEXT,
    nonce                 TEXT,
    code_expires_at       INTEGER NOT NULL,
    PRIMARY KEY (bucket, hash)
) STRICT, WITHOUT ROWID;

-- `forget_hour` is set only where refresh tokens end the authorization before its bucket does. It is coarse so that
-- most rotations leave its index alone.
CREATE TABLE authorizations (
    bucket             INTEGER NOT NULL,
    id                 BLOB NOT NULL,
    generation         INTEGER NOT NULL DEFAULT 0,
    revoked            INTEGER NOT NULL DEFAULT 0,
    rotated_at         INTEGER,
    refresh_expires_at INTEGER,
    forget_hour        INTEGER,
    client_id          TEXT NOT NULL,
    user_id            TEXT NOT NULL,
    session_bucket     INTEGER NOT NULL,
    session_id         BLOB NOT NULL,
    scopes             TEXT NOT NULL,
    auth_time          INTEGER NOT NULL,
    acr                TEXT NOT NULL,
    amr                TEXT NOT NULL,
    claims             TEXT,
    created_at         INTEGER NOT NULL,
    expires_at         INTEGER NOT NULL,
    PRIMARY KEY (bucket, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX authorizations_to_forget ON authorizations (forget_hour) WHERE forget_hour IS NOT NULL;

CREATE TABLE revoked_tokens (
    hash        BLOB PRIMARY KEY,
    forget_hour INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX revoked_tokens_to_forget ON revoked_tokens (forget_hour);

CREATE TABLE one_time (
    purpose     TEXT NOT NULL,
    hash        BLOB NOT NULL,
    forget_hour INTEGER NOT NULL,
    PRIMARY KEY (purpose, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX one_time_to_forget ON one_time (forget_hour);

CREATE TABLE signing_keys (
    kid         TEXT PRIMARY KEY,
    algorithm   TEXT NOT NULL,
    number      INTEGER NOT NULL,
    sealed_jwk  BLOB NOT NULL,
    created_at  INTEGER NOT NULL,
    active_from INTEGER NOT NULL,
    retired_at  INTEGER,
    UNIQUE (algorithm, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    number     INTEGER PRIMARY KEY,
    at         INTEGER NOT NULL,
    type       TEXT NOT NULL,
    details    TEXT NOT NULL,
    address    TEXT NOT NULL,
    request_id TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_time ON audit (at, number);

-- Written by readiness probes.
CREATE TABLE pings (
    number INTEGER NOT NULL
) STRICT;
INSERT INTO pings (number) VALUES (0);
