package dev.cardea.store;

import dev.cardea.oauth.TokenHash;
import dev.cardea.token.AuthorizationCode;
import dev.cardea.token.AuthorizationCodeStore.Redemption;
import dev.cardea.token.Standing;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.store.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("AuthorizationCodeStore")
class AuthorizationCodeStoreTest extends StoreContract {
    AuthorizationCodeStoreTest(Backend backend) {
        super(backend);
    }

    private AuthorizationCode givenCode() {
        var user = Cast.alice();
        stores.users().put(user);
        var session = Cast.session(user);
        stores.sessions().start(session, Cast.secret());
        var code = Cast.code(Cast.authorization(session, "openid", "b", "a"));
        stores.codes().add(code);
        return code;
    }

    @Test
    void gives_the_code_as_it_was_added_and_the_standing_of_its_authorization() {
        var code = givenCode();
        var user = stores.users().find(code.authorization().user()).orElseThrow();
        assertThat(stores.codes().redeem(code.key(), null))
                .isEqualTo(new Redemption.First(code, new Standing(code.authorization(), false, true, user)));
    }

    @Test
    void keeps_what_may_be_absent_absent() {
        var full = givenCode();
        var code = new AuthorizationCode(
                new AuthorizationCode.Key(full.key().bucket(), Cast.secret()),
                full.authorization(),
                full.redirectUri(),
                false,
                null,
                null,
                null,
                null,
                full.expiresAt());
        stores.codes().add(code);
        assertThat(stores.codes().redeem(code.key(), null))
                .isInstanceOfSatisfying(Redemption.First.class, first -> assertThat(first.code()).isEqualTo(code));
    }

    @Test
    void stores_the_authorization_with_the_redemption() {
        var code = givenCode();
        assertThat(stores.authorizations().find(code.authorization().id())).isEmpty();
        stores.codes().redeem(code.key(), NOW.plusSeconds(900));
        assertThat(stores.authorizations().find(code.authorization().id())).hasValueSatisfying(standing -> {
            assertThat(standing.authorization()).isEqualTo(code.authorization());
            assertThat(standing.revoked()).isFalse();
            assertThat(standing.sessionAlive()).isTrue();
        });
        assertThat(stores.authorizations().isLive(code.authorization().id(), 0, NOW)).isTrue();
    }

    @Test
    void gives_a_code_to_exactly_one_of_many_concurrent_callers() throws InterruptedException {
        var code = givenCode();
        var results = Race.of(() -> stores.codes().redeem(code.key(), NOW.plus(Duration.ofHours(1))));
        assertThat(results).filteredOn(Redemption.First.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(result -> result.equals(new Redemption.Replayed(code.authorization().id())))
                .hasSize(Race.RUNNERS - 1);
    }

    @Test
    void says_which_authorization_a_replayed_code_gave() {
        var code = givenCode();
        stores.codes().redeem(code.key(), null);
        assertThat(stores.codes().redeem(code.key(), null))
                .isEqualTo(new Redemption.Replayed(code.authorization().id()));
    }

    @Test
    void knows_no_code_by_another_hash_or_bucket() {
        var key = givenCode().key();
        assertThat(stores.codes().redeem(new AuthorizationCode.Key(key.bucket(), TokenHash.of("other")), null))
                .isEqualTo(new Redemption.Unknown());
        assertThat(stores.codes().redeem(new AuthorizationCode.Key(key.bucket() + 1, key.hash()), null))
                .isEqualTo(new Redemption.Unknown());
    }

    @Test
    void sees_a_session_that_has_ended_and_an_account_that_was_disabled_since() {
        var code = givenCode();
        stores.sessions().forget(code.authorization().session());
        var user = stores.users().find(code.authorization().user()).orElseThrow();
        stores.users().put(Cast.disabled(user));
        assertThat(stores.codes().redeem(code.key(), null))
                .isInstanceOfSatisfying(Redemption.First.class, first -> {
                    assertThat(first.standing().sessionAlive()).isFalse();
                    assertThat(first.standing().user().isActive()).isFalse();
                });
    }

    @Test
    void knows_no_code_of_an_account_that_was_removed() {
        var code = givenCode();
        stores.users().remove(code.authorization().user());
        assertThat(stores.codes().redeem(code.key(), null)).isEqualTo(new Redemption.Unknown());
    }
}
