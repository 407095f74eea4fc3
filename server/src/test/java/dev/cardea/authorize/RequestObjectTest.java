package dev.cardea.authorize;

import dev.cardea.Refusals;
import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.client.TestKey;
import dev.cardea.json.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.ISSUER;
import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

@DisplayName("RFC 9101 and OIDC Core §6.1 request objects by value")
class RequestObjectTest {
    private static final String LONG_SECRET = "long-secret-0123456789-0123456789";
    private static final TestKey KEY = TestKey.es256();
    private static final TestKey OTHER = TestKey.es256();
    private static TestCardea cardea;
    private static TestBrowser alice;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(TestCardea.client("signer", "jwks: " + KEY.jwks())
                + TestCardea.client("strict", "require_signed_request_object: true, jwks: " + KEY.jwks())
                + TestCardea.client("es", "request_object_signing_alg: PS256, jwks: " + KEY.jwks())
                + TestCardea.client("unsigned", "request_object_signing_alg: none")
                + TestCardea.client("mac", "request_object_signing_alg: HS256").replace(SECRET, LONG_SECRET));
        alice = cardea.signedIn(TestCardea.ALICE);
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    /// The members of a good object.
    static Map<String, Object> members(TestCardea cardea, String client, String... overrides) {
        var members = new LinkedHashMap<String, Object>(request(overrides));
        members.put("client_id", client);
        members.put("iss", client);
        members.put("aud", ISSUER);
        members.put("exp", cardea.clock.instant().getEpochSecond() + 60);
        return members;
    }

    private static Map<String, Object> members(String client, String... overrides) {
        return members(cardea, client, overrides);
    }

    private static HttpResponse<String> send(String client, String object, String... beside) {
        var all = new LinkedHashMap<>(Map.of("client_id", client, "request", object));
        for (int i = 0; i < beside.length; i += 2) all.put(beside[i], beside[i + 1]);
        return alice.get("/oauth2/auth?" + TestBrowser.encode(all));
    }

    /// With enough outside that a refusal can go to the client.
    private static HttpResponse<String> sendBesideAll(String client, String object) {
        var all = request("client_id", client, "request", object);
        return alice.get("/oauth2/auth?" + TestBrowser.encode(all));
    }

    private static String unsigned(Map<String, Object> header, Map<String, Object> members) {
        return TestKey.encode(Json.bytes(header)) + "." + TestKey.encode(Json.bytes(members)) + ".";
    }

    private static void assertGranted(HttpResponse<String> response) {
        assertThat(TestBrowser.answer(response)).containsKey("code").doesNotContainKey("error");
    }

    @Test
    void stands_for_the_whole_request() { // RFC 9101 §5
        var answer = send("signer", KEY.sign(members("signer")));
        assertThat(TestBrowser.location(answer)).startsWith(TestCardea.REDIRECT + "?");
        assertThat(TestBrowser.answer(answer)).containsKey("code").containsEntry("state", "s-1");
    }

    @Test
    void lasts_through_sign_in() {
        var browser = cardea.browser();
        var address = "/oauth2/auth?" + TestBrowser.encode(
                Map.of("client_id", "strict", "request", KEY.sign(members("strict"))));
        var login = browser.follow(browser.get(address));
        assertGranted(browser.submit(login, Map.of("username", TestCardea.ALICE, "password", TestCardea.PASSWORD)));
    }

    @Test
    void is_taken_by_post() { // OIDC Core §3.1.2.1
        assertGranted(alice.follow(alice.postFromElsewhere("/oauth2/auth",
                Map.of("client_id", "signer", "request", KEY.sign(members("signer"))))));
    }

    @Test
    void counts_and_nothing_beside_it_does() { // RFC 9101 §6.3
        var members = members("signer", "state", "inside");
        var answer = send("signer", KEY.sign(members), "state", "outside", "nonce", "outside", "scope", "openid admin",
                "redirect_uri", "https://evil.test/", "response_mode", "fragment", "prompt", "none login");
        assertThat(TestBrowser.location(answer)).startsWith(TestCardea.REDIRECT + "?");
        assertThat(TestBrowser.answer(answer)).containsKey("code").containsEntry("state", "inside");
        for (var missing : List.of("redirect_uri", "response_type", "scope", "code_challenge")) {
            var refused = sendBesideAll("signer", KEY.sign(members("signer", missing, "")));
            if (missing.equals("redirect_uri")) Refusals.assertShown(refused);
            else
                assertThat(TestBrowser.answer(refused)).containsKey("error").doesNotContainKey("code");
        }
        var stateless = TestBrowser.answer(sendBesideAll("signer", KEY.sign(members("signer", "state", ""))));
        assertThat(stateless).containsKey("code").doesNotContainKey("state");
    }

    @Test
    void may_have_numbers_and_objects() { // RFC 9101 §4
        var members = members("signer");
        members.put("max_age", 3600);
        members.put("claims", Map.of("id_token", Map.of("email", Map.of("essential", true))));
        members.put("aud", List.of("https://other.example", ISSUER));
        members.put("unknown", List.of(1, 2));
        var code = TestBrowser.answer(send("signer", KEY.sign(members))).get("code");
        var tokens = json(cardea.tokenAs("signer", Map.of("grant_type", "authorization_code", "code", code,
                "redirect_uri", TestCardea.REDIRECT, "code_verifier", TestCardea.VERIFIER)));
        assertThat(TestCardea.claims(tokens.get("id_token"))).containsEntry("email", TestCardea.ALICE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"oauth-authz-req+jwt", "JWT", "jwt", "OAuth-Authz-Req+JWT" })
    void has_one_of_two_types_or_none(String typ) { // RFC 9101 §4, §10.8
        assertGranted(send("signer", KEY.sign(Map.of("typ", typ), members("signer"))));
    }

    private static Stream<Arguments> mistakes() {
        return Stream.of(
                wrong("iss of another client", m -> m.put("iss", "app")),
                wrong("no iss", m -> m.remove("iss")),
                wrong("aud of another server", m -> m.put("aud", "https://evil.test")),
                wrong("aud of others", m -> m.put("aud", List.of("https://evil.test", ISSUER + "/"))),
                wrong("no aud", m -> m.remove("aud")),
                wrong("client_id of another client", m -> m.put("client_id", "app")),
                wrong("client_id a list", m -> m.put("client_id", List.of("signer"))),
                wrong("sub is the client", m -> m.put("sub", "signer")),
                wrong("expired", m -> m.put("exp", cardea.clock.instant().getEpochSecond() - 10)),
                wrong("exp a text", m -> m.put("exp", "tomorrow")),
                wrong("exp null", m -> m.put("exp", null)),
                wrong("exp beyond all times", m -> m.put("exp", 1e300)),
                wrong("exp negative", m -> m.put("exp", -1)),
                wrong("nbf in the future", m -> m.put("nbf", cardea.clock.instant().getEpochSecond() + 120)),
                wrong("iat in the future", m -> m.put("iat", cardea.clock.instant().getEpochSecond() + 120)),
                wrong("request inside", m -> m.put("request", "x")),
                wrong("request_uri inside", m -> m.put("request_uri", "https://app.example/r")),
                wrong("request inside, empty", m -> m.put("request", "")),
                wrong("NUL", m -> m.put("state", "a\0b")),
                wrong("300 parameters", m -> {
                    for (int i = 0; i < 300; i++) m.put("p" + i, "");
                }));
    }

    private static Arguments wrong(String name, Consumer<Map<String, Object>> how) {
        return argumentSet(name, how);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void is_refused_where_it_is_not_for_this_server_and_moment(Consumer<Map<String, Object>> how) {
        var members = members("signer");
        how.accept(members);
        var object = KEY.sign(members);
        Refusals.assertSent(sendBesideAll("signer", object), "invalid_request_object");
        Refusals.assertShown(send("signer", object)); // nothing outside is known to be the client's
        var pushed = cardea.post("/oauth2/par", Map.of("client_id", "signer", "request", object), "Authorization",
                basic("signer", SECRET));
        assertThat(pushed.statusCode()).isEqualTo(400);
        assertThat(json(pushed)).containsEntry("error", "invalid_request_object");
    }

    /// JSON can name half of a character; a form would have a question mark instead.
    @Test
    void is_refused_with_half_of_a_character() {
        var members = members("signer");
        members.put("state", "half");
        var claims = Json.text(members).replace("\"half\"", "\"a\\uD800b\"");
        var answer = sendBesideAll("signer", KEY.sign("{\"alg\":\"ES256\"}", claims));
        Refusals.assertSent(answer, "invalid_request_object");
    }

    @Test
    void may_be_eight_seconds_early() {
        var members = members("signer");
        members.put("nbf", cardea.clock.instant().getEpochSecond() + 8);
        assertGranted(send("signer", KEY.sign(members)));
    }

    private static Stream<Arguments> forgeries() {
        var members = members("signer");
        var good = KEY.sign(members);
        var parts = good.split("\\.");
        return Stream.of(
                argumentSet("another key", OTHER.sign(members)),
                argumentSet("alg none", unsigned(Map.of("alg", "none"), members)),
                argumentSet("alg none in capitals", unsigned(Map.of("alg", "NONE"), members)),
                argumentSet("alg none with a signature", TestKey.encode("{\"alg\":\"none\"}".getBytes(
                        StandardCharsets.UTF_8)) + "." + parts[1] + "." + parts[2]),
                argumentSet("no signature", parts[0] + "." + parts[1] + "."),
                argumentSet("HS256 with the public key", TestKey.secret("HS256", KEY.publicKey.getEncoded())
                        .sign(members)),
                argumentSet("HS256 with the JWK", TestKey.secret("HS256", KEY.jwk()).sign(members)),
                argumentSet("HS256 with the client secret", TestKey.secret("HS256", SECRET).sign(members)),
                argumentSet("HS256 with the client_id", TestKey.secret("HS256", "signer").sign(members)),
                argumentSet("claims of another", parts[0] + "." + TestKey.encode(Json.bytes(members("app"))) + "."
                        + parts[2]),
                argumentSet("typ of an access token", KEY.sign(Map.of("typ", "at+jwt"), members)),
                argumentSet("typ of a proof", KEY.sign(Map.of("typ", "dpop+jwt"), members)),
                argumentSet("crit", KEY.sign(Map.of("crit", List.of("exp"), "exp", 1), members)),
                argumentSet("b64", KEY.sign(Map.of("b64", false), members)),
                argumentSet("kid of nobody", KEY.sign(Map.of("kid", "../../dev/null"), members)),
                argumentSet("a member twice", KEY.sign("{\"alg\":\"ES256\"}", "{\"aud\":\"x\"," + Json.text(members)
                        .substring(1))),
                argumentSet("padding", parts[0] + "=." + parts[1] + "." + parts[2]),
                argumentSet("a space", good + " "),
                argumentSet("four parts", good + ".x"),
                argumentSet("five parts", good + ".x.y"),
                argumentSet("JSON", Json.text(members)),
                argumentSet("nothing", "."),
                argumentSet("endless", good + "x".repeat(9000)));
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void is_refused_where_the_client_did_not_sign_it(String object) {
        Refusals.assertSent(sendBesideAll("signer", object), "invalid_request_object");
    }

    @Test
    void is_signed_as_registered() {
        Refusals.assertSent(sendBesideAll("es", KEY.sign(members("es"))), "invalid_request_object");
        var mac = TestKey.secret("HS256", LONG_SECRET);
        assertGranted(send("mac", mac.sign(members("mac"))));
        Refusals.assertSent(sendBesideAll("mac", TestKey.secret("HS512", LONG_SECRET).sign(members("mac"))),
                "invalid_request_object");
        Refusals.assertSent(sendBesideAll("mac", TestKey.secret("HS256", SECRET + SECRET).sign(members("mac"))),
                "invalid_request_object");
        Refusals.assertSent(sendBesideAll("unsigned", KEY.sign(members("unsigned"))), "invalid_request_object");
    }

    @Test
    void may_be_unsigned_for_a_client_that_is_registered_for_it() { // OIDC Core §6.1
        assertGranted(send("unsigned", unsigned(Map.of("alg", "none"), members("unsigned"))));
        var bare = members("unsigned");
        List.of("iss", "aud", "exp").forEach(bare::remove);
        assertGranted(send("unsigned", unsigned(Map.of("alg", "none"), bare)));
        Refusals.assertSent(sendBesideAll("unsigned", unsigned(Map.of("alg", "none", "typ", "at+jwt"), bare)),
                "invalid_request_object");
        bare.put("aud", "https://evil.test");
        Refusals.assertSent(sendBesideAll("unsigned", unsigned(Map.of("alg", "none"), bare)),
                "invalid_request_object");
        for (var client : List.of("strict", "app", "es"))
            Refusals.assertSent(sendBesideAll(client, unsigned(Map.of("alg", "none"), members(client))),
                    "invalid_request_object");
    }

    @Test
    void is_the_only_way_for_a_client_that_is_registered_for_it() { // RFC 9101 §10.5
        Refusals.assertSent(alice.get("/oauth2/auth?" + TestBrowser.encode(request("client_id", "strict"))),
                "invalid_request");
        var pushed = cardea.post("/oauth2/par", request("client_id", "strict"), "Authorization",
                basic("strict", SECRET));
        assertThat(json(pushed)).containsEntry("error", "invalid_request");
        assertGranted(send("strict", KEY.sign(members("strict"))));
    }

    @Test
    void can_be_pushed() { // RFC 9126 §3
        var pushed = cardea.post("/oauth2/par",
                Map.of("request", KEY.sign(members("strict")), "scope", "openid admin"),
                "Authorization", basic("strict", SECRET));
        assertThat(pushed.statusCode()).isEqualTo(201);
        var uri = (String) json(pushed).get("request_uri");
        assertGranted(alice.get("/oauth2/auth?" + TestBrowser.encode(Map.of("client_id", "strict", "request_uri",
                uri))));
    }

    @Test
    void is_checked_inside_like_any_request() {
        Refusals.assertShown(send("signer", KEY.sign(members("signer", "redirect_uri", "https://evil.test/"))));
        Refusals.assertSent(send("signer", KEY.sign(members("signer", "scope", "openid admin"))), "invalid_scope");
        Refusals.assertSent(send("signer", KEY.sign(members("signer", "prompt", "none login"))), "invalid_request");
    }

    @Test
    void comes_once_with_a_client_and_no_other_type() {
        var object = KEY.sign(members("signer"));
        var all = TestBrowser.encode(request("client_id", "signer", "request", object));
        Refusals.assertSent(alice.get("/oauth2/auth?" + all + "&request=" + object), "invalid_request");
        Refusals.assertSent(alice.get("/oauth2/auth?" + all + "&request_uri=https%3A%2F%2Fapp.example%2Fr"),
                "invalid_request");
        Refusals.assertShown(alice.get("/oauth2/auth?request=" + object)); // RFC 9101 §5: client_id outside
        Refusals.assertShown(send("signer", object, "response_type", "code token"));
        Refusals.assertSent(sendBesideAll("app", object), "invalid_request_object");
    }
}
