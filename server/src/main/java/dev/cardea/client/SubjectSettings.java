package dev.cardea.client;

import dev.cardea.client.Client.Subject;
import dev.cardea.config.Section;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads by which `sub` a client knows people (OIDC Core §8), and finds the sector of pairwise ones.
final class SubjectSettings {
    private static final String SECTOR = "sector_identifier_uri";

    private SubjectSettings() {}

    static Subject read(Section section, List<String> redirectUris) {
        var isEmail = section.oneOf("subject_claim", List.of("sub", "email"), "sub").equals("email");
        var isPairwise = section.oneOf("subject_type", List.of("public", "pairwise"), "public").equals("pairwise");
        var sectorHost = sectorHost(section);
        if (!isPairwise) return new Subject(isEmail, null, null);
        if (isEmail)
            section.mistake("subject_claim", "is email, but subject_type is pairwise", "leave one of them out");
        return new Subject(isEmail, sectorHost.orElseGet(() -> hostOf(redirectUris, section)), null);
    }

    /// The host of a document that lists the redirect URIs of all clients of the sector (OIDC Registration §5).
    private static Optional<String> sectorHost(Section section) {
        return RegisteredUris.fetched(section, SECTOR).map(uri -> host(uri.toString()));
    }

    private static @Nullable String hostOf(List<String> redirectUris, Section section) {
        var hosts = redirectUris.stream()
                .map(SubjectSettings::host)
                .collect(Collectors.toSet());
        if (hosts.size() == 1 && !hosts.contains("")) return hosts.iterator().next();
        // One mistake is enough where the addresses themselves are wrong.
        if (section.values("redirect_uris").size() == redirectUris.size() && !section.has(SECTOR))
            section.mistake("subject_type", "is pairwise, but the redirect_uris have not exactly one host",
                    "name a " + SECTOR + " (OIDC Core §8.1)");
        return null;
    }

    private static String host(String uri) {
        var host = URI.create(uri).getHost();
        return host == null ? "" : host.toLowerCase(Locale.ROOT);
    }
}
