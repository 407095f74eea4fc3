package dev.cardea.client;

import dev.cardea.client.ClientStore.StoredClient;
import dev.cardea.jose.Sealing;
import dev.cardea.jose.Secrets;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.ResponseType;
import dev.cardea.store.Databases;
import dev.cardea.store.StoreObserver;
import dev.cardea.store.Stores;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The client registry")
class ClientsTest {
    private static final ClientId APP = new ClientId("app");

    @TempDir
    Path directory;

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger reads = new AtomicInteger();
    private final ClientSecrets secrets = new ClientSecrets(
            new Sealing(new Secrets("x".repeat(32), List.of()), new SecureRandom()));
    private Stores stores;
    private Clients clients;

    @BeforeEach
    void open() {
        StoreObserver counting = (operation, _, _) -> {
            if (operation.startsWith("clients.find") || operation.equals("clients.allows_origin"))
                reads.incrementAndGet();
        };
        stores = Databases.open("jdbc:sqlite:" + directory.resolve("cardea.db"), null, null, 1, Instant.EPOCH,
                counting);
        clients = new Clients(
                stores.clients(), secrets,
                new ClientSettings(Lifetimes.DEFAULTS, List.of("RS256"), List.of(ResponseType.code)),
                new SubjectKey(stores.subjectKey(), new SecureRandom()), Clients.Elsewhere.NOWHERE, nanos::get);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void finds_a_client_and_opens_its_secret() {
        put("{\"redirect_uris\":[\"https://app.example/cb\"]}");
        var found = clients.find(APP).orElseThrow();
        assertThat(found.id()).isEqualTo(APP);
        assertThat(found.credentials().secret()).isEqualTo("0123456789abcdef");
    }

    @Test
    void knows_a_change_after_five_seconds_at_the_latest() {
        put("{\"redirect_uris\":[\"https://app.example/cb\"]}");
        clients.find(APP);
        put("{\"redirect_uris\":[\"https://app.example/other\"]}");
        assertThat(uris()).containsExactly("https://app.example/cb");
        nanos.addAndGet(Clients.STALE_AFTER.toNanos());
        assertThat(uris()).containsExactly("https://app.example/other");
        assertThat(reads).hasValue(2);
    }

    @Test
    void looks_once_for_all_while_none_has_changed() {
        put("{\"redirect_uris\":[\"https://app.example/cb\"]}");
        for (int i = 0; i < 3; i++) {
            assertThat(uris()).containsExactly("https://app.example/cb");
            nanos.addAndGet(Clients.STALE_AFTER.toNanos());
        }
        assertThat(reads).hasValue(1);
        stores.clients().put(new StoredClient(new ClientId("another"), false, "{}", null, Instant.EPOCH), Set.of());
        assertThat(uris()).containsExactly("https://app.example/cb");
        assertThat(reads).hasValue(2);
    }

    @Test
    void knows_a_change_that_came_between_looking_for_changes_and_reading_the_client() {
        put("{\"redirect_uris\":[\"https://app.example/cb\"]}");
        clients.find(new ClientId("another")); // looks for changes
        put("{\"redirect_uris\":[\"https://app.example/other\"]}");
        assertThat(uris()).containsExactly("https://app.example/other");
        put("{\"redirect_uris\":[\"https://app.example/third\"]}");
        nanos.addAndGet(Clients.STALE_AFTER.toNanos());
        assertThat(uris()).containsExactly("https://app.example/third");
    }

    @Test
    void knows_a_new_client_after_one_second_at_the_latest() {
        assertThat(clients.find(APP)).isEmpty();
        put("{\"redirect_uris\":[\"https://app.example/cb\"]}");
        assertThat(clients.find(APP)).isEmpty();
        nanos.addAndGet(Clients.UNKNOWN_AFTER.toNanos());
        assertThat(clients.find(APP)).isPresent();
    }

    @Test
    void knows_a_removal() {
        put("{\"redirect_uris\":[\"https://app.example/cb\"]}");
        assertThat(clients.find(APP)).isPresent();
        stores.clients().remove(APP);
        nanos.addAndGet(Clients.STALE_AFTER.toNanos());
        assertThat(clients.find(APP)).isEmpty();
    }

    @Test
    void looks_again_after_forgetting() {
        assertThat(clients.find(APP)).isEmpty();
        put("{\"redirect_uris\":[\"https://app.example/cb\"]}");
        clients.forget(APP);
        assertThat(clients.find(APP)).isPresent();
    }

    @Test
    void does_not_know_a_client_whose_document_is_no_longer_valid() {
        put("{\"redirect_uris\":[\"https://app.example/cb\"],\"id_token_signed_response_alg\":\"ES256\"}");
        assertThat(clients.find(APP)).isEmpty();
    }

    @Test
    void does_not_open_a_secret_that_was_sealed_for_another_client() {
        stores.clients()
                .put(new StoredClient(
                        APP,
                        false,
                        "{\"redirect_uris\":[\"https://app.example/cb\"]}",
                        secrets.seal(new ClientId("other"), "0123456789abcdef"), Instant.EPOCH), Set.of());
        assertThat(clients.find(APP)).isEmpty();
    }

    @Test
    void knows_a_change_of_allowed_origins_soon() {
        assertThat(clients.allowsOrigin("https://app.example")).isFalse();
        put("{}", Set.of("https://app.example"));
        assertThat(clients.allowsOrigin("https://app.example")).isFalse();
        nanos.addAndGet(Clients.UNKNOWN_AFTER.toNanos());
        assertThat(clients.allowsOrigin("https://app.example")).isTrue();
        put("{}", Set.of());
        assertThat(clients.allowsOrigin("https://app.example")).isTrue();
        nanos.addAndGet(Clients.STALE_AFTER.toNanos());
        assertThat(clients.allowsOrigin("https://app.example")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "*", "", "https://app.example/", "HTTPS://APP.EXAMPLE", "https://app.example\u0000",
            "file://", "https://a,https://b" })
    void asks_the_store_for_no_origin_that_cannot_be_registered(String origin) {
        assertThat(clients.allowsOrigin(origin)).isFalse();
        assertThat(reads).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "ä", " a", "a\n" })
    void asks_the_store_for_no_client_that_cannot_be_registered(String id) {
        assertThat(clients.find(new ClientId(id))).isEmpty();
        assertThat(clients.find(new ClientId("a".repeat(256)))).isEmpty();
        assertThat(reads).hasValue(0);
    }

    private List<String> uris() {
        return clients.find(APP).orElseThrow().redirects().uris();
    }

    private void put(String document) {
        put(document, Set.of());
    }

    private void put(String document, Set<String> origins) {
        stores.clients()
                .put(new StoredClient(APP, false, document, secrets.seal(APP, "0123456789abcdef"),
                        Instant.EPOCH), origins);
    }
}
