-- The resources that an authorization is for (RFC 8707), null where it is for none in particular.
ALTER TABLE codes ADD COLUMN resources text;
ALTER TABLE authorizations ADD COLUMN resources text;
ALTER TABLE consents ADD COLUMN resources text NOT NULL DEFAULT '';
