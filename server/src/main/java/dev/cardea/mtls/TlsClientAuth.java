package dev.cardea.mtls;

import dev.cardea.client.Client;
import dev.cardea.client.ClientAuthMethod;
import dev.cardea.http.Request;
import dev.cardea.oauth.ClientId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `tls_client_auth` (RFC 8705 §2.1): a certificate of a trusted authority that says of its holder what the client is
/// registered with.
public final class TlsClientAuth implements ClientAuthMethod {
    private final CertificateAuthorities authorities;

    public TlsClientAuth(CertificateAuthorities authorities) {
        this.authorities = authorities;
    }

    @Override
    public String name() {
        return "tls_client_auth";
    }

    @Override
    public Optional<Credential> detect(Request request) {
        return Presented.in(request).map(Certified::new);
    }

    @Override
    public boolean isMeantByRegistration() {
        return true;
    }

    private final class Certified implements Credential {
        private final Presented presented;

        Certified(Presented presented) {
            this.presented = presented;
        }

        @Override
        public ClientId claimedClient() {
            return presented.client();
        }

        @Override
        public boolean proves(Client client) {
            return problem(client) == null;
        }

        @Override
        public String flaw(Client client) {
            var problem = problem(client);
            return problem == null ? "none" : problem;
        }

        private @Nullable String problem(Client client) {
            var subject = client.credentials().certificate();
            if (subject == null) return "the client has no tls_client_auth_...";
            if (!subject.matches(presented.own()))
                return "the certificate is of " + presented.own().getSubjectX500Principal().getName() + ", and "
                        + subject.kind() + " is " + subject.value();
            return authorities.problem(presented.chain()).orElse(null);
        }
    }
}
