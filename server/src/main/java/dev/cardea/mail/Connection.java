package dev.cardea.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// A connection to the mail server, which is closed when its time is up, whatever it waits for. The socket has no
/// time-outs of its own: a server that says a line now and then would never reach them.
final class Connection implements AutoCloseable {
    private final MailSettings settings;
    private final SSLSocketFactory tls;
    private final ScheduledFuture<?> alarm;
    private volatile @Nullable Socket open;
    private volatile boolean late;

    Connection(MailSettings settings, SSLSocketFactory tls, ScheduledExecutorService watch) {
        this.settings = settings;
        this.tls = tls;
        this.alarm = watch.schedule(() -> {
            late = true;
            close(open);
        }, settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean isLate() {
        return late;
    }

    /// Connects to the first of the server's addresses that can be reached.
    Socket open() throws IOException {
        IOException failed = new IOException("the mail server has no address");
        for (var address : InetAddress.getAllByName(settings.host())) {
            try {
                // With its name, which is what its certificate is for.
                return open(InetAddress.getByAddress(settings.host(), address.getAddress()));
            } catch (IOException e) {
                close(open);
                if (late) throw e;
                failed = e;
            }
        }
        throw failed;
    }

    private Socket open(InetAddress address) throws IOException {
        var socket = new Socket();
        open = socket;
        socket.connect(new InetSocketAddress(address, settings.port()));
        return settings.tls() ? secured(socket) : socket;
    }

    private Socket secured(Socket socket) throws IOException {
        var secured = (SSLSocket) tls.createSocket(socket, settings.host(), settings.port(), true);
        var parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // as RFC 7817 §3, with fewer kinds of names
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    @Override
    public void close() {
        alarm.cancel(false);
        close(open);
    }

    private static void close(@Nullable Socket socket) {
        try {
            if (socket != null) socket.close();
        } catch (IOException _) {
            // It is of no more use either way.
        }
    }
}
