package dev.cardea;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import dev.cardea.mail.TestMailbox;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("OpenAPI 3.0: /openapi.json and /docs")
class OpenApiTest {
    private static final TestMailbox MAILS = new TestMailbox();
    private static final String ADMIN = TestCardea.ISSUER + "/api/admin";
    private static TestCardea cardea;
    private static HttpResponse<String> document;
    private static OpenApiInteractionValidator validator;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(
                """
                          - { client_id: tool, client_secret: %s, grant_types: [client_credentials], response_types: [], scope: admin.read admin.write, audience: ["%s"] }
                          - { client_id: open, client_secret: %s, redirect_uris: ["%s"], registration: self }
                        features: { dynamic_registration: open }
                        """
                        .formatted(TestCardea.SECRET, ADMIN, TestCardea.SECRET, TestCardea.REDIRECT)
                        + MAILS.settings());
        document = cardea.get("/openapi.json");
        validator = OpenApiInteractionValidator.createForInlineApiSpecification(document.body()).build();
    }

    @AfterAll
    static void stop() {
        cardea.close();
        MAILS.close();
    }

    @Test
    void is_a_valid_description() {
        var parsed = new OpenAPIV3Parser().readContents(document.body());
        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getOpenapi()).startsWith("3.0.");
        assertThat(parsed.getOpenAPI().getServers().getFirst().getUrl()).isEqualTo(TestCardea.ISSUER);
    }

    @Test
    void describes_all_that_is_served_and_nothing_else() {
        try (var whole = new TestCardea("features: { dynamic_registration: open }\n"
                + "terms: { version: \"1\", url: \"https://app.example/terms\" }\n" + MAILS.settings())) {
            var served = new TreeSet<String>();
            for (var route : whole.server.routes())
                for (var method : route.methods()) served.add(method + " " + route.pattern());
            assertThat(served).contains("GET /terms", "POST /oauth2/register");
            assertThat(described(whole.get("/openapi.json"))).isEqualTo(served);
        }
    }

    private static Set<String> described(HttpResponse<String> document) {
        var described = new TreeSet<String>();
        ((Map<?, ?>) json(document).get("paths")).forEach((path, item) -> ((Map<?, ?>) item).keySet()
                .stream()
                .filter(name -> !name.equals("parameters"))
                .forEach(method -> described.add(method.toString().toUpperCase(Locale.ROOT) + " " + path)));
        return described;
    }

    @Test
    void says_nothing_of_what_is_turned_off() {
        try (var small = new TestCardea("features: { session_management: false }\n")) {
            var paths = ((Map<?, ?>) json(small.get("/openapi.json")).get("paths")).keySet();
            assertThat(paths.contains("/oauth2/register")).isFalse();
            assertThat(paths.contains("/oauth2/sessions/check")).isFalse();
            assertThat(paths.contains("/register")).isFalse();
            assertThat(paths.contains("/oauth2/token")).isTrue();
        }
    }

    private static void fits(Request.Method method, String path, HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(status);
        var response = SimpleResponse.Builder.status(status).withBody(answer.body());
        answer.headers().firstValue("Content-Type").ifPresent(response::withContentType);
        var report = validator.validateResponse(path, method, response.build());
        assertThat(report.getMessages())
                .as(method + " " + path + " " + status)
                .extracting(ValidationReport.Message::getMessage)
                .isEmpty();
    }

    @Test
    void fits_what_the_authorization_server_answers() {
        var secret = basic("app", TestCardea.SECRET);
        for (var path : List.of("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server",
                "/.well-known/jwks.json", "/openapi.json", "/metrics", "/health/live", "/health/ready"))
            fits(Request.Method.GET, path, cardea.get(path), 200);
        var tokens = cardea.givenTokens();
        var access = (String) tokens.get("access_token");
        fits(Request.Method.POST, "/oauth2/token", cardea.refresh((String) tokens.get("refresh_token")), 200);
        fits(Request.Method.POST, "/oauth2/token", cardea.token(Map.of()), 400);
        fits(Request.Method.POST, "/oauth2/token",
                cardea.tokenAs("nobody", Map.of("grant_type", "client_credentials")), 401);
        fits(Request.Method.GET, "/userinfo", cardea.userinfo(access), 200);
        fits(Request.Method.POST, "/oauth2/introspect",
                cardea.post("/oauth2/introspect", Map.of("token", access), "Authorization", secret), 200);
        fits(Request.Method.POST, "/oauth2/introspect", cardea.post("/oauth2/introspect", Map.of()), 401);
        fits(Request.Method.POST, "/oauth2/par",
                cardea.post("/oauth2/par", TestCardea.request(), "Authorization", secret), 201);
        fits(Request.Method.POST, "/oauth2/par", cardea.post("/oauth2/par", Map.of("x", "y"), "Authorization", secret),
                400);
        fits(Request.Method.POST, "/oauth2/register",
                cardea.send("POST", "/oauth2/register", "{\"redirect_uris\": [\"https://x.example/cb\"]}",
                        "Content-Type", "application/json"),
                201);
        fits(Request.Method.POST, "/oauth2/register",
                cardea.send("POST", "/oauth2/register", "{}", "Content-Type", "application/json"), 400);
        fits(Request.Method.POST, "/oauth2/revoke",
                cardea.post("/oauth2/revoke", Map.of("token", access), "Authorization", secret), 200);
        fits(Request.Method.GET, "/userinfo", cardea.userinfo("none"), 401);
        fits(Request.Method.GET, "/login", cardea.get("/login"), 200);
    }

    @Test
    void fits_what_people_and_their_programs_are_answered() {
        var mail = TestPerson.address();
        var person = "{\"email\": \"" + mail + "\", \"password\": \"a long enough pass phrase\","
                + " \"client_id\": \"open\"}";
        fits(Request.Method.POST, "/api/account/registrations", post("/api/account/registrations", person), 202);
        fits(Request.Method.POST, "/api/account/registrations",
                post("/api/account/registrations", "{\"email\": \"x\", \"password\": \"x\", \"client_id\": \"open\"}"),
                400);
        fits(Request.Method.POST, "/api/account/registrations",
                post("/api/account/registrations", person.replace("open", "app")), 403);
        fits(Request.Method.POST, "/api/account/registrations/confirm",
                post("/api/account/registrations/confirm", "{\"token\": \"none\"}"), 400);
        fits(Request.Method.POST, "/api/account/password/forgot",
                post("/api/account/password/forgot", "{\"email\": \"" + mail + "\"}"), 202);
        fits(Request.Method.POST, "/api/account/password/change",
                post("/api/account/password/change", "{\"old_password\": \"x\", \"new_password\": \"y\"}"), 401);
    }

    private static HttpResponse<String> post(String path, String body, String... headers) {
        var all = Stream.concat(Stream.of("Content-Type", "application/json"),
                Stream.of(headers)).toArray(String[]::new);
        return cardea.send("POST", path, body, all);
    }

    @Test
    void fits_what_administrators_are_answered() {
        var token = "Bearer "
                + json(cardea.tokenAs("tool", Map.of("grant_type", "client_credentials"))).get("access_token");
        var users = "/api/admin/users";
        fits(Request.Method.GET, users, cardea.get(users, "Authorization", token), 200);
        fits(Request.Method.GET, users, cardea.get(users, "Authorization", "Bearer none"), 401);
        fits(Request.Method.GET, users, cardea.get(users + "?limit=x", "Authorization", token), 400);
        var made = post(users, "{\"email\": \"" + TestPerson.address() + "\"}", "Authorization", token);
        fits(Request.Method.POST, users, made, 201);
        var one = users + "/" + json(made).get("id");
        fits(Request.Method.GET, users + "/1", cardea.get(one, "Authorization", token), 200);
        fits(Request.Method.GET, users + "/1", cardea.get(users + "/none", "Authorization", token), 404);
        fits(Request.Method.PATCH, users + "/1",
                cardea.send("PATCH", one, "{\"name\": \"Zoë\"}", "Authorization", token,
                        "Content-Type", "application/merge-patch+json"),
                200);
        fits(Request.Method.PATCH, users + "/1", cardea.send("PATCH", one, "{\"status\": \"active\"}", "Authorization",
                token, "Content-Type", "application/json"), 409);
        fits(Request.Method.GET, users + "/1/sessions", cardea.get(one + "/sessions", "Authorization", token), 200);
        fits(Request.Method.DELETE, users + "/1", cardea.send("DELETE", one, "", "Authorization", token), 204);
        for (var list : List.of("/api/admin/organizations", "/api/admin/roles", "/api/admin/audit"))
            fits(Request.Method.GET, list, cardea.get(list, "Authorization", token), 200);
        fits(Request.Method.PUT, "/api/admin/roles/x", cardea.send("PUT", "/api/admin/roles/x", "{}", "Authorization",
                token, "Content-Type", "application/json"), 201);
    }

    @Test
    void is_shown_by_a_page_that_loads_nothing_from_elsewhere() {
        var page = cardea.get("/docs");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse("")).contains("script-src 'self';");
        assertThat(page.body()).doesNotContain("http:", "https:");
        for (var name : Set.of("swagger-ui-bundle.js", "swagger-ui.css", "start.js", "oauth2-redirect.html",
                "oauth2-redirect.js"))
            assertThat(cardea.get("/docs/" + name).statusCode()).as(name).isEqualTo(200);
        for (var name : Set.of("..%2Fdocs.html", "index.html", "swagger-ui.js", "%2e%2e"))
            assertThat(cardea.get("/docs/" + name).statusCode()).as(name).isIn(400, 404);
    }
}
