-- The key pairs that others encrypt for. Beside those that sign: a node of an earlier version reads every row there.
CREATE TABLE encryption_keys (
    kid         TEXT PRIMARY KEY,
    algorithm   TEXT NOT NULL,
    number      INTEGER NOT NULL,
    sealed_jwk  BLOB NOT NULL,
    created_at  INTEGER NOT NULL,
    active_from INTEGER NOT NULL,
    retired_at  INTEGER,
    UNIQUE (algorithm, number)
) STRICT, WITHOUT ROWID;
