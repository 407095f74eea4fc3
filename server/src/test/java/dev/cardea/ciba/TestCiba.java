package dev.cardea.ciba;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.token.AuthorizationCodes;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.json;

/// A request that a client made about Alice: she decides on it with her browser, and the client asks for the tokens.
public final class TestCiba {
    public static final String GRANT = "urn:openid:params:grant-type:ciba";
    static final String NOTIFICATION_TOKEN = "8d67dc78-7faa-4d41-aabd-67707b374255";
    public static final String TILL = client("till", "poll", "client_name: Till 7, issue_refresh_token: always");
    private final TestCardea cardea;
    private final String client;
    final Map<String, Object> answer;

    private TestCiba(TestCardea cardea, String client, Map<String, Object> answer) {
        this.cardea = cardea;
        this.client = client;
        this.answer = answer;
    }

    public static String client(String id, String mode, String settings) {
        return "  - { client_id: %s, client_secret: %s, grant_types: ['%s', refresh_token], response_types: [],"
                .formatted(id, SECRET, GRANT) + " backchannel_token_delivery_mode: " + mode + ", " + settings + " }\n";
    }

    public static TestCiba of(TestCardea cardea) {
        return of(cardea, "till");
    }

    public static TestCiba of(TestCardea cardea, String client, String... parameters) {
        return new TestCiba(cardea, client, json(ask(cardea, client, parameters)));
    }

    /// The parameters of a good request, changed by names and values; an empty one leaves a name out.
    static Map<String, String> request(String... overrides) {
        var parameters = new LinkedHashMap<>(Map.of("scope", "openid profile", "login_hint", ALICE));
        for (int i = 0; i < overrides.length; i += 2) {
            if (overrides[i + 1].isEmpty()) parameters.remove(overrides[i]);
            else
                parameters.put(overrides[i], overrides[i + 1]);
        }
        return parameters;
    }

    public static HttpResponse<String> ask(TestCardea cardea, String client, String... overrides) {
        return cardea.post("/oauth2/bc-authorize", request(overrides), "Authorization", basic(client, SECRET));
    }

    String id() {
        return (String) answer.get("auth_req_id");
    }

    public HttpResponse<String> poll(String... headers) {
        return pollAs(client, headers);
    }

    HttpResponse<String> pollAs(String other, String... headers) {
        var all = Stream.concat(Stream.of("Authorization", basic(other, SECRET)), Stream.of(headers));
        return cardea.post("/oauth2/token", Map.of("grant_type", GRANT, "auth_req_id", id()),
                all.toArray(String[]::new));
    }

    /// What the person finds the request by.
    String name() {
        var key = AuthorizationCodes.key("auth_req_id", id()).orElseThrow();
        return key.bucket() + "." + key.hash().base64Url();
    }

    boolean isShownIn(HttpResponse<String> page) {
        return page.body().contains("value=\"" + name() + "\"");
    }

    /// The form of this request on the page.
    Map<String, String> form(HttpResponse<String> page, String decision) {
        var csrf = Pattern
                .compile("value=\"" + Pattern.quote(name()) + "\">\\s*<input[^>]* name=\"csrf\" value=\"([^\"]+)")
                .matcher(page.body());
        if (!csrf.find()) throw new AssertionError("not on the page: " + page.body());
        return new LinkedHashMap<>(Map.of("request", name(), "csrf", csrf.group(1), "decision", decision));
    }

    HttpResponse<String> decided(TestBrowser browser, String decision) {
        return browser.post("/account/requests", form(browser.get("/account/requests"), decision));
    }

    public TestCiba approvedBy(TestBrowser browser) {
        decided(browser, "allow");
        return this;
    }
}
