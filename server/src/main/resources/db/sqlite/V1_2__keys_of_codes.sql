-- The key that a code is bound to (RFC 9449 §10).
ALTER TABLE codes ADD COLUMN dpop_jkt TEXT;
