-- What a person gave to whom, to be shown and taken back.
CREATE INDEX authorizations_by_user ON authorizations (user_id, client_id);
