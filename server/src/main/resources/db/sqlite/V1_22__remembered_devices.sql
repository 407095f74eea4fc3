-- Browsers that a person need not prove a second factor in for some time, by the hash of what their cookie holds.
CREATE TABLE remembered_devices (
    hash         BLOB PRIMARY KEY,
    user_id      TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
    name         TEXT NOT NULL,
    address      TEXT NOT NULL,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    forget_hour  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX remembered_devices_of_people ON remembered_devices (user_id, created_at);
CREATE INDEX remembered_devices_to_forget ON remembered_devices (forget_hour);
