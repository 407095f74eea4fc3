package dev.cardea.device;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;

import static dev.cardea.TestCardea.json;

/// A device of the public client `tv`: asks for a code, is decided on by people with browsers, and polls.
public final class TestDevice {
    public static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";
    static final String SETTINGS = "grant_types: ['" + GRANT + "', refresh_token], response_types: []";
    public static final String TV = "  - { client_id: tv, client_name: Living room, token_endpoint_auth_method: none, "
            + SETTINGS
            + ", issue_refresh_token: always }\n";
    final TestCardea cardea;
    final String client;
    final Map<String, Object> codes;

    private TestDevice(TestCardea cardea, String client, Map<String, Object> codes) {
        this.cardea = cardea;
        this.client = client;
        this.codes = codes;
    }

    static TestDevice of(TestCardea cardea) {
        return of(cardea, "tv", "openid profile");
    }

    public static TestDevice of(TestCardea cardea, String client, String scope) {
        return new TestDevice(cardea, client, json(ask(cardea, Map.of("client_id", client, "scope", scope))));
    }

    static HttpResponse<String> ask(TestCardea cardea, Map<String, String> form, String... headers) {
        return cardea.post("/oauth2/device", form, headers);
    }

    String userCode() {
        return (String) codes.get("user_code");
    }

    public HttpResponse<String> poll(String... headers) {
        return pollAs(client, headers);
    }

    HttpResponse<String> pollAs(String other, String... headers) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", GRANT);
        form.put("device_code", (String) codes.get("device_code"));
        form.put("client_id", other);
        return cardea.post("/oauth2/token", form, headers);
    }

    /// The page that names the client, as the person comes to it by typing the code.
    HttpResponse<String> found(TestBrowser browser) {
        return type(browser, userCode());
    }

    static HttpResponse<String> type(TestBrowser browser, String code) {
        return browser.submit(browser.get("/device"), Map.of("user_code", code));
    }

    public TestDevice approvedBy(TestBrowser browser) {
        browser.submit(found(browser), Map.of("decision", "allow"));
        return this;
    }
}
