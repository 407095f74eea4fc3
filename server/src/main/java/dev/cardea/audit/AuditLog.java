package dev.cardea.audit;

import dev.cardea.json.Json;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.UserId;
import java.lang.reflect.RecordComponent;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes security events where they stay: in the store, and once more in the log for whoever watches it.
public final class AuditLog {
    private static final Logger LOG = LoggerFactory.getLogger("audit");

    /// Where the request that is being answered comes from. Bound by the HTTP layer around each request.
    public record Origin(String address, String requestId) {
        public static final Origin SERVER = new Origin("", "");
    }

    public static final ScopedValue<Origin> ORIGIN = ScopedValue.newInstance();

    private final AuditStore store;
    private final InstantSource clock;

    public AuditLog(AuditStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Returns once the event is durable.
    public void record(AuditEvent event) {
        var origin = ORIGIN.orElse(Origin.SERVER);
        var type = event.getClass().getSimpleName();
        var components = components(event);
        var details = Json.text(components);
        store.append(new AuditStore.Entry(
                clock.instant(),
                type,
                components.get("user") instanceof String user ? new UserId(user) : null,
                components.get("client") instanceof String client ? new ClientId(client) : null,
                details,
                origin.address(),
                origin.requestId()));
        LOG.info("{} {}", type, details);
    }

    private static Map<String, Object> components(AuditEvent event) {
        var values = new LinkedHashMap<String, Object>();
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            try {
                var value = component.getAccessor().invoke(event);
                if (value instanceof Collection<?> list) values.put(component.getName(), list);
                else if (value != null) values.put(component.getName(), value.toString());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("events are public records", e);
            }
        }
        return values;
    }
}
