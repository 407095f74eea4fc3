package dev.cardea.e2e;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A browser as small as can be: cookies, redirects, forms. Alice sits in front of it.
final class FormBrowser {
    private static final Pattern ACTION = Pattern.compile("<form[^>]* action=\"([^\"]*)\"");
    private static final Pattern INPUT = Pattern.compile("<input[^>]*>");
    private static final Pattern NAME = Pattern.compile(" name=\"([^\"]*)\"");
    private static final Pattern VALUE = Pattern.compile(" value=\"([^\"]*)\"");

    /// The pages that asked for something.
    final List<String> asked = new ArrayList<>();
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .build();

    /// Goes to an address, signs in and consents where asked to, until the server sends the browser elsewhere.
    URI answerTo(URI address) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address).build();
        for (int steps = 0; steps < 20; steps++) {
            var response = http.send(request, BodyHandlers.ofString());
            var next = next(response, request.uri());
            if (!next.uri().getAuthority().equals(address.getAuthority())) return next.uri();
            request = next;
        }
        throw new IllegalStateException("going in circles: " + asked);
    }

    private HttpRequest next(HttpResponse<String> response, URI at) {
        var location = response.headers().firstValue("Location");
        if (location.isPresent()) return HttpRequest.newBuilder(at.resolve(location.get())).build();
        var action = ACTION.matcher(response.body());
        if (!action.find()) throw new IllegalStateException("no form at " + at + ": " + response.body());
        asked.add(action.group(1));
        var fields = fields(response.body());
        if (fields.containsKey("password"))
            fields.putAll(Map.of("username", "alice@acme.example", "password", "correct-horse-alice"));
        else
            fields.put("decision", "allow");
        var form = new LinkedHashMap<String, List<String>>();
        fields.forEach((name, value) -> form.put(name, List.of(value)));
        return HttpRequest.newBuilder(at.resolve(action.group(1)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(URLUtils.serializeParameters(form)))
                .build();
    }

    private static Map<String, String> fields(String html) {
        var fields = new LinkedHashMap<String, String>();
        INPUT.matcher(html).results().forEach(input -> {
            var name = NAME.matcher(input.group());
            var value = VALUE.matcher(input.group());
            if (name.find()) fields.put(name.group(1), value.find() ? value.group(1) : "");
        });
        return fields;
    }
}
