package dev.cardea.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One request in the access log. There is no room in it for a query, a body, a cookie or a credential.
///
/// @param route the route's pattern: the path itself may hold a secret, such as a link sent by mail
/// @param aborted whether the client went away before the end of the answer
/// @param client the OAuth client, where it is known
public record AccessLine(
        String requestId,
        String method,
        String route,
        int status,
        long micros,
        long bytes,
        String address,
        boolean aborted,
        @Nullable String client) {

    String json(Instant at) {
        var json = new JsonLine(at)
                .text("level", "INFO")
                .text("logger_name", "access")
                .text("message", "request")
                .text("request_id", requestId)
                .text("method", method)
                .text("route", route)
                .number("status", status)
                .number("duration_us", micros)
                .number("bytes", bytes)
                .text("address", address);
        if (client != null) json.text("client_id", client);
        if (aborted) json.flag("aborted");
        return json.end();
    }

    /// For people: the format of `CARDEA_LOG=text`.
    @Override
    public String toString() {
        return method + " " + route + " " + status + " " + micros / 1000 + "." + micros / 100 % 10 + " ms "
                + address + (client == null ? "" : " " + client) + (aborted ? " aborted" : "");
    }
}
