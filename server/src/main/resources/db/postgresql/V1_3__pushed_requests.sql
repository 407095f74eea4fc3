-- Pushed authorization requests (RFC 9126). A row goes when the request is answered. The browser is the one in which
-- sign-in began, null before that.
CREATE TABLE pushed_requests (
    hash        bytea PRIMARY KEY,
    client_id   text COLLATE "C" NOT NULL,
    parameters  text NOT NULL,
    browser     bytea,
    expires_at  bigint NOT NULL,
    forget_hour integer NOT NULL
);
CREATE INDEX pushed_requests_to_forget ON pushed_requests (forget_hour);
