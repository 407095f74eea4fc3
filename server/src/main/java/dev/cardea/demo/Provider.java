package dev.cardea.demo;

import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.Request;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.MalformedURLException;
import org.jspecify.annotations.Nullable;

/// The OpenID Provider, found by its issuer identifier alone (OpenID Connect Discovery §4). It is asked for its
/// addresses on first use, so this client may be started before it.
final class Provider {
    private static final int TIMEOUT_MILLIS = 5000;
    private static final int MAX_BYTES = 256 << 10;

    private final Registration registration;
    private volatile @Nullable Discovered discovered;

    private record Discovered(OIDCProviderMetadata metadata, IDTokenValidator validator) {}

    Provider(Registration registration) {
        this.registration = registration;
    }

    OIDCProviderMetadata metadata() {
        return discovered().metadata();
    }

    /// Checks signature, issuer, audience, times and nonce. It keeps the provider's keys and asks again for a key it
    /// has not seen, so the provider may change keys at any time.
    IDTokenValidator validator() {
        return discovered().validator();
    }

    HTTPResponse send(Request request) {
        try {
            var http = request.toHTTPRequest();
            http.setConnectTimeout(TIMEOUT_MILLIS);
            http.setReadTimeout(TIMEOUT_MILLIS);
            http.setFollowRedirects(false);
            return http.send();
        } catch (IOException _) {
            throw Problem.unreachable(registration.issuer());
        }
    }

    private Discovered discovered() {
        var known = discovered;
        if (known == null) {
            known = discover();
            discovered = known;
        }
        return known;
    }

    private Discovered discover() {
        try {
            // Refuses metadata that names another issuer (OpenID Connect Discovery §4.3).
            var metadata = OIDCProviderMetadata.resolve(registration.trustedIssuer(), TIMEOUT_MILLIS, TIMEOUT_MILLIS);
            return new Discovered(metadata, validator(metadata));
        } catch (IOException _) {
            throw Problem.unreachable(registration.issuer());
        } catch (GeneralException e) {
            throw Problem.untrustworthy("What the sign-on server says about itself is unusable: " + e.getMessage());
        }
    }

    private IDTokenValidator validator(OIDCProviderMetadata metadata) throws MalformedURLException {
        return new IDTokenValidator(
                registration.trustedIssuer(),
                registration.id(),
                Registration.ID_TOKEN_ALGORITHM,
                metadata.getJWKSetURI().toURL(),
                new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MAX_BYTES));
    }
}
