package dev.cardea.declaration;

import dev.cardea.audit.AuditEvent.ConfigurationApplied;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What applying the declarations changed.
final class Changes {
    private static final Logger log = LoggerFactory.getLogger(Changes.class);

    private final List<ConfigurationApplied> made = new ArrayList<>();
    private final Consumer<ConfigurationApplied> onChange;

    Changes(Consumer<ConfigurationApplied> onChange) {
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

    private void add(ConfigurationApplied change, String name) {
        log.info("configuration: {} {} {}", change.kind(), name, change.change());
        onChange.accept(change);
        made.add(change);
    }

    List<ConfigurationApplied> made() {
        return List.copyOf(made);
    }
}
