-- What pairwise subjects are made with (OIDC Core §8.1): one row for ever.
CREATE TABLE subject_key (
    number INTEGER PRIMARY KEY CHECK (number = 1),
    value  BLOB NOT NULL
) STRICT;
