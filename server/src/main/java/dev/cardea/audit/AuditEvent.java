package dev.cardea.audit;

import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.ExpiringId;
import dev.cardea.oauth.Scopes;
import dev.cardea.oauth.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything the audit log records. Never a secret, a code or a token, and of a person nothing but the account's id: it
/// stays when the account is gone. A `user` is whom the event is about, a `client` the application.
public sealed interface AuditEvent {
    record SignedIn(UserId user, ExpiringId session, List<String> amr) implements AuditEvent {}

    /// @param user null where the identifier belongs to no account
    /// @param reason for the operator; the person sees one sentence for all of them
    record SignInFailed(@Nullable UserId user, String reason) implements AuditEvent {}

    record SignedOut(UserId user, ExpiringId session) implements AuditEvent {}

    /// A session that somebody or something other than the person ended.
    record SessionEnded(UserId user, ExpiringId session, String reason) implements AuditEvent {}

    /// @param details the types of the authorization details, null where there were none
    record ConsentGranted(UserId user, ClientId client, Scopes scopes, @Nullable List<String> details)
            implements
                AuditEvent {}

    /// @param details the types of the authorization details, null where there were none
    record ConsentDenied(UserId user, ClientId client, Scopes scopes, @Nullable List<String> details)
            implements
                AuditEvent {}

    /// The person took back what a client may have.
    ///
    /// @param authorizations how many stood until then
    record ConsentWithdrawn(UserId user, ClientId client, int authorizations) implements AuditEvent {}

    /// A code was presented again: what it gave is revoked (RFC 6749 §4.1.2).
    record CodeReplayed(ClientId client, ExpiringId authorization) implements AuditEvent {}

    /// A refresh token was presented again after its successor was due: its family is revoked (RFC 9700 §4.14.2).
    record RefreshTokenReused(ClientId client, UserId user, ExpiringId authorization) implements AuditEvent {}

    /// A client got an access token for another client's (RFC 8693).
    ///
    /// @param subjectClient whose token it exchanged
    /// @param actor the `sub` of who acts for the person, null where nobody is named
    record TokenExchanged(
            ClientId client, UserId user, ExpiringId authorization, ClientId subjectClient, @Nullable String actor)
            implements
                AuditEvent {}

    record AuthorizationRevoked(ClientId client, ExpiringId authorization) implements AuditEvent {}

    /// Recorded of clients that exist, once a minute for a client and reason.
    record ClientAuthenticationFailed(ClientId client, String reason) implements AuditEvent {}

    /// A client registered itself (RFC 7591).
    ///
    /// @param how `open` for a registration without an initial access token, else `token`
    record ClientRegistered(ClientId client, String how) implements AuditEvent {}

    /// A client changed its registration (RFC 7592 §2.2).
    record ClientUpdated(ClientId client) implements AuditEvent {}

    /// A client removed itself (RFC 7592 §2.3).
    record ClientRemoved(ClientId client) implements AuditEvent {}

    /// An operator made a token with which clients can register (RFC 7591 §3).
    record RegistrationTokenIssued(int uses, String expiresAt) implements AuditEvent {}

    /// An account is about to be removed, and with it the addresses from which the person came.
    record AccountRemoved(UserId user) implements AuditEvent {}

    /// An administrator made an account.
    ///
    /// @param by the administrator, null where a client acts for itself
    /// @param client through which it was done
    record AccountCreated(UserId user, @Nullable UserId by, ClientId client) implements AuditEvent {}

    /// An administrator changed or removed an account.
    ///
    /// @param members that have another value now; `removed` alone for an account that is gone
    /// @param reason in the administrator's own words
    record AccountChanged(
            UserId user, @Nullable UserId by, ClientId client, List<String> members, @Nullable String reason)
            implements
                AuditEvent {}

    /// @param change `created`, `updated` or `removed`
    record OrganizationChanged(
            String organization, String change, @Nullable UserId by, ClientId client, @Nullable String reason)
            implements
                AuditEvent {}

    /// @param change `created`, `updated` or `removed`
    record RoleChanged(String role, String change, @Nullable UserId by, ClientId client, @Nullable String reason)
            implements
                AuditEvent {}

    /// @param change `created`, `updated` or `removed`, or `joined` or `left` by the user
    record GroupChanged(String group, String change, @Nullable UserId user, @Nullable UserId by, ClientId client,
            @Nullable String reason)
            implements
                AuditEvent {}

    /// An administrator made, changed or removed a client.
    ///
    /// @param change `created`, `updated` or `removed`
    /// @param through the client through which it was done
    record ClientChanged(ClientId client, String change, @Nullable UserId by, ClientId through, @Nullable String reason)
            implements
                AuditEvent {}

    /// Somebody asked for a link to replace the password of this account.
    record PasswordResetRequested(UserId user) implements AuditEvent {}

    /// @param how `reset` by a mailed link, or `change` by whoever knew the one before
    record PasswordReplaced(UserId user, String how) implements AuditEvent {}

    /// Somebody who signed in did not know the password of the account that they wanted to change.
    record PasswordChangeRefused(UserId user) implements AuditEvent {}

    /// Somebody registered and has proven their address.
    ///
    /// @param client in whose sign-in it began, null where it began here
    record AccountRegistered(UserId user, @Nullable ClientId client) implements AuditEvent {}

    /// @param by the administrator
    record AccountInvited(UserId user, @Nullable UserId by) implements AuditEvent {}

    record InvitationAccepted(UserId user) implements AuditEvent {}

    /// @param version of the terms
    record TermsAccepted(UserId user, String version) implements AuditEvent {}
    /// @param kind `passkey`, `totp` or `email`
    record FactorAdded(UserId user, String kind, String factor) implements AuditEvent {}

    record FactorRemoved(UserId user, String kind, String factor) implements AuditEvent {}

    /// Somebody took all factors of a person away, who signs in with the password alone until there is a new one.
    ///
    /// @param by who did it
    record FactorsReset(UserId user, String by) implements AuditEvent {}

    /// @param method `passkey`, `totp`, `email` or `recovery`
    record SecondFactorFailed(UserId user, String method, String reason) implements AuditEvent {}

    /// A passkey counted backwards: there is a copy of it (WebAuthn §6.1.1).
    record PasskeyCloned(UserId user, String factor) implements AuditEvent {}

    record RecoveryCodesMade(UserId user) implements AuditEvent {}

    record RecoveryCodeUsed(UserId user, int left) implements AuditEvent {}

    record DeviceRemembered(UserId user) implements AuditEvent {}

    /// Somebody signed in in a browser that was not used for the account before.
    record NewDevice(UserId user) implements AuditEvent {}

    record DeviceForgotten(UserId user) implements AuditEvent {}

    /// @param claims the names of those that a person changed of their own
    record ProfileChanged(UserId user, List<String> claims) implements AuditEvent {}

    /// A person says that an address is theirs too.
    record AddressAdded(UserId user) implements AuditEvent {}

    /// A person proved that an address is theirs.
    record AddressVerified(UserId user) implements AuditEvent {}

    record AddressRemoved(UserId user) implements AuditEvent {}

    /// The account is known by another address from now on.
    record PrimaryAddressChanged(UserId user) implements AuditEvent {}

    /// A person took with them what is kept of them.
    record DataExported(UserId user) implements AuditEvent {}

    record SigningKeyAdded(String algorithm, String kid) implements AuditEvent {}

    /// Something declared in the configuration file was created, changed or removed.
    ///
    /// @param kind `client`, `user`, `organization` or `role`
    /// @param change `created`, `updated` or `removed`
    record ConfigurationApplied(String kind, String id, String change) implements AuditEvent {}
}
