package dev.cardea;

import dev.cardea.audit.AuditLog;
import dev.cardea.discovery.CertificateEndpoints;
import dev.cardea.http.Endpoint;
import dev.cardea.http.HttpServer;
import dev.cardea.http.HttpSettings;
import dev.cardea.http.Router;
import dev.cardea.http.Site;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// The ports that the server listens on: one for everything, or a second one for operators.
final class Listeners implements AutoCloseable {
    private final Router routes;
    private final HttpServer http;
    /// Health and metrics, where they have a port of their own.
    private final @Nullable HttpServer admin;
    /// What clients with certificates call, where that has a port of its own: browsers, which would ask people for a
    /// certificate, stay on the other one.
    private final @Nullable HttpServer certificates;

    /// @param routes everything that is for the world
    /// @param operations health and metrics
    Listeners(Config config, Router routes, Router operations, Site site, SecureRandom random) {
        this.routes = routes;
        routes.around(Listeners::knowingTheOrigin);
        var listen = config.listen();
        var adminPort = listen.adminPort();
        if (adminPort == null) operations.routes().forEach(routes::add);
        var limits = HttpSettings.Limits.USUAL.with(listen.connectionsPerAddress(), listen.drain());
        var asked = listen.tls() != null && listen.tls().requestClientCertificates();
        http = new HttpServer(settings(config, listen.port(), asked, limits), routes, site, random);
        admin = adminPort == null
                ? null
                : new HttpServer(settings(config, adminPort, asked, HttpSettings.Limits.USUAL), operations, site,
                        random);
        var certificatePort = config.mutualTls().port();
        certificates = certificatePort == null
                ? null
                : new HttpServer(settings(config, certificatePort, true, limits), forCertificates(routes), site,
                        random);
    }

    List<Router.Route> routes() {
        return routes.routes();
    }

    private static Router forCertificates(Router routes) {
        var some = new Router();
        routes.routes().stream().filter(route -> CertificateEndpoints.serve(route.pattern())).forEach(some::add);
        return some;
    }

    private static HttpSettings settings(Config config, int port, boolean asked, HttpSettings.Limits limits) {
        var listen = config.listen();
        var tls = listen.tls();
        return new HttpSettings(
                listen.host(),
                port,
                tls == null
                        ? null
                        : new HttpSettings.Tls(tls.certificate(), tls.privateKey(), asked),
                config.trustedProxies(),
                config.mutualTls().header(),
                limits);
    }

    void start() {
        http.start();
        if (admin != null) admin.start();
        if (certificates != null) certificates.start();
    }

    int port() {
        return http.port();
    }

    int certificatePort() {
        if (certificates == null) throw new IllegalStateException("there is no port for certificates");
        return certificates.port();
    }

    int inFlight() {
        return http.inFlight() + (certificates == null ? 0 : certificates.inFlight());
    }

    /// Finishes what was accepted, then stops.
    @Override
    public void close() {
        // Side by side: each waits for what it has accepted.
        try (var closing = Executors.newVirtualThreadPerTaskExecutor()) {
            if (certificates != null) closing.execute(certificates::close);
            http.close();
        }
        if (admin != null) admin.close();
    }

    /// So that every audit event says which request caused it.
    private static Endpoint knowingTheOrigin(Endpoint endpoint) {
        return request -> ScopedValue
                .where(AuditLog.ORIGIN, new AuditLog.Origin(request.peer().address(), request.id()))
                .call(() -> endpoint.handle(request));
    }
}
