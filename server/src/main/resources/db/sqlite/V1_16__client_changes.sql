-- Counts every change of a client, so that a server sees with one look that what it remembers of all of them still
-- holds. Triggers, because older servers beside this one and people with a database shell change clients too.
CREATE TABLE client_changes (
    number INTEGER PRIMARY KEY CHECK (number = 1),
    count  INTEGER NOT NULL
) STRICT;
INSERT INTO client_changes (number, count) VALUES (1, 0);

CREATE TRIGGER client_added AFTER INSERT ON clients BEGIN
    UPDATE client_changes SET count = count + 1;
END;
CREATE TRIGGER client_changed AFTER UPDATE ON clients BEGIN
    UPDATE client_changes SET count = count + 1;
END;
CREATE TRIGGER client_removed AFTER DELETE ON clients BEGIN
    UPDATE client_changes SET count = count + 1;
END;
