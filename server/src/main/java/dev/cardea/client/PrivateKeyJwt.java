package dev.cardea.client;

import dev.cardea.http.Request;
import dev.cardea.oauth.ClientId;
import java.util.Optional;
import java.util.Set;

/// `private_key_jwt` (OIDC Core §9): an assertion signed with one of the client's registered keys.
public final class PrivateKeyJwt implements ClientAuthMethod {
    private final ClientAssertions assertions;
    private final ClientKeys keys;

    public PrivateKeyJwt(ClientAssertions assertions, ClientKeys keys) {
        this.assertions = assertions;
        this.keys = keys;
    }

    @Override
    public String name() {
        return "private_key_jwt";
    }

    @Override
    public Optional<Credential> detect(Request request) {
        return ClientAssertions.detect(request, algorithm -> !ClientSecretJwt.ALGORITHMS.contains(algorithm))
                .map(Signed::new);
    }

    private final class Signed implements Credential {
        private final ClientAssertions.Assertion assertion;

        Signed(ClientAssertions.Assertion assertion) {
            this.assertion = assertion;
        }

        @Override
        public ClientId claimedClient() {
            return assertion.client();
        }

        @Override
        public boolean proves(Client client) {
            var algorithm = assertion.header().getAlgorithm();
            if (!allowed(client).contains(algorithm.getName())) return false;
            return keys.verifies(client, assertion.jwt()) && assertions.accepts(assertion, client);
        }

        @Override
        public String flaw(Client client) {
            var allowed = allowed(client);
            var algorithm = assertion.header().getAlgorithm().getName();
            if (!allowed.contains(algorithm))
                return "alg is " + algorithm + ", and must be one of " + String.join(", ", allowed);
            return keys.verifies(client, assertion.jwt())
                    ? assertions.flaw(assertion, client)
                    : keys.unverified(client, assertion.jwt());
        }

        private Set<String> allowed(Client client) {
            var registered = client.credentials().signingAlg();
            return registered == null ? client.profile().algorithms() : Set.of(registered);
        }
    }
}
