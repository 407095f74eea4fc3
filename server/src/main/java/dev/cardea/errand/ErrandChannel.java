package dev.cardea.errand;

import dev.cardea.audit.AuditLog;
import dev.cardea.jose.Base64Url;
import dev.cardea.jose.Sealing;
import dev.cardea.json.Json;
import dev.cardea.outbox.Channel;
import dev.cardea.outbox.Message;
import dev.cardea.outbox.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Does the errands that were taken down.
public final class ErrandChannel implements Channel {
    private static final int DONE = 200;
    private final Map<String, Errand> errands;
    private final Sealing sealing;

    public ErrandChannel(List<Errand> errands, Sealing sealing) {
        this.errands = errands.stream().collect(Collectors.toUnmodifiableMap(Errand::name, Function.identity()));
        this.sealing = sealing;
    }

    @Override
    public String kind() {
        return Errands.KIND;
    }

    @Override
    public Outcome deliver(Message message) {
        var errand = errands.get(message.recipient());
        if (errand == null) return new Outcome.Refused(null, "only another version of this server knows it");
        var asked = Base64Url.decode(message.payload()).flatMap(sealed -> sealing.open(Errands.SEALED, sealed));
        if (asked.isEmpty())
            return new Outcome.Refused(null, "it was encrypted with a secret that is not known any more");
        var taken = Json.object(new String(asked.get(), StandardCharsets.UTF_8));
        // The audit log says of whatever comes of it who asked.
        var origin = new AuditLog.Origin(String.valueOf(taken.get(Errands.PLACE)),
                String.valueOf(taken.get(Errands.REQUEST)));
        ScopedValue.where(AuditLog.ORIGIN, origin).run(() -> errand.run(members(taken)));
        return new Outcome.Acknowledged(DONE);
    }

    private static Map<String, Object> members(Map<String, Object> taken) {
        var members = new HashMap<String, Object>();
        if (taken.get(Errands.ASKED) instanceof Map<?, ?> asked)
            asked.forEach((name, value) -> members.put(String.valueOf(name), value));
        return members;
    }
}
