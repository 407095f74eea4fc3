package dev.cardea.factor;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticatorTransport;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.data.extension.authenticator.AuthenticationExtensionsAuthenticatorOutputs;
import com.webauthn4j.data.extension.client.AuthenticationExtensionsClientOutputs;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import com.webauthn4j.verifier.exception.VerificationException;
import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.factor.Factor.Kind;
import dev.cardea.html.PasskeyForm;
import dev.cardea.oauth.RandomUuid;
import dev.cardea.oauth.TokenHash;
import dev.cardea.oauth.UserId;
import dev.cardea.session.Interactions.Browser;
import dev.cardea.user.User;
import java.net.URI;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Passkeys (WebAuthn Level 3): as the second factor, and as the only one where the authenticator has verified that its
/// owner uses it.
public final class PasskeyFactor {
    private static final String CREATE = "passkey-create";
    private static final String USE = "passkey-use";
    private static final String SIGN_IN = "passkey-sign-in";
    private static final int CHALLENGE_BYTES = 32;
    private static final int MAX_ANSWER = 32_768;
    private static final List<PublicKeyCredentialParameters> ALGORITHMS = PasskeyOptions.ALGORITHMS.stream()
            .map(alg -> new PublicKeyCredentialParameters(
                    PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.create(alg)))
            .toList();

    private final FactorStore store;
    private final Ceremonies ceremonies;
    private final AuditLog audit;
    private final SecureRandom random;
    private final InstantSource clock;
    private final PasskeyOptions options;
    private final Origin origin;
    private final WebAuthnManager webauthn;
    private final AttestedCredentialDataConverter credentials;

    /// @param issuer whose host is the relying party's id, and whose origin the only one
    public PasskeyFactor(FactorStore store, Ceremonies ceremonies, URI issuer, AuditLog audit, SecureRandom random,
            InstantSource clock) {
        this.store = store;
        this.ceremonies = ceremonies;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
        var host = Objects.requireNonNull(issuer.getHost());
        options = new PasskeyOptions(host, host);
        origin = new Origin(issuer.getScheme() + "://" + issuer.getRawAuthority());
        var converter = new ObjectConverter();
        webauthn = WebAuthnManager.createNonStrictWebAuthnManager(converter);
        credentials = new AttestedCredentialDataConverter(converter);
    }

    /// What came of an answer.
    public sealed interface Verdict {
        /// @param verified whether the authenticator knows that it is its owner (§6.1 UV)
        /// @param synced whether the passkey may be on several devices
        record Proven(Factor factor, boolean verified, boolean synced) implements Verdict {}

        /// @param reason for the audit log
        /// @param user whose passkey it is, null where that is not known
        record Refused(String reason, @Nullable UserId user) implements Verdict {}
    }

    /// For a new passkey of this person.
    public PasskeyForm creation(User user, List<Factor> factors, Browser browser) {
        var begun = ceremonies.begin(CHALLENGE_BYTES, browser, CREATE, user.id().value());
        return new PasskeyForm(begun.handle(), options.creation(begun.value(), user, known(factors)));
    }

    /// For one of this person's.
    public PasskeyForm request(User user, List<Factor> factors, Browser browser) {
        var begun = ceremonies.begin(CHALLENGE_BYTES, browser, USE, user.id().value());
        return new PasskeyForm(begun.handle(), options.request(begun.value(), known(factors), false));
    }

    /// For whoever's.
    public PasskeyForm signIn(Browser browser) {
        var begun = ceremonies.begin(CHALLENGE_BYTES, browser, SIGN_IN);
        return new PasskeyForm(begun.handle(), options.request(begun.value(), List.of(), true));
    }

    private static List<PasskeyData> known(List<Factor> factors) {
        return factors.stream()
                .filter(factor -> factor.kind() == Kind.passkey)
                .map(factor -> PasskeyData.read(factor.data()))
                .toList();
    }

    private ServerProperty server(byte[] challenge) {
        return ServerProperty.builder()
                .origin(origin)
                .rpId(options.rpId())
                .challenge(new DefaultChallenge(challenge))
                .build();
    }

    /// The new passkey (§7.1); empty where the answer is not one to this page's challenge.
    Optional<Factor> made(String ceremony, String answer, User user, Browser browser, String name) {
        var challenge = ceremonies.finish(ceremony, browser, CREATE, user.id().value());
        if (challenge.isEmpty() || answer.length() > MAX_ANSWER) return Optional.empty();
        return read(() -> webauthn.parseRegistrationResponseJSON(answer)).flatMap(data -> {
            try {
                webauthn.verify(data,
                        new RegistrationParameters(server(challenge.get()), ALGORITHMS, false, true));
                return Optional.of(factor(data, user, name));
            } catch (VerificationException _) {
                return Optional.empty();
            }
        });
    }

    /// Anybody may send anything, and the parsers below the library throw what they like.
    private static <T> Optional<T> read(Supplier<T> parser) {
        try {
            return Optional.ofNullable(parser.get());
        } catch (RuntimeException _) {
            return Optional.empty();
        }
    }

    private Factor factor(RegistrationData data, User user, String name) {
        var authenticator = Objects.requireNonNull(data.getAttestationObject()).getAuthenticatorData();
        var credential = Objects.requireNonNull(authenticator.getAttestedCredentialData());
        Set<AuthenticatorTransport> transports = data.getTransports() == null ? Set.of() : data.getTransports();
        var kept = new PasskeyData(
                credential.getCredentialId(),
                credentials.convert(credential),
                authenticator.isFlagBE(),
                authenticator.isFlagBS(),
                transports.stream().map(AuthenticatorTransport::getValue).sorted().toList());
        return new Factor(RandomUuid.text(random), user.id(), Kind.passkey, name, kept.json(),
                TokenHash.of(kept.id()), authenticator.getSignCount(), clock.instant(), null);
    }

    /// The second factor of this person (§7.2).
    Verdict used(String ceremony, String answer, User user, Browser browser) {
        var challenge = ceremonies.finish(ceremony, browser, USE, user.id().value());
        return challenge.isEmpty()
                ? new Verdict.Refused("the challenge is not one of this page, expired, or used", user.id())
                : verify(challenge.get(), answer, user.id(), false);
    }

    /// The only factor of whoever it is: an authenticator that did not verify its owner will not do.
    public Verdict signedIn(String ceremony, String answer, Browser browser) {
        var challenge = ceremonies.finish(ceremony, browser, SIGN_IN);
        return challenge.isEmpty()
                ? new Verdict.Refused("the challenge is not one of this page, expired, or used", null)
                : verify(challenge.get(), answer, null, true);
    }

    private Verdict verify(byte[] challenge, String answer, @Nullable UserId expected, boolean alone) {
        if (answer.length() > MAX_ANSWER) return new Verdict.Refused("the answer is too long", expected);
        var read = read(() -> webauthn.parseAuthenticationResponseJSON(answer));
        if (read.isEmpty()) return new Verdict.Refused("the answer cannot be read", expected);
        var data = read.get();
        var found = Optional.ofNullable(data.getCredentialId()).map(TokenHash::of).flatMap(store::byCredential);
        if (found.isEmpty()) return new Verdict.Refused("the passkey is not known", expected);
        var factor = found.get();
        if (expected != null && !factor.user().equals(expected))
            return new Verdict.Refused("the passkey is somebody else's", expected);
        // §7.2 step 6: who is found by the passkey alone must be the one whom it names.
        var handle = data.getUserHandle();
        if (handle == null ? alone : !MessageDigest.isEqual(handle, PasskeyOptions.handle(factor.user())))
            return new Verdict.Refused("the passkey names somebody else", factor.user());
        return verify(data, factor, challenge, alone);
    }

    private Verdict verify(AuthenticationData data, Factor factor, byte[] challenge, boolean alone) {
        var kept = PasskeyData.read(factor.data());
        try {
            webauthn.verify(data, new AuthenticationParameters(
                    server(challenge), credential(factor, kept), List.of(kept.id()), alone, true));
        } catch (MaliciousCounterValueException _) {
            return cloned(factor);
        } catch (VerificationException e) {
            return new Verdict.Refused(e.getClass().getSimpleName(), factor.user());
        }
        var seen = Objects.requireNonNull(data.getAuthenticatorData());
        // Of two answers with one count, at once, the second is as bad as one that came later.
        if (!store.use(factor.id(), seen.getSignCount(), clock.instant())) return cloned(factor);
        return new Verdict.Proven(factor, seen.isFlagUV(), kept.eligible());
    }

    private Verdict cloned(Factor factor) {
        audit.record(new AuditEvent.PasskeyCloned(factor.user(), factor.id()));
        return new Verdict.Refused("the passkey counted backwards", factor.user());
    }

    private CredentialRecordImpl credential(Factor factor, PasskeyData kept) {
        return new CredentialRecordImpl(
                new NoneAttestationStatement(),
                null,
                kept.eligible(),
                kept.backedUp(),
                factor.counter(),
                credentials.convert(kept.credential()),
                new AuthenticationExtensionsAuthenticatorOutputs<>(),
                null,
                new AuthenticationExtensionsClientOutputs<>(),
                kept.transports().stream().map(AuthenticatorTransport::create).collect(Collectors.toSet()));
    }
}
