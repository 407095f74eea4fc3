package dev.cardea.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.status.Status;
import dev.cardea.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import static org.assertj.core.api.Assertions.assertThat;

/// What the program sets up, as an operator gets it.
@Isolated("it reads what the whole process prints")
class LogFormatTest {
    private static final AccessLine ACCESS = new AccessLine("r-1", "GET", "/token", 200, 1234, 5, "127.0.0.1", false,
            null);

    @Test
    void writes_json_one_object_a_line() {
        var lines = log("json");
        assertThat(Json.object(lines.getFirst()))
                .containsEntry("level", "WARN")
                .containsEntry("logger_name", "dev.cardea.Some")
                .containsEntry("message", "told\n\u001b[31mmore")
                .containsEntry("request_id", "r-1")
                .containsKey("stack_trace")
                .extracting("@timestamp")
                .asString()
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(Json.object(lines.get(1))).containsEntry("route", "/token").containsEntry("request_id", "r-1");
        assertThat(lines).hasSize(2);
    }

    @Test
    void writes_text_for_people() {
        var lines = log("text");
        assertThat(lines.getFirst()).matches("[0-9:.]+Z WARN  Some: told\\?\\?\\[31mmore \\[r-1]");
        assertThat(lines.get(1)).contains("IllegalStateException");
        assertThat(lines.getLast()).matches("[0-9:.]+Z INFO  access: GET /token 200 1\\.2 ms 127\\.0\\.0\\.1 \\[r-1]");
    }

    @Test
    void says_what_is_allowed_where_the_format_is_none() {
        var lines = log("yaml");
        assertThat(Json.object(lines.getFirst())).extracting("message").asString().contains("json or text", "yaml");
        assertThat(Json.object(lines.get(1))).containsEntry("message", "told\n\u001b[31mmore");
    }

    private static List<String> log(String format) {
        var context = new LoggerContext();
        var mdc = new LogbackMDCAdapter();
        context.setMDCAdapter(mdc);
        context.putProperty("CARDEA_LOG", format);
        var out = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            Logging.setUp(context);
            // A warning would be printed at every start.
            assertThat(context.getStatusManager().getCopyOfStatusList())
                    .noneMatch(status -> status.getEffectiveLevel() >= Status.WARN);
            mdc.put("request_id", "r-1");
            context.getLogger("dev.cardea.Some").warn("told\n\u001b[31mmore", new IllegalStateException("why"));
            context.getLogger("access").info("{}", ACCESS);
        } finally {
            context.stop();
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
