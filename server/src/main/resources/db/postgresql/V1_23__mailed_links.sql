-- Links that were mailed to people, by the hash of what is in them. `identifier` is the address, normalized; `payload` is
-- encrypted; `remind_at` is null once nobody is to be reminded.
CREATE TABLE mailed_links (
    hash        bytea PRIMARY KEY,
    purpose     text COLLATE "C" NOT NULL,
    user_id     text COLLATE "C" REFERENCES users ON DELETE CASCADE,
    address     text COLLATE "C" NOT NULL,
    identifier  text COLLATE "C" NOT NULL,
    payload     text COLLATE "C" NOT NULL,
    created_at  bigint NOT NULL,
    expires_at  bigint NOT NULL,
    remind_at   bigint,
    forget_hour integer NOT NULL
);
CREATE INDEX mailed_links_of_addresses ON mailed_links (identifier, purpose, created_at);
CREATE INDEX mailed_links_of_people ON mailed_links (user_id, purpose) WHERE user_id IS NOT NULL;
CREATE INDEX mailed_links_to_remind ON mailed_links (remind_at) WHERE remind_at IS NOT NULL;
CREATE INDEX mailed_links_to_forget ON mailed_links (forget_hour);
