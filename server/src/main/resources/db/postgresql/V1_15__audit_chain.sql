-- An entry without a block waits to be put into one. Its address is part of the block by the commitment, so that it can
-- be erased.
ALTER TABLE audit
    ADD COLUMN user_id text COLLATE "C",
    ADD COLUMN client_id text COLLATE "C",
    ADD COLUMN block bigint,
    ADD COLUMN salt bytea,
    ADD COLUMN commitment bytea;
UPDATE audit SET user_id = details::json ->> 'user', client_id = details::json ->> 'client';
CREATE INDEX audit_by_user ON audit (user_id, at, number) WHERE user_id IS NOT NULL;
CREATE INDEX audit_waiting ON audit (number) WHERE block IS NULL;

-- Blocks of entries, each with the hash of the one before it.
CREATE TABLE audit_blocks (
    number      bigint PRIMARY KEY,
    previous    bytea NOT NULL,
    since       bigint NOT NULL,
    until       bigint NOT NULL,
    first       bigint NOT NULL,
    last        bigint NOT NULL,
    entries     integer NOT NULL,
    digest      bytea NOT NULL,
    hash        bytea NOT NULL,
    signing_key integer NOT NULL,
    signature   bytea NOT NULL
);
