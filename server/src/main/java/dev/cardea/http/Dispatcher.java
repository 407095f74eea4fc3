package dev.cardea.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Takes a request from Jetty to its [Endpoint] and the answer back. Everything every request needs happens here,
/// once and in this order.
final class Dispatcher extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Logger ACCESS = LoggerFactory.getLogger("access");
    private static final byte[] NO_BODY = {};
    private static final String PROBES = "/health/";
    private final RouteTable routes;
    private final TrustedProxies proxies;
    private final ClientCertificates certificates;
    private final CrossOrigin crossOrigin;
    private final Failures failures;
    private final Answers answers;
    private final Body body;
    private final InFlight inFlight;
    private final Traffic.Lane elsewhere;
    private final RequestIds ids;
    private final Refused.Keeper refusals;

    Dispatcher(
            Router router,
            Site site,
            HttpSettings.Limits limits,
            TrustedProxies proxies,
            ClientCertificates certificates,
            InFlight inFlight,
            SecureRandom random) {
        routes = new RouteTable(router.routes(), site.traffic());
        this.proxies = proxies;
        this.certificates = certificates;
        crossOrigin = new CrossOrigin(site.allowedOrigin());
        failures = new Failures(site.faultPage());
        answers = new Answers(site.https());
        body = new Body(limits.bodyBytes(), limits.body());
        this.inFlight = inFlight;
        refusals = site.refusals();
        elsewhere = site.traffic().lane("*", "(no route)");
        ids = new RequestIds(random);
    }

    @Override
    public boolean handle(
            org.eclipse.jetty.server.Request in, org.eclipse.jetty.server.Response out, Callback callback) {
        var path = in.getHttpURI().getDecodedPath();
        // CONNECT names a host instead of a path (RFC 9110 §9.3.6). This is no forward proxy.
        if (path == null || in.getMethod().equals("CONNECT")) return refuse(400, in, out, callback);
        var exchange = begin(in, path, callback);
        MDC.put("request_id", exchange.id);
        try {
            var match = routes.find(path);
            var request = request(in, exchange, path, match == null ? Map.of() : match.parameters());
            write(answer(match, in, request, exchange), request, exchange, out, match);
        } catch (RuntimeException e) {
            LOG.error("no answer could be written", e);
            exchange.failed(e);
        } finally {
            MDC.remove("request_id");
        }
        return true;
    }

    private Response answer(
            RouteTable.@Nullable Match match, org.eclipse.jetty.server.Request in, Request request, Exchange exchange) {
        try {
            if (inFlight.overloaded() && !(match != null && match.place().pattern.startsWith(PROBES)))
                throw new Unavailable("too many requests in flight", Duration.ofSeconds(1));
            if (match == null) throw refusal(404, in);
            // Path parameters (RFC 3986 §3.3): nothing here has any, and two readers would disagree on what they mean.
            if (in.getHttpURI().getParam() != null) throw refusal(400, in);
            exchange.place = match.place().pattern;
            return route(match.place(), in, request, exchange);
        } catch (Throwable thrown) {
            return failures.render(exchange.request == null ? request : exchange.request, thrown);
        }
    }

    /// Answers what Jetty refused by itself.
    boolean refuse(
            int status,
            org.eclipse.jetty.server.Request in,
            org.eclipse.jetty.server.Response out,
            Callback callback) {
        var exchange = begin(in, null, callback);
        var request = request(in, exchange, null, Map.of());
        // What was misread once may go on to be: no further request on this connection.
        if (in.getConnectionMetaData().getHttpVersion().getVersion() < HttpVersion.HTTP_2.getVersion())
            out.getHeaders().put(HttpFields.CONNECTION_CLOSE);
        write(failures.render(request, Refusal.of(status)), request, exchange, out, null);
        return true;
    }

    private Exchange begin(org.eclipse.jetty.server.Request in, @Nullable String path, Callback callback) {
        inFlight.begin();
        return new Exchange(ids.next(), in.getMethod(), path == null ? "-" : path, elsewhere, callback, this::end);
    }

    private void end(Exchange exchange) {
        long nanos = System.nanoTime() - exchange.begin;
        exchange.lane.answered(exchange.status, nanos);
        // Probes come every second from every load balancer; only their failures are worth a line.
        boolean probe = exchange.status < 400 && exchange.place.startsWith(PROBES);
        if (!probe && ACCESS.isInfoEnabled()) ACCESS.info("{}", exchange.line(nanos / 1000));
        // Last: whoever stops the server waits for this, and nothing would wait for the line.
        inFlight.end();
    }

    private Request request(
            org.eclipse.jetty.server.Request in,
            Exchange exchange,
            @Nullable String path,
            Map<String, String> parameters) {
        HttpFields fields = in.getHeaders();
        var connection = in.getConnectionMetaData();
        Request.Headers headers = fields::getValuesList;
        var peer = connection.getRemoteSocketAddress() instanceof InetSocketAddress inet && !inet.isUnresolved()
                ? proxies.peer(inet.getAddress(), connection.isSecure(), headers)
                : new Request.Peer(InetAddress.getLoopbackAddress().getHostAddress(), connection.isSecure());
        exchange.address = peer.address();
        return new Request(in.getMethod(), path == null ? "/" : path,
                Objects.requireNonNullElse(in.getHttpURI().getQuery(), ""), headers, NO_BODY, peer, exchange.id,
                parameters, List.of());
    }

    private Response route(
            RouteTable.Place place, org.eclipse.jetty.server.Request in, Request request, Exchange exchange) {
        var served = place.served(request.method());
        if (served == null)
            return request.method().equals("OPTIONS")
                    ? crossOrigin.options(place, request)
                    : failures.render(request, refusal(405, in)).with("Allow", place.allow);
        exchange.lane = served.lane();
        // Before the certificates, which may be refused.
        var sent = body.read(in);
        var complete = request.whole(certificates.of(in), sent);
        exchange.request = complete;
        return served.route().endpoint().handle(complete);
    }

    /// Once the body is read: who is still writing when the connection closes may lose the answer (RFC 9112 §9.6).
    private Refusal refusal(int status, org.eclipse.jetty.server.Request in) {
        body.read(in);
        return Refusal.of(status);
    }

    private void write(
            Response answer,
            Request request,
            Exchange exchange,
            org.eclipse.jetty.server.Response out,
            RouteTable.@Nullable Match match) {
        var served = match == null ? null : match.place().served(request.method());
        List<Response.Header> permission = served == null
                ? List.of()
                : crossOrigin.headers(served.route().cors(), request);
        var complete = exchange.request == null ? answer : answer.with(exchange.request.answers());
        exchange.status = answer.status();
        exchange.bytes = answer.body().length;
        // While the request is still there: its headers are used again as soon as it is answered.
        var asked = exchange.request == null ? request : exchange.request;
        if (asked.refused() != null) refusals.keep(asked, exchange.place, exchange.status, asked.refused());
        answers.write(complete, permission, exchange.id, request.method().equals("HEAD"), out, exchange);
    }
}
