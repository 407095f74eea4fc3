package dev.cardea.enrolment;

import dev.cardea.client.Client;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who can make themselves an account.
///
/// @param open the organizations whose people can
/// @param terms that they accept with it; null where there are none
public record EnrolmentPolicy(Set<String> open, @Nullable Terms terms) {
    public static final EnrolmentPolicy CLOSED = new EnrolmentPolicy(Set.of(), null);

    public EnrolmentPolicy {
        open = Set.copyOf(open);
    }

    /// What a client says goes before what its organization says.
    public boolean isOpenTo(Client client) {
        var own = client.sign().registration();
        if (own != null) return own == Client.Enrolment.self;
        return Optional.ofNullable(client.organization()).filter(open::contains).isPresent();
    }
}
