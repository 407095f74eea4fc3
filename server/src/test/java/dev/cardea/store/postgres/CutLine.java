package dev.cardea.store.postgres;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/// A line to a server that can be cut so that what is asked still arrives and what is answered no longer does.
final class CutLine implements Closeable {
    private final String target;
    private final URI server;
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private volatile boolean cut;

    /// @param url of JDBC, with a host and a port
    CutLine(String url) throws IOException {
        target = url;
        server = URI.create(url.substring("jdbc:".length()));
        Thread.startVirtualThread(this::accept);
    }

    String url() {
        return target.replace(":" + server.getPort() + "/", ":" + socket.getLocalPort() + "/");
    }

    void cutAnswers() {
        cut = true;
    }

    void mend() {
        cut = false;
    }

    private void accept() {
        try {
            while (true) {
                var near = socket.accept();
                var far = new Socket(server.getHost(), server.getPort());
                Thread.startVirtualThread(() -> copy(near, far, false));
                Thread.startVirtualThread(() -> copy(far, near, true));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void copy(Socket from, Socket to, boolean answers) {
        try (from; to) {
            pump(from.getInputStream(), to.getOutputStream(), answers);
        } catch (IOException _) {
            // The other direction ended.
        }
    }

    private void pump(InputStream in, OutputStream out, boolean answers) throws IOException {
        var buffer = new byte[8192];
        for (int read; (read = in.read(buffer)) >= 0;) {
            if (answers && cut) return;
            out.write(buffer, 0, read);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
