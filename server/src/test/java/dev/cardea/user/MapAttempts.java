package dev.cardea.user;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Keeps attempts in a map.
final class MapAttempts implements AttemptStore {
    private final Map<String, Attempts> rows = new HashMap<>();

    @Override
    public synchronized Attempts find(String key) {
        return rows.getOrDefault(key, Attempts.NONE);
    }

    @Override
    public synchronized boolean replace(String key, Attempts seen, Attempts next, Instant forgetAt) {
        if (!find(key).equals(seen)) return false;
        rows.put(key, next);
        return true;
    }

    @Override
    public synchronized void clear(String key) {
        rows.remove(key);
    }

    synchronized Set<String> keys() {
        return Set.copyOf(rows.keySet());
    }
}
