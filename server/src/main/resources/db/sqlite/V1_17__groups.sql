-- Groups of people within an organization, or '' for the whole installation. What their roles add to an account is kept
-- with the account, so that reading it costs nothing more.
CREATE TABLE user_groups (
    id           TEXT PRIMARY KEY,
    organization TEXT NOT NULL,
    name         TEXT NOT NULL,
    roles        TEXT NOT NULL,
    updated_at   INTEGER NOT NULL,
    UNIQUE (organization, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_groups_by_organization ON user_groups (organization, id);
-- What user_groups.roles lists, so that the groups with a role can be looked up.
CREATE TABLE group_roles (
    role     TEXT NOT NULL,
    group_id TEXT NOT NULL REFERENCES user_groups ON DELETE CASCADE,
    PRIMARY KEY (role, group_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_roles_by_group ON group_roles (group_id);
CREATE TABLE group_members (
    group_id TEXT NOT NULL REFERENCES user_groups ON DELETE CASCADE,
    user_id  TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
    PRIMARY KEY (group_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_members_by_user ON group_members (user_id);
ALTER TABLE users ADD COLUMN group_roles TEXT NOT NULL DEFAULT '';
