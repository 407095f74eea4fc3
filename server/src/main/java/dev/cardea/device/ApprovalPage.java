package dev.cardea.device;

import dev.cardea.client.Client;
import dev.cardea.html.ConsentPage;
import dev.cardea.oauth.Scopes;
import dev.cardea.user.User;
import java.util.List;
import java.util.Locale;

/// The consent page for a device: it leads nowhere else, and shows the code for the person to compare (RFC 8628 §5.4).
final class ApprovalPage {
    private ApprovalPage() {}

    static ConsentPage of(
            Client client, Scopes scopes, ConsentPage.Extent extent, User user, Locale locale, String action,
            String handle, String csrf,
            String userCode) {
        var display = client.display().in(locale);
        var name = user.claims().get("name");
        return new ConsentPage(
                locale,
                action,
                handle,
                csrf,
                display.name(),
                display.uri(),
                display.logoUri(),
                display.policyUri(),
                display.tosUri(),
                name instanceof String text ? text : user.displayName(),
                user.email(),
                List.copyOf(scopes.values()),
                List.of(),
                userCode,
                extent);
    }
}
