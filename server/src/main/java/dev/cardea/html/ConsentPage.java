package dev.cardea.html;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Asks whether an application may have what it asks for. The answer is posted as `decision`: `allow` or `deny`.
///
/// @param action where the form is posted to
/// @param request the hidden field that says which interaction this is
/// @param clientUri the client's own texts and addresses come from its registration: shown only where they are web addresses
/// @param scopes scope values; the page says them in words, those it does not know by their name
/// @param formTargets where the answer to the form may redirect to, beyond this server: origins, URIs or schemes
/// @param userCode that a device shows, to be compared; null where none asks (RFC 8628 §5.4)
/// @param extent what it asks for beyond the scopes
public record ConsentPage(
        Locale locale,
        String action,
        String request,
        String csrf,
        String clientName,
        @Nullable String clientUri,
        @Nullable String logoUri,
        @Nullable String policyUri,
        @Nullable String tosUri,
        String userName,
        @Nullable String userEmail,
        List<String> scopes,
        List<String> formTargets,
        @Nullable String userCode,
        Extent extent) {
    public ConsentPage {
        clientUri = WebAddress.orNull(clientUri);
        logoUri = WebAddress.orNull(logoUri);
        policyUri = WebAddress.orNull(policyUri);
        tosUri = WebAddress.orNull(tosUri);
        scopes = List.copyOf(scopes);
        formTargets = List.copyOf(formTargets);
    }

    /// One that no device asks for, and that asks for scopes alone.
    public ConsentPage(
            Locale locale,
            String action,
            String request,
            String csrf,
            String clientName,
            @Nullable String clientUri,
            @Nullable String logoUri,
            @Nullable String policyUri,
            @Nullable String tosUri,
            String userName,
            @Nullable String userEmail,
            List<String> scopes,
            List<String> formTargets) {
        this(locale, action, request, csrf, clientName, clientUri, logoUri, policyUri, tosUri, userName, userEmail,
                scopes, formTargets, null, Extent.NONE);
    }

    /// @param places where it may use all this; empty where no place was named
    /// @param details what it asks for in detail
    public record Extent(List<Place> places, List<DetailCard> details) {
        public static final Extent NONE = new Extent(List.of(), List.of());

        public Extent {
            places = List.copyOf(places);
            details = List.copyOf(details);
        }
    }

    /// @param uri the name by which machines know it
    public record Place(String name, String uri) {
        /// What tells one from another of the same name.
        public String address() {
            return name.equals(uri) ? "" : uri;
        }
    }

    /// The part of the client's address by which a person can tell who asks.
    public String clientHost() {
        return clientUri == null ? "" : Objects.requireNonNullElse(URI.create(clientUri).getHost(), clientUri);
    }
}
