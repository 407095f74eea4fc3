package dev.cardea.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Sends events to standard output in batches, so that a request does not pay for a system call of its own.
public final class LineAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private final AccessJson access = new AccessJson();
    private final LineBuffer lines = new LineBuffer((bytes, from, length) -> {
        System.out.write(bytes, from, length);
        System.out.flush();
    });
    private @Nullable Encoder<ILoggingEvent> encoder;
    private boolean people;

    /// Called by Logback for the `encoder` element.
    public void setEncoder(Encoder<ILoggingEvent> encoder) {
        this.encoder = encoder;
    }

    /// Called by Logback for the `people` element: access lines, too, are then for people to read.
    public void setPeople(boolean people) {
        this.people = people;
    }

    @Override
    public void start() {
        lines.start();
        super.start();
    }

    @Override
    protected void append(ILoggingEvent event) {
        var line = bytes(event);
        // What may be the last thing that the process says is not kept waiting.
        if (line != null) lines.append(line, event.getLevel().isGreaterOrEqual(Level.WARN));
    }

    private byte @Nullable [] bytes(ILoggingEvent event) {
        var arguments = event.getArgumentArray();
        if (!people && arguments != null && arguments.length == 1 && arguments[0] instanceof AccessLine line)
            return access.write(line, event.getInstant()).getBytes(StandardCharsets.US_ASCII);
        return encoder == null ? null : encoder.encode(event);
    }

    @Override
    public void stop() {
        super.stop();
        lines.flush();
    }
}
