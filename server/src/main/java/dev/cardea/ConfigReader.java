package dev.cardea;

import dev.cardea.Config.Encryption;
import dev.cardea.Config.Features;
import dev.cardea.Config.Guessing;
import dev.cardea.Config.Keys;
import dev.cardea.Config.Listen;
import dev.cardea.Config.Sessions;
import dev.cardea.Config.Store;
import dev.cardea.Config.Tls;
import dev.cardea.attribute.AttributeSettings;
import dev.cardea.claims.ClaimSettings;
import dev.cardea.client.AssertionIssuerSettings;
import dev.cardea.client.ClientSettings;
import dev.cardea.client.LifetimeSettings;
import dev.cardea.client.Lifetimes;
import dev.cardea.config.Document;
import dev.cardea.config.Section;
import dev.cardea.config.Value;
import dev.cardea.declaration.DeclarationReader;
import dev.cardea.details.DetailSettings;
import dev.cardea.details.DetailTypes;
import dev.cardea.enrolment.EnrolmentSettings;
import dev.cardea.factor.FactorSettings;
import dev.cardea.http.Cidr;
import dev.cardea.http.HttpSettings;
import dev.cardea.mail.MailSettings;
import dev.cardea.oauth.ResponseType;
import dev.cardea.outbound.Outbound;
import dev.cardea.password.PasswordSettings;
import dev.cardea.registration.RegistrationPolicySettings;
import dev.cardea.resource.ResourceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads a configuration: one method for each section of the file. Relative paths start from the directory of the
/// file, so that the same file means the same wherever the server is started.
final class ConfigReader {
    private static final int MAX_PORT = 65535;
    private static final int MAX_POOL = 1000;
    private static final int MAX_CONNECTIONS = 10_000;
    private static final int MAX_GUESSES = 10_000;
    private static final int SHORTEST_SECRET = 32;
    private static final String SQLITE = "jdbc:sqlite:";

    private final Path directory;

    ConfigReader(Path directory) {
        this.directory = directory;
    }

    static Config read(Path file, Map<String, String> environment) throws IOException {
        var directory = Optional.ofNullable(file.toAbsolutePath().normalize().getParent()).orElse(Path.of("/"));
        return parse(Files.readString(file), directory, environment);
    }

    static Config parse(String yaml, Path directory, Map<String, String> environment) {
        var document = Document.yaml(yaml, directory, environment);
        var config = new ConfigReader(directory.toAbsolutePath().normalize()).read(document.root());
        document.check();
        return config;
    }

    Config read(Section root) {
        var data = path(root.string("data", "data"));
        var store = store(root.section("store"), data);
        var keys = keys(root.section("keys"));
        var lifetimes = LifetimeSettings.read(root.section("lifetimes"), Lifetimes.DEFAULTS);
        var features = features(root.section("features"));
        var resources = ResourceSettings.read(root);
        var detailTypes = DetailSettings.read(root, directory);
        var attributes = AttributeSettings.read(root);
        reserved(root);
        var listen = listen(root.section("listen"));
        var mutualTls = MutualTls.read(root, listen, file(root.section("mtls"), "trust"));
        var outbound = outbound(root.section("outbound"));
        var mail = MailSettings.read(root, outbound.trust());
        if (mail == null) needMail(root);
        return new Config(
                Issuer.read(root),
                listen,
                mutualTls,
                addressRanges(root),
                data,
                store,
                encryption(root, store),
                outbound,
                mail,
                guessing(root.section("guessing")),
                PasswordSettings.read(root, directory),
                EnrolmentSettings.read(root, mail != null),
                FactorSettings.read(root, mail != null),
                keys,
                audit(root.section("audit")),
                features,
                lifetimes,
                sessions(root.section("lifetimes")),
                RegistrationPolicySettings.read(root, new DetailTypes(detailTypes)),
                AssertionIssuerSettings.read(root),
                ClaimSettings.read(root).with(attributes.scopes()),
                attributes,
                resources,
                detailTypes,
                new DeclarationReader(new ClientSettings(lifetimes, keys.algorithms(), features.responseTypes(),
                        mutualTls.methods(), features.unsignedIdTokens()), resources, detailTypes, attributes)
                        .read(root));
    }

    /// What is to be mailed needs somebody to mail it.
    private static void needMail(Section root) {
        for (var client : root.sections("clients"))
            if (client.flag("request_mail", false))
                client.mistake("request_mail", "is set, but nothing can be mailed", "set mail.url and mail.from");
    }

    /// Names of the whole product that this version does nothing with yet.
    private static void reserved(Section root) {
        List.of("identity_providers", "services", "gateway").forEach(root::later);
        var features = root.section("features");
        features.only("openid2", "false");
        var compat = root.section("compat");
        compat.only("accept_grand_type", "false");
        compat.only("prefix_redirect_for_implicit", "false");
        root.section("lifetimes").only("sso_token", "60s");
    }

    private static Features features(Section section) {
        // `implicit` is about every answer with a token in it.
        var implicit = section.flag("implicit", true);
        return new Features(
                implicit ? List.of(ResponseType.values()) : List.of(ResponseType.code),
                section.oneOf("dpop_nonce", List.of("optional", "required"), "optional").equals("required"),
                section.flag("require_pushed_authorization_requests", false),
                section.flag("unsigned_request_objects", false),
                section.flag("unsigned_id_tokens", false),
                section.flag("session_management", true));
    }

    private Listen listen(Section section) {
        return new Listen(
                section.string("host", "127.0.0.1"),
                section.integer("port", 0, MAX_PORT, 8080),
                section.value("admin_port").flatMap(v -> v.integer(0, MAX_PORT)).orElse(null),
                section.integer("connections_per_address", 0, MAX_CONNECTIONS, 0),
                section.duration("drain", Duration.ZERO, Duration.ofMinutes(5), Duration.ZERO),
                tls(section.section("tls")));
    }

    private @Nullable Tls tls(Section section) {
        var certificate = file(section, "certificate");
        var key = file(section, "private_key");
        var request = section.oneOf("client_certificates", List.of("none", "request"), "none").equals("request");
        if (section.has("certificate") != section.has("private_key"))
            section.mistake(
                    section.has("certificate") ? "private_key" : "certificate",
                    "is missing",
                    "TLS needs certificate and private_key");
        if (certificate.isEmpty() || key.isEmpty()) return null;
        new HttpSettings.Tls(certificate.get(), key.get(), request).problem()
                .ifPresent(problem -> section.mistake(
                        "certificate",
                        "cannot be used together with private_key: " + problem,
                        "write two PEM files, the certificate with its issuers and its key without a password"));
        return new Tls(certificate.get(), key.get(), request);
    }

    private static List<String> addressRanges(Section root) {
        for (var range : root.values("trusted_proxies")) {
            if (!isAddressRange(range.text()))
                range.wrong("is no address range", "write it like 10.0.0.0/8, 192.0.2.7 or 2001:db8::/32");
        }
        return root.strings("trusted_proxies", List.of());
    }

    private static boolean isAddressRange(String text) {
        try {
            var _ = Cidr.parse(text);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private Store store(Section section, Path data) {
        var url = section.string("url", SQLITE + data.resolve("cardea.db"));
        if (url.startsWith(SQLITE)) url = SQLITE + path(url.substring(SQLITE.length()));
        else if (!url.startsWith("jdbc:postgresql://"))
            section.mistake(
                    "url",
                    "is no JDBC URL of a supported database",
                    "write jdbc:sqlite:PATH or jdbc:postgresql://HOST/DATABASE");
        return new Store(
                url,
                section.string("username").orElse(null),
                section.string("password").orElse(null),
                section.integer("pool_size", 1, MAX_POOL, 10));
    }

    private static Encryption encryption(Section root, Store store) {
        var secret = root.value("secret");
        if (secret.isEmpty() && !root.has("secret") && !store.isSqlite())
            root.mistake(
                    "secret",
                    "is missing",
                    "all nodes on one PostgreSQL need the same; make one with: openssl rand -base64 48");
        secret.ifPresent(ConfigReader::isLongEnough);
        root.values("previous_secrets").forEach(ConfigReader::isLongEnough);
        return new Encryption(
                secret.map(Value::text).orElse(null), root.strings("previous_secrets", List.of()));
    }

    private static void isLongEnough(Value secret) {
        if (secret.text().length() < SHORTEST_SECRET)
            secret.mistake(
                    "is shorter than " + SHORTEST_SECRET + " characters", "make one with: openssl rand -base64 48");
    }

    private Outbound.Bounds outbound(Section section) {
        for (var host : section.values("allow")) {
            if (!isAddressRange(host.text()) && !host.text().matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?"))
                host.wrong("is neither a host nor an address range", "write it like idp.internal or 10.1.0.0/16");
        }
        return new Outbound.Bounds(
                section.oneOf("private_addresses", List.of("deny", "allow"), "deny").equals("allow"),
                section.strings("allow", List.of()),
                file(section, "trust").orElse(null),
                section.duration("timeout", Duration.ofMillis(100), Duration.ofMinutes(1), Duration.ofSeconds(5)),
                (int) section.size("max_bytes", 16 << 20, 256 << 10));
    }

    /// Bounds that protect an account may be made tighter or wider, not lifted.
    private static Guessing guessing(Section section) {
        return new Guessing(
                section.integer("account", 1, 100, 5),
                section.integer("address", 1, MAX_GUESSES, 50),
                section.duration("longest_wait", Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofMinutes(15)));
    }

    private static Keys keys(Section section) {
        var offered = List.of("RS256", "PS256", "ES256", "EdDSA");
        var algorithms = section.subset("algorithms", offered, List.of("RS256", "ES256"));
        if (!algorithms.contains("RS256"))
            section.mistake(
                    "algorithms",
                    "does not contain RS256",
                    "add it: every OpenID Provider must support it (OIDC Discovery §3); the first one listed signs"
                            + " access tokens");
        // A new key is published for a day before it signs, so it cannot be replaced more often.
        var rotateEvery = section.duration("rotate_every", Duration.ofDays(2), Duration.ofDays(3650),
                Duration.ofDays(30));
        return new Keys(algorithms.isEmpty() ? List.of("RS256") : algorithms, rotateEvery);
    }

    private static Config.Audit audit(Section section) {
        return new Config.Audit(section.duration("keep", Duration.ofDays(1), Duration.ofDays(36_500),
                Duration.ofDays(400)));
    }

    private static Sessions sessions(Section section) {
        var shortest = Duration.ofSeconds(1);
        var longest = Duration.ofDays(365);
        var absolute = section.duration("session", shortest, longest, Duration.ofHours(12));
        var idle = section.duration("session_idle", shortest, longest, Duration.ofMinutes(30));
        if (idle.compareTo(absolute) > 0)
            section.mistake("session_idle", "is longer than session", "make it at most as long as session");
        return new Sessions(idle, absolute);
    }

    private Optional<Path> file(Section section, String name) {
        var value = section.value(name);
        value.filter(v -> !Files.isReadable(path(v.text())))
                .ifPresent(
                        v -> v.wrong("is no file that can be read",
                                "name a PEM file, relative to this file's directory"));
        return value.map(v -> path(v.text()));
    }

    private Path path(String name) {
        return directory.resolve(name).normalize();
    }
}
