package dev.cardea.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/// What of an IP address stands for whoever is behind it.
public final class Network {
    private static final int NETWORK_BYTES = 8;

    private Network() {}

    /// An IPv4 address itself; of an IPv6 address the first 64 bits, since the rest is for its owner to choose at will
    /// (RFC 6177 §2).
    public static String of(String address) {
        int zone = address.indexOf('%');
        var literal = zone < 0 ? address : address.substring(0, zone);
        try {
            var parsed = InetAddress.ofLiteral(literal);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(parsed.getAddress(), 0, NETWORK_BYTES)
                    : parsed.getHostAddress();
        } catch (IllegalArgumentException e) {
            return address; // not one of IP, such as a Unix socket's: all of it is one place
        }
    }
}
