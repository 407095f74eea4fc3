-- Accounts by role: what `users.roles` lists, so that the holders of a role can be looked up.
CREATE TABLE user_roles (
    role    text COLLATE "C" NOT NULL,
    user_id text COLLATE "C" NOT NULL REFERENCES users ON DELETE CASCADE,
    PRIMARY KEY (role, user_id)
);
CREATE INDEX user_roles_by_user ON user_roles (user_id);
INSERT INTO user_roles (role, user_id)
SELECT DISTINCT role, id FROM users, regexp_split_to_table(roles, E'\n') AS role WHERE role <> '';

CREATE INDEX users_by_organization ON users (organization, id) WHERE organization IS NOT NULL;
CREATE INDEX users_by_status ON users (status, id);
