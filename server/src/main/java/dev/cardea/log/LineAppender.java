package dev.cardea.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;

/// Sends events to standard output in batches, so that a request does not pay for a system call of its own.
final class LineAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private final Encoder<ILoggingEvent> encoder;
    private final LineBuffer lines = new LineBuffer((bytes, from, length) -> {
        System.out.write(bytes, from, length);
        System.out.flush();
    });

    LineAppender(Encoder<ILoggingEvent> encoder) {
        this.encoder = encoder;
    }

    @Override
    public void start() {
        lines.start();
        super.start();
    }

    @Override
    protected void append(ILoggingEvent event) {
        // What may be the last thing that the process says is not kept waiting.
        lines.append(encoder.encode(event), event.getLevel().isGreaterOrEqual(Level.WARN));
    }

    @Override
    public void stop() {
        super.stop();
        lines.flush();
    }
}
