package dev.cardea.admin;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.json.Json;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import static dev.cardea.TestCardea.json;

/// A caller of the administration API.
final class TestAdmin {
    static final String AUDIENCE = TestCardea.ISSUER + "/api/admin";
    /// The clients `tool` for everything, `acme-tool` for one organization and `looker`, who only looks.
    static final String CLIENTS = """
              - { client_id: tool, client_secret: %1$s, grant_types: [client_credentials], response_types: [], scope: admin.read admin.write, audience: ["%2$s"] }
              - { client_id: acme-tool, organization: acme, client_secret: %1$s, grant_types: [client_credentials], response_types: [], scope: admin.read admin.write, audience: ["%2$s"] }
              - { client_id: looker, client_secret: %1$s, grant_types: [client_credentials], response_types: [], scope: admin.read, audience: ["%2$s"] }
              - { client_id: console, client_secret: %1$s, redirect_uris: ["%3$s"], consent: first_party, scope: openid admin.read admin.write, audience: ["%2$s"] }
            """
            .formatted(TestCardea.SECRET, AUDIENCE, TestCardea.REDIRECT);

    private final TestCardea cardea;
    private final String token;

    private TestAdmin(TestCardea cardea, String token) {
        this.cardea = cardea;
        this.token = token;
    }

    /// A client that acts for itself.
    static TestAdmin client(TestCardea cardea, String client) {
        var answer = cardea.tokenAs(client, Map.of("grant_type", "client_credentials"));
        return new TestAdmin(cardea, (String) json(answer).get("access_token"));
    }

    /// A person who signs in to the client `console`.
    static TestAdmin person(TestCardea cardea, String email) {
        var request = TestCardea.request("client_id", "console", "scope", "openid admin.read admin.write");
        var code = TestBrowser.answer(cardea.browser().authorize(request, email, TestCardea.PASSWORD)).get("code");
        var answer = cardea.tokenAs("console", Map.of("grant_type", "authorization_code", "code", code, "redirect_uri",
                TestCardea.REDIRECT, "code_verifier", TestCardea.VERIFIER));
        if (answer.statusCode() != 200) throw new AssertionError(answer.body());
        return new TestAdmin(cardea, (String) json(answer).get("access_token"));
    }

    static TestAdmin with(TestCardea cardea, String token) {
        return new TestAdmin(cardea, token);
    }

    HttpResponse<String> send(String method, String path, @Nullable Object body, String... headers) {
        var all = new ArrayList<>(List.of("Authorization", "Bearer " + token));
        if (body != null) all.addAll(List.of("Content-Type", "application/json"));
        all.addAll(List.of(headers));
        var text = switch (body) {
            case null -> "";
            case Map<?, ?> map -> text(map);
            case Object other -> other.toString();
        };
        return cardea.send(method, "/api/admin" + path, text, all.toArray(String[]::new));
    }

    @SuppressWarnings("unchecked")
    private static String text(Map<?, ?> map) {
        return Json.text((Map<String, ?>) map);
    }

    HttpResponse<String> get(String path) {
        return send("GET", path, null);
    }

    Map<String, Object> read(String path) {
        var answer = get(path);
        if (answer.statusCode() != 200) throw new AssertionError(answer.statusCode() + " " + answer.body());
        return TestCardea.json(answer);
    }

    @SuppressWarnings("unchecked")
    List<Map<String, Object>> items(String path) {
        return (List<Map<String, Object>>) read(path).get("items");
    }

    /// An account that the API made.
    String created(Map<String, ?> members) {
        var answer = send("POST", "/users", members);
        if (answer.statusCode() != 201) throw new AssertionError(answer.statusCode() + " " + answer.body());
        return (String) TestCardea.json(answer).get("id");
    }
}
