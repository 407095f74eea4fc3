package dev.cardea.logout;

import dev.cardea.client.Client;
import dev.cardea.client.Clients;
import dev.cardea.session.Session;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// The addresses which the person's own browser loads to be signed out at the clients of a session
/// (OpenID Connect Front-Channel Logout 1.0 §3).
public final class FrontChannel {
    private final String issuer;
    private final Clients clients;

    public FrontChannel(String issuer, Clients clients) {
        this.issuer = issuer;
        this.clients = clients;
    }

    List<String> addresses(Session session) {
        return session.clients()
                .stream()
                .flatMap(id -> clients.find(id).filter(Client::enabled).stream())
                .flatMap(client -> Stream.ofNullable(client.logout().frontChannelUri()))
                .map(uri -> with(uri, session))
                .toList();
    }

    private String with(String uri, Session session) {
        return uri + (uri.indexOf('?') < 0 ? "?" : "&") + "iss=" + URLEncoder.encode(issuer, StandardCharsets.UTF_8)
                + "&sid=" + session.id();
    }
}
