package dev.cardea.user;

import dev.cardea.jose.Secrets;
import dev.cardea.oauth.UserId;
import dev.cardea.user.SignInThrottle.Decision;
import dev.cardea.user.SignInThrottle.Subject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Bounds on guessing")
class SignInThrottleTest {
    private static final Decision ADMITTED = new Decision.Admitted();
    private static final int GUESSERS = 64;
    private final HandClock clock = new HandClock();
    private final MapAttempts attempts = new MapAttempts();
    private final SignInThrottle throttle = new SignInThrottle(
            attempts,
            GuessingPolicy.STANDARD,
            new Secrets("the secret of this installation, 1", List.of()).keyed("sign-in attempts"),
            clock);

    @Test
    void an_account_waits_twice_as_long_after_each_failure_beyond_the_fifth() {
        var alice = subject("alice", "192.0.2.1");
        for (int i = 0; i < 5; i++) assertThat(throttle.admit(alice)).isEqualTo(ADMITTED);
        for (int seconds : new int[]{1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900 }) {
            assertThat(throttle.admit(alice)).isEqualTo(new Decision.AccountThrottled(Duration.ofSeconds(seconds)));
            clock.advance(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(throttle.admit(alice)).isEqualTo(new Decision.AccountThrottled(Duration.ofMillis(1)));
            clock.advance(Duration.ofMillis(1));
            assertThat(throttle.admit(alice)).isEqualTo(ADMITTED);
        }
    }

    @Test
    void an_account_gives_away_about_a_hundred_guesses_a_day_whatever_the_addresses() {
        int guesses = 0;
        for (var end = clock.instant().plus(Duration.ofDays(1)); clock.instant().isBefore(end);)
            switch (throttle.admit(subject("alice", "192.0.2." + guesses))) {
            case Decision.Admitted() -> guesses++;
            case Decision.AccountThrottled(var retryAfter) -> clock.advance(retryAfter);
            case Decision.AddressThrottled(_) -> throw new AssertionError("the address is new");
            }
        assertThat(guesses).isBetween(100, 115);
    }

    @Test
    void an_address_has_fifty_failures_free_whatever_the_accounts() {
        for (int i = 0; i < 50; i++) assertThat(throttle.admit(subject("user" + i, "192.0.2.1"))).isEqualTo(ADMITTED);
        for (int seconds : new int[]{1, 2, 4 }) {
            var retryAfter = Duration.ofSeconds(seconds);
            assertThat(throttle.admit(subject("new", "192.0.2.1")))
                    .isEqualTo(new Decision.AddressThrottled(retryAfter));
            clock.advance(retryAfter);
            assertThat(throttle.admit(subject("user" + seconds, "192.0.2.1"))).isEqualTo(ADMITTED);
        }
        assertThat(throttle.admit(subject("new", "192.0.2.2"))).isEqualTo(ADMITTED);
    }

    @Test
    void failures_are_forgotten_after_quiet() {
        var alice = subject("alice", "192.0.2.1");
        for (int i = 0; i < 5; i++) throttle.admit(alice);
        clock.advance(Duration.ofHours(24));
        for (int i = 0; i < 5; i++) assertThat(throttle.admit(alice)).isEqualTo(ADMITTED);
        assertThat(throttle.admit(alice)).isNotEqualTo(ADMITTED);

        for (int i = 0; i < 60; i++) throttle.admit(subject("user" + i, "192.0.2.2"));
        clock.advance(Duration.ofHours(1));
        for (int i = 0; i < 50; i++) assertThat(throttle.admit(subject("more" + i, "192.0.2.2"))).isEqualTo(ADMITTED);
    }

    @Test
    void success_clears_the_account_but_takes_only_its_own_charge_from_the_address() {
        for (int i = 0; i < 49; i++) throttle.admit(subject("victim" + i, "192.0.2.1"));
        var mallory = subject("mallory", "192.0.2.1");
        for (int i = 0; i < 10; i++) {
            assertThat(throttle.admit(mallory)).isEqualTo(ADMITTED);
            throttle.succeeded(mallory);
        }
        assertThat(throttle.admit(subject("victim50", "192.0.2.1"))).isEqualTo(ADMITTED);
        assertThat(throttle.admit(mallory)).isInstanceOf(Decision.AddressThrottled.class);
    }

    @Test
    void an_attempt_withdrawn_does_not_count() {
        var alice = subject("alice", "192.0.2.1");
        for (int i = 0; i < 200; i++) {
            assertThat(throttle.admit(alice)).isEqualTo(ADMITTED);
            throttle.withdrawn(alice);
        }
    }

    @Test
    void of_64_guesses_at_once_an_account_admits_5() throws Exception {
        assertThat(admitted(i -> subject("alice", "192.0.2." + i))).isEqualTo(5);
    }

    @Test
    void of_64_guesses_at_once_an_address_admits_50() throws Exception {
        assertThat(admitted(i -> subject("user" + i, "192.0.2.1"))).isEqualTo(50);
    }

    @Test
    void of_64_guesses_at_once_after_a_delay_or_quiet_no_more_are_admitted_than_one_by_one() throws Exception {
        assertThat(admitted(i -> subject("alice", "192.0.2." + i))).isEqualTo(5);
        clock.advance(Duration.ofSeconds(1));
        assertThat(admitted(i -> subject("alice", "192.0.2." + i))).isEqualTo(1);
        clock.advance(Duration.ofHours(24));
        assertThat(admitted(i -> subject("alice", "192.0.2." + i))).isEqualTo(5);
    }

    private long admitted(IntFunction<Subject> subject) throws Exception {
        var start = new CyclicBarrier(GUESSERS);
        try (var guessers = Executors.newVirtualThreadPerTaskExecutor()) {
            var decisions = guessers.invokeAll(IntStream.range(0, GUESSERS)
                    .mapToObj(subject)
                    .<Callable<Decision>>map(s -> () -> {
                        start.await();
                        return throttle.admit(s);
                    })
                    .toList());
            return decisions.stream().filter(d -> d.resultNow().equals(ADMITTED)).count();
        }
    }

    @ParameterizedTest
    @CsvSource({
            "192.0.2.1, 192.0.2.1, true",
            "192.0.2.1, 192.0.2.2, false",
            "2001:db8:1:2::1, 2001:db8:1:2:ffff:ffff:ffff:ffff, true",
            "2001:db8:1:2::1, 2001:DB8:1:2:0:0:0:9, true",
            "2001:db8:1:2::1, 2001:db8:1:3::1, false",
            "192.0.2.1, ::ffff:192.0.2.1, true",
            "fe80::1%eth0, fe80::2, true",
            "unix:, unix:, true",
            "unix:, 192.0.2.1, false" })
    void an_address_is_one_of_ipv4_or_a_network_of_ipv6(String one, String other, boolean same) {
        assertThat(subject("alice", one).addressKey().equals(subject("bob", other).addressKey())).isEqualTo(same);
    }

    @Test
    void what_was_typed_is_nowhere_in_the_store() {
        throttle.admit(subject("my secret password", "192.0.2.77"));
        throttle.admit(throttle.subject("alice", new UserId("a11ce"), "192.0.2.77"));
        assertThat(attempts.keys()).hasSize(3)
                .allSatisfy(key -> assertThat(key)
                        .matches("(account|address):[A-Za-z0-9_-]{43}")
                        .doesNotContain("secret", "a11ce", "192"));
    }

    @Test
    void an_account_has_one_counter_whichever_identifier_was_typed() {
        var alice = new UserId("a11ce");
        assertThat(throttle.subject("alice", alice, "192.0.2.1").accountKey())
                .isEqualTo(throttle.subject("alice@acme.example", alice, "192.0.2.1").accountKey())
                .isNotEqualTo(throttle.subject("a11ce", null, "192.0.2.1").accountKey());
    }

    private Subject subject(String identifier, String address) {
        return throttle.subject(identifier, null, address);
    }
}
