package dev.cardea.mtls;

import com.nimbusds.jose.jwk.JWK;
import dev.cardea.client.Client;
import dev.cardea.client.ClientAuthMethod;
import dev.cardea.client.ClientKeys;
import dev.cardea.http.Request;
import dev.cardea.oauth.ClientId;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;

/// `self_signed_tls_client_auth` (RFC 8705 §2.2): a certificate that is in the client's own key set, whoever signed it.
public final class SelfSignedTlsClientAuth implements ClientAuthMethod {
    private final ClientKeys keys;
    private final InstantSource clock;

    public SelfSignedTlsClientAuth(ClientKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "self_signed_tls_client_auth";
    }

    @Override
    public Optional<Credential> detect(Request request) {
        return Presented.in(request).map(Registered::new);
    }

    @Override
    public boolean isMeantByRegistration() {
        return true;
    }

    private final class Registered implements Credential {
        private final Presented presented;

        Registered(Presented presented) {
            this.presented = presented;
        }

        @Override
        public ClientId claimedClient() {
            return presented.client();
        }

        @Override
        public boolean proves(Client client) {
            return isInTime() && keys.have(client, this::isOf);
        }

        @Override
        public String flaw(Client client) {
            return isInTime()
                    ? "the certificate is the first one in x5c of no key of the client"
                    : "the certificate has expired, or is not valid yet";
        }

        /// The RFC leaves this open. Who gives a certificate an end means it.
        private boolean isInTime() {
            try {
                presented.own().checkValidity(Date.from(clock.instant()));
                return true;
            } catch (CertificateException _) {
                return false;
            }
        }

        private boolean isOf(JWK key) {
            var chain = key.getX509CertChain();
            try {
                return chain != null && !chain.isEmpty()
                        && Arrays.equals(chain.getFirst().decode(), presented.own().getEncoded());
            } catch (CertificateEncodingException _) {
                return false;
            }
        }
    }
}
