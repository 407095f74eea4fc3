package dev.cardea.errand;

import java.util.Map;

/// One kind of thing that is asked for. It may be done twice where the server stops in between.
public interface Errand {
    /// Names the kind.
    String name();

    void run(Map<String, Object> asked);
}
