package dev.cardea.declaration;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditEvent.ConfigurationApplied;
import dev.cardea.oauth.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What applying the declarations changed.
final class Changes {
    private static final Logger log = LoggerFactory.getLogger(Changes.class);

    private final List<ConfigurationApplied> made = new ArrayList<>();
    private final Consumer<AuditEvent> onChange;

    Changes(Consumer<AuditEvent> onChange) {
        this.onChange = onChange;
    }

    /// @param name what the operator calls it
    void created(String kind, String id, String name) {
        add(new ConfigurationApplied(kind, id, "created"), name);
    }

    void updated(String kind, String id, String name) {
        add(new ConfigurationApplied(kind, id, "updated"), name);
    }

    void removed(String kind, String id, String name) {
        add(new ConfigurationApplied(kind, id, "removed"), name);
    }

    /// An account and what is known of the person will be removed.
    void removing(UserId user) {
        onChange.accept(new AuditEvent.AccountRemoved(user));
    }

    private void add(ConfigurationApplied change, String name) {
        log.info("configuration: {} {} {}", change.kind(), name, change.change());
        onChange.accept(change);
        made.add(change);
    }

    List<ConfigurationApplied> made() {
        return List.copyOf(made);
    }
}
