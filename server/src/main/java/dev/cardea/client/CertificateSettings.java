package dev.cardea.client;

import dev.cardea.client.CertificateSubject.Kind;
import dev.cardea.client.Client.Permissions;
import dev.cardea.config.Section;
import dev.cardea.oauth.ResponseType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what a client has to do with certificates (RFC 8705 §2.1.2, §2.2.2, §3.4), and checks that this server gets to
/// see any.
final class CertificateSettings {
    static final String PKI = "tls_client_auth";
    static final String SELF_SIGNED = "self_signed_tls_client_auth";
    static final List<String> METHODS = List.of(PKI, SELF_SIGNED);
    private static final String BOUND = "tls_client_certificate_bound_access_tokens";

    private CertificateSettings() {}

    /// What the client's certificate must say; null for the methods that do not ask.
    static @Nullable CertificateSubject subject(Section section, String method) {
        var set = Arrays.stream(Kind.values()).filter(kind -> section.has(kind.name())).toList();
        if (!method.equals(PKI)) {
            set.forEach(kind -> section.mistake(kind.name(), "has no meaning for " + method,
                    "leave it out, or choose " + PKI));
            return null;
        }
        if (set.size() == 1) return subject(section, set.getFirst());
        section.mistake(set.isEmpty() ? Kind.tls_client_auth_subject_dn.name() : set.getLast().name(),
                set.isEmpty() ? "is missing" : "is set beside " + set.getFirst(),
                PKI + " needs exactly one of "
                        + String.join(", ", Arrays.stream(Kind.values()).map(Kind::name).toList())
                        + " (RFC 8705 §2.1.2)");
        return null;
    }

    private static @Nullable CertificateSubject subject(Section section, Kind kind) {
        var value = section.value(kind.name());
        if (value.isEmpty()) return null;
        try {
            return new CertificateSubject(kind, value.get().text());
        } catch (IllegalArgumentException _) {
            value.get().wrong("is none", switch (kind) {
                case tls_client_auth_subject_dn -> "write a distinguished name like CN=shop,O=Acme,C=DE (RFC 4514)";
                case tls_client_auth_san_ip -> "write an address like 192.0.2.7 or 2001:db8::7";
                default -> "write what the certificate has";
            });
            return null;
        }
    }

    /// @param offered the methods with a certificate that this server can use: with none of them it sees no certificate
    static void checkOffered(Section section, String method, List<String> offered) {
        if (METHODS.contains(method) && !offered.contains(method))
            section.mistake("token_endpoint_auth_method", "is " + method + ", which this server is not set up for",
                    "choose another method, or have the operator set up mtls");
    }

    /// @param offered whether this server sees certificates
    static boolean bound(Section section, Permissions permissions, Profile profile, boolean offered) {
        // For information: which addresses a client uses is its own business.
        section.flag("use_mtls_endpoint_aliases", false);
        if (!section.flag(BOUND, profile.bindsToCertificates())) return false;
        if (!offered)
            section.mistake(BOUND, "is on, but this server is not set up to see certificates",
                    "leave it out, or have the operator set up mtls");
        if (section.flag("dpop_bound_access_tokens", false))
            section.mistake(BOUND, "is on beside dpop_bound_access_tokens", "choose one: a token has one binding");
        var backchannel = permissions.backchannel();
        if (backchannel != null && backchannel.delivery() == Client.Backchannel.Delivery.push)
            section.mistake(BOUND, "is on, but backchannel_token_delivery_mode is push",
                    "choose poll or ping: tokens that are sent unasked are bound to no certificate");
        var types = permissions.responseTypes().stream().flatMap(type -> ResponseType.parse(type).stream());
        if (types.anyMatch(ResponseType::withAccessToken))
            section.mistake(BOUND, "is on, but response_types has token",
                    "leave one out: a token sent by the browser is bound to no certificate");
        return true;
    }
}
