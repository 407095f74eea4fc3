package dev.cardea.http;

import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A range of IP addresses in CIDR notation, or a single address. Never asks a name server.
public record Cidr(InetAddress network, int prefix) {
    /// [InetAddress#ofLiteral] also takes `127.1` and the like; proxies write four numbers.
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    /// @throws IllegalArgumentException naming the text, where it is neither
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        var network = literal(slash < 0 ? text : text.substring(0, slash));
        if (network == null) throw new IllegalArgumentException("not an IP address or CIDR range: " + text);
        int bits = network.getAddress().length * 8;
        try {
            int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
            if (prefix < 0 || prefix > bits) throw new IllegalArgumentException("no such prefix length: " + text);
            return new Cidr(network, prefix);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not an IP address or CIDR range: " + text, e);
        }
    }

    /// An address in text form; an IPv4 address mapped into IPv6 comes out as IPv4.
    static @Nullable InetAddress literal(String text) {
        if (text.indexOf(':') < 0 ? !IPV4.matcher(text).matches() : text.indexOf('%') >= 0) return null;
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    public boolean contains(InetAddress address) {
        var left = network.getAddress();
        var right = address.getAddress();
        if (left.length != right.length) return false;
        int whole = prefix / 8;
        for (int i = 0; i < whole; i++)
            if (left[i] != right[i]) return false;
        int rest = prefix % 8;
        return rest == 0 || (left[whole] ^ right[whole]) >> (8 - rest) << (8 - rest) == 0;
    }
}
