package dev.cardea.store;

import dev.cardea.consent.Consent;
import dev.cardea.consent.ConsentStore;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.Scopes;
import dev.cardea.user.User;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.store.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("ConsentStore")
class ConsentStoreTest extends StoreContract {
    private final ConsentStore consents = stores.consents();
    private final User alice = Cast.alice();

    ConsentStoreTest(Backend backend) {
        super(backend);
        stores.users().put(alice);
    }

    private Consent consent(String... scopes) {
        return new Consent(alice.id(), Cast.APP, new Scopes(scopes), NOW);
    }

    @Test
    void adds_to_the_scopes_already_approved() {
        assertThat(consents.find(alice.id(), Cast.APP)).isEmpty();
        consents.grant(consent("openid", "email"));
        assertThat(consents.find(alice.id(), Cast.APP)).hasValue(consent("openid", "email"));
        consents.grant(new Consent(alice.id(), Cast.APP, new Scopes("profile", "openid"), NOW.plusSeconds(1)));
        assertThat(consents.find(alice.id(), Cast.APP))
                .hasValue(new Consent(
                        alice.id(), Cast.APP, new Scopes("openid", "email", "profile"), NOW.plusSeconds(1)));
        assertThat(consents.find(alice.id(), new ClientId("other"))).isEmpty();
    }

    @Test
    void loses_no_scope_of_many_concurrent_approvals() throws InterruptedException {
        var number = new AtomicInteger();
        Race.of(() -> {
            consents.grant(consent("scope" + number.incrementAndGet()));
            return true;
        });
        assertThat(consents.find(alice.id(), Cast.APP).orElseThrow().scopes().values()).hasSize(Race.RUNNERS);
    }

    @Test
    void withdraws_once() {
        consents.grant(consent());
        assertThat(consents.withdraw(alice.id(), Cast.APP)).isTrue();
        assertThat(consents.withdraw(alice.id(), Cast.APP)).isFalse();
        assertThat(consents.find(alice.id(), Cast.APP)).isEmpty();
    }
}
