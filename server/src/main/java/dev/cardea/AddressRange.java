package dev.cardea;

import java.net.InetAddress;

/// Checks how ranges of network addresses are written (RFC 4632 §3.1).
final class AddressRange {
    private AddressRange() {}

    /// An address, or an address with the number of its leading bits that count.
    static boolean isValid(String text) {
        int slash = text.indexOf('/');
        try {
            var address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            if (slash < 0) return true;
            var bits = text.substring(slash + 1);
            return bits.matches("[0-9]{1,3}") && Integer.parseInt(bits) <= address.getAddress().length * Byte.SIZE;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
