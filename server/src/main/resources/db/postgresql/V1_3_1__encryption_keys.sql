-- The key pairs that others encrypt for. Beside those that sign: a node of an earlier version reads every row there.
CREATE TABLE encryption_keys (
    kid         text COLLATE "C" PRIMARY KEY,
    algorithm   text COLLATE "C" NOT NULL,
    number      integer NOT NULL,
    sealed_jwk  bytea NOT NULL,
    created_at  bigint NOT NULL,
    active_from bigint NOT NULL,
    retired_at  bigint,
    UNIQUE (algorithm, number)
);
