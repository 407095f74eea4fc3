package dev.cardea.mail;

import dev.cardea.mtls.TestCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// A mail server that misbehaves as it is told, on a free port of this machine.
final class TestSmtp implements AutoCloseable {
    private static final char[] NO_PASSWORD = {};
    /// In place of an answer: nothing more is said, and the connection stays open.
    static final String SILENCE = "";
    /// In place of an answer: the connection is closed.
    static final String HANG_UP = "-";

    private final ServerSocket server;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    final List<String> said = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<String> mails = new LinkedBlockingQueue<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private @Nullable SSLContext tls;
    private boolean beginsWithTls;

    TestSmtp() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /// @param command its first word; `CONNECT` for the greeting, `.` for what follows the mail
    TestSmtp answer(String command, String answer) {
        answers.put(command, answer);
        return this;
    }

    /// Forgets what was told and heard.
    void reset() {
        answers.clear();
        said.clear();
        mails.clear();
    }

    /// Offers STARTTLS, with that certificate.
    TestSmtp withTls(TestCertificate certificate) {
        tls = context(certificate);
        return answer("EHLO", "250-test\r\n250-AUTH PLAIN\r\n250 STARTTLS");
    }

    TestSmtp beginningWithTls(TestCertificate certificate) {
        tls = context(certificate);
        beginsWithTls = true;
        return answer("EHLO", "250-test\r\n250 AUTH PLAIN");
    }

    private static SSLContext context(TestCertificate certificate) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry("me", certificate.keys().getPrivate(), NO_PASSWORD,
                    certificate.chain().toArray(X509Certificate[]::new));
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /// The next mail, waited for.
    String mail() throws InterruptedException {
        var mail = mails.poll(20, TimeUnit.SECONDS);
        if (mail == null) throw new AssertionError("no mail came; said was " + said);
        return mail;
    }

    int waiting() {
        return mails.size();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var mine = beginsWithTls ? secured(socket) : socket;
            if (!say(mine, answers.getOrDefault("CONNECT", "220 test"))) return;
            converse(mine);
        } catch (IOException _) {
            // The other end is gone.
        }
    }

    private void converse(Socket socket) throws IOException {
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            said.add(line);
            var command = line.split(" ", 2)[0];
            if (!say(socket, answers.getOrDefault(command, usual(command)))) return;
            if (command.equals("STARTTLS") && tls != null) {
                converse(secured(socket));
                return;
            }
            if (command.equals("DATA") && !answers.containsKey("DATA") && !take(socket, in)) return;
        }
    }

    private SSLSocket secured(Socket socket) throws IOException {
        var factory = Objects.requireNonNull(tls).getSocketFactory();
        var secured = (SSLSocket) factory.createSocket(socket, null, socket.getPort(), true);
        secured.setUseClientMode(false);
        return secured;
    }

    private boolean take(Socket socket, BufferedReader in) throws IOException {
        var mail = new StringBuilder();
        for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine())
            mail.append(line).append("\r\n");
        mails.add(mail.toString());
        return say(socket, answers.getOrDefault(".", "250 taken"));
    }

    private static String usual(String command) {
        return switch (command) {
            case "DATA" -> "354 go on";
            case "STARTTLS" -> "220 begin";
            case "AUTH" -> "235 welcome";
            case "QUIT" -> "221 bye";
            default -> "250 fine";
        };
    }

    private static boolean say(Socket socket, String answer) throws IOException {
        if (answer.equals(HANG_UP)) return false;
        if (answer.equals(SILENCE)) {
            var _ = socket.getInputStream().read();
            return false;
        }
        socket.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        return true;
    }

    @Override
    public void close() {
        try {
            server.close();
            for (var socket : open) socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
