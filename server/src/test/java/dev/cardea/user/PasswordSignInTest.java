package dev.cardea.user;

import dev.cardea.jose.Secrets;
import dev.cardea.oauth.OAuthException;
import dev.cardea.oauth.UserId;
import dev.cardea.store.Databases;
import dev.cardea.store.StoreObserver;
import dev.cardea.store.Stores;
import dev.cardea.user.PasswordSignIn.Outcome;
import dev.cardea.user.PasswordSignIn.Outcome.SignedIn;
import dev.cardea.user.PasswordSignIn.Outcome.TooManyFromAddress;
import dev.cardea.user.PasswordSignIn.Outcome.WrongCredentials;
import dev.cardea.user.PasswordSignIn.Reason;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Signing in with a password")
@Timeout(60)
class PasswordSignInTest {
    private static final String ADDRESS = "192.0.2.1";
    private static final String PASSWORD = "correct horse";
    private static final String BCRYPT = "$2b$04$PmqtxtKBCgpDauAiBiJFJeZjG6A.BVgjPx6V2AlqvKtClADZJDXfm"; // password

    private static Stores stores;

    private final HandClock clock = new HandClock();
    private final PasswordHashing hashing = PasswordHashingTest.hashing(PasswordHashingTest.CHEAP);
    /// Another one in each test, and with it other keys: no test meets what an earlier one counted.
    private final Secrets secrets = new Secrets(UUID.randomUUID().toString(), List.of());
    private final List<User> cast = new ArrayList<>();
    private PasswordSignIn signIn;
    private User alice;

    @BeforeAll
    static void open(@TempDir Path directory) {
        stores = Databases.open("jdbc:sqlite:" + directory.resolve("t.db"), null, null, 1, Instant.EPOCH,
                StoreObserver.NONE);
    }

    @AfterAll
    static void close() {
        stores.close();
    }

    @BeforeEach
    void start() {
        signIn = signIn(stores.users(), hashing);
        alice = given("alice", "alice@acme.example", User.Status.active, hashing.hash(PASSWORD));
    }

    @AfterEach
    void stop() {
        cast.forEach(user -> stores.users().remove(user.id()));
        hashing.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "alice",
            "Alice",
            "alice@acme.example",
            "ALICE@ACME.EXAMPLE",
            " alice@acme.example ",
            "\uFF41\uFF4C\uFF49\uFF43\uFF45" })
    void signs_in_whichever_identifier_is_typed(String identifier) {
        assertThat(attempt(identifier, PASSWORD)).isEqualTo(new SignedIn(alice));
    }

    @Test
    void variants_of_an_identifier_share_one_counter() {
        for (var variant : List.of("alice", "ALICE", "alice@acme.example", " Alice@Acme.Example", "\uFF41lice"))
            assertThat(attempt(variant, "wrong")).isEqualTo(wrong(Reason.wrong_password));
        assertThat(attempt("alice", PASSWORD)).isEqualTo(wrong(Reason.account_throttled));
        clock.advance(Duration.ofSeconds(1));
        assertThat(attempt("alice", PASSWORD)).isEqualTo(new SignedIn(alice));
        for (int i = 0; i < 5; i++) assertThat(attempt("alice", "wrong")).isEqualTo(wrong(Reason.wrong_password));
    }

    @Test
    void an_unknown_account_is_counted_like_a_known_one() {
        for (var variant : List.of("nobody", "NOBODY", " nobody", "nobody ", "\uFF4Eobody"))
            assertThat(attempt(variant, "x")).isEqualTo(new WrongCredentials(Reason.unknown_account, null));
        assertThat(attempt("nobody", "x")).isEqualTo(new WrongCredentials(Reason.account_throttled, null));
    }

    @Test
    void takes_the_work_of_one_verification_whatever_the_cause() {
        given("disabled", null, User.Status.disabled, hashing.hash(PASSWORD));
        given("upstream", null, User.Status.active, null);
        for (int i = 0; i < 5; i++) attempt("throttled", "x");

        assertThat(work("alice", PASSWORD)).isEqualTo(1);
        assertThat(work("alice", "wrong")).isEqualTo(1);
        assertThat(work("nobody", "x")).isEqualTo(1);
        assertThat(work("disabled", PASSWORD)).isEqualTo(1);
        assertThat(work("disabled", "wrong")).isEqualTo(1);
        assertThat(work("upstream", "x")).isEqualTo(1);
        assertThat(work("throttled", "x")).isEqualTo(1);
        assertThat(attempt("throttled", "x")).isEqualTo(new WrongCredentials(Reason.account_throttled, null));
    }

    private long work(String identifier, String password) {
        long before = hashing.started();
        attempt(identifier, password);
        return hashing.started() - before;
    }

    @Test
    void an_account_that_is_disabled_or_has_no_password_answers_like_a_wrong_password() {
        var disabled = given("disabled", null, User.Status.disabled, hashing.hash(PASSWORD));
        var upstream = given("upstream", null, User.Status.active, null);
        assertThat(attempt("disabled", PASSWORD))
                .isEqualTo(new WrongCredentials(Reason.account_disabled, disabled.id()));
        assertThat(attempt("upstream", "")).isEqualTo(new WrongCredentials(Reason.no_password, upstream.id()));
    }

    @Test
    void an_address_that_fails_too_often_is_told_so_before_anything_is_hashed() {
        for (int i = 0; i < 50; i++) attempt("user" + i, "x");
        long before = hashing.started();
        assertThat(attempt("alice", PASSWORD)).isEqualTo(new TooManyFromAddress(Duration.ofSeconds(1)));
        assertThat(hashing.started()).isEqualTo(before);
        assertThat(signIn.signIn("alice", PASSWORD, "192.0.2.2")).isEqualTo(new SignedIn(alice));
    }

    @Test
    void a_hundred_people_behind_one_address_sign_in() {
        for (int i = 0; i < 100; i++) assertThat(attempt("alice", PASSWORD)).isEqualTo(new SignedIn(alice));
    }

    @Test
    void an_outdated_hash_is_replaced_on_the_first_sign_in() {
        var bob = given("bob", null, User.Status.active, BCRYPT);
        assertThat(attempt("bob", "wrong")).isInstanceOf(WrongCredentials.class);
        assertThat(storedHash("bob")).isEqualTo(BCRYPT);
        assertThat(attempt("bob", "password")).isEqualTo(new SignedIn(bob));
        assertThat(storedHash("bob")).startsWith("$argon2id$v=19$m=64,");
        assertThat(work("bob", "password")).isEqualTo(1);
        assertThat(attempt("bob", "password")).isEqualTo(new SignedIn(bob));
    }

    @Test
    void a_hash_that_cannot_be_replaced_does_not_keep_anyone_out() {
        var bob = given("bob", null, User.Status.active, BCRYPT);
        var failing = (UserStore) Proxy.newProxyInstance(
                UserStore.class.getClassLoader(), new Class<?>[]{UserStore.class }, (_, method, arguments) -> {
                    if (method.getName().equals("replacePassword")) throw new IllegalStateException("disk full");
                    return method.invoke(stores.users(), arguments);
                });
        assertThat(signIn(failing, hashing).signIn("bob", "password", ADDRESS)).isEqualTo(new SignedIn(bob));
        assertThat(storedHash("bob")).isEqualTo(BCRYPT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1 })
    void who_is_turned_away_for_load_is_not_charged_for_it(int maxWaiting) throws Exception {
        var release = new CountDownLatch(1);
        var started = new CountDownLatch(1);
        Argon2 blocked = (input, password, length) -> {
            started.countDown();
            await(release);
            return new PortableArgon2().tag(input, password, length);
        };
        var limits = new HashingLimits(1, maxWaiting, Duration.ofMillis(1));
        try (var busy = new PasswordHashing(blocked, PasswordHashingTest.CHEAP, limits, new SecureRandom());
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var occupant = callers.submit(() -> busy.hash("x"));
            started.await();
            for (int i = 0; i < 100; i++)
                assertThatThrownBy(() -> signIn(stores.users(), busy).signIn("alice", PASSWORD, ADDRESS))
                        .isInstanceOf(HashingBusy.class);
            release.countDown();
            assertThat(occupant.get()).isNotEmpty();
        }
        for (int i = 0; i < 5; i++) assertThat(attempt("alice", "wrong")).isEqualTo(wrong(Reason.wrong_password));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void of_64_guesses_at_once_5_are_looked_at() throws Exception {
        try (var guessers = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = guessers.invokeAll(IntStream.range(0, 64)
                    .mapToObj(i -> (Callable<Outcome>) () -> signIn.signIn("alice", "guess " + i, "192.0.2." + i))
                    .toList());
            assertThat(outcomes.stream().filter(o -> o.resultNow().equals(wrong(Reason.wrong_password)))).hasSize(5);
            assertThat(outcomes.stream().filter(o -> o.resultNow().equals(wrong(Reason.account_throttled))))
                    .hasSize(59);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nul\0inside", "\uD800" })
    void refuses_identifiers_that_no_account_can_have(String identifier) {
        assertThatThrownBy(() -> attempt(identifier, PASSWORD)).isInstanceOf(OAuthException.class);
        assertThatThrownBy(() -> attempt("x".repeat(321), PASSWORD)).isInstanceOf(OAuthException.class);
    }

    private Outcome attempt(String identifier, String password) {
        return signIn.signIn(identifier, password, ADDRESS);
    }

    private WrongCredentials wrong(Reason reason) {
        return new WrongCredentials(reason, alice.id());
    }

    private PasswordSignIn signIn(UserStore users, PasswordHashing hashing) {
        var keys = secrets.keyed("sign-in attempts");
        return new PasswordSignIn(
                users, new SignInThrottle(stores.attempts(), GuessingPolicy.STANDARD, keys, clock), hashing);
    }

    private User given(String username, @Nullable String email, User.Status status, @Nullable String hash) {
        var id = new UserId(UUID.randomUUID().toString());
        var user = new User(id, null, status, email, true, username, Map.of(), Set.of(), clock.instant());
        stores.users().put(user);
        cast.add(user);
        if (hash != null) stores.users().replacePassword(id, null, hash);
        return user;
    }

    private @Nullable String storedHash(String username) {
        return stores.users().findByIdentifier(username).orElseThrow().passwordHash();
    }
}
