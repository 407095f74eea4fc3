package dev.cardea.http;

import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens on one address and serves a [Router]'s routes on it, one virtual thread per request.
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private final Server jetty;
    private final ServerConnector connector;
    private final InFlight inFlight;
    private final HttpSettings.Limits limits;
    private volatile boolean stopping;

    public HttpServer(HttpSettings settings, Router router, Site site, SecureRandom random) {
        limits = settings.limits();
        inFlight = new InFlight(limits.requests());
        var threads = new VirtualThreadPool();
        // More than the requests served at once, so that there is room to say no.
        threads.setMaxConcurrentTasks(limits.requests() * 2 + 64);
        threads.setName("http");
        jetty = new Server(threads);
        var dispatcher = new Dispatcher(settings, router, site, inFlight, random);
        jetty.setHandler(dispatcher);
        jetty.setErrorHandler(new RefusedByJetty(dispatcher));
        jetty.addBean(inFlight);
        jetty.setStopTimeout(limits.stop().toMillis());
        connector = new ServerConnector(jetty, new HttpConnectionFactory(configuration(limits)));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(limits.idle().toMillis());
        jetty.addConnector(connector);
        jetty.addBean(new NetworkConnectionLimit(limits.connections(), connector));
    }

    private static HttpConfiguration configuration(HttpSettings.Limits limits) {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setHttpCompliance(HttpCompliance.STRICT);
        http.setUriCompliance(UriCompliance.RFC3986);
        http.setRequestHeaderSize(limits.headBytes());
        return http;
    }

    /// @throws UncheckedIOException where the address cannot be listened on
    public HttpServer start() {
        try {
            jetty.start();
            return this;
        } catch (java.io.IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server does not start", e);
        }
    }

    /// The port listened on, also where the settings left it open.
    public int port() {
        return connector.getLocalPort();
    }

    /// Whether [#close] has begun: the answer to "ready?" is no from then on.
    public boolean stopping() {
        return stopping;
    }

    public int inFlight() {
        return inFlight.count();
    }

    /// Finishes what was accepted, within the limit, then stops.
    @Override
    public void close() {
        stopping = true;
        try {
            Thread.sleep(limits.drain());
            jetty.stop();
        } catch (TimeoutException e) {
            LOG.warn("stopped with {} requests unfinished", inFlight.count());
        } catch (Exception e) {
            LOG.warn("the HTTP server did not stop cleanly", e);
        }
    }
}
