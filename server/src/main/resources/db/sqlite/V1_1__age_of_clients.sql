-- What was given to an earlier client of the same id is older than this.
ALTER TABLE clients ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0;
