package dev.cardea.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens on one address and serves a [Router]'s routes on it, one virtual thread per request.
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int ACCEPT_QUEUE = 1024;
    private static final int LARGEST_ANSWER_HEAD = 32 * 1024;
    private static final Duration CERTIFICATE_CHECK = Duration.ofSeconds(5);
    private final Server jetty;
    private final ServerConnector connector;
    private final InFlight inFlight;
    private final HttpSettings.Limits limits;
    private final @Nullable Tls tls;
    private final ScheduledExecutorService watch = Executors
            .newSingleThreadScheduledExecutor(Thread.ofVirtual().name("http-watch").factory());

    public HttpServer(HttpSettings settings, Router router, Site site, SecureRandom random) {
        limits = settings.limits();
        inFlight = new InFlight(limits.requests());
        jetty = new Server(threads(limits));
        var proxies = new TrustedProxies(settings.trustedProxies());
        var dispatcher = new Dispatcher(router, site, limits, proxies,
                new ClientCertificates(proxies, settings.certificateHeader()), inFlight, random);
        jetty.setHandler(dispatcher);
        jetty.setErrorHandler(new RefusedByJetty(dispatcher));
        jetty.addBean(inFlight);
        jetty.setStopTimeout(limits.stop().toMillis());
        tls = settings.tls() == null ? null : new Tls(settings.tls());
        var http = new HttpConnectionFactory(configuration(limits));
        connector = tls == null ? new ServerConnector(jetty, http) : encrypted(tls, http);
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(limits.idle().toMillis());
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        if (limits.connectionsPerAddress() > 0)
            connector.addBean(new AddressCap(limits.connectionsPerAddress(), proxies));
        jetty.addConnector(connector);
        jetty.addBean(new NetworkConnectionLimit(limits.connections(), connector));
    }

    private static VirtualThreadPool threads(HttpSettings.Limits limits) {
        var threads = new VirtualThreadPool();
        // More than the requests served at once, so that there is room to say no.
        threads.setMaxConcurrentTasks(limits.requests() * 2 + 64);
        threads.setName("http");
        return threads;
    }

    /// HTTP/2 where the client's handshake asks for it (ALPN), HTTP/1.1 for everyone else.
    private ServerConnector encrypted(Tls tls, HttpConnectionFactory http) {
        var alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(http.getProtocol());
        var http2 = new HTTP2ServerConnectionFactory(http.getHttpConfiguration());
        var handshake = new SslConnectionFactory(tls.context(), alpn.getProtocol());
        // It would refuse a Host that the certificate does not name, which probes by address send; nothing here
        // depends on the Host.
        handshake.setEnsureSecureRequestCustomizer(false);
        return new ServerConnector(jetty, handshake, alpn, http2, http);
    }

    private static HttpConfiguration configuration(HttpSettings.Limits limits) {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setHttpCompliance(HttpCompliance.STRICT);
        http.setUriCompliance(UriCompliance.RFC3986);
        // Otherwise a header that differs in case only from an earlier one of the connection is taken for that one.
        http.setHeaderCacheCaseSensitive(true);
        http.setRequestHeaderSize(limits.headBytes());
        http.setMaxResponseHeaderSize(LARGEST_ANSWER_HEAD);
        return http;
    }

    /// @throws UncheckedIOException where the address cannot be listened on
    public HttpServer start() {
        try {
            jetty.start();
            // Four looks within the time a head may take, so that it is overrun by a quarter at most.
            long period = Math.min(1_000, Math.max(1, limits.head().toMillis() / 4));
            every(period, new SlowPeers(connector, limits));
            if (tls != null) every(CERTIFICATE_CHECK.toMillis(), tls);
            return this;
        } catch (IOException e) {
            var reason = e.getCause() == null ? e : e.getCause();
            throw new UncheckedIOException(
                    "cannot listen on %s, port %d: %s"
                            .formatted(connector.getHost(), connector.getPort(), reason.getMessage()),
                    e);
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server does not start", e);
        }
    }

    private void every(long millis, Runnable task) {
        var _ = watch.scheduleWithFixedDelay(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("a periodic check failed; it is tried again", e);
            }
        }, millis, millis, TimeUnit.MILLISECONDS);
    }

    /// The port listened on, also where the settings left it open.
    public int port() {
        return connector.getLocalPort();
    }

    /// Looks for a renewed certificate now; it is looked for every few seconds anyway.
    void reloadCertificate() {
        if (tls != null) tls.run();
    }

    public int inFlight() {
        return inFlight.count();
    }

    /// Finishes what was accepted, within the limit, then stops.
    @Override
    public void close() {
        try {
            Thread.sleep(limits.drain());
            jetty.stop();
        } catch (TimeoutException e) {
            LOG.warn("stopped with {} requests unfinished", inFlight.count());
        } catch (Exception e) {
            LOG.warn("the HTTP server did not stop cleanly", e);
        } finally {
            watch.shutdownNow();
        }
    }
}
