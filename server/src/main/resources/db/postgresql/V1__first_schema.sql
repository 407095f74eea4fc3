-- Instants are milliseconds since 1970, buckets of sessions and authorizations days, all others hours.
-- Lists are text, one value a line. Rows that are changed often leave room on their page, so that a change need not
-- touch the indexes.

CREATE TABLE clients (
    id            text COLLATE "C" PRIMARY KEY,
    declared      boolean NOT NULL,
    document      text NOT NULL,
    sealed_secret bytea
);

-- The web origins of all enabled clients.
CREATE TABLE client_origins (
    origin    text COLLATE "C" NOT NULL,
    client_id text COLLATE "C" NOT NULL REFERENCES clients ON DELETE CASCADE,
    PRIMARY KEY (origin, client_id)
);
CREATE INDEX client_origins_by_client ON client_origins (client_id);

CREATE TABLE organizations (
    id                       text COLLATE "C" PRIMARY KEY,
    name                     text NOT NULL,
    domains                  text NOT NULL,
    post_logout_redirect_uri text,
    declared                 boolean NOT NULL
);

CREATE TABLE roles (
    id             text COLLATE "C" PRIMARY KEY,
    authorizations text NOT NULL,
    declared       boolean NOT NULL
);

CREATE TABLE users (
    id             text COLLATE "C" PRIMARY KEY,
    organization   text,
    status         text NOT NULL,
    email          text,
    email_verified boolean NOT NULL,
    username       text,
    claims         text NOT NULL,
    roles          text NOT NULL,
    updated_at     bigint NOT NULL,
    password_hash  text
);

-- E-mail addresses and usernames, normalized, in one name space: nobody can take another's address as a username.
CREATE TABLE user_identifiers (
    identifier text COLLATE "C" PRIMARY KEY,
    user_id    text COLLATE "C" NOT NULL REFERENCES users ON DELETE CASCADE
);
CREATE INDEX user_identifiers_by_user ON user_identifiers (user_id);

CREATE TABLE user_declarations (
    user_id       text COLLATE "C" PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    password_hash text
);

CREATE TABLE attempts (
    key         text COLLATE "C" PRIMARY KEY,
    failures    integer NOT NULL,
    last_at     bigint NOT NULL,
    forget_hour integer NOT NULL
);
CREATE INDEX attempts_to_forget ON attempts (forget_hour);

CREATE TABLE consents (
    user_id    text COLLATE "C" NOT NULL REFERENCES users ON DELETE CASCADE,
    client_id  text COLLATE "C" NOT NULL,
    scopes     text NOT NULL,
    granted_at bigint NOT NULL,
    PRIMARY KEY (user_id, client_id)
);
CREATE INDEX consents_by_client ON consents (client_id);

-- The volatile tables refer to no other: the row referred to would be locked at every sign-in. What an account leaves
-- behind is not found without it, and expires.
--
-- Sessions are not partitioned: they are looked up from authorizations, where no partition can be named, and a sign-in
-- costs a thousand times what deleting its row does.
CREATE TABLE sessions (
    bucket       integer NOT NULL,
    id           bytea NOT NULL,
    secret       bytea NOT NULL,
    user_id      text COLLATE "C" NOT NULL,
    auth_time    bigint NOT NULL,
    amr          text NOT NULL,
    acr          text NOT NULL,
    created_at   bigint NOT NULL,
    last_seen_at bigint NOT NULL,
    expires_at   bigint NOT NULL,
    address      text NOT NULL,
    user_agent   text NOT NULL,
    PRIMARY KEY (bucket, id)
) WITH (fillfactor = 80);
CREATE INDEX sessions_by_user ON sessions (user_id);

-- Partitions for the next hours and days are made by the server. Rows that have none go to the default one.
CREATE TABLE codes (
    bucket                integer NOT NULL,
    hash                  bytea NOT NULL,
    redeemed              boolean NOT NULL,
    authorization_bucket  integer NOT NULL,
    authorization_id      bytea NOT NULL,
    client_id             text COLLATE "C" NOT NULL,
    user_id               text COLLATE "C" NOT NULL,
    session_bucket        integer NOT NULL,
    session_id            bytea NOT NULL,
    scopes                text NOT NULL,
    auth_time             bigint NOT NULL,
    acr                   text NOT NULL,
    amr                   text NOT NULL,
    claims                text,
    created_at            bigint NOT NULL,
    expires_at            bigint NOT NULL,
    redirect_uri          text NOT NULL,
    redirect_uri_sent     boolean NOT NULL,
    code_challenge        text,
    code_challenge_method text,
    nonce                 text,
    code_expires_at       bigint NOT NULL,
    PRIMARY KEY (bucket, hash)
) PARTITION BY RANGE (bucket);
CREATE TABLE codes_default PARTITION OF codes DEFAULT;

-- `forget_hour` is set only where refresh tokens end the authorization before its bucket does. It is coarse so that
-- most rotations leave its index alone.
CREATE TABLE authorizations (
    bucket             integer NOT NULL,
    id                 bytea NOT NULL,
    generation         integer NOT NULL DEFAULT 0,
    revoked            boolean NOT NULL DEFAULT FALSE,
    rotated_at         bigint,
    refresh_expires_at bigint,
    forget_hour        integer,
    client_id          text COLLATE "C" NOT NULL,
    user_id            text COLLATE "C" NOT NULL,
    session_bucket     integer NOT NULL,
    session_id         bytea NOT NULL,
    scopes             text NOT NULL,
    auth_time          bigint NOT NULL,
    acr                text NOT NULL,
    amr                text NOT NULL,
    claims             text,
    created_at         bigint NOT NULL,
    expires_at         bigint NOT NULL,
    PRIMARY KEY (bucket, id)
) PARTITION BY RANGE (bucket);
CREATE TABLE authorizations_default PARTITION OF authorizations DEFAULT WITH (fillfactor = 80);
CREATE INDEX authorizations_to_forget ON authorizations (forget_hour) WHERE forget_hour IS NOT NULL;

CREATE TABLE revoked_tokens (
    hash        bytea PRIMARY KEY,
    forget_hour integer NOT NULL
);
CREATE INDEX revoked_tokens_to_forget ON revoked_tokens (forget_hour);

CREATE TABLE one_time (
    purpose     text COLLATE "C" NOT NULL,
    hash        bytea NOT NULL,
    forget_hour integer NOT NULL,
    PRIMARY KEY (purpose, hash)
);
CREATE INDEX one_time_to_forget ON one_time (forget_hour);

CREATE TABLE signing_keys (
    kid         text COLLATE "C" PRIMARY KEY,
    algorithm   text COLLATE "C" NOT NULL,
    number      integer NOT NULL,
    sealed_jwk  bytea NOT NULL,
    created_at  bigint NOT NULL,
    active_from bigint NOT NULL,
    retired_at  bigint,
    UNIQUE (algorithm, number)
);

CREATE TABLE audit (
    number     bigint GENERATED ALWAYS AS IDENTITY (CACHE 100) PRIMARY KEY,
    at         bigint NOT NULL,
    type       text NOT NULL,
    details    text NOT NULL,
    address    text NOT NULL,
    request_id text NOT NULL
);
CREATE INDEX audit_by_time ON audit (at, number);

-- Written by readiness probes.
CREATE TABLE pings (
    number bigint NOT NULL
) WITH (fillfactor = 50);
INSERT INTO pings (number) VALUES (0);
