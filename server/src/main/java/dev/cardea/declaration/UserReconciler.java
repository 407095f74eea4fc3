package dev.cardea.declaration;

import dev.cardea.account.Accounts;
import dev.cardea.config.InvalidSettings;
import dev.cardea.config.Mistake;
import dev.cardea.config.Place;
import dev.cardea.oauth.RandomUuid;
import dev.cardea.oauth.UserId;
import dev.cardea.session.SessionEndings.Reason;
import dev.cardea.user.UserStore;
import dev.cardea.user.UserStore.Credentials;
import dev.cardea.user.UserStore.Declaration;
import dev.cardea.user.UserStore.IdentifierTaken;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Brings accounts in line with the file. An entry and an account belong together if they share an identifier.
final class UserReconciler {
    private static final String USER = "user";

    private final UserStore store;
    private final Accounts accounts;
    private final Hashing hashing;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Changes changes;
    private final Set<UserId> applied = new HashSet<>();

    UserReconciler(
            UserStore store,
            Accounts accounts,
            Hashing hashing,
            InstantSource clock,
            SecureRandom random,
            Changes changes) {
        this.store = store;
        this.accounts = accounts;
        this.hashing = hashing;
        this.clock = clock;
        this.random = random;
        this.changes = changes;
    }

    /// Looks for entries that cannot be applied, before anything is.
    ///
    /// @throws InvalidSettings where an entry joins the identifiers of different accounts
    void check(List<DeclaredUser> users) {
        var mistakes = new ArrayList<Mistake>();
        for (int i = 0; i < users.size(); i++) {
            var accounts = new HashSet<UserId>();
            for (var identifier : users.get(i).identifiers())
                store.findByIdentifier(identifier).ifPresent(found -> accounts.add(found.user().id()));
            if (accounts.size() > 1)
                mistakes.add(new Mistake(
                        Place.NONE,
                        "users[" + i + "]",
                        "email and preferred_username belong to two different accounts",
                        "remove one of the accounts, or declare them apart"));
        }
        if (!mistakes.isEmpty()) throw new InvalidSettings(mistakes);
    }

    void apply(List<DeclaredUser> users) {
        var declared = store.declared();
        for (var user : users) {
            try {
                apply(user, declared);
            } catch (IdentifierTaken e) {
                // Another node that starts at the same time created the account in between: now it is found.
                apply(user, declared);
            }
        }
    }

    private void apply(DeclaredUser user, Set<UserId> declared) {
        var present = find(user);
        if (present.isEmpty()) {
            var id = new UserId(RandomUuid.text(random));
            store.put(user.create(id, clock.instant()));
            applied.add(id);
            applyPassword(user, id, null);
            changes.created(USER, id.value(), user.name());
            return;
        }
        var account = present.get().user();
        applied.add(account.id());
        var differs = !user.applyTo(account, account.updatedAt()).equals(account);
        var wanted = user.applyTo(account, clock.instant());
        if (differs) store.put(wanted);
        if (!wanted.isActive()) accounts.shutOut(account.id(), Reason.account_disabled);
        var changedPassword = applyPassword(user, account.id(), present.get().passwordHash());
        if (differs || changedPassword || !declared.contains(account.id()))
            changes.updated(USER, account.id().value(), user.name());
    }

    private Optional<Credentials> find(DeclaredUser user) {
        return user.identifiers().stream().flatMap(i -> store.findByIdentifier(i).stream()).findFirst();
    }

    /// Gives the account the declared password, unless that was done before: what the person chose since then stays.
    private boolean applyPassword(DeclaredUser user, UserId id, @Nullable String present) {
        var declaration = store.declaration(id);
        var applied = declaration.map(Declaration::passwordHash).orElse(null);
        if (declaration.isPresent() && isApplied(user, applied)) return false;
        var hash = user.password() != null ? hashing.hash(user.password()) : user.passwordHash();
        if (hash == null) {
            store.declare(new Declaration(id, null));
            return false;
        }
        if (!store.replacePassword(id, present, hash)) return false;
        // Whoever knows only the former password is out. Before it counts as done, or it might never be.
        accounts.shutOut(id, Reason.password_replaced);
        store.declare(new Declaration(id, hash));
        return true;
    }

    private boolean isApplied(DeclaredUser user, @Nullable String applied) {
        if (user.password() != null) return applied != null && hashing.matches(user.password(), applied);
        return Objects.equals(user.passwordHash(), applied);
    }

    /// Removes the accounts that an earlier file declared and this one does not. To be called after [#apply].
    void prune() {
        var gone = new HashSet<>(store.declared());
        gone.removeAll(applied);
        for (var id : gone) {
            accounts.shutOut(id, Reason.account_removed);
            changes.removing(id);
            store.remove(id);
            changes.removed(USER, id.value(), id.value());
        }
    }
}
