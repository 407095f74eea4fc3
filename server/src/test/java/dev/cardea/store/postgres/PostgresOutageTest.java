package dev.cardea.store.postgres;

import dev.cardea.TestCardea;
import dev.cardea.oauth.UserId;
import dev.cardea.store.Backend;
import dev.cardea.store.StoreException;
import dev.cardea.user.UserStore.Declaration;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A server whose PostgreSQL has gone")
class PostgresOutageTest {
    @Test
    void answers_503_until_it_is_back() throws IOException {
        try (var line = new CutLine(Backend.postgresql.ready());
                var cardea = new TestCardea("store: { url: \"" + line.url() + "\", pool_size: 2 }\n"
                        + "secret: a-secret-of-more-than-thirty-two-characters\n")) {
            var tokens = cardea.givenTokens();
            line.cutAnswers();
            var response = cardea.userinfo(tokens.get("access_token"));
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
            assertThat(response.body()).contains("\"error\":\"temporarily_unavailable\"");
            line.mend();
            assertThat(cardea.accepts(tokens)).isTrue();
        }
    }

    @Test
    void what_was_to_be_stored_is_not_in_an_error() {
        var stores = Backend.postgresql.shared();
        // Refers to an account that is not there: PostgreSQL says in the details which.
        assertThatThrownBy(() -> stores.users().declare(new Declaration(new UserId("a-hidden-value"), null)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("user_declarations")
                .hasMessageNotContaining("a-hidden-value")
                .cause()
                .hasMessageNotContaining("a-hidden-value");
    }
}
