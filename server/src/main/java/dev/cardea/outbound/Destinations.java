package dev.cardea.outbound;

import dev.cardea.http.Cidr;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// Where requests may go. What a name means is looked up here, once: the connection is made to the very address that
/// was checked, so that a name server cannot say something else a moment later.
final class Destinations {
    /// Addresses that are not of the public internet, or that carry one that may not be (RFC 6890).
    private static final List<Cidr> NOT_PUBLIC = Stream.of(
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4").map(Cidr::parse).toList();
    /// All that is public in IPv6 so far, and what in it is not.
    private static final Cidr GLOBAL_UNICAST = Cidr.parse("2000::/3");
    private static final List<Cidr> NOT_GLOBAL = Stream.of("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
            .map(Cidr::parse)
            .toList();
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final boolean allowPrivate;
    private final List<Cidr> allowedRanges = new ArrayList<>();
    private final Set<String> allowedHosts = new HashSet<>();

    /// @param allow hosts and address ranges that may be reached wherever they are
    Destinations(boolean allowPrivate, List<String> allow) {
        this.allowPrivate = allowPrivate;
        for (var entry : allow) {
            try {
                allowedRanges.add(Cidr.parse(entry));
            } catch (IllegalArgumentException _) {
                allowedHosts.add(entry.toLowerCase(Locale.ROOT));
            }
        }
    }

    /// @param host as the certificate must have it
    /// @param addresses all checked
    record Destination(String host, int port, boolean tls, List<InetAddress> addresses) {}

    /// @throws OutboundException where the address is not one that may be asked
    Destination of(URI uri) throws OutboundException {
        var isTls = "https".equalsIgnoreCase(uri.getScheme());
        if (!isTls && !"http".equalsIgnoreCase(uri.getScheme())) throw new OutboundException("only https is possible");
        if (uri.getHost() == null || uri.getRawUserInfo() != null)
            throw new OutboundException("the address has no plain host");
        var host = uri.getHost().replaceAll("^\\[|]$", "");
        var addresses = lookUp(host);
        for (var address : addresses) {
            var isTrusted = isTrusted(host, address);
            if (!isTrusted && !isPublic(address)) throw new OutboundException("the host is not on the public internet");
            if (!isTls && !isTrusted) throw new OutboundException("plain http is not possible, use https");
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : isTls ? HTTPS_PORT : HTTP_PORT;
        return new Destination(host, port, isTls, addresses);
    }

    private static List<InetAddress> lookUp(String host) throws OutboundException {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            throw new OutboundException("the host is not known", e);
        }
    }

    private boolean isTrusted(String host, InetAddress address) {
        return (allowPrivate && !isPublic(address))
                || allowedHosts.contains(host.toLowerCase(Locale.ROOT))
                || allowedRanges.stream().anyMatch(range -> range.contains(address));
    }

    static boolean isPublic(InetAddress address) {
        if (address instanceof Inet4Address) return NOT_PUBLIC.stream().noneMatch(range -> range.contains(address));
        return GLOBAL_UNICAST.contains(address) && NOT_GLOBAL.stream().noneMatch(range -> range.contains(address));
    }
}
