-- The clients that registered themselves (RFC 7591).
CREATE TABLE registrations (
    client_id          text COLLATE "C" PRIMARY KEY REFERENCES clients ON DELETE CASCADE,
    token_hash         bytea NOT NULL,
    is_open            boolean NOT NULL,
    is_used            boolean NOT NULL,
    software_statement text,
    created_at         bigint NOT NULL
);
-- Those that may have to be forgotten.
CREATE INDEX registrations_open ON registrations (created_at) WHERE is_open;

-- Initial access tokens (RFC 7591 §3).
CREATE TABLE registration_tokens (
    hash       bytea PRIMARY KEY,
    uses       integer NOT NULL,
    expires_at bigint NOT NULL
);
