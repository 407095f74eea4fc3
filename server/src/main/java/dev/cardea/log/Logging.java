package dev.cardea.log;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.OptionHelper;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.Logger;

/// Sets Logback up, which finds this class by itself. In code, because reading the same from XML takes a sixth of the
/// whole start. In the environment or as system properties:
///
/// - `CARDEA_LOG`: `json` (one object a line, the default) or `text` (for people);
/// - `CARDEA_LOG_LEVEL`: how much Cardea itself says, `INFO` where it is not set.
///
/// Whoever wants all of Logback names a file of their own with `-Dlogback.configurationFile`.
@ConfiguratorRank(ConfiguratorRank.CUSTOM_NORMAL_PRIORITY)
public final class Logging extends ContextAwareBase implements Configurator {
    // Control characters in a message would let whoever wrote them forge lines or steer a terminal.
    private static final String FOR_PEOPLE = "%d{HH:mm:ss.SSS, UTC}Z %-5level %logger{0}:"
            + " %replace(%msg){'[\\x00-\\x1f\\x7f-\\x9f]', '?'} [%X{request_id}]%n%ex";
    /// Warnings of libraries quote what strangers send; what matters of it is in the access log.
    private static final Map<String, Level> LIBRARIES = Map.of(
            "org.eclipse.jetty",
            Level.ERROR,
            "com.zaxxer.hikari",
            Level.WARN,
            "org.flywaydb",
            Level.WARN);

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY) != null)
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        setUp(context);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    static void setUp(LoggerContext context) {
        var format = setting(context, "CARDEA_LOG", "json");
        var appender = new LineAppender(format.equals("text") ? forPeople(context) : new JsonEncoder());
        appender.setContext(context);
        appender.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(appender);
        LIBRARIES.forEach((name, level) -> context.getLogger(name).setLevel(level));
        var level = setting(context, "CARDEA_LOG_LEVEL", "INFO");
        context.getLogger("dev.cardea").setLevel(Level.toLevel(level, Level.INFO));
        complain(context, format, level);
    }

    private static void complain(LoggerContext context, String format, String level) {
        var log = context.getLogger(Logging.class);
        if (!format.equals("json") && !format.equals("text"))
            log.warn("CARDEA_LOG is json or text, not '{}'; logging as json", format);
        if (Level.toLevel(level, null) == null)
            log.warn("CARDEA_LOG_LEVEL is TRACE, DEBUG, INFO, WARN, ERROR or OFF, not '{}'; taking INFO", level);
    }

    private static Encoder<ILoggingEvent> forPeople(LoggerContext context) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(FOR_PEOPLE);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.start();
        return encoder;
    }

    private static String setting(LoggerContext context, String name, String usual) {
        var value = context.getProperty(name);
        if (value == null) value = OptionHelper.getSystemProperty(name);
        if (value == null) value = OptionHelper.getEnv(name);
        return value == null || value.isBlank() ? usual : value;
    }
}
