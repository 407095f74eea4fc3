package dev.cardea.log;

import org.jspecify.annotations.Nullable;

/// One request in the access log. There is no room in it for a query, a body, a cookie or a credential. Every request
/// writes one, which is why [AccessJson] exists.
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

    /// For people: the format of `CARDEA_LOG=text`.
    @Override
    public String toString() {
        return method + " " + route + " " + status + " " + micros / 1000 + "." + micros / 100 % 10 + " ms "
                + address + (client == null ? "" : " " + client) + (aborted ? " aborted" : "");
    }
}
