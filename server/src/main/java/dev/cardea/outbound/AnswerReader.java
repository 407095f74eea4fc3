package dev.cardea.outbound;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Reads one HTTP/1.1 answer (RFC 9112 §4 to §7) of a peer that nobody trusts: everything has a bound.
final class AnswerReader {
    private static final int HEAD_BYTES = 16 * 1024;
    private static final int INTERIM_ANSWERS = 5;
    private static final int BUFFER = 8192;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9][0-9])( .*)?");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,9}");
    private static final Pattern CHUNK = Pattern.compile("([0-9a-fA-F]{1,7})[ \\t]*(;.*)?");

    private final InputStream in;
    private final int maxBytes;
    private int headBytes;

    AnswerReader(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    Outbound.Fetched read() throws IOException, OutboundException {
        for (int i = 0; i < INTERIM_ANSWERS; i++) {
            var matcher = STATUS_LINE.matcher(line());
            if (!matcher.matches()) throw malformed();
            int status = Integer.parseInt(matcher.group(1));
            var headers = headers();
            if (status < 200) continue;
            if (status >= 300 && status < 400)
                throw new OutboundException("the answer is a redirect, none is followed");
            var type = headers.getOrDefault("content-type", "");
            return new Outbound.Fetched(status, type, new String(body(status, headers), StandardCharsets.UTF_8));
        }
        throw malformed();
    }

    private Map<String, String> headers() throws IOException, OutboundException {
        var headers = new TreeMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1) throw malformed();
            var name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            var before = headers.put(name, line.substring(colon + 1).strip());
            // Two of these could be read as two different answers.
            if (before != null && (name.equals("content-length") || name.equals("transfer-encoding")))
                throw malformed();
        }
        return headers;
    }

    private String line() throws IOException, OutboundException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) throw new OutboundException("the answer ends too early");
            if (++headBytes > HEAD_BYTES) throw tooLarge();
            line.append((char) c);
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }

    private byte[] body(int status, Map<String, String> headers) throws IOException, OutboundException {
        if (status == 204) return new byte[0];
        var body = new ByteArrayOutputStream();
        var coding = headers.get("transfer-encoding");
        var length = headers.get("content-length");
        if (coding != null) {
            if (!coding.equalsIgnoreCase("chunked") || length != null) throw malformed();
            chunks(body);
        } else if (length != null) {
            if (!LENGTH.matcher(length).matches()) throw malformed();
            copy(Integer.parseInt(length), body);
        } else {
            copyAll(body);
        }
        return body.toByteArray();
    }

    private void chunks(ByteArrayOutputStream body) throws IOException, OutboundException {
        while (true) {
            var matcher = CHUNK.matcher(line());
            if (!matcher.matches()) throw malformed();
            int size = Integer.parseInt(matcher.group(1), 16);
            if (size == 0) return;
            copy(size, body);
            if (!line().isEmpty()) throw malformed();
        }
    }

    private void copy(int size, ByteArrayOutputStream body) throws IOException, OutboundException {
        if (size > maxBytes - body.size()) throw tooLarge();
        var bytes = in.readNBytes(size);
        if (bytes.length < size) throw new OutboundException("the answer ends too early");
        body.writeBytes(bytes);
    }

    private void copyAll(ByteArrayOutputStream body) throws IOException, OutboundException {
        var buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            if (read > maxBytes - body.size()) throw tooLarge();
            body.write(buffer, 0, read);
        }
    }

    private static OutboundException malformed() {
        return new OutboundException("the answer is not HTTP as it should be");
    }

    private static OutboundException tooLarge() {
        return new OutboundException("the answer is too large");
    }
}
