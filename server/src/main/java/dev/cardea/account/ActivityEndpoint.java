package dev.cardea.account;

import dev.cardea.audit.AuditStore;
import dev.cardea.audit.AuditStore.Numbered;
import dev.cardea.client.Clients;
import dev.cardea.html.ActivityPage;
import dev.cardea.html.Pages;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.oauth.ClientId;
import dev.cardea.session.Interaction;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// GET /account/activity: what happened with the account, from the audit log, the newest first.
public final class ActivityEndpoint implements Endpoint {
    private static final String PATH = Interaction.Resume.activity.path();
    private static final int SHOWN = 25;
    private static final String BEFORE = "before";
    private static final Pattern EDGE = Pattern.compile("([0-9]{1,15})-([0-9]{1,18})");
    private final Entrance entrance;
    private final AuditStore events;
    private final Clients clients;
    private final Pages pages;

    public ActivityEndpoint(Entrance entrance, AuditStore events, Clients clients, Pages pages) {
        this.entrance = entrance;
        this.events = events;
        this.clients = clients;
        this.pages = pages;
    }

    @Override
    public Response handle(Request request) {
        return entrance.signedIn(request, Interaction.Resume.activity, this::page);
    }

    private Response page(Visit visit) {
        var user = visit.user();
        var edge = visit.request().query().get(BEFORE).flatMap(ActivityEndpoint::edge);
        var found = events.newest(new AuditStore.Filter(null, null, null, user.id(), null), edge.orElse(null),
                SHOWN + 1);
        var shown = found.subList(0, Math.min(SHOWN, found.size()));
        var older = found.size() > SHOWN ? PATH + "?" + BEFORE + "=" + text(shown.getLast()) : null;
        return pages.activity(new ActivityPage(visit.locale(), user.displayName(),
                shown.stream().map(one -> event(one, visit)).toList(), older));
    }

    private ActivityPage.Event event(Numbered numbered, Visit visit) {
        var entry = numbered.entry();
        return new ActivityPage.Event(entry.type(), entry.at(), name(entry.client(), visit), entry.address());
    }

    /// What people know an application by, empty where none is concerned.
    private String name(@Nullable ClientId client, Visit visit) {
        if (client == null) return "";
        return clients.find(client).map(known -> known.display().in(visit.locale()).name()).orElse(client.value());
    }

    private static String text(Numbered numbered) {
        return numbered.entry().at().toEpochMilli() + "-" + numbered.number();
    }

    /// A place in the log: all that the store looks at is its time and number.
    private static Optional<Numbered> edge(String text) {
        var parts = EDGE.matcher(text);
        if (!parts.matches()) return Optional.empty();
        var at = Instant.ofEpochMilli(Long.parseLong(parts.group(1)));
        return Optional.of(new Numbered(Long.parseLong(parts.group(2)),
                new AuditStore.Entry(at, "", null, null, "{}", "", "")));
    }
}
