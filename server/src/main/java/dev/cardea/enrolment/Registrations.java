package dev.cardea.enrolment;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.errand.AskingLimit;
import dev.cardea.errand.Errands;
import dev.cardea.link.Effect;
import dev.cardea.link.LinkStore;
import dev.cardea.link.Links;
import dev.cardea.link.Links.Followed;
import dev.cardea.link.Purpose;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.RandomUuid;
import dev.cardea.oauth.UserId;
import dev.cardea.password.PasswordProblem;
import dev.cardea.password.PasswordRules;
import dev.cardea.user.PasswordHashing;
import dev.cardea.user.User;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// People who make themselves an account. There is none until they have proven their address by a mailed link: so nobody
/// can keep an address from its owner by naming it, and each of several who name one finishes what they began themselves.
public final class Registrations {
    public sealed interface Outcome {
        /// Something is mailed. What, is nobody's business but that of whoever reads the mail.
        record Taken() implements Outcome {}

        /// @param fields what is wrong, by field
        /// @param password what is wrong with the password
        record Refused(Map<String, String> fields, List<PasswordProblem> password) implements Outcome {}
    }

    public sealed interface Confirmation {
        /// @param request the interaction to go on with, empty for none
        record Done(User user, String request) implements Confirmation {}

        /// Unknown, expired or spent.
        record BadLink() implements Confirmation {}

        /// There is an account with this address by now.
        record Taken() implements Confirmation {}
    }

    private final EnrolmentPolicy policy;
    private final AskingLimit limit;
    private final PasswordRules rules;
    private final PasswordHashing hashing;
    private final Errands errands;
    private final LinkStore store;
    private final Links links;
    private final AuditLog audit;
    private final SecureRandom random;
    private final InstantSource clock;

    public Registrations(EnrolmentPolicy policy, AskingLimit limit, PasswordRules rules, PasswordHashing hashing,
            Errands errands, LinkStore store, Links links, AuditLog audit, SecureRandom random,
            InstantSource clock) {
        this.policy = policy;
        this.limit = limit;
        this.rules = rules;
        this.hashing = hashing;
        this.errands = errands;
        this.store = store;
        this.links = links;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    public EnrolmentPolicy policy() {
        return policy;
    }

    /// How many characters a password has at least.
    int shortest() {
        return rules.policy().minLength();
    }

    /// Says all that is wrong at once. What is not wrong is written down after the work that every password costs, and
    /// whether there is an account with this address is looked at later.
    ///
    /// @param place the IP address that asks
    /// @throws dev.cardea.user.HashingBusy where too many passwords are hashed at once
    /// @throws dev.cardea.http.TooManyAttempts where too much is asked from that place
    public Outcome register(Application application, String place) {
        var problems = application.problems(policy.terms());
        var weaknesses = rules.problems(application.password(), application.known());
        if (!problems.isEmpty() || !weaknesses.isEmpty()) return new Outcome.Refused(problems, weaknesses);
        boolean mailed = limit.admits(application.email(), place);
        var hash = hashing.hash(application.password());
        if (mailed)
            errands.take(RegistrationErrand.NAME, application.email(), application.asked(hash, policy.terms()));
        return new Outcome.Taken();
    }

    /// Mails the link again to those who have not finished.
    public void remind(String address, String place) {
        if (limit.admits(address, place))
            errands.take(ReminderErrand.NAME, address, Map.of("email", address));
    }

    /// What was registered, as long as its link is good.
    public Optional<Followed> follow(String secret) {
        return links.follow(secret, Purpose.register);
    }

    public Confirmation confirm(String secret) {
        var followed = follow(secret).orElse(null);
        if (followed == null) return new Confirmation.BadLink();
        var now = clock.instant();
        var user = Application.account(followed.payload(), new UserId(RandomUuid.text(random)), now);
        var effect = new Effect.NewAccount(user, followed.text("password_hash").orElseThrow(),
                followed.text("terms").orElse(null));
        return switch (store.redeem(followed.link().hash(), Purpose.register, now, effect, List.of())) {
            case gone -> new Confirmation.BadLink();
            case taken -> new Confirmation.Taken();
            case done -> {
                audit.record(new AuditEvent.AccountRegistered(user.id(),
                        followed.text("client_id").map(ClientId::new).orElse(null)));
                yield new Confirmation.Done(user, followed.text("request").orElse(""));
            }
        };
    }
}
