package dev.cardea.account;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.link.Effect;
import dev.cardea.link.LinkStore;
import dev.cardea.link.LinkStore.Redemption;
import dev.cardea.link.Links;
import dev.cardea.link.Purpose;
import dev.cardea.mail.AccountMail;
import dev.cardea.mail.Mails;
import dev.cardea.outbox.Message;
import dev.cardea.user.AddressStore;
import dev.cardea.user.EmailAddress;
import dev.cardea.user.Identifiers;
import dev.cardea.user.User;
import dev.cardea.user.UserStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The addresses of a person: adds, proves and removes them, and changes the one that the account is known by. That one is
/// told of whatever happens to the others, and of losing its place itself.
public final class Emails {
    private static final int MOST = 10;

    /// How a wish ended.
    public enum Result {
        added, mailed, verified, primary, removed,
        /// Of no account, and of nobody's.
        malformed,
        /// The account has it already, or as many as it can have.
        refused, unknown,
        /// The operator says in the configuration what the account is known by.
        managed
    }

    private final UserStore users;
    private final AddressStore addresses;
    private final LinkStore store;
    private final Links links;
    private final Mails mails;
    private final Runnable wake;
    private final AuditLog audit;
    private final InstantSource clock;

    /// @param wake told when there is something to be mailed
    public Emails(UserStore users, AddressStore addresses, LinkStore store, Links links, Mails mails, Runnable wake,
            AuditLog audit,
            InstantSource clock) {
        this.users = users;
        this.addresses = addresses;
        this.store = store;
        this.links = links;
        this.mails = mails;
        this.wake = wake;
        this.audit = audit;
        this.clock = clock;
    }

    boolean isManaged(User user) {
        return users.declaration(user.id()).isPresent();
    }

    List<AddressStore.Further> further(User user) {
        return addresses.of(user.id());
    }

    private static boolean isPrimary(User user, String address) {
        return user.email() != null && Identifiers.normalize(user.email()).equals(Identifiers.normalize(address));
    }

    private Optional<AddressStore.Further> find(User user, String address) {
        var identifier = Identifiers.normalize(address);
        return further(user).stream()
                .filter(one -> Identifiers.normalize(one.address()).equals(identifier))
                .findFirst();
    }

    Result add(User user, String address) {
        if (!EmailAddress.isUsable(address)) return Result.malformed;
        if (isPrimary(user, address) || further(user).size() >= MOST
                || !addresses.claim(user.id(), address, clock.instant()))
            return Result.refused;
        audit.record(new AuditEvent.AddressAdded(user.id()));
        mail(user, address, Purpose.verify, "verify");
        return Result.added;
    }

    /// Mails the link that proves it.
    Result prove(User user, String address) {
        if (isPrimary(user, address) && !user.emailVerified() && user.email() != null) {
            mail(user, user.email(), Purpose.verify, "verify");
            return Result.mailed;
        }
        var found = find(user, address).filter(one -> !one.verified());
        found.ifPresent(one -> mail(user, one.address(), Purpose.verify, "verify"));
        return found.isPresent() ? Result.mailed : Result.unknown;
    }

    /// Mails the link that makes it the one that the account is known by.
    Result prefer(User user, String address) {
        if (isManaged(user)) return Result.managed;
        var found = find(user, address);
        found.ifPresent(one -> mail(user, one.address(), Purpose.primary, "new_primary"));
        return found.isPresent() ? Result.mailed : Result.unknown;
    }

    Result remove(User user, String address) {
        var found = find(user, address);
        if (found.isEmpty()) return Result.unknown;
        var news = found.get().verified() ? news(user, "address_removed", found.get().address()) : List.<Message>of();
        if (!addresses.remove(user.id(), found.get().address(), news)) return Result.unknown;
        wake.run();
        audit.record(new AuditEvent.AddressRemoved(user.id()));
        return Result.removed;
    }

    private void mail(User user, String address, Purpose purpose, String kind) {
        var issued = links.issue(purpose, ConfirmAddressEndpoint.PATH, user.id(), address, Map.of());
        var link = issued.link();
        store.add(link, mails.to(address, user,
                AccountMail.link(kind, address, issued.uri(), link.createdAt(), link.expiresAt())));
        wake.run();
    }

    private List<Message> news(User user, String kind, String address) {
        return mails.to(user, AccountMail.news(kind, address, clock.instant()));
    }

    /// A link of this person's, whatever it proves.
    Optional<Links.Followed> follow(User user, String secret) {
        return links.follow(secret, Purpose.verify)
                .or(() -> links.follow(secret, Purpose.primary))
                .filter(followed -> user.id().equals(followed.link().user()));
    }

    /// @return empty where the link is worth nothing any more, or somebody else has proven the address
    Optional<Result> confirm(User user, Links.Followed followed) {
        var link = followed.link();
        boolean preferred = link.purpose() == Purpose.primary;
        if (preferred && isManaged(user)) return Optional.of(Result.managed);
        var now = clock.instant();
        var effect = preferred
                ? new Effect.NewPrimary(user.id(), link.address(), now)
                : new Effect.Verified(user.id(), link.address(), now);
        var news = isPrimary(user, link.address())
                ? List.<Message>of()
                : news(user, preferred ? "primary_changed" : "address_added", link.address());
        if (store.redeem(link.hash(), link.purpose(), now, effect, news) != Redemption.done) return Optional.empty();
        wake.run();
        audit.record(preferred
                ? new AuditEvent.PrimaryAddressChanged(user.id())
                : new AuditEvent.AddressVerified(user.id()));
        return Optional.of(preferred ? Result.primary : Result.verified);
    }
}
