package dev.cardea.client;

import dev.cardea.client.Client.Logout;
import dev.cardea.config.Section;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/// Reads how a client is told that a session has ended. Both ways always say which session, whether or not the client
/// insists on that.
final class LogoutSettings {
    private static final String BACK = "backchannel_logout_uri";
    private static final String FRONT = "frontchannel_logout_uri";

    private LogoutSettings() {}

    /// @param redirectUris registered for the client
    static Logout read(Section section, boolean allowInsecureHttp, List<String> redirectUris) {
        section.flag("backchannel_logout_session_required", false);
        section.flag("frontchannel_logout_session_required", false);
        var uris = new RegisteredUris(allowInsecureHttp, false);
        var front = uris.notified(section, FRONT);
        // Front-Channel Logout §2. A page of any other origin would be framed in ours.
        if (front.isPresent() && redirectUris.stream().noneMatch(uri -> origin(uri).equals(origin(front.get()))))
            section.mistake(FRONT, "is not at the address of a redirect URI",
                    "give it the scheme, host and port of one of redirect_uris (Front-Channel Logout §2)");
        return new Logout(uris.notified(section, BACK).orElse(null), front.orElse(null));
    }

    private static String origin(String address) {
        var uri = URI.create(address);
        int port = uri.getPort();
        if (port < 0) port = uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
        return (uri.getScheme() + "://" + uri.getHost() + ":" + port).toLowerCase(Locale.ROOT);
    }
}
