-- Codes of people that clients must know to ask them while they are elsewhere (CIBA): a keyed hash.
CREATE TABLE request_codes (
    user_id text COLLATE "C" PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    hash    bytea NOT NULL
);
