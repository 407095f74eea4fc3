package dev.cardea.login;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.audit.AuditStore;
import dev.cardea.html.BrowserName;
import dev.cardea.http.Cookies;
import dev.cardea.http.Request;
import dev.cardea.jose.Base64Url;
import dev.cardea.jose.KeyedHash;
import dev.cardea.mail.Mails;
import dev.cardea.mail.SecurityMail;
import dev.cardea.outbox.OutboxStore;
import dev.cardea.user.User;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tells people by mail of sign-ins in browsers where they have not signed in before. A browser knows by a cookie who has;
/// it proves nothing else, and nothing about it is stored. The very first sign-in of an account is no news.
public final class NewDevices {
    private static final String COOKIE = "cardea_known";
    private static final Duration LIFETIME = Duration.ofDays(365);
    private static final int MOST = 5;
    private static final int HASH_BYTES = 12;

    private final boolean told;
    private final KeyedHash hash;
    private final Cookies cookies;
    private final Mails mails;
    private final OutboxStore outbox;
    private final Runnable wake;
    private final AuditStore events;
    private final AuditLog audit;
    private final InstantSource clock;

    /// @param told `mail.new_device`; otherwise all of this does nothing
    /// @param wake called once there is a mail to send
    public NewDevices(boolean told, KeyedHash hash, Cookies cookies, Mails mails, OutboxStore outbox, Runnable wake,
            AuditStore events, AuditLog audit, InstantSource clock) {
        this.told = told;
        this.hash = hash;
        this.cookies = cookies;
        this.mails = mails;
        this.outbox = outbox;
        this.wake = wake;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /// Somebody is about to be signed in: rather a mail about a sign-in that failed at the last moment than none about
    /// one that did not.
    void note(Request request, User user) {
        if (!told || !mails.reaches(user)) return;
        var mine = hash(user);
        var known = known(request);
        if (known.contains(mine)) return;
        var all = Stream.concat(Stream.of(mine), known.stream()).limit(MOST).collect(Collectors.joining("."));
        request.answerWith("Set-Cookie", cookies.set(COOKIE, all, LIFETIME));
        if (isFirst(user)) return;
        var browser = BrowserName.of(request.headers("User-Agent").stream().findFirst().orElse(""));
        var mail = new SecurityMail(SecurityMail.What.new_device, browser.isEmpty() ? null : browser, clock.instant());
        mails.to(user, mail).forEach(outbox::add);
        wake.run();
        audit.record(new AuditEvent.NewDevice(user.id()));
    }

    private List<String> known(Request request) {
        return request.cookie(cookies.name(COOKIE))
                .map(value -> Arrays.asList(value.split("\\.")))
                .orElse(List.of());
    }

    private boolean isFirst(User user) {
        return events.newest(new AuditStore.Filter(null, null, "SignedIn", user.id(), null), null, 1).isEmpty();
    }

    private String hash(User user) {
        var bytes = hash.of(user.id().value().getBytes(StandardCharsets.UTF_8));
        return Base64Url.encode(Arrays.copyOf(bytes, HASH_BYTES));
    }
}
