package dev.cardea.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;

/// JSON, one object a line: the default.
final class JsonEncoder extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};

    @Override
    public byte[] encode(ILoggingEvent event) {
        var arguments = event.getArgumentArray();
        var line = arguments != null && arguments.length == 1 && arguments[0] instanceof AccessLine access
                ? access.json(event.getInstant())
                : json(event);
        return line.getBytes(StandardCharsets.US_ASCII);
    }

    private static String json(ILoggingEvent event) {
        var line = new JsonLine(event.getInstant())
                .text("level", event.getLevel().toString())
                .text("logger_name", event.getLoggerName())
                .text("message", event.getFormattedMessage())
                .text("thread_name", event.getThreadName());
        event.getMDCPropertyMap().forEach(line::text);
        if (event.getThrowableProxy() != null)
            line.text("stack_trace", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        return line.end();
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
