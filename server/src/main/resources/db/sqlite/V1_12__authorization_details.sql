-- What an authorization is for in detail (RFC 9396), as a JSON array; null where it is for nothing in particular.
ALTER TABLE codes ADD COLUMN details TEXT;
ALTER TABLE authorizations ADD COLUMN details TEXT;
ALTER TABLE device_codes ADD COLUMN details TEXT;
ALTER TABLE backchannel_requests ADD COLUMN details TEXT;
ALTER TABLE consents ADD COLUMN details TEXT NOT NULL DEFAULT '[]';
