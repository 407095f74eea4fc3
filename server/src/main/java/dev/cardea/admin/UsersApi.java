package dev.cardea.admin;

import dev.cardea.account.Accounts;
import dev.cardea.attribute.Attributes;
import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.config.Document;
import dev.cardea.config.InvalidSettings;
import dev.cardea.declaration.DeclaredUser;
import dev.cardea.declaration.UserSettings;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.http.Router;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.RandomUuid;
import dev.cardea.oauth.UserId;
import dev.cardea.organization.OrganizationStore;
import dev.cardea.organization.Role;
import dev.cardea.user.Identifiers;
import dev.cardea.user.User;
import dev.cardea.user.UserDirectory;
import dev.cardea.user.UserDirectory.Filter;
import dev.cardea.user.UserStore;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import static dev.cardea.http.Router.Cors.NONE;
import static dev.cardea.oauth.OAuthError.invalidRequest;

/// `/api/admin/users`: accounts. Those of other organizations do not exist for an organization's administrator.
final class UsersApi {
    private static final String PATH = "/api/admin/users";
    private static final int TRIES = 5;

    private final UserStore users;
    private final UserDirectory directory;
    private final OrganizationStore organizations;
    private final Accounts accounts;
    private final Attributes attributes;
    private final NewAccounts newAccounts;
    private final Cursors cursors;
    private final AuditLog audit;
    private final SecureRandom random;
    private final InstantSource clock;

    UsersApi(UserStore users, UserDirectory directory, OrganizationStore organizations, Accounts accounts,
            Attributes attributes, NewAccounts newAccounts, Cursors cursors, AuditLog audit, SecureRandom random,
            InstantSource clock) {
        this.users = users;
        this.directory = directory;
        this.organizations = organizations;
        this.accounts = accounts;
        this.attributes = attributes;
        this.newAccounts = newAccounts;
        this.cursors = cursors;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    Router routes(AdminAccess access) {
        return new Router()
                .get(PATH, access.reading(this::list))
                .post(PATH, access.writing(this::create))
                .get(PATH + "/{id}",
                        access.reading((request, by) -> Answer.entity(200, UserView.of(find(request, by)))))
                .add(Set.of("PATCH"), PATH + "/{id}", NONE, access.writing(this::change))
                .add(Set.of("DELETE"), PATH + "/{id}", NONE, access.writing(this::remove))
                .post(PATH + "/{id}/invitation", access.writing(this::invite));
    }

    /// @throws dev.cardea.oauth.OAuthException `not_found`, also for an account of another organization
    User find(Request request, Administrator by) {
        return users.find(new UserId(request.pathParameter("id")))
                .filter(by::sees)
                .orElseThrow(() -> Answer.unknown("account"));
    }

    /// The same of an account that holds no more than this administrator could give: to change it would be a step into it.
    ///
    /// @throws dev.cardea.oauth.OAuthException `not_found`, `access_denied`
    User findToChange(Request request, Administrator by) {
        var user = find(request, by);
        if (!user.allRoles().stream().allMatch(by::mayGive))
            throw OAuthError.of(ErrorCode.access_denied, "the account holds roles that you cannot give");
        return user;
    }

    private Response list(Request request, Administrator by) {
        var query = request.query();
        var own = by.organization();
        var organization = query.get("organization").orElse(own);
        if (own != null && !own.equals(organization)) throw Answer.unknown("organization");
        var status = query.get("status").map(UsersApi::status).orElse(null);
        var filter = new Filter(
                query.get("q").map(Identifiers::normalize).orElse(null), organization, status,
                query.get("role").orElse(null));
        return cursors.page(request, (after, limit) -> directory.page(filter, after, limit),
                found -> UserView.of(found.user()), UserDirectory.Found::key,
                "users", filter.prefix(), organization, status == null ? null : status.name(), filter.role());
    }

    private static User.Status status(Object name) {
        return Stream.of(User.Status.values())
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseThrow(() -> invalidRequest("status must be one of invited, active, locked, disabled"));
    }

    private Response create(Request request, Administrator by) {
        var body = new LinkedHashMap<>(Answer.body(request));
        if (!by.isOfAll()) body.putIfAbsent("organization", by.organization());
        var declared = read(body);
        var id = new UserId(RandomUuid.text(random));
        var now = clock.instant();
        var user = newAccounts.isInvitation(declared)
                ? declared.create(id, now).withStatus(User.Status.invited)
                : declared.create(id, now);
        check(user, Set.of(), by);
        try {
            newAccounts.create(user, declared, by);
        } catch (UserStore.IdentifierTaken e) {
            throw Answer.conflict("another account has this email or preferred_username");
        }
        return Answer.entity(201, UserView.of(user)).with("Location", PATH + "/" + id);
    }

    private DeclaredUser read(Map<String, Object> members) {
        try {
            var document = Document.json(members);
            var user = UserSettings.read(document.root(), attributes);
            document.check();
            return user;
        } catch (InvalidSettings invalid) {
            throw Answer.mistaken(invalid);
        }
    }

    /// Whether the account may be such a one, by this administrator's will.
    ///
    /// @param had roles that it has already
    private void check(User user, Set<String> had, Administrator by) {
        var organization = user.organization();
        if (!by.sees(user)) throw invalidRequest("organization must be " + by.organization());
        if (organization != null && organizations.find(organization).isEmpty())
            throw invalidRequest("organization " + organization + " is unknown");
        for (var role : user.roles()) {
            if (had.contains(role)) continue;
            if (!role.equals(Role.ADMINISTRATOR) && !role.equals(Role.ORGANIZATION_ADMINISTRATOR)
                    && organizations.findRole(role).isEmpty())
                throw invalidRequest("role " + role + " is unknown");
            if (!by.mayGive(role)) throw invalidRequest("role " + role + " is not yours to give");
        }
    }

    private Response change(Request request, Administrator by) {
        var patch = new LinkedHashMap<>(Answer.body(request));
        for (int i = 0; i < TRIES; i++) {
            var present = findToChange(request, by);
            Answer.checkMatch(request, UserView.of(present));
            var next = patched(present, patch, by);
            var changed = changes(present, next);
            if (changed.isEmpty()) return Answer.entity(200, UserView.of(present));
            if (!replaced(present, next)) continue;
            audit.record(new AuditEvent.AccountChanged(next.id(), by.user(), by.client(), changed,
                    Answer.reason(request)));
            return Answer.entity(200, UserView.of(next));
        }
        throw Answer.conflict("others change the account at the same time; try again");
    }

    private boolean replaced(User present, User next) {
        try {
            var status = next.status();
            return directory.replace(present, next.withStatus(present.status())) && (status == present.status()
                    || accounts.setStatus(next.id(), Set.of(present.status()), status));
        } catch (UserStore.IdentifierTaken e) {
            throw Answer.conflict("another account has this email or preferred_username");
        }
    }

    private User patched(User present, Map<String, Object> patch, Administrator by) {
        for (var name : List.of(UserView.ID, UserView.UPDATED, "password", "password_hash"))
            if (patch.containsKey(name)) throw invalidRequest(name + " cannot be set here");
        var rest = new LinkedHashMap<>(patch);
        var status = rest.containsKey(UserView.STATUS) ? status(rest.remove(UserView.STATUS)) : present.status();
        if (status != present.status()) checkStatus(present, status);
        if (!rest.isEmpty()) checkNotDeclared(present);
        var settable = UserView.settable(present);
        // What was verified was the address.
        if (rest.containsKey(UserView.EMAIL)) settable.remove(UserView.VERIFIED);
        var now = clock.instant();
        var later = now.isAfter(present.updatedAt()) ? now : present.updatedAt().plusMillis(1);
        var next = read(Answer.merged(settable, rest))
                .applyTo(present, Instant.ofEpochMilli(later.toEpochMilli()))
                .withStatus(status);
        check(next, present.roles(), by);
        var taken = present.roles().stream().filter(role -> !next.roles().contains(role)).toList();
        for (var role : taken) if (!by.mayGive(role)) throw invalidRequest("role " + role + " is not yours to take");
        if (taken.contains(Role.ADMINISTRATOR)) checkNotLast(present);
        // Whoever changes the address can have the password replaced.
        return next;
    }

    private void checkStatus(User present, User.Status status) {
        if (status == User.Status.invited) throw invalidRequest("nobody becomes invited again; create the account");
        if (present.status() == User.Status.invited && status == User.Status.active)
            throw Answer.conflict("the person has not accepted the invitation yet");
        if (present.roles().contains(Role.ADMINISTRATOR)) checkNotLast(present);
    }

    /// Otherwise nobody could undo it.
    private void checkNotLast(User administrator) {
        var filter = new Filter(null, null, User.Status.active, Role.ADMINISTRATOR);
        if (directory.page(filter, "", 2).stream().allMatch(found -> found.user().id().equals(administrator.id())))
            throw Answer.conflict("the account is the only administrator's");
    }

    /// The next start would undo it.
    private void checkNotDeclared(User user) {
        if (users.declaration(user.id()).isPresent())
            throw Answer.conflict("the configuration file declares the account: change it there");
    }

    private static List<String> changes(User present, User next) {
        var before = UserView.of(present);
        var after = UserView.of(next);
        var changed = new ArrayList<String>();
        Stream.concat(before.keySet().stream(), after.keySet().stream())
                .distinct()
                .filter(name -> !name.equals(UserView.UPDATED))
                .filter(name -> !Optional.ofNullable(before.get(name)).equals(Optional.ofNullable(after.get(name))))
                .forEach(changed::add);
        return changed;
    }

    private Response remove(Request request, Administrator by) {
        var user = findToChange(request, by);
        Answer.checkMatch(request, UserView.of(user));
        checkNotDeclared(user);
        if (user.roles().contains(Role.ADMINISTRATOR)) checkNotLast(user);
        audit.record(new AuditEvent.AccountChanged(user.id(), by.user(), by.client(), List.of("removed"),
                Answer.reason(request)));
        accounts.remove(user.id());
        return Response.empty(204);
    }

    private Response invite(Request request, Administrator by) {
        var user = findToChange(request, by);
        if (user.status() != User.Status.invited) throw Answer.conflict("the account is not an invited one");
        newAccounts.remind(user);
        audit.record(new AuditEvent.AccountInvited(user.id(), by.user()));
        return Response.empty(204);
    }

    /// Whom a client may not see, it may not name either.
    @Nullable
    UserId visible(@Nullable String id, Administrator by) {
        if (id == null) return null;
        var user = new UserId(id);
        if (!by.isOfAll() && users.find(user).filter(by::sees).isEmpty()) throw Answer.unknown("account");
        return user;
    }
}
