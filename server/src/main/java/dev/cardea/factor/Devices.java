package dev.cardea.factor;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.factor.DeviceStore.Device;
import dev.cardea.http.Cookies;
import dev.cardea.http.Request;
import dev.cardea.jose.Base64Url;
import dev.cardea.oauth.TokenHash;
import dev.cardea.user.User;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// Browsers in which a person proved a second factor and asked not to be asked again for a while. One stands in for the
/// factor where a policy wants one, and never where an application or the account's own pages ask how somebody signed in:
/// it is no proof that anybody is there.
public final class Devices {
    private static final String COOKIE = "cardea_device";
    private static final int SECRET_BYTES = 32;
    private static final int MAX_NAME = 200;

    private final DeviceStore store;
    private final FactorPolicies policies;
    private final Cookies cookies;
    private final AuditLog audit;
    private final SecureRandom random;
    private final InstantSource clock;

    public Devices(DeviceStore store, FactorPolicies policies, Cookies cookies, AuditLog audit, SecureRandom random,
            InstantSource clock) {
        this.store = store;
        this.policies = policies;
        this.cookies = cookies;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    public boolean isKnown(Request request, User user) {
        if (!policies.of(user).remembers()) return false;
        return request.cookie(cookies.name(COOKIE))
                .flatMap(secret -> store.find(TokenHash.of(secret)))
                .filter(device -> device.user().equals(user.id()) && clock.instant().isBefore(device.expiresAt()))
                .isPresent();
    }

    /// For how long this person's device can be remembered, zero for not at all.
    public Duration offered(User user) {
        return policies.of(user).remember();
    }

    /// Adds the cookie to the answer.
    public void remember(Request request, User user) {
        var lifetime = offered(user);
        if (lifetime.isZero()) return;
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        var secret = Base64Url.encode(bytes);
        var now = clock.instant();
        var name = request.headers("User-Agent").stream().findFirst().orElse("");
        store.remember(new Device(TokenHash.of(secret), user.id(), name.substring(0, Math.min(name.length(), MAX_NAME)),
                request.peer().address(), now, now.plus(lifetime)));
        request.answerWith("Set-Cookie", cookies.set(COOKIE, secret, lifetime));
        audit.record(new AuditEvent.DeviceRemembered(user.id()));
    }

    public List<Device> of(User user) {
        var now = clock.instant();
        return store.of(user.id()).stream().filter(device -> now.isBefore(device.expiresAt())).toList();
    }

    public void forget(User user, TokenHash secret) {
        store.forget(user.id(), secret);
        audit.record(new AuditEvent.DeviceForgotten(user.id()));
    }
}
