package dev.cardea.demo;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/// Everybody's mailbox: a mail server (RFC 5321) on this machine that keeps the newest mails and sends none on.
public final class Mailbox implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Mailbox.class.getName());
    private static final int MOST = 50;
    private static final int LONGEST = 1 << 20;
    private static final Session SESSION = Session.getInstance(new Properties());

    private final ServerSocket server;
    private final Deque<Letter> letters = new ArrayDeque<>();
    private int received;

    /// @param number counts them, from 1
    record Letter(int number, String to, String subject, String sentAt, String html) {}

    /// On any port that is free.
    public Mailbox() throws IOException {
        server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    }

    public int port() {
        return server.getLocalPort();
    }

    public void start() {
        Thread.ofVirtual().name("mailbox").start(() -> {
            while (!server.isClosed()) {
                try {
                    var socket = server.accept();
                    Thread.ofVirtual().start(() -> serve(socket));
                } catch (IOException _) {
                    // It was closed.
                }
            }
        });
    }

    /// The newest first.
    synchronized List<Letter> letters() {
        return List.copyOf(letters);
    }

    synchronized Optional<Letter> find(String number) {
        return letters.stream().filter(letter -> number.equals(Integer.toString(letter.number()))).findFirst();
    }

    private void serve(Socket socket) {
        // One character for each byte: what the mail is written in is for whoever reads it.
        try (socket;
                var in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            say(socket, "220 localhost");
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var command = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
                say(socket, command.equals("DATA") ? "354 go on" : command.equals("QUIT") ? "221 bye" : "250 fine");
                if (command.equals("QUIT")) return;
                if (command.equals("DATA")) say(socket, keep(data(in)));
            }
        } catch (IOException | MessagingException e) {
            LOG.log(Level.WARNING, "a mail could not be read", e);
        }
    }

    private static void say(Socket socket, String answer) throws IOException {
        socket.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static String data(BufferedReader in) throws IOException {
        var data = new StringBuilder();
        for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            // RFC 5321 §4.5.2: a dot at the beginning was doubled.
            data.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
            if (data.length() > LONGEST) throw new IOException("the mail is too long");
        }
        return data.toString();
    }

    private String keep(String data) throws IOException, MessagingException {
        var mime = new MimeMessage(SESSION, new ByteArrayInputStream(data.getBytes(StandardCharsets.ISO_8859_1)));
        var html = "";
        if (mime.getContent() instanceof Multipart parts)
            html = String.valueOf(parts.getBodyPart(parts.getCount() - 1).getContent());
        add(mime.getHeader("To", ", "), mime.getSubject(), mime.getHeader("Date", ", "), html);
        return "250 kept";
    }

    private synchronized void add(String to, String subject, String sentAt, String html) {
        letters.addFirst(new Letter(++received, to, subject, sentAt, html));
        if (letters.size() > MOST) letters.removeLast();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException _) {
            // It is of no more use either way.
        }
    }
}
