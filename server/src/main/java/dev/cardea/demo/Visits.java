package dev.cardea.demo;

import com.nimbusds.oauth2.sdk.id.Identifier;
import com.nimbusds.oauth2.sdk.id.State;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The sessions of this client, in memory: they end with the process. Where there are too many, the one that was not
/// used for the longest time goes.
final class Visits {
    private static final int MAX = 1000;

    private final Map<String, Visit> visits = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Visit> eldest) {
            return size() > MAX;
        }
    };

    synchronized Visit begin() {
        var visit = new Visit(random(), random());
        visits.put(visit.id(), visit);
        return visit;
    }

    synchronized Optional<Visit> find(String id) {
        return Optional.ofNullable(visits.get(id));
    }

    /// The same browser under a new name. What it had under way in other tabs goes on.
    synchronized Visit renew(Visit visit) {
        var renewed = begin();
        visit.handOver(renewed);
        end(visit);
        return renewed;
    }

    synchronized void end(Visit visit) {
        visits.remove(visit.id());
    }

    /// 256 bits from the SDK's secure random source.
    private static String random() {
        return new State(Identifier.DEFAULT_BYTE_LENGTH).getValue();
    }
}
