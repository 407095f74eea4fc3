package dev.cardea.resource;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.client;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;

/// A server with resources, and requests that name several of them.
final class Asking implements AutoCloseable {
    static final String ORDERS = "https://orders.example/";
    static final String BILLING = "https://billing.example/api";
    static final String OPEN = "https://mcp.example/mcp";
    static final String HIDDEN = "urn:example:payroll";
    static final String REPORTS = "https://reports.example";
    private static final String SCOPE = "scope: openid email offline_access orders orders.write invoices";
    private static final String CONFIGURATION = client("shop", "grant_types: [authorization_code, refresh_token],"
            + " issue_refresh_token: always, resources: ['" + ORDERS + "', '" + BILLING + "'], " + SCOPE)
            + client("usual", "audience: ['" + REPORTS + "', reports], " + SCOPE)
            + "  - { client_id: asker, client_name: Asker, client_secret: " + SECRET + ", redirect_uris: ['"
            + TestCardea.REDIRECT + "'], resources: ['" + ORDERS + "', '" + BILLING + "'], audience: ['" + REPORTS
            + "'], " + SCOPE + " }\n"
            + client("front", "grant_types: [implicit], response_types: [token, id_token token], resources: ['"
                    + BILLING + "'], " + SCOPE)
            + client("opaque", "access_token_format: opaque, resources: ['" + ORDERS + "'], " + SCOPE)
            + client("batch", "grant_types: [client_credentials], response_types: [], scope: orders invoices,"
                    + " resources: ['" + ORDERS + "', '" + BILLING + "'], audience: ['" + REPORTS + "']")
            + client("orders-api", "scope: openid")
            + """
                    resources:
                      - { resource: "%s", name: Orders, "name#de": Bestellungen, scopes: [orders, orders.write], client_id: orders-api }
                      - { resource: "%s", name: Billing, scopes: [invoices], lifetimes: { access_token: 1m } }
                      - { resource: "%s", open: true }
                      - { resource: "%s" }
                    features: { dynamic_registration: open }
                    """
                    .formatted(ORDERS, BILLING, OPEN, HIDDEN);

    final TestCardea cardea = new TestCardea(CONFIGURATION);

    static String resources(String... values) {
        return Arrays.stream(values)
                .map(value -> "&resource=" + URLEncoder.encode(value, StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }

    /// An authorization request of somebody signed in.
    HttpResponse<String> authorize(TestBrowser browser, Map<String, String> parameters, String... resources) {
        return browser.follow(browser.get("/oauth2/auth?" + TestBrowser.encode(parameters) + resources(resources)));
    }

    Map<String, String> answer(String client, String scope, String... resources) {
        return TestBrowser.answer(authorize(cardea.signedIn(TestCardea.ALICE),
                request("client_id", client, "scope", scope), resources));
    }

    HttpResponse<String> redeem(String client, String code, String... resources) {
        return token(client, Map.of("grant_type", "authorization_code", "code", code, "redirect_uri",
                TestCardea.REDIRECT, "code_verifier", TestCardea.VERIFIER), resources);
    }

    HttpResponse<String> refresh(Map<String, Object> tokens, String... resources) {
        return token("shop", Map.of("grant_type", "refresh_token", "refresh_token",
                tokens.get("refresh_token").toString()), resources);
    }

    HttpResponse<String> token(String client, Map<String, String> form, String... resources) {
        return cardea.send("POST", "/oauth2/token", TestBrowser.encode(form) + resources(resources),
                "Content-Type", "application/x-www-form-urlencoded", "Authorization", basic(client, SECRET));
    }

    Map<String, Object> tokens(String client, String scope, String... resources) {
        return json(redeem(client, answer(client, scope, resources).get("code")));
    }

    HttpResponse<String> introspect(String client, Object token) {
        return cardea.post("/oauth2/introspect", Map.of("token", token.toString()), "Authorization",
                basic(client, SECRET));
    }

    /// `aud` of the access token in an answer, as a list.
    static List<?> audience(Map<String, Object> tokens) {
        var audience = TestCardea.claims(tokens.get("access_token")).get("aud");
        return audience instanceof List<?> several ? several : List.of(audience);
    }

    @Override
    public void close() {
        cardea.close();
    }
}
