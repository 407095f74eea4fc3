package dev.cardea.recovery;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.errand.Errand;
import dev.cardea.link.LinkStore;
import dev.cardea.link.Links;
import dev.cardea.link.Purpose;
import dev.cardea.mail.AccountMail;
import dev.cardea.mail.Mails;
import dev.cardea.oauth.TokenHash;
import dev.cardea.outbox.OutboxStore;
import dev.cardea.user.AddressStore;
import dev.cardea.user.Identifiers;
import dev.cardea.user.User;
import dev.cardea.user.UserStore;
import dev.cardea.user.UserStore.Credentials;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Somebody says that they have forgotten the password of an account. What comes of it is said in a mail alone: a link, or
/// why there is none. Only an address that was proven to be the person's gets one.
public final class ForgottenPassword implements Errand {
    public static final String NAME = "forgotten-password";
    static final String VERSION = "version";
    private final UserStore users;
    private final AddressStore addresses;
    private final LinkStore store;
    private final Links links;
    private final OutboxStore outbox;
    private final Mails mails;
    private final Consumer<User> invite;
    private final AuditLog audit;
    private final InstantSource clock;

    /// @param invite sends the invitation again of somebody who has not accepted it
    public ForgottenPassword(UserStore users, AddressStore addresses, LinkStore store, Links links,
            OutboxStore outbox, Mails mails,
            Consumer<User> invite, AuditLog audit, InstantSource clock) {
        this.users = users;
        this.addresses = addresses;
        this.store = store;
        this.links = links;
        this.outbox = outbox;
        this.mails = mails;
        this.invite = invite;
        this.audit = audit;
        this.clock = clock;
    }

    /// What is taken down.
    public static Map<String, Object> of(String address) {
        return Map.of("address", address);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(Map<String, Object> asked) {
        var identifier = Identifiers.normalize(String.valueOf(asked.get("address")));
        users.findByIdentifier(identifier).ifPresent(found -> answer(found, identifier));
    }

    private void answer(Credentials found, String identifier) {
        var user = found.user();
        if (user.status() == User.Status.invited) {
            invite.accept(user);
            return;
        }
        var address = proven(user, identifier);
        if (address.isEmpty()) return;
        audit.record(new AuditEvent.PasswordResetRequested(user.id()));
        switch (user.status()) {
            case active -> send(user, address.get(), found.passwordHash());
            case locked -> tell(user, address.get(), "reset_locked");
            case disabled -> tell(user, address.get(), "reset_disabled");
            case invited -> throw new IllegalStateException("was invited above");
        }
    }

    /// The address that was named, as the account has it; that of the account where its username was.
    private Optional<String> proven(User user, String identifier) {
        var own = user.email();
        boolean named = own != null && Identifiers.normalize(own).equals(identifier);
        boolean byName = user.username() != null && Identifiers.normalize(user.username()).equals(identifier);
        if (named || byName) return Optional.ofNullable(own).filter(_ -> user.emailVerified());
        return addresses.of(user.id())
                .stream()
                .filter(further -> further.verified() && Identifiers.normalize(further.address()).equals(identifier))
                .map(AddressStore.Further::address)
                .findFirst();
    }

    private void send(User user, String address, @Nullable String passwordHash) {
        if (passwordHash == null) {
            tell(user, address, "reset_no_password");
            return;
        }
        // Of the password that is to be replaced: once it is another one, the link is worth nothing.
        var issued = links.issue(Purpose.reset, ResetEndpoint.PATH, user.id(), address,
                Map.of(VERSION, TokenHash.of(passwordHash).base64Url()));
        store.add(issued.link(), mails.to(address, user, AccountMail.link("reset", null, issued.uri(),
                issued.link().createdAt(), issued.link().expiresAt())));
    }

    private void tell(User user, String address, String kind) {
        mails.to(address, user, AccountMail.news(kind, null, clock.instant())).forEach(outbox::add);
    }
}
