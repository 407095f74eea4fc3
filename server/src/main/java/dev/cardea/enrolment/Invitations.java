package dev.cardea.enrolment;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.link.Effect;
import dev.cardea.link.LinkStore;
import dev.cardea.link.LinkStore.Redemption;
import dev.cardea.link.Links;
import dev.cardea.link.Purpose;
import dev.cardea.mail.AccountMail;
import dev.cardea.mail.Mails;
import dev.cardea.oauth.UserId;
import dev.cardea.outbox.Message;
import dev.cardea.password.PasswordProblem;
import dev.cardea.password.PasswordRules;
import dev.cardea.user.Identifiers;
import dev.cardea.user.PasswordHashing;
import dev.cardea.user.User;
import dev.cardea.user.UserStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Invites people to an account that an administrator made for them. Accepting proves the address, and sets the password:
/// nobody else ever knows one.
public final class Invitations {
    public sealed interface Outcome {
        record Done(UserId user) implements Outcome {}

        /// Unknown, expired or spent, or the account was changed since.
        record BadLink() implements Outcome {}

        record Weak(List<PasswordProblem> problems) implements Outcome {}
    }

    private final UserStore users;
    private final LinkStore store;
    private final Links links;
    private final PasswordRules rules;
    private final PasswordHashing hashing;
    private final Mails mails;
    private final AuditLog audit;
    private final InstantSource clock;

    public Invitations(UserStore users, LinkStore store, Links links, PasswordRules rules, PasswordHashing hashing,
            Mails mails, AuditLog audit, InstantSource clock) {
        this.users = users;
        this.store = store;
        this.links = links;
        this.rules = rules;
        this.hashing = hashing;
        this.mails = mails;
        this.audit = audit;
        this.clock = clock;
    }

    /// Creates the account and writes the mail, in one step. To be followed by waking the outbox.
    ///
    /// @param user with an address, and as `invited`
    /// @param by the administrator, null for the server itself
    /// @throws UserStore.IdentifierTaken where another account has the address or username
    public void invite(User user, @Nullable UserId by) {
        if (user.status() != User.Status.invited)
            throw new IllegalArgumentException("the account is not an invited one");
        var issued = issue(user);
        store.invite(user, issued.link(), mail(user, issued));
        audit.record(new AuditEvent.AccountInvited(user.id(), by));
    }

    /// Mails a new link; the ones before are worth nothing from now on. Of somebody who has accepted, nothing happens.
    public void resend(User user) {
        if (user.status() != User.Status.invited || user.email() == null) return;
        store.discard(user.id(), Purpose.invite);
        var issued = issue(user);
        store.add(issued.link(), mail(user, issued));
    }

    private Links.Issued issue(User user) {
        var address = Objects.requireNonNull(user.email(), "an invitation needs an address");
        return links.issue(Purpose.invite, InvitationEndpoint.PATH, user.id(), address, Map.of());
    }

    private List<Message> mail(User user, Links.Issued issued) {
        var link = issued.link();
        return mails.to(link.address(), user, AccountMail.link("invitation", link.address(), issued.uri(),
                link.createdAt(), link.expiresAt()));
    }

    /// How many characters a password has at least.
    int shortest() {
        return rules.policy().minLength();
    }

    /// Whom a link invites, as long as it is good.
    public Optional<User> invited(String secret) {
        var link = links.follow(secret, Purpose.invite).map(Links.Followed::link).orElse(null);
        if (link == null || link.user() == null) return Optional.empty();
        // Mailed to an address that is the account's no more, it is in the wrong hands.
        return users.find(link.user())
                .filter(user -> user.status() == User.Status.invited && user.email() != null
                        && Identifiers.normalize(user.email()).equals(Identifiers.normalize(link.address())));
    }

    /// @param terms the version that was accepted, null where there are none
    public Outcome accept(String secret, String password, @Nullable String terms) {
        var user = invited(secret).orElse(null);
        var followed = links.follow(secret, Purpose.invite).orElse(null);
        if (user == null || followed == null) return new Outcome.BadLink();
        var problems = rules.problems(password, PasswordRules.known(user));
        if (!problems.isEmpty()) return new Outcome.Weak(problems);
        var now = clock.instant();
        var effect = new Effect.Activation(user.id(), hashing.hash(password), now, terms);
        if (store.redeem(followed.link().hash(), Purpose.invite, now, effect, List.of()) != Redemption.done)
            return new Outcome.BadLink();
        audit.record(new AuditEvent.InvitationAccepted(user.id()));
        return new Outcome.Done(user.id());
    }
}
