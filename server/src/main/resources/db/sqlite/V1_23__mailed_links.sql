-- Links that were mailed to people, by the hash of what is in them. `identifier` is the address, normalized; `payload` is
-- encrypted; `remind_at` is null once nobody is to be reminded.
CREATE TABLE mailed_links (
    hash        BLOB PRIMARY KEY,
    purpose     TEXT NOT NULL,
    user_id     TEXT REFERENCES users ON DELETE CASCADE,
    address     TEXT NOT NULL,
    identifier  TEXT NOT NULL,
    payload     TEXT NOT NULL,
    created_at  INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL,
    remind_at   INTEGER,
    forget_hour INTEGER NOT NULL
) STRICT;
CREATE INDEX mailed_links_of_addresses ON mailed_links (identifier, purpose, created_at);
CREATE INDEX mailed_links_of_people ON mailed_links (user_id, purpose) WHERE user_id IS NOT NULL;
CREATE INDEX mailed_links_to_remind ON mailed_links (remind_at) WHERE remind_at IS NOT NULL;
CREATE INDEX mailed_links_to_forget ON mailed_links (forget_hour);
