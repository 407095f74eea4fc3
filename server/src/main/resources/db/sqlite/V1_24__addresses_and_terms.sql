-- Addresses of people beside the one that the account is known by. A proven one is among the `user_identifiers` too; one
-- that is only claimed keeps nobody else from having it.
CREATE TABLE user_addresses (
    user_id    TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
    identifier TEXT NOT NULL,
    address    TEXT NOT NULL,
    verified   INTEGER NOT NULL,
    added_at   INTEGER NOT NULL,
    PRIMARY KEY (user_id, identifier)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_addresses_claimed ON user_addresses (identifier);

-- Which versions of the terms a person accepted.
CREATE TABLE accepted_terms (
    user_id     TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
    version     TEXT NOT NULL,
    accepted_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, version)
) STRICT, WITHOUT ROWID;
