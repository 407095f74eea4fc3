package dev.cardea.jose;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.cardea.FakeClock;
import dev.cardea.TestJwks;
import dev.cardea.store.Databases;
import dev.cardea.store.StoreObserver;
import dev.cardea.store.Stores;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Signing keys and their rotation, on two nodes with one store")
class KeyRingTest {
    private static final Duration STEP = Duration.ofHours(12);
    private static final Duration LONGEST_TOKEN = Duration.ofDays(1);
    private static final KeyRing.Policy POLICY = new KeyRing.Policy(
            List.of(Algorithm.ES256, Algorithm.EdDSA), Duration.ofDays(30), Duration.ofDays(2));

    @TempDir
    Path directory;

    private final FakeClock clock = new FakeClock();
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentLinkedQueue<String> added = new ConcurrentLinkedQueue<>();
    private final List<Stores> stores = new ArrayList<>();
    private List<KeyRing> nodes;

    @BeforeEach
    void start() {
        nodes = List.of(node(), node());
    }

    private KeyRing node() {
        return node(POLICY.algorithms());
    }

    private KeyRing node(List<Algorithm> algorithms) {
        var opened = Databases.open("jdbc:sqlite:" + directory.resolve("cardea.db"), null, null, 1, clock.instant(),
                StoreObserver.NONE);
        stores.add(opened);
        var sealing = new Sealing(new Secrets("s".repeat(32), List.of()), random);
        return new KeyRing(opened.keys(), sealing, clock, random,
                new KeyRing.Policy(algorithms, POLICY.rotateEvery(), POLICY.keepRetired()), (_, kid) -> added.add(kid));
    }

    @AfterEach
    void stop() {
        stores.forEach(Stores::close);
    }

    private record Signed(SignedJWT token, Instant at) {
        String kid() {
            return token.getHeader().getKeyID();
        }
    }

    private static JWKSet published(KeyRing node) throws Exception {
        return new JWKSet(node.published());
    }

    @Test
    void verify_everything_ever_signed_for_as_long_as_it_lives() throws Exception {
        var publishedSince = new HashMap<String, Instant>();
        var alive = new ArrayList<Signed>();
        var used = new HashSet<String>();
        for (int step = 0; step < 100 * 2; step++) {
            var now = clock.instant();
            for (var node : nodes) node.maintain();
            for (var node : nodes) {
                for (JWK key : published(node).getKeys()) publishedSince.putIfAbsent(key.getKeyID(), now);
                for (var algorithm : POLICY.algorithms())
                    alive.add(new Signed(SignedJWT.parse(node.sign(algorithm, "JWT", Map.of("n", step))), now));
            }
            for (var signed : alive.subList(alive.size() - 4, alive.size()))
                if (used.add(signed.kid()) && used.size() > 2)
                    assertThat(Duration.between(publishedSince.get(signed.kid()), now)).isGreaterThanOrEqualTo(
                            Duration.ofDays(1));
            for (var node : nodes) {
                var keys = published(node);
                assertThat(keys.getKeys()).hasSizeBetween(2, 6);
                assertThat(alive).allMatch(signed -> keys.getKeyByKeyId(signed.kid()) != null);
                assertThat(alive).filteredOn(signed -> signed.at().plus(LONGEST_TOKEN).equals(now))
                        .allMatch(signed -> new TestJwks(keys).verifies(signed.token())
                                && node.verify("JWT", signed.token().serialize()).isPresent());
            }
            alive.removeIf(signed -> signed.at().plus(LONGEST_TOKEN).equals(now));
            clock.advance(STEP);
        }
        assertThat(used).hasSize(8); // four of each algorithm in a hundred days
        assertThat(added).hasSize(8);
    }

    @Test
    void gain_exactly_one_key_where_all_nodes_rotate_at_once() throws Exception {
        assertThat(added).hasSize(2);
        clock.advance(Duration.ofDays(29));
        var calls = new ArrayList<Callable<Object>>();
        for (int i = 0; i < 16; i++) {
            var node = nodes.get(i % 2);
            calls.add(Executors.callable(node::maintain));
        }
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var call : executor.invokeAll(calls)) call.get();
        }
        assertThat(stores.getFirst().keys().all()).hasSize(4);
        assertThat(added).hasSize(4).doesNotHaveDuplicates();
        for (var node : nodes) {
            node.refresh();
            assertThat(published(node).getKeys()).hasSize(4);
        }
    }

    @Test
    void are_replaced_at_once_where_the_operator_says_so() throws Exception {
        var before = SignedJWT.parse(nodes.getFirst().sign(Algorithm.ES256, "JWT", Map.of()));
        var kids = nodes.getFirst().rotate(clock.instant());
        assertThat(kids).hasSize(2);
        nodes.getLast().refresh();
        for (var node : nodes) {
            var after = SignedJWT.parse(node.sign(Algorithm.ES256, "JWT", Map.of()));
            assertThat(kids).contains(after.getHeader().getKeyID());
            assertThat(node.verify("JWT", before.serialize())).isPresent();
        }
    }

    @Test
    void do_not_sign_any_more_once_an_urgent_one_took_over() throws Exception {
        clock.advance(Duration.ofDays(29));
        for (var node : nodes) node.maintain(); // publishes the next ones, which would sign from tomorrow on
        var urgent = nodes.getFirst().rotate(clock.instant());
        for (int hours = 0; hours < 24 * 7; hours += 12) {
            for (var node : nodes) {
                node.maintain();
                var token = SignedJWT.parse(node.sign(Algorithm.ES256, "JWT", Map.of()));
                assertThat(urgent).contains(token.getHeader().getKeyID());
            }
            clock.advance(Duration.ofHours(12));
        }
    }

    @Test
    void of_an_algorithm_given_up_are_published_until_nothing_they_signed_lives() throws Exception {
        clock.advance(Duration.ofDays(10));
        var token = SignedJWT.parse(nodes.getFirst().sign(Algorithm.EdDSA, "JWT", Map.of()));
        var node = node(List.of(Algorithm.ES256));
        for (var since = Duration.ZERO; since.compareTo(LONGEST_TOKEN) <= 0; since = since.plus(STEP)) {
            node.maintain();
            assertThat(published(node).getKeyByKeyId(token.getHeader().getKeyID())).isNotNull();
            assertThat(node.verify("JWT", token.serialize())).isPresent();
            clock.advance(STEP);
        }
        clock.advance(Duration.ofDays(1));
        node.maintain();
        assertThat(published(node).getKeys()).singleElement()
                .satisfies(
                        key -> assertThat(key.getKeyType().getValue()).isEqualTo("EC"));
        assertThat(node.verify("JWT", token.serialize())).isEmpty();
    }

    @Test
    void of_an_algorithm_taken_up_again_sign_at_once() throws Exception {
        clock.advance(Duration.ofDays(10));
        node(List.of(Algorithm.ES256));
        for (var absent : List.of(Duration.ofHours(1), Duration.ofDays(10))) {
            clock.advance(absent);
            var again = node();
            var token = again.sign(Algorithm.EdDSA, "JWT", Map.of("a", 1));
            clock.advance(Duration.ofDays(3));
            again.maintain();
            assertThat(again.verify("JWT", token)).isPresent();
            node(List.of(Algorithm.ES256));
        }
    }

    @Test
    void do_not_pile_up_where_nodes_are_configured_differently() throws Exception {
        var other = node(List.of(Algorithm.ES256));
        for (int hour = 0; hour < 24 * 10; hour++) {
            other.maintain();
            for (var node : nodes) node.maintain();
            assertThat(nodes.getFirst().verify("JWT", nodes.getFirst().sign(Algorithm.EdDSA, "JWT", Map.of())))
                    .isPresent();
            clock.advance(Duration.ofHours(1));
        }
        assertThat(published(other).getKeys()).hasSizeLessThan(8);
    }

    @Test
    void do_not_verify_a_token_of_another_kind() {
        var token = nodes.getFirst().sign(Algorithm.EdDSA, "at+jwt", Map.of("a", 1));
        assertThat(nodes.getLast().verify("at+jwt", token)).hasValue(Map.of("a", 1));
        assertThat(nodes.getLast().verify("JWT", token)).isEmpty();
    }
}
