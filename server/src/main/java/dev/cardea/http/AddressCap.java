package dev.cardea.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.jspecify.annotations.Nullable;

/// Bounds the connections of one address. Addresses of trusted proxies stand for many clients and are exempt.
final class AddressCap implements Connection.Listener {
    private final int limit;
    private final TrustedProxies proxies;
    private final ConcurrentHashMap<InetAddress, Integer> open = new ConcurrentHashMap<>();
    /// Where each came from: a closed connection need not know any more, and would then be counted for ever.
    private final ConcurrentHashMap<Connection, InetAddress> counted = new ConcurrentHashMap<>();

    AddressCap(int limit, TrustedProxies proxies) {
        this.limit = limit;
        this.proxies = proxies;
    }

    @Override
    public void onOpened(Connection connection) {
        var address = address(connection);
        if (address == null) return;
        counted.put(connection, address);
        if (open.merge(address, 1, Integer::sum) > limit) connection.getEndPoint().close();
    }

    @Override
    public void onClosed(Connection connection) {
        var address = counted.remove(connection);
        if (address != null) open.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }

    /// Absent for what runs inside a TLS connection that is counted already.
    private @Nullable InetAddress address(Connection connection) {
        if (connection.getEndPoint() instanceof SslConnection.SslEndPoint) return null;
        var address = connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress inet
                ? inet.getAddress()
                : null;
        return proxies.trusts(address) ? null : address;
    }
}
