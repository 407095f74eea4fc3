package dev.cardea.admin;

import dev.cardea.account.Accounts;
import dev.cardea.attribute.Attributes;
import dev.cardea.audit.AuditLog;
import dev.cardea.audit.AuditStore;
import dev.cardea.client.ClientStore;
import dev.cardea.client.Clients;
import dev.cardea.consent.ConsentStore;
import dev.cardea.factor.Factors;
import dev.cardea.factor.RecoveryCodes;
import dev.cardea.http.Router;
import dev.cardea.jose.KeyedHash;
import dev.cardea.organization.GroupStore;
import dev.cardea.organization.OrganizationStore;
import dev.cardea.session.SessionEndings;
import dev.cardea.session.SessionStore;
import dev.cardea.token.ProtectedAccess;
import dev.cardea.user.UserDirectory;
import dev.cardea.user.UserStore;
import java.security.SecureRandom;
import java.time.InstantSource;

/// The addresses of the administration API.
public final class AdminEndpoints {
    /// Below the server's own address: what tokens must be for.
    public static final String PATH = "/api/admin";

    private AdminEndpoints() {}

    /// What is kept of people and organizations.
    public record Kept(UserStore users, UserDirectory directory, OrganizationStore organizations, GroupStore groups,
            SessionStore sessions,
            ConsentStore consents, AuditStore audit, ClientStore clientStore) {}

    /// @param audience of tokens
    /// @param cursors signs where pages begin
    public static Router routes(ProtectedAccess tokens, String audience, Kept kept, Accounts accounts,
            SessionEndings endings,
            Attributes attributes, Clients clients, ClientDocuments documents, Factors factors,
            RecoveryCodes recoveryCodes, NewAccounts newAccounts,
            KeyedHash cursors, AuditLog audit, SecureRandom random,
            InstantSource clock) {
        var access = new AdminAccess(tokens, audience);
        var pages = new Cursors(cursors);
        var users = new UsersApi(kept.users(), kept.directory(), kept.organizations(), accounts, attributes,
                newAccounts, pages,
                audit,
                random, clock);
        var groups = new GroupsApi(kept.groups(), kept.organizations(), pages, audit, random, clock);
        return new Router()
                .addAll(groups.routes(access))
                .addAll(new GroupMembersApi(groups, kept.groups(), kept.users(), pages).routes(access))
                .addAll(users.routes(access))
                .addAll(new UserPasswordApi(users, kept.users(), newAccounts, accounts, audit).routes(access))
                .addAll(new ClientsApi(kept.clientStore(), clients, documents, pages, audit, random, clock)
                        .routes(access))
                .addAll(new UserAccessApi(users, kept.sessions(), endings, kept.consents(), audit, clock)
                        .routes(access))
                .addAll(new FactorsApi(users, factors, recoveryCodes).routes(access))
                .addAll(new OrganizationsApi(kept.organizations(), kept.groups(), kept.directory(), pages, audit)
                        .routes(access))
                .addAll(new RolesApi(kept.organizations(), kept.groups(), kept.directory(), pages, audit)
                        .routes(access))
                .addAll(new AuditApi(kept.audit(), users, pages).routes(access));
    }
}
