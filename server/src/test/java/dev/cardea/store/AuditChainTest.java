package dev.cardea.store;

import dev.cardea.audit.AuditChain;
import dev.cardea.audit.AuditStore.Entry;
import dev.cardea.audit.AuditVerification;
import dev.cardea.audit.AuditVerification.Result;
import dev.cardea.jose.Secrets;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.UserId;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.store.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

/// Each test has a database of its own, since it looks at all of the log.
@DisplayName("The chain of the audit log")
@ParameterizedClass
@EnumSource(Backend.class)
class AuditChainTest {
    private static final Duration KEEP = Duration.ofDays(30);
    private static final String SECRET = "secret-of-this-installation-0123456789";
    private final String url;
    private final Stores stores;

    AuditChainTest(Backend backend) {
        url = backend.ready();
        stores = Backend.open(url);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private static Secrets secrets(String current, String... previous) {
        return new Secrets(current, List.of(previous));
    }

    private void append(String type, @Nullable UserId user, Instant at) {
        stores.audit()
                .append(new Entry(at, type, user, new ClientId("app"), "{\"a\":\"" + type + "\"}", "192.0.2.7",
                        "request"));
    }

    private void append(int count) {
        IntStream.range(0, count).forEach(i -> append("SignedIn", new UserId("user-" + i % 3), NOW.plusSeconds(i)));
    }

    private void seal(Instant now) {
        new AuditChain(stores.auditChain(), secrets(SECRET).signatures("audit"), KEEP, new SecureRandom(), () -> now)
                .maintain();
    }

    private void seal() {
        seal(NOW);
    }

    private Result verified(Secrets secrets, Map<Long, String> checkpoints) {
        return new AuditVerification(stores.auditChain(), secrets.signatures("audit"), checkpoints, NOW.minus(KEEP))
                .run();
    }

    private Result verified() {
        return verified(secrets(SECRET), Map.of());
    }

    private void tamper(String sql) {
        try (var connection = DriverManager.getConnection(url); var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void is_empty_at_first() {
        seal();
        assertThat(verified()).isEqualTo(new Result(null, 0, 0, 0, List.of()));
    }

    @Test
    void has_every_entry_in_a_block() {
        append(3);
        assertThat(verified().waiting()).isEqualTo(3);
        seal();
        append(1100);
        seal();
        var result = verified();
        assertThat(result.faults()).isEmpty();
        assertThat(result.entries()).isEqualTo(1103);
        assertThat(result.waiting()).isZero();
        assertThat(stores.auditChain().blocks(0, 10)).extracting(block -> block.count())
                .containsExactly(3, 500, 500, 100);
    }

    @Test
    void has_each_entry_once_however_many_seal() throws InterruptedException {
        append(700);
        Race.of(() -> {
            seal();
            return true;
        });
        seal();
        assertThat(verified().faults()).isEmpty();
        assertThat(verified().entries()).isEqualTo(700);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "UPDATE audit SET details = '{}' WHERE at = %d",
            "UPDATE audit SET type = 'SignedOut' WHERE at = %d",
            "UPDATE audit SET user_id = 'mallory' WHERE at = %d",
            "UPDATE audit SET client_id = NULL WHERE at = %d",
            "UPDATE audit SET request_id = '' WHERE at = %d",
            "UPDATE audit SET address = '192.0.2.8' WHERE at = %d",
            "UPDATE audit SET address = '' WHERE at = %d",
            "UPDATE audit SET address = '', salt = NULL WHERE at = %d",
            "UPDATE audit SET commitment = salt WHERE at = %d",
            "UPDATE audit SET at = at + 1 WHERE at = %d",
            "UPDATE audit SET block = NULL WHERE at = %d",
            "UPDATE audit SET block = 2 WHERE at = %d",
            "DELETE FROM audit WHERE at = %d",
            "INSERT INTO audit (at, type, details, address, request_id, block, salt, commitment)"
                    + " SELECT at, type, details, address, request_id, block, salt, commitment FROM audit WHERE at = %d",
            "DELETE FROM audit_blocks WHERE number = 1 AND %d > 0",
            "DELETE FROM audit_blocks WHERE number = 2 AND %d > 0",
            "UPDATE audit_blocks SET since = since + 1 WHERE number = 2 AND %d > 0",
            "UPDATE audit_blocks SET hash = digest WHERE number = 3 AND %d > 0",
            "UPDATE audit_blocks SET signature = hash WHERE number = 1 AND %d > 0",
            "UPDATE audit_blocks SET entries = entries - 1 WHERE number = 2 AND %d > 0" })
    void shows_a_change(String change) {
        IntStream.range(0, 3).forEach(_ -> {
            append(5);
            seal();
        });
        append("SignedOut", new UserId("alice"), NOW.plusSeconds(100));
        seal();
        assertThat(verified().faults()).isEmpty();
        tamper(change.formatted(NOW.plusSeconds(change.contains("INSERT") ? 100 : 3).toEpochMilli()));
        assertThat(verified().faults()).as(change).isNotEmpty();
    }

    @Test
    void shows_with_a_checkpoint_that_the_newest_blocks_are_gone() {
        append(1);
        seal();
        append(1);
        seal();
        var last = verified().last();
        var checkpoint = Map.of(last.number(), HexFormat.of().formatHex(last.hash()));
        assertThat(verified(secrets(SECRET), checkpoint).faults()).isEmpty();
        tamper("DELETE FROM audit WHERE block = 2");
        tamper("DELETE FROM audit_blocks WHERE number = 2");
        assertThat(verified().faults()).isEmpty();
        assertThat(verified(secrets(SECRET), checkpoint).faults())
                .containsExactly("block 2 of a checkpoint is missing");
        append(1);
        seal();
        assertThat(verified(secrets(SECRET), checkpoint).faults())
                .containsExactly("block 2 is not the one of the checkpoint");
    }

    @Test
    void is_signed_with_the_secret() {
        append(1);
        seal();
        assertThat(verified(secrets("another-secret-0123456789-0123456789"), Map.of()).faults())
                .containsExactly("block 1 is not signed with the secret of this installation");
        assertThat(verified(secrets("another-secret-0123456789-0123456789", SECRET), Map.of()).faults()).isEmpty();
    }

    @Test
    void outlives_the_erasing_of_a_person() {
        var alice = Cast.alice();
        stores.users().put(alice);
        append("SignedIn", alice.id(), NOW);
        seal();
        append("SignedOut", alice.id(), NOW.plusSeconds(1)); // waits for its block
        append("AccountRemoved", alice.id(), NOW.plusSeconds(2));
        stores.users().remove(alice.id());
        assertThat(stores.audit().latest(9)).allMatch(entry -> entry.address().isEmpty());
        assertThat(verified().faults()).isEmpty();
        seal();
        assertThat(verified().faults()).isEmpty();
        assertThat(verified().erased()).isOne();
    }

    @Test
    void forgets_what_was_kept_long_enough() {
        append(2);
        seal();
        append("SignedIn", null, NOW.plusSeconds(60));
        seal();
        append("SignedIn", null, NOW.plus(KEEP));
        seal(NOW.plus(KEEP).plusSeconds(30));
        assertThat(stores.audit().latest(9)).hasSize(2);
        var result = new AuditVerification(stores.auditChain(), secrets(SECRET).signatures("audit"), Map.of(),
                NOW.plusSeconds(30)).run();
        assertThat(result.faults()).isEmpty();
        // By the clock of the one who looks, it was too early.
        assertThat(verified().faults())
                .containsExactly("the blocks before 2 are missing, whose entries are still to be kept");
    }

    @Test
    void keeps_the_last_block_for_the_next_to_follow() {
        append(1);
        seal();
        seal(NOW.plus(KEEP).plus(KEEP));
        append(1);
        seal();
        assertThat(stores.auditChain().blocks(0, 9)).extracting(block -> block.number()).containsExactly(1L, 2L);
    }
}
