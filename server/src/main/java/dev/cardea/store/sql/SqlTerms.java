package dev.cardea.store.sql;

import dev.cardea.enrolment.TermsStore;
import dev.cardea.oauth.UserId;
import java.sql.SQLException;
import java.time.Instant;

final class SqlTerms implements TermsStore {
    private final Database database;

    SqlTerms(Database database) {
        this.database = database;
    }

    @Override
    public boolean hasAccepted(UserId user, String version) {
        return database.read("terms.accepted", statements -> statements.exists(
                "SELECT 1 FROM accepted_terms WHERE user_id = ? AND version = ?", user, version));
    }

    @Override
    public void accept(UserId user, String version, Instant at) {
        database.write("terms.accept", statements -> accept(statements, user, version, at));
    }

    static int accept(Statements statements, UserId user, String version, Instant at) throws SQLException {
        return statements.update(
                "INSERT INTO accepted_terms (user_id, version, accepted_at) VALUES (?, ?, ?)"
                        + " ON CONFLICT (user_id, version) DO NOTHING",
                user,
                version,
                at);
    }
}
