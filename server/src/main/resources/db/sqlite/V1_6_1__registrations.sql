-- The clients that registered themselves (RFC 7591).
CREATE TABLE registrations (
    client_id          TEXT PRIMARY KEY REFERENCES clients ON DELETE CASCADE,
    token_hash         BLOB NOT NULL,
    is_open            INTEGER NOT NULL,
    is_used            INTEGER NOT NULL,
    software_statement TEXT,
    created_at         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- Those that may have to be forgotten.
CREATE INDEX registrations_open ON registrations (created_at) WHERE is_open;

-- Initial access tokens (RFC 7591 §3).
CREATE TABLE registration_tokens (
    hash       BLOB PRIMARY KEY,
    uses       INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
