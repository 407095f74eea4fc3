package dev.cardea.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Decides who the client is where proxies stand in between (RFC 7239, and the older `X-Forwarded-*`). Each trusted
/// hop vouches for the one before it, read from the right; whatever stands left of the first untrusted address is
/// hearsay and is not even parsed.
final class TrustedProxies {
    private final List<Cidr> ranges;

    TrustedProxies(List<String> ranges) {
        this.ranges = ranges.stream().map(Cidr::parse).toList();
    }

    boolean trusts(@Nullable InetAddress address) {
        if (address == null) return false;
        for (var range : ranges)
            if (range.contains(address)) return true;
        return false;
    }

    /// @param address the other end of the connection
    /// @param secure whether that connection is TLS
    Request.Peer peer(InetAddress address, boolean secure, Request.Headers headers) {
        if (!trusts(address)) return new Request.Peer(address.getHostAddress(), secure);
        var forwarded = headers.all("Forwarded");
        var older = headers.all("X-Forwarded-For");
        var client = forwarded.isEmpty() ? walk(address, elements(older)) : walk(address, named(forwarded, "for"));
        // A proxy that sets one of the two headers may pass the other on untouched: where they disagree, one was
        // written by the client.
        if (!forwarded.isEmpty() && !older.isEmpty() && !client.equals(walk(address, elements(older))))
            client = address;
        return new Request.Peer(client.getHostAddress(), secure(secure, forwarded, headers.all("X-Forwarded-Proto")));
    }

    private InetAddress walk(InetAddress peer, List<String> hops) {
        var client = peer;
        for (int i = hops.size() - 1; i >= 0; i--) {
            var hop = address(hops.get(i));
            if (hop == null) return peer;
            client = hop;
            if (!trusts(hop)) return client;
        }
        return client;
    }

    /// What the nearest proxy says of its own client's connection.
    private static boolean secure(boolean own, List<String> forwarded, List<String> older) {
        var said = forwarded.isEmpty() ? elements(older) : named(forwarded, "proto");
        if (said.isEmpty()) return own;
        return said.getLast().equalsIgnoreCase("https");
    }

    private static List<String> elements(List<String> headers) {
        var elements = new ArrayList<String>();
        for (var header : headers)
            for (var element : header.split(",", -1)) elements.add(element.strip());
        return elements;
    }

    /// One parameter of each element of `Forwarded`; an element without it counts as unparsable. No quoted string
    /// that an address or a scheme may be holds a comma or semicolon.
    private static List<String> named(List<String> headers, String name) {
        var values = new ArrayList<String>();
        for (var element : elements(headers)) {
            var value = "";
            for (var pair : element.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).strip().toLowerCase(Locale.ROOT).equals(name))
                    value = unquoted(pair.substring(equals + 1).strip());
            }
            values.add(value);
        }
        return values;
    }

    private static String unquoted(String value) {
        return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    /// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:80`.
    private static @Nullable InetAddress address(String hop) {
        if (hop.startsWith("[")) {
            int end = hop.indexOf(']');
            return end < 0 || !port(hop.substring(end + 1)) ? null : Cidr.literal(hop.substring(1, end));
        }
        int colon = hop.indexOf(':');
        if (colon < 0 || hop.indexOf(':', colon + 1) >= 0) return Cidr.literal(hop);
        return port(hop.substring(colon)) ? Cidr.literal(hop.substring(0, colon)) : null;
    }

    private static boolean port(String text) {
        return text.isEmpty() || text.matches(":[0-9]{1,5}");
    }
}
