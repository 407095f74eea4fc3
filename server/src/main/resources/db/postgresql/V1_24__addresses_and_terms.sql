-- Addresses of people beside the one that the account is known by. A proven one is among the `user_identifiers` too; one
-- that is only claimed keeps nobody else from having it.
CREATE TABLE user_addresses (
    user_id    text COLLATE "C" NOT NULL REFERENCES users ON DELETE CASCADE,
    identifier text COLLATE "C" NOT NULL,
    address    text COLLATE "C" NOT NULL,
    verified   boolean NOT NULL,
    added_at   bigint NOT NULL,
    PRIMARY KEY (user_id, identifier)
);
CREATE INDEX user_addresses_claimed ON user_addresses (identifier);

-- Which versions of the terms a person accepted.
CREATE TABLE accepted_terms (
    user_id     text COLLATE "C" NOT NULL REFERENCES users ON DELETE CASCADE,
    version     text COLLATE "C" NOT NULL,
    accepted_at bigint NOT NULL,
    PRIMARY KEY (user_id, version)
);
