package dev.cardea.details;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.ciba.TestCiba;
import dev.cardea.client.TestKey;
import dev.cardea.device.TestDevice;
import dev.cardea.json.Json;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.client;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

/// A server with two types of authorization details, `payment` and `account`, and clients of all kinds that ask for
/// such.
final class Detailed implements AutoCloseable {
    static final String NAME = "authorization_details";
    static final String PAY = "https://pay.example/api";
    static final String BANK = "https://bank.example/";
    static final String PAYMENT = """
            {"type":"payment","actions":["initiate","status"],\
            "instructedAmount":{"currency":"EUR","amount":"123.50"},"creditorName":"Merchant A"}""";
    static final String AT_PAY = PAYMENT.replace("\"actions\"", "\"locations\":[\"" + PAY + "\"],\"actions\"");
    static final String ACCOUNT = """
            {"type":"account","actions":["balances","list"],"locations":["%s"],"datatypes":["iban"],\
            "privileges":["reader"],"identifier":"acc-7"}"""
            .formatted(BANK);
    static final TestKey KEY = TestKey.es256();
    static final String TYPES = """
            authorization_details_types:
              - type: payment
                title: A payment
                title#de: Eine Zahlung
                title#fr: Un paiement
                description: Once, to the receiver named here
                description#de: Einmal, an den genannten Empfänger
                schema:
                  type: object
                  required: [instructedAmount]
                  properties:
                    locations: true
                    actions:
                      items:
                        oneOf:
                          - { const: initiate, title: Initiate it, "title#de": Auslösen }
                          - { const: status, title: See its status, "title#de": Stand sehen }
                          - { const: cancel }
                    instructedAmount: { $ref: "#/$defs/money" }
                    creditorName: { type: string, maxLength: 70, title: Receiver, "title#de": Empfänger }
                    share: { type: number, minimum: 0.5 }
                    executionDate: { type: string, format: date }
                    urgent: { type: boolean }
                    parts: { type: array, items: { type: object, properties: { amount: { $ref: "#/$defs/money" } } } }
                  $defs:
                    money:
                      title: Amount
                      title#de: Betrag
                      type: object
                      required: [currency, amount]
                      additionalProperties: false
                      properties: { currency: { enum: [EUR, USD] }, amount: { type: string, pattern: "^[0-9]+([.][0-9]{2})?$" } }
              - type: account
                title: Accounts
                open: true
                schema: { properties: { actions: {}, locations: {}, datatypes: {}, identifier: {}, privileges: {} } }
              - { type: "urn:example:bare" }
            resources:
              - { resource: "https://pay.example/api", name: Payments, "name#de": Zahlungen, scopes: [orders], client_id: pay-api }
              - { resource: "https://bank.example/", name: Bank, client_id: bank-api }
              - { resource: "https://closed.example/" }
            features: { dynamic_registration: open }
            """;
    private static final String MAY = "authorization_details_types: [payment, account], resources: ['" + PAY + "', '"
            + BANK + "'], ";
    private static final String SCOPE = "scope: openid email offline_access orders invoices";
    static final String CLIENTS = client("shop", MAY + "grant_types: [authorization_code, refresh_token],"
            + " issue_refresh_token: always, client_name: Shop, " + SCOPE)
            + client("asker", MAY + "grant_types: [authorization_code, refresh_token], issue_refresh_token: always,"
                    + " client_name: Asker, " + SCOPE).replace("consent: first_party, ", "")
            + client("accounts", "authorization_details_types: [account], " + SCOPE)
            + client("plain", SCOPE)
            + client("opaque", MAY + "access_token_format: opaque, " + SCOPE)
            + client("front", MAY + "grant_types: [implicit], response_types: [token, id_token token], " + SCOPE)
            + client("signer", MAY + "jwks: " + KEY.jwks() + ", " + SCOPE)
            + client("batch", MAY + "grant_types: [client_credentials], response_types: [], scope: orders")
            + client("agent", "authorization_details_types: [payment], grant_types: [client_credentials,"
                    + " 'urn:ietf:params:oauth:grant-type:token-exchange'], response_types: [], scope: openid orders,"
                    + " token_exchange: { subject_clients: [shop], audiences: ['" + PAY + "', '" + BANK
                    + "'], impersonation: true }")
            + client("pay-api", "scope: openid, introspection_signed_response_alg: ES256")
            + client("bank-api", "scope: openid")
            + TestDevice.TV.replace("client_id: tv,", "client_id: tv, " + MAY)
            + TestCiba.TILL.replace("client_id: till,", "client_id: till, " + MAY);

    final TestCardea cardea;

    Detailed() {
        this(CLIENTS + TYPES);
    }

    Detailed(String configuration) {
        cardea = new TestCardea(configuration);
    }

    static String details(String... details) {
        return "[" + String.join(",", details) + "]";
    }

    /// As they stand in answers.
    static List<Object> of(String... details) {
        return Json.list(details(details));
    }

    /// An authorization request of this client for these.
    static Map<String, String> request(String client, String details, String... more) {
        var all = Stream.concat(Stream.of("client_id", client, "scope", "openid orders", NAME, details),
                Stream.of(more)).toArray(String[]::new);
        return TestCardea.request(all);
    }

    Map<String, String> answer(Map<String, String> request) {
        return TestBrowser.answer(cardea.signedIn(ALICE).open(request));
    }

    String code(String client, String... details) {
        return answer(request(client, details(details))).get("code");
    }

    HttpResponse<String> redeem(String client, String code, String... more) {
        return token(client, Stream.concat(Stream.of("grant_type", "authorization_code", "code", code, "redirect_uri",
                TestCardea.REDIRECT, "code_verifier", TestCardea.VERIFIER), Stream.of(more)).toArray(String[]::new));
    }

    HttpResponse<String> refresh(Map<String, Object> tokens, String... more) {
        return token("shop", Stream.concat(Stream.of("grant_type", "refresh_token", "refresh_token",
                tokens.get("refresh_token").toString()), Stream.of(more)).toArray(String[]::new));
    }

    HttpResponse<String> token(String client, String... form) {
        var all = new LinkedHashMap<String, String>();
        for (int i = 0; i < form.length; i += 2) all.put(form[i], form[i + 1]);
        return cardea.tokenAs(client, all);
    }

    Map<String, Object> tokens(String client, String... details) {
        return good(redeem(client, code(client, details)));
    }

    HttpResponse<String> introspect(String client, Object token, String... headers) {
        return cardea.post("/oauth2/introspect", Map.of("token", token.toString()), Stream.concat(
                Stream.of("Authorization", basic(client, SECRET)), Stream.of(headers)).toArray(String[]::new));
    }

    static Map<String, Object> good(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    static void assertRefused(HttpResponse<String> response, String why) {
        assertThat(json(response)).containsEntry("error", "invalid_authorization_details")
                .doesNotContainKeys("access_token", "request_uri", "device_code", "auth_req_id");
        assertThat((String) json(response).get("error_description")).contains(why);
        assertThat(response.statusCode()).isEqualTo(400);
    }

    static Object audience(Map<String, Object> tokens) {
        return TestCardea.claims(tokens.get("access_token")).get("aud");
    }

    @Override
    public void close() {
        cardea.close();
    }
}
