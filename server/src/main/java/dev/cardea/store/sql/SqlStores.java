package dev.cardea.store.sql;

import dev.cardea.account.ProfileStore;
import dev.cardea.audit.AuditStore;
import dev.cardea.audit.ChainStore;
import dev.cardea.authorize.PushedRequestStore;
import dev.cardea.ciba.BackchannelRequestStore;
import dev.cardea.ciba.RequestCodeStore;
import dev.cardea.client.ClientStore;
import dev.cardea.client.OneTimeStore;
import dev.cardea.client.SubjectKey;
import dev.cardea.consent.ConsentStore;
import dev.cardea.device.DeviceCodeStore;
import dev.cardea.enrolment.TermsStore;
import dev.cardea.factor.DeviceStore;
import dev.cardea.factor.EmailCodeStore;
import dev.cardea.factor.FactorStore;
import dev.cardea.factor.RecoveryCodeStore;
import dev.cardea.jose.SigningKeyStore;
import dev.cardea.link.LinkStore;
import dev.cardea.organization.GroupStore;
import dev.cardea.organization.OrganizationStore;
import dev.cardea.outbox.OutboxStore;
import dev.cardea.recovery.CredentialStore;
import dev.cardea.refusal.RefusalStore;
import dev.cardea.registration.RegistrationStore;
import dev.cardea.session.SessionStore;
import dev.cardea.store.Stores;
import dev.cardea.token.AuthorizationCodeStore;
import dev.cardea.token.AuthorizationStore;
import dev.cardea.user.AddressStore;
import dev.cardea.user.AttemptStore;
import dev.cardea.user.UserDirectory;
import dev.cardea.user.UserStore;
import java.time.Instant;

/// The stores of a database that speaks SQL.
public record SqlStores(
        Database database,
        Dialect dialect,
        ClientStore clients,
        UserStore users,
        UserDirectory directory,
        AddressStore addresses,
        ProfileStore profiles,
        CredentialStore credentials,
        LinkStore links,
        TermsStore terms,
        AttemptStore attempts,
        OrganizationStore organizations,
        GroupStore groups,
        SessionStore sessions,
        ConsentStore consents,
        AuthorizationCodeStore codes,
        AuthorizationStore authorizations,
        OneTimeStore oneTime,
        PushedRequestStore pushedRequests,
        DeviceCodeStore deviceCodes,
        BackchannelRequestStore backchannelRequests,
        RequestCodeStore requestCodes,
        FactorStore factors,
        RecoveryCodeStore recoveryCodes,
        EmailCodeStore emailCodes,
        DeviceStore devices,
        OutboxStore outbox,
        SigningKeyStore keys,
        SigningKeyStore encryptionKeys,
        SubjectKey.Store subjectKey,
        RegistrationStore registrations,
        AuditStore audit,
        ChainStore auditChain,
        RefusalStore refusals) implements Stores {
    public SqlStores(Database database, Dialect dialect) {
        this(
                database,
                dialect,
                new SqlClients(database),
                new SqlUsers(database),
                new SqlUserDirectory(database),
                new SqlAddresses(database),
                new SqlProfiles(database),
                new SqlCredentials(database),
                new SqlLinks(database),
                new SqlTerms(database),
                new SqlAttempts(database),
                new SqlOrganizations(database),
                new SqlGroups(database),
                new SqlSessions(database),
                new SqlConsents(database, dialect),
                new SqlCodes(database, dialect),
                new SqlAuthorizations(database, dialect),
                new SqlOneTime(database),
                new SqlPushedRequests(database),
                new SqlDeviceCodes(database, dialect),
                new SqlBackchannelRequests(database, dialect),
                new SqlRequestCodes(database),
                new SqlFactors(database),
                new SqlRecoveryCodes(database),
                new SqlEmailCodes(database),
                new SqlDevices(database),
                new SqlOutbox(database, dialect),
                new SqlSigningKeys(database, "signing_keys"),
                new SqlSigningKeys(database, "encryption_keys"),
                new SqlSubjectKey(database),
                new SqlRegistrations(database),
                new SqlAudit(database),
                new SqlAuditChain(database, dialect),
                new SqlRefusals(database));
    }

    @Override
    public void deleteExpired(Instant now) {
        dialect.deleteExpired(now);
    }

    @Override
    public void ping() {
        // A real write: a full disk or a standby answers reads for a long time.
        database.write("ping", statements -> statements.update("UPDATE pings SET number = number + 1"));
    }

    @Override
    public void close() {
        database.close();
    }
}
