-- An entry without a block waits to be put into one. Its address is part of the block by the commitment, so that it can
-- be erased.
ALTER TABLE audit ADD COLUMN user_id TEXT;
ALTER TABLE audit ADD COLUMN client_id TEXT;
ALTER TABLE audit ADD COLUMN block INTEGER;
ALTER TABLE audit ADD COLUMN salt BLOB;
ALTER TABLE audit ADD COLUMN commitment BLOB;
UPDATE audit SET user_id = json_extract(details, '$.user'), client_id = json_extract(details, '$.client');
CREATE INDEX audit_by_user ON audit (user_id, at, number) WHERE user_id IS NOT NULL;
CREATE INDEX audit_waiting ON audit (number) WHERE block IS NULL;

-- Blocks of entries, each with the hash of the one before it.
CREATE TABLE audit_blocks (
    number      INTEGER PRIMARY KEY,
    previous    BLOB NOT NULL,
    since       INTEGER NOT NULL,
    until       INTEGER NOT NULL,
    first       INTEGER NOT NULL,
    last        INTEGER NOT NULL,
    entries     INTEGER NOT NULL,
    digest      BLOB NOT NULL,
    hash        BLOB NOT NULL,
    signing_key INTEGER NOT NULL,
    signature   BLOB NOT NULL
) STRICT;
