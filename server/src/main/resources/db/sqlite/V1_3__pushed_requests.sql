-- Pushed authorization requests (RFC 9126). A row goes when the request is answered. The browser is the one in which
-- sign-in began, null before that.
CREATE TABLE pushed_requests (
    hash        BLOB PRIMARY KEY,
    client_id   TEXT NOT NULL,
    parameters  TEXT NOT NULL,
    browser     BLOB,
    expires_at  INTEGER NOT NULL,
    forget_hour INTEGER NOT NULL
) STRICT;
CREATE INDEX pushed_requests_to_forget ON pushed_requests (forget_hour);
