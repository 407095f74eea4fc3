package dev.cardea.client;

import dev.cardea.client.Client.Credentials;
import dev.cardea.client.Client.Requests;
import dev.cardea.config.Section;
import dev.cardea.jose.DecryptionKeys;
import dev.cardea.jose.Verifiers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads how a client's authorization requests come (RFC 9101 §10.5, RFC 9126 §6, OIDC Registration §2), and checks
/// that it has the key for it.
public final class RequestSettings {
    /// What a client can register.
    static final List<String> SIGNING_ALGORITHMS = Stream
            .concat(Stream.of("none"), Stream.concat(ClientSecretJwt.ALGORITHMS.stream(),
                    Verifiers.ALGORITHMS.stream().sorted()))
            .toList();
    private static final List<String> RESPONSE_MODES = List.of("query", "fragment", "form_post", "jwt", "query.jwt",
            "fragment.jwt", "form_post.jwt");
    private static final String ALG = "request_object_signing_alg";

    private RequestSettings() {}

    /// `request_object_signing_alg_values_supported`: what a client can use that registers nothing about it.
    ///
    /// @param unsigned whether `none` is among that
    public static List<String> offered(boolean unsigned) {
        return SIGNING_ALGORITHMS.stream().filter(alg -> unsigned || !alg.equals("none")).toList();
    }

    static Requests read(Section section, Credentials credentials, Profile profile) {
        var alg = section.value(ALG).flatMap(value -> value.oneOf(SIGNING_ALGORITHMS)).orElse(null);
        var requireObject = section.flag("require_signed_request_object", profile.signsRequests());
        check(section, credentials, alg, requireObject);
        // Only said: objects of other kinds of those offered are opened too, since to encrypt proves nothing.
        section.oneOf("request_object_encryption_alg", DecryptionKeys.ALGORITHMS, "");
        section.oneOf("request_object_encryption_enc", DecryptionKeys.METHODS, "");
        if (section.has("request_object_encryption_enc") && !section.has("request_object_encryption_alg"))
            section.mistake("request_object_encryption_enc", "is set without request_object_encryption_alg",
                    "set both, or leave both out");
        return new Requests(
                alg,
                requireObject,
                section.flag("require_pushed_authorization_requests", profile == Profile.fapi2),
                Set.copyOf(section.subset("response_modes", RESPONSE_MODES, List.of())),
                RegisteredUris.requests(section, "request_uris"));
    }

    private static void check(Section section, Credentials credentials, @Nullable String alg, boolean requireObject) {
        if ("none".equals(alg)) {
            if (requireObject)
                section.mistake(ALG, "is none, but require_signed_request_object is on", "choose another algorithm");
        } else if (alg != null && alg.startsWith("HS")) {
            var secret = credentials.secret();
            int shortest = CredentialSettings.HMAC_BYTES.getOrDefault(alg, 0);
            if (secret == null || secret.getBytes(StandardCharsets.UTF_8).length < shortest)
                section.mistake(ALG, "needs a client_secret of " + shortest + " characters or more",
                        "make one with: openssl rand -base64 48, or choose an algorithm for a public key");
        } else if ((alg != null || requireObject) && !section.has("jwks") && !section.has("jwks_uri"))
            section.mistake(alg == null ? "require_signed_request_object" : ALG, "needs a public key of the client",
                    "list one in jwks");
    }
}
