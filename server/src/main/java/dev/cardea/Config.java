package dev.cardea;

import dev.cardea.attribute.Attributes;
import dev.cardea.claims.ClaimRules;
import dev.cardea.client.AssertionIssuer;
import dev.cardea.client.Lifetimes;
import dev.cardea.config.InvalidSettings;
import dev.cardea.declaration.Declarations;
import dev.cardea.details.DetailType;
import dev.cardea.enrolment.EnrolmentPolicy;
import dev.cardea.factor.FactorPolicies;
import dev.cardea.mail.MailSettings;
import dev.cardea.oauth.ResponseType;
import dev.cardea.outbound.Outbound;
import dev.cardea.password.PasswordPolicy;
import dev.cardea.registration.RegistrationPolicy;
import dev.cardea.resource.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything an operator can set. `docs/configuration.md` describes each name.
///
/// @param issuer exactly as in tokens
/// @param trustedProxies addresses or address ranges, e.g. `10.0.0.0/8`
/// @param data where the embedded store and generated secrets are kept
/// @param mail null where no mail can be sent
public record Config(
        String issuer,
        Listen listen,
        MutualTls mutualTls,
        List<String> trustedProxies,
        Path data,
        Store store,
        Encryption encryption,
        Outbound.Bounds outbound,
        @Nullable MailSettings mail,
        Guessing guessing,
        PasswordPolicy passwords,
        EnrolmentPolicy enrolment,
        FactorPolicies factors,
        Keys keys,
        Audit audit,
        Features features,
        Lifetimes lifetimes,
        Sessions sessions,
        RegistrationPolicy registration,
        List<AssertionIssuer> assertionIssuers,
        ClaimRules claims,
        Attributes attributes,
        List<Resource> resources,
        List<DetailType> detailTypes,
        Declarations declarations) {
    public Config {
        trustedProxies = List.copyOf(trustedProxies);
        assertionIssuers = List.copyOf(assertionIssuers);
        resources = List.copyOf(resources);
        detailTypes = List.copyOf(detailTypes);
    }

    /// What the server's addresses begin with: the issuer, which may end in a slash, without it.
    public String base() {
        return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    }

    /// @param adminPort where health and metrics answer; null for the same port
    /// @param connectionsPerAddress open at once from one address, 0 for any number
    /// @param drain how long connections are still accepted after the server turned not ready
    /// @param tls null for plain HTTP
    public record Listen(
            String host, int port, @Nullable Integer adminPort, int connectionsPerAddress, Duration drain,
            @Nullable Tls tls) {}

    /// @param requestClientCertificates whether a browser or client is asked for a certificate of its own
    public record Tls(Path certificate, Path privateKey, boolean requestClientCertificates) {}

    /// @param url a JDBC URL; that of SQLite with an absolute path
    public record Store(String url, @Nullable String username, @Nullable String password, int poolSize) {
        public boolean isSqlite() {
            return url.startsWith("jdbc:sqlite:");
        }

        @Override
        public String toString() {
            return "Store[" + (isSqlite() ? "sqlite" : "postgresql") + "]";
        }
    }

    /// What keys and secrets are encrypted with at rest.
    ///
    /// @param secret null: generated under `data`, for the embedded store only
    /// @param previous former secrets that may still open what they sealed
    public record Encryption(@Nullable String secret, List<String> previous) {
        public Encryption {
            previous = List.copyOf(previous);
        }

        @Override
        public String toString() {
            return "Encryption";
        }
    }

    /// How often passwords may be guessed.
    ///
    /// @param account failed sign-ins of an account after which there is a wait
    /// @param address failed sign-ins from an address after which there is a wait
    /// @param longestWait up to which each further failure doubles it
    public record Guessing(int account, int address, Duration longestWait) {}

    /// @param algorithms the first one signs access tokens
    public record Keys(List<String> algorithms, Duration rotateEvery) {
        public Keys {
            algorithms = List.copyOf(algorithms);
        }
    }

    /// @param keep how long the entries of the audit log are kept
    public record Audit(Duration keep) {}

    /// What the server does for whichever client asks.
    ///
    /// @param responseTypes what it answers authorization requests with
    /// @param dpopNonceRequired whether proofs need a nonce of this server (RFC 9449 §8)
    /// @param requirePushedRequests whether authorization requests must be pushed (RFC 9126 §5)
    /// @param unsignedIdTokens whether clients may register for ID tokens with `alg` `none` (OIDC Core §2)
    /// @param sessionManagement whether applications may ask in a frame who is signed in
    public record Features(
            List<ResponseType> responseTypes,
            boolean dpopNonceRequired,
            boolean requirePushedRequests,
            boolean unsignedRequestObjects,
            boolean unsignedIdTokens,
            boolean sessionManagement) {
        public Features {
            responseTypes = List.copyOf(responseTypes);
        }
    }

    /// @param idle how long a session may lie unused
    /// @param absolute how long it lives at most
    public record Sessions(Duration idle, Duration absolute) {}

    /// Reads a configuration file.
    ///
    /// @throws InvalidSettings with every mistake in it
    /// @throws IOException where the file cannot be read
    public static Config read(Path file, Map<String, String> environment) throws IOException {
        return ConfigReader.read(file, environment);
    }

    /// Reads a configuration that is not in a file.
    ///
    /// @param directory what relative paths start from
    /// @throws InvalidSettings with every mistake in it
    public static Config parse(String yaml, Path directory, Map<String, String> environment) {
        return ConfigReader.parse(yaml, directory, environment);
    }
}
