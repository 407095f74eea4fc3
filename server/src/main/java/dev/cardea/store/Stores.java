package dev.cardea.store;

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
import dev.cardea.token.AuthorizationCodeStore;
import dev.cardea.token.AuthorizationStore;
import dev.cardea.user.AddressStore;
import dev.cardea.user.AttemptStore;
import dev.cardea.user.UserDirectory;
import dev.cardea.user.UserStore;
import java.time.Instant;

/// All stores of one database. A backend is one constructor returning this.
public interface Stores extends AutoCloseable {
    ClientStore clients();

    UserStore users();

    UserDirectory directory();

    AddressStore addresses();

    ProfileStore profiles();

    CredentialStore credentials();

    LinkStore links();

    TermsStore terms();

    AttemptStore attempts();

    OrganizationStore organizations();

    GroupStore groups();

    SessionStore sessions();

    ConsentStore consents();

    AuthorizationCodeStore codes();

    AuthorizationStore authorizations();

    OneTimeStore oneTime();

    PushedRequestStore pushedRequests();

    DeviceCodeStore deviceCodes();

    BackchannelRequestStore backchannelRequests();

    RequestCodeStore requestCodes();

    FactorStore factors();

    RecoveryCodeStore recoveryCodes();

    EmailCodeStore emailCodes();

    DeviceStore devices();

    OutboxStore outbox();

    /// Those that sign.
    SigningKeyStore keys();

    /// Those that decrypt.
    SigningKeyStore encryptionKeys();

    SubjectKey.Store subjectKey();

    RegistrationStore registrations();

    AuditStore audit();

    ChainStore auditChain();

    RefusalStore refusals();

    /// Forgets what expired before `now`, in bounded steps without a long lock. Any node may call it at any time.
    void deleteExpired(Instant now);

    /// Whether the database answers and accepts writes: what readiness asks.
    void ping();

    @Override
    void close();
}
