package dev.cardea.refusal;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.cli.CommandLines;
import dev.cardea.json.Json;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/// What an operator learns who was told an `error_id`.
public final class TestWhy {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);
    private static final Pattern ON_PAGE = Pattern.compile("<code>([0-9a-f]{12}-[0-9a-v]+)</code>");
    private static final Pattern IN_DESCRIPTION = Pattern.compile("\\(error_id ([0-9a-f]{12}-[0-9a-v]+)\\)$");

    private TestWhy() {}

    /// Wherever the answer has it: in JSON, in a redirect's description, on a page.
    public static String id(HttpResponse<String> response) {
        if (response.headers().firstValue("Location").isPresent())
            return only(IN_DESCRIPTION, TestBrowser.answer(response).get("error_description"));
        return response.body().startsWith("{")
                ? String.valueOf(TestCardea.json(response).get("error_id"))
                : only(ON_PAGE, response.body());
    }

    private static String only(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        if (!found.find()) throw new AssertionError("no error_id in " + text);
        return found.group(1);
    }

    public static Map<String, Object> of(TestCardea cardea, HttpResponse<String> response) {
        return Json.object(run(cardea, response, "--json"));
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> part(TestCardea cardea, HttpResponse<String> response, String part) {
        return (Map<String, Object>) of(cardea, response).getOrDefault(part, Map.of());
    }

    public static String text(TestCardea cardea, HttpResponse<String> response) {
        return run(cardea, response);
    }

    private static String run(TestCardea cardea, HttpResponse<String> response, String... options) {
        var id = id(response);
        await(cardea, id);
        return CommandLines.why(cardea.data, id, options);
    }

    /// Until it is written down.
    public static void await(TestCardea cardea, String id) {
        long begin = System.nanoTime();
        while (cardea.server.stores().refusals().find(id).isEmpty()) {
            if (System.nanoTime() - begin > PATIENCE) throw new AssertionError("nobody kept " + id);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
