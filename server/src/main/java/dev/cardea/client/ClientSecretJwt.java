package dev.cardea.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.MACVerifier;
import dev.cardea.http.Request;
import dev.cardea.oauth.ClientId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// `client_secret_jwt` (OIDC Core §9): an assertion with an HMAC under the client secret.
public final class ClientSecretJwt implements ClientAuthMethod {
    public static final List<String> ALGORITHMS = List.of("HS256", "HS384", "HS512");

    private final ClientAssertions assertions;

    public ClientSecretJwt(ClientAssertions assertions) {
        this.assertions = assertions;
    }

    @Override
    public String name() {
        return "client_secret_jwt";
    }

    @Override
    public Optional<Credential> detect(Request request) {
        return ClientAssertions.detect(request, ALGORITHMS::contains).map(Authenticated::new);
    }

    private final class Authenticated implements Credential {
        private final ClientAssertions.Assertion assertion;

        Authenticated(ClientAssertions.Assertion assertion) {
            this.assertion = assertion;
        }

        @Override
        public ClientId claimedClient() {
            return assertion.client();
        }

        @Override
        public boolean proves(Client client) {
            var secret = client.credentials().secret();
            var registered = client.credentials().signingAlg();
            if (secret == null) return false;
            if (registered != null && !registered.equals(assertion.header().getAlgorithm().getName())) return false;
            try {
                return isMadeWith(secret) && assertions.accepts(assertion, client);
            } catch (JOSEException e) {
                return false; // for one, a secret too short for the algorithm
            }
        }

        private boolean isMadeWith(String secret) throws JOSEException {
            return assertion.jwt().jwt().verify(new MACVerifier(secret.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public String flaw(Client client) {
            var secret = client.credentials().secret();
            var registered = client.credentials().signingAlg();
            var algorithm = assertion.header().getAlgorithm().getName();
            if (registered != null && !registered.equals(algorithm))
                return "alg is " + algorithm + ", and must be " + registered;
            try {
                return secret != null && isMadeWith(secret)
                        ? assertions.flaw(assertion, client)
                        : "its signature is not made with the client's secret";
            } catch (JOSEException e) {
                return "the client's secret is too short for " + algorithm;
            }
        }
    }
}
