-- Counts every change of a client, so that a server sees with one look that what it remembers of all of them still
-- holds. A trigger, because older servers beside this one and people with a database shell change clients too. A row
-- and not a sequence: the count must not be seen before the change is.
CREATE TABLE client_changes (
    number integer PRIMARY KEY CHECK (number = 1),
    count  bigint NOT NULL
);
INSERT INTO client_changes (number, count) VALUES (1, 0);

CREATE FUNCTION count_client_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE client_changes SET count = count + 1;
    RETURN NULL;
END
$$;
CREATE TRIGGER client_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON clients
    FOR EACH STATEMENT EXECUTE FUNCTION count_client_change();
