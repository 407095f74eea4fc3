-- What an authorization is for in detail (RFC 9396), as a JSON array; null where it is for nothing in particular.
ALTER TABLE codes ADD COLUMN details text;
ALTER TABLE authorizations ADD COLUMN details text;
ALTER TABLE device_codes ADD COLUMN details text;
ALTER TABLE backchannel_requests ADD COLUMN details text;
ALTER TABLE consents ADD COLUMN details text NOT NULL DEFAULT '[]';
