package dev.cardea.store;

import dev.cardea.oauth.ExpiringId;
import dev.cardea.oauth.TokenHash;
import dev.cardea.token.AuthorizationStore;
import dev.cardea.token.AuthorizationStore.Rotation;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.store.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("AuthorizationStore")
class AuthorizationStoreTest extends StoreContract {
    private static final Instant FIRST_EXPIRY = NOW.plus(Duration.ofMinutes(15));
    private static final Instant LATER = NOW.plus(Duration.ofMinutes(10));
    private static final Instant NEXT_EXPIRY = LATER.plus(Duration.ofMinutes(15));
    private final AuthorizationStore authorizations = stores.authorizations();
    private final Cast.SignedIn given = Cast.signIn(stores, FIRST_EXPIRY);
    private final ExpiringId id = given.authorization().id();

    AuthorizationStoreTest(Backend backend) {
        super(backend);
    }

    @Test
    void knows_no_authorization_by_another_id_or_bucket() {
        assertThat(authorizations.find(new ExpiringId(id.bucket() + 1, id.id()))).isEmpty();
        assertThat(authorizations.find(new ExpiringId(id.bucket(), "0".repeat(32)))).isEmpty();
        assertThat(authorizations.rotate(new ExpiringId(id.bucket() + 1, id.id()), 0, NOW, NEXT_EXPIRY))
                .isEqualTo(new Rotation.Dead());
    }

    @Test
    void rotates_the_live_generation() {
        var standing = authorizations.find(id).orElseThrow();
        assertThat(authorizations.rotate(id, 0, LATER, NEXT_EXPIRY)).isEqualTo(new Rotation.Rotated(standing));
        assertThat(authorizations.isLive(id, 0, LATER)).isFalse();
        assertThat(authorizations.isLive(id, 1, LATER)).isTrue();
        assertThat(authorizations.isLive(id, 1, NEXT_EXPIRY)).isFalse();
        assertThat(authorizations.rotate(id, 1, LATER, NEXT_EXPIRY)).isInstanceOf(Rotation.Rotated.class);
    }

    @Test
    void rotates_for_exactly_one_of_many_concurrent_callers() throws InterruptedException {
        var results = Race.of(() -> authorizations.rotate(id, 0, LATER, NEXT_EXPIRY));
        assertThat(results).filteredOn(Rotation.Rotated.class::isInstance).hasSize(1);
        var standing = authorizations.find(id).orElseThrow();
        assertThat(results)
                .filteredOn(result -> result.equals(new Rotation.Before(standing, LATER, true)))
                .hasSize(Race.RUNNERS - 1);
    }

    @Test
    void tells_one_step_behind_from_more() {
        authorizations.rotate(id, 0, LATER, NEXT_EXPIRY);
        authorizations.rotate(id, 1, LATER.plusSeconds(1), NEXT_EXPIRY);
        var standing = authorizations.find(id).orElseThrow();
        assertThat(authorizations.rotate(id, 1, LATER.plusSeconds(2), NEXT_EXPIRY))
                .isEqualTo(new Rotation.Before(standing, LATER.plusSeconds(1), true));
        assertThat(authorizations.rotate(id, 0, LATER, NEXT_EXPIRY)).isEqualTo(new Rotation.Stale(standing));
    }

    @Test
    void says_that_the_successor_has_expired_or_is_revoked() {
        authorizations.rotate(id, 0, LATER, NEXT_EXPIRY);
        assertThat(authorizations.rotate(id, 0, NEXT_EXPIRY, NEXT_EXPIRY.plusSeconds(1)))
                .isInstanceOfSatisfying(Rotation.Before.class, before -> assertThat(before.live()).isFalse());
        authorizations.revoke(id);
        assertThat(authorizations.rotate(id, 0, LATER, NEXT_EXPIRY))
                .isInstanceOfSatisfying(Rotation.Before.class, before -> {
                    assertThat(before.live()).isFalse();
                    assertThat(before.standing().revoked()).isTrue();
                });
    }

    @Test
    void rotates_nothing_that_has_expired_or_was_never_issued() {
        assertThat(authorizations.rotate(id, 0, FIRST_EXPIRY, NEXT_EXPIRY)).isEqualTo(new Rotation.Dead());
        assertThat(authorizations.rotate(id, 1, LATER, NEXT_EXPIRY)).isEqualTo(new Rotation.Dead());
        var withoutRefresh = Cast.signIn(stores, null).authorization().id();
        assertThat(authorizations.rotate(withoutRefresh, 0, LATER, NEXT_EXPIRY)).isEqualTo(new Rotation.Dead());
        assertThat(authorizations.isLive(withoutRefresh, 0, NOW)).isFalse();
    }

    @Test
    void prolongs_the_live_refresh_token_and_keeps_it() {
        var standing = authorizations.find(id).orElseThrow();
        assertThat(authorizations.prolong(id, 0, LATER, NEXT_EXPIRY)).contains(standing);
        assertThat(authorizations.isLive(id, 0, FIRST_EXPIRY)).isTrue();
        assertThat(authorizations.isLive(id, 0, NEXT_EXPIRY)).isFalse();
    }

    @Test
    void prolongs_nothing_that_has_moved_on_expired_or_is_revoked() {
        assertThat(authorizations.prolong(id, 1, LATER, NEXT_EXPIRY)).isEmpty();
        assertThat(authorizations.prolong(id, 0, FIRST_EXPIRY, NEXT_EXPIRY)).isEmpty();
        authorizations.rotate(id, 0, LATER, NEXT_EXPIRY);
        assertThat(authorizations.prolong(id, 0, LATER, NEXT_EXPIRY)).isEmpty();
        authorizations.revoke(id);
        assertThat(authorizations.prolong(id, 1, LATER, NEXT_EXPIRY)).isEmpty();
    }

    @Test
    void revokes_at_once_and_says_so_once() {
        assertThat(authorizations.revoke(id)).isTrue();
        assertThat(authorizations.revoke(id)).isFalse();
        assertThat(authorizations.find(id)).hasValueSatisfying(standing -> {
            assertThat(standing.revoked()).isTrue();
        });
        assertThat(authorizations.isLive(id, 0, NOW)).isFalse();
        assertThat(authorizations.rotate(id, 0, LATER, NEXT_EXPIRY)).isEqualTo(new Rotation.Dead());
    }

    @Test
    void revokes_for_exactly_one_of_many_concurrent_callers() throws InterruptedException {
        assertThat(Race.of(() -> authorizations.revoke(id))).filteredOn(stood -> stood).hasSize(1);
    }

    @Test
    void shows_the_end_of_the_session_and_a_disabled_account_at_once() {
        assertThat(authorizations.find(id).orElseThrow().sessionAlive()).isTrue();
        stores.sessions().forget(given.session().id());
        assertThat(authorizations.find(id).orElseThrow().sessionAlive()).isFalse();
        stores.users().put(Cast.disabled(given.user()));
        assertThat(authorizations.rotate(id, 0, LATER, NEXT_EXPIRY))
                .isInstanceOfSatisfying(Rotation.Rotated.class, rotated -> {
                    assertThat(rotated.standing().sessionAlive()).isFalse();
                    assertThat(rotated.standing().user().isActive()).isFalse();
                });
    }

    @Test
    void knows_no_authorization_of_an_account_that_was_removed() {
        stores.users().remove(given.user().id());
        assertThat(authorizations.find(id)).isEmpty();
        assertThat(authorizations.rotate(id, 0, LATER, NEXT_EXPIRY)).isEqualTo(new Rotation.Dead());
    }

    @Test
    void remembers_single_revoked_tokens() {
        var jti = TokenHash.of(Cast.unique("jti"));
        assertThat(authorizations.isTokenRevoked(jti)).isFalse();
        authorizations.revokeToken(jti, LATER);
        authorizations.revokeToken(jti, LATER);
        assertThat(authorizations.isTokenRevoked(jti)).isTrue();
        assertThat(authorizations.isTokenRevoked(TokenHash.of("other"))).isFalse();
    }

    @Test
    void finds_one_token_revoked_and_its_siblings_not() {
        var jti = TokenHash.of(Cast.unique("jti"));
        assertThat(authorizations.find(id, jti))
                .hasValueSatisfying(standing -> assertThat(standing.revoked()).isFalse());
        authorizations.revokeToken(jti, LATER);
        assertThat(authorizations.find(id, jti))
                .hasValueSatisfying(standing -> assertThat(standing.revoked()).isTrue());
        assertThat(authorizations.find(id, TokenHash.of("sibling")))
                .hasValueSatisfying(standing -> assertThat(standing.revoked()).isFalse());
        authorizations.revoke(id);
        assertThat(authorizations.find(id, TokenHash.of("sibling")))
                .hasValueSatisfying(standing -> assertThat(standing.revoked()).isTrue());
    }

    @Test
    void begins_one_without_refresh_tokens() {
        var added = Cast.authorization(given.session(), NEXT_EXPIRY, "openid");
        authorizations.add(added);
        var standing = authorizations.find(added.id()).orElseThrow();
        assertThat(standing.authorization()).isEqualTo(added);
        assertThat(standing.revoked()).isFalse();
        assertThat(standing.sessionAlive()).isTrue();
        assertThat(authorizations.rotate(added.id(), 0, LATER, NEXT_EXPIRY)).isEqualTo(new Rotation.Dead());
    }
}
