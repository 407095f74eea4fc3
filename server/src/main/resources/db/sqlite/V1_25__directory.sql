-- Accounts by role: what `users.roles` lists, so that the holders of a role can be looked up.
CREATE TABLE user_roles (
    role    TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
    PRIMARY KEY (role, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_roles_by_user ON user_roles (user_id);
WITH RECURSIVE split (id, role, rest) AS (
    SELECT id, '', roles || char(10) FROM users WHERE roles <> ''
    UNION ALL
    SELECT id, substr(rest, 1, instr(rest, char(10)) - 1), substr(rest, instr(rest, char(10)) + 1)
    FROM split WHERE rest <> ''
)
INSERT INTO user_roles (role, user_id) SELECT DISTINCT role, id FROM split WHERE role <> '';

CREATE INDEX users_by_organization ON users (organization, id) WHERE organization IS NOT NULL;
CREATE INDEX users_by_status ON users (status, id);
