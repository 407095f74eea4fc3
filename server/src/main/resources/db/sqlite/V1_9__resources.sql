-- The resources that an authorization is for (RFC 8707), null where it is for none in particular.
ALTER TABLE codes ADD COLUMN resources TEXT;
ALTER TABLE authorizations ADD COLUMN resources TEXT;
ALTER TABLE consents ADD COLUMN resources TEXT NOT NULL DEFAULT '';
