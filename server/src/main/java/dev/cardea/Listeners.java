package dev.cardea;

import dev.cardea.http.HttpServer;
import dev.cardea.http.HttpSettings;
import dev.cardea.http.Router;
import dev.cardea.http.Site;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/// The ports that the server listens on: one for everything, or a second one for operators.
final class Listeners implements AutoCloseable {
    private final HttpServer http;
    /// Health and metrics, where they have a port of their own.
    private final @Nullable HttpServer admin;

    /// @param routes everything that is for the world
    /// @param operations health and metrics
    Listeners(Config config, Router routes, Router operations, Site site, SecureRandom random) {
        var listen = config.listen();
        var adminPort = listen.adminPort();
        if (adminPort == null) operations.routes().forEach(routes::add);
        var limits = HttpSettings.Limits.USUAL.with(listen.connectionsPerAddress(), listen.drain());
        http = new HttpServer(settings(config, listen.port(), limits), routes, site, random);
        admin = adminPort == null
                ? null
                : new HttpServer(settings(config, adminPort, HttpSettings.Limits.USUAL), operations, site, random);
    }

    private static HttpSettings settings(Config config, int port, HttpSettings.Limits limits) {
        var listen = config.listen();
        var tls = listen.tls();
        return new HttpSettings(
                listen.host(),
                port,
                tls == null
                        ? null
                        : new HttpSettings.Tls(tls.certificate(), tls.privateKey(), tls.requestClientCertificates()),
                config.trustedProxies(),
                limits);
    }

    void start() {
        http.start();
        if (admin != null) admin.start();
    }

    int port() {
        return http.port();
    }

    int inFlight() {
        return http.inFlight();
    }

    /// Finishes what was accepted, then stops.
    @Override
    public void close() {
        http.close();
        if (admin != null) admin.close();
    }
}
