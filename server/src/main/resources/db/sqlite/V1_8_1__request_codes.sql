-- Codes of people that clients must know to ask them while they are elsewhere (CIBA): a keyed hash.
CREATE TABLE request_codes (
    user_id TEXT PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    hash    BLOB NOT NULL
) STRICT, WITHOUT ROWID;
