package dev.cardea;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.cardea.client.TestKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.VERIFIER;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The log and the audit log")
@Isolated("it reads what the whole process logs")
class LogTest {
    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private static final Logger OURS = (Logger) LoggerFactory.getLogger("dev.cardea");
    private static final Logger AUDIT = (Logger) LoggerFactory.getLogger("audit");
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final List<String> secrets = new ArrayList<>(List.of(PASSWORD, SECRET, VERIFIER));
    private final TestKey key = TestKey.es256();

    @BeforeEach
    void capture() {
        OURS.setLevel(Level.DEBUG);
        AUDIT.setLevel(Level.DEBUG);
        written.start();
        OURS.addAppender(written);
        AUDIT.addAppender(written);
        OURS.setAdditive(false);
        AUDIT.setAdditive(false);
        ROOT.addAppender(written);
    }

    @AfterEach
    void release() {
        for (var logger : List.of(ROOT, OURS, AUDIT)) logger.detachAppender(written);
        OURS.setAdditive(true);
        AUDIT.setAdditive(true);
        OURS.setLevel(null);
        AUDIT.setLevel(null);
    }

    @Test
    void hold_no_secret() {
        try (var cardea = new TestCardea("  - { client_id: signer, token_endpoint_auth_method: private_key_jwt,"
                + " grant_types: [client_credentials], response_types: [], jwks: " + key.jwks() + " }\n")) {
            signInTwiceWronglyThenRight(cardea);
            useTokens(cardea, cardea.givenTokens());
            failToAuthenticate(cardea);
            var text = text(cardea);
            assertThat(text).contains("refused: invalid_client", "SignedIn", "SignInFailed", "RefreshTokenReused");
            assertThat(secrets).hasSizeGreaterThan(20).allMatch(secret -> secret.length() > 8);
            assertThat(secrets).noneMatch(text::contains);
        }
    }

    private void signInTwiceWronglyThenRight(TestCardea cardea) {
        var browser = cardea.browser();
        var page = browser.follow(browser.get("/oauth2/auth?" + TestBrowser.encode(request())));
        for (var wrong : List.of("wrong-horse-battery", "another-wrong-staple")) {
            secrets.add(wrong);
            page = browser.submit(page, Map.of("username", ALICE, "password", wrong));
        }
        browser.submit(page, Map.of("username", "mistyped-" + PASSWORD, "password", PASSWORD));
        page = browser.follow(browser.get("/oauth2/auth?" + TestBrowser.encode(request())));
        page = browser.submit(page, Map.of("username", ALICE, "password", PASSWORD));
        secrets.addAll(browser.cookies.values());
        var code = TestBrowser.answer(browser.submit(page, Map.of("decision", "allow"))).get("code");
        secrets.add(code);
        secrets.addAll(browser.cookies.values());
        remember(json(cardea.redeem(code)));
        cardea.redeem(code);
    }

    private void remember(Map<String, Object> tokens) {
        for (var name : List.of("access_token", "refresh_token", "id_token")) secrets.add((String) tokens.get(name));
    }

    private void useTokens(TestCardea cardea, Map<String, Object> tokens) {
        remember(tokens);
        var refreshToken = (String) tokens.get("refresh_token");
        var next = json(cardea.refresh(refreshToken));
        remember(next);
        for (var token : List.of(next.get("access_token"), next.get("refresh_token"), next.get("id_token"))) {
            cardea.userinfo(token);
            cardea.get("/userinfo?access_token=" + token);
            cardea.post("/oauth2/introspect", Map.of("token", (String) token), "Authorization", basic("app", SECRET));
            cardea.post("/oauth2/revoke", Map.of("token", (String) token), "Authorization", basic("machine", SECRET));
            cardea.browser().get("/oauth2/sessions/logout?id_token_hint=" + token);
        }
        cardea.clock.advance(Duration.ofSeconds(30));
        cardea.refresh(refreshToken);
        cardea.post("/oauth2/revoke", Map.of("token", (String) next.get("access_token")), "Authorization",
                basic("app", SECRET));
    }

    private void failToAuthenticate(TestCardea cardea) {
        var wrong = "wrong-client-secret-0123";
        secrets.add(wrong);
        for (var client : List.of("app", "nobody"))
            cardea.post("/oauth2/token", Map.of("grant_type", "client_credentials"), "Authorization",
                    basic(client, wrong));
        secrets.add(basic("app", wrong).substring(6));
        cardea.post("/oauth2/token", Map.of("client_id", "other", "client_secret", wrong));
        cardea.post("/oauth2/token", Map.of("client_id", "other", "client_secret", SECRET), "Authorization",
                basic("app", SECRET));
        for (var audience : List.of(TestCardea.ISSUER, "https://other.example")) {
            var now = cardea.clock.instant().getEpochSecond();
            var assertion = key.sign(Map.of("iss", "signer", "sub", "signer", "aud", audience, "exp", now + 60, "jti",
                    "jti-" + audience));
            secrets.add(assertion);
            secrets.add(assertion.split("\\.")[2]);
            for (int i = 0; i < 2; i++)
                cardea.post("/oauth2/token", Map.of("grant_type", "client_credentials", "client_assertion", assertion,
                        "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"));
        }
    }

    private String text(TestCardea cardea) {
        var log = written.list.stream()
                .map(event -> event.getFormattedMessage() + " " + event.getMDCPropertyMap() + " "
                        + event.getKeyValuePairs() + " "
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(
                                        event.getThrowableProxy())))
                .collect(Collectors.joining("\n"));
        var audit = cardea.server.stores().audit().latest(1000).stream().map(Object::toString);
        return log + "\n" + audit.collect(Collectors.joining("\n"));
    }
}
