package dev.cardea.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A complete HTTP/1.1 answer. Its texts are made when asked for; it is valid until the next answer is read from the
/// same connection.
public final class Answer {
    private final int status;
    private final byte[] head;
    private final int headLength;
    private final byte[] body;
    private final int bodyStart;
    private final int bodyLength;
    private final boolean last;

    /// @param last whether the server closes the connection after it
    Answer(int status, byte[] head, int headLength, byte[] body, int bodyStart, int bodyLength, boolean last) {
        this.status = status;
        this.head = head;
        this.headLength = headLength;
        this.body = body;
        this.bodyStart = bodyStart;
        this.bodyLength = bodyLength;
        this.last = last;
    }

    public int status() {
        return status;
    }

    boolean last() {
        return last;
    }

    public String body() {
        return new String(body, bodyStart, bodyLength, StandardCharsets.UTF_8);
    }

    /// @param name in any case
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    public List<String> headers(String name) {
        var found = new ArrayList<String>();
        var text = new String(head, 0, headLength, StandardCharsets.ISO_8859_1);
        for (int start = text.indexOf("\r\n") + 2; start < text.length();) {
            int end = text.indexOf("\r\n", start);
            if (text.regionMatches(true, start, name, 0, name.length()) && text.charAt(start + name.length()) == ':')
                found.add(text.substring(start + name.length() + 1, end).strip());
            start = end + 2;
        }
        return found;
    }

    /// @return this
    /// @throws Unexpected where the status is another
    public Answer expect(int wanted) {
        if (status != wanted) throw new Unexpected("status " + status + " instead of " + wanted + ": " + excerpt());
        return this;
    }

    /// @throws Unexpected where the body does not contain the text
    public void expectText(String text) {
        if (!body().contains(text)) throw new Unexpected("no " + text + " in " + excerpt());
    }

    /// The value of a string in a flat JSON object. Enough for token answers, and quick.
    ///
    /// @throws Unexpected where there is none
    public String text(String name) {
        var json = body();
        int at = json.indexOf("\"" + name + "\":\"");
        if (at < 0) throw new Unexpected("no " + name + " in " + excerpt());
        int start = at + name.length() + 4;
        return json.substring(start, json.indexOf('"', start));
    }

    private String excerpt() {
        var text = body().replaceAll("\\s+", " ");
        return text.substring(0, Math.min(300, text.length()));
    }
}
