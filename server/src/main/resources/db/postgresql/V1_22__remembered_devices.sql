-- Browsers that a person need not prove a second factor in for some time, by the hash of what their cookie holds.
CREATE TABLE remembered_devices (
    hash         bytea PRIMARY KEY,
    user_id      text COLLATE "C" NOT NULL REFERENCES users ON DELETE CASCADE,
    name         text NOT NULL,
    address      text NOT NULL,
    created_at   bigint NOT NULL,
    expires_at   bigint NOT NULL,
    forget_hour  integer NOT NULL
);
CREATE INDEX remembered_devices_of_people ON remembered_devices (user_id, created_at);
CREATE INDEX remembered_devices_to_forget ON remembered_devices (forget_hour);
