package dev.cardea.bench.load;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Puts an answer together from what arrives (RFC 9112 §6). No pipelining: one answer at a time.
final class AnswerReader {
    private static final int FIRST_SIZE = 16 * 1024;
    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final int UNKNOWN = -1;

    private byte[] buffer = new byte[FIRST_SIZE];
    private int filled;
    private int headLength = UNKNOWN;
    private int contentLength = UNKNOWN;
    private boolean chunked;
    private boolean close;

    /// Where to put what arrives next; then call [#received(int)].
    ByteBuffer space() {
        if (filled == buffer.length) buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        return ByteBuffer.wrap(buffer, filled, buffer.length - filled);
    }

    boolean isEmpty() {
        return filled == 0;
    }

    /// @return the answer, or null where more has to arrive
    @Nullable
    Answer received(int count) {
        int from = Math.max(0, filled - 3);
        filled += count;
        if (headLength == UNKNOWN && !findHead(from)) return null;
        if (chunked) return chunkedAnswer();
        if (filled < headLength + contentLength) return null;
        return answer(buffer, headLength, contentLength);
    }

    void reset() {
        filled = 0;
        headLength = UNKNOWN;
        contentLength = UNKNOWN;
        chunked = false;
        close = false;
    }

    private boolean findHead(int from) {
        for (int i = from; i + 3 < filled; i++)
            if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r' && buffer[i + 3] == '\n') {
                headLength = i + 4;
                readFraming();
                return true;
            }
        return false;
    }

    private void readFraming() {
        for (int start = 0; start < headLength;) {
            int end = start;
            while (buffer[end] != '\r') end++;
            if (startsWith(start, end, "content-length:"))
                contentLength = Integer.parseInt(value(start, end));
            else if (startsWith(start, end, "transfer-encoding:")) chunked = value(start, end).endsWith("chunked");
            else if (startsWith(start, end, "connection:")) close = value(start, end).equalsIgnoreCase("close");
            start = end + 2;
        }
        if (contentLength == UNKNOWN && !chunked) {
            if (status() != 204 && status() != 304) throw new Unexpected("an answer of unknown length");
            contentLength = 0;
        }
    }

    private boolean startsWith(int start, int end, String lowerCase) {
        if (end - start < lowerCase.length()) return false;
        for (int i = 0; i < lowerCase.length(); i++)
            if (Character.toLowerCase((char) buffer[start + i]) != lowerCase.charAt(i)) return false;
        return true;
    }

    private String value(int start, int end) {
        var line = new String(buffer, start, end - start, StandardCharsets.ISO_8859_1);
        return line.substring(line.indexOf(':') + 1).strip();
    }

    private int status() {
        return Integer.parseInt(new String(buffer, STATUS_AT, 3, StandardCharsets.ISO_8859_1));
    }

    private @Nullable Answer chunkedAnswer() {
        var body = new ByteArrayOutputStream();
        for (int at = headLength;;) {
            int line = at;
            while (line < filled && buffer[line] != '\n') line++;
            if (line == filled) return null;
            var size = new String(buffer, at, line - at, StandardCharsets.ISO_8859_1).split(";")[0].strip();
            int length = Integer.parseInt(size, 16);
            int next = line + 1 + length + 2;
            if (next > filled) return null;
            if (length == 0) return answer(body.toByteArray(), 0, body.size());
            body.write(buffer, line + 1, length);
            at = next;
        }
    }

    private Answer answer(byte[] body, int start, int length) {
        return new Answer(status(), buffer, headLength, body, start, length, close);
    }
}
