package dev.cardea.dpop;

import com.nimbusds.jose.jwk.ECKey;
import dev.cardea.TestCardea;
import dev.cardea.client.TestKey;
import dev.cardea.json.Json;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static org.assertj.core.api.Assertions.assertThat;

@Label("RFC 9449 §4.3: proofs like a good one")
class AnyProofTest {
    private static final String TOKEN = "/oauth2/token";
    private static final ECKey KEY = TestProof.key();
    private static final TestKey OWN = TestKey.es256();
    private static TestCardea cardea;

    @BeforeContainer
    static void start() {
        cardea = new TestCardea();
    }

    @AfterContainer
    static void stop() {
        cardea.close();
    }

    private static HttpResponse<String> send(String proof) {
        return cardea.post(TOKEN, Map.of("grant_type", "client_credentials"), "Authorization", basic("machine", SECRET),
                "DPoP", proof);
    }

    private static void assertRefused(HttpResponse<String> response, Object as) {
        assertThat(response.statusCode()).as("%s", as).isEqualTo(400);
        assertThat(TestCardea.json(response).get("error")).as("%s", as).isIn("invalid_dpop_proof", "use_dpop_nonce");
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void are_refused_with_one_other_character(@ForAll @IntRange(max = 2000) int at, @ForAll("character") char put,
            @ForAll @IntRange(max = 2) int how) {
        var good = new TestProof(KEY, cardea, "POST", TOKEN).toString();
        int place = at % good.length();
        var changed = good.substring(0, place) + (how == 0 ? "" : put) + good.substring(how == 2 ? place : place + 1);
        if (!changed.equals(good)) assertRefused(send(changed), changed);
    }

    @Provide
    Arbitrary<Character> character() {
        return Arbitraries.chars().alpha().numeric().with('-', '_', '.', '=', '+', '/', ',');
    }

    private static Arbitrary<Object> odd() {
        return Arbitraries
                .<Object>of("", "none", 0, -1, 1.5, 1e10, 1e308, true, List.of(), List.of("ES256"), Map.of(), "\0",
                        "\uD800", "x".repeat(300), Long.MAX_VALUE, Long.MIN_VALUE, "http://[", TestCardea.ISSUER, "GET",
                        "http:",
                        TestCardea.ISSUER + "/oauth2/token/../userinfo", "mailto:a@b.example", "ES256", "RS256",
                        "HS256",
                        Map.of("kty", "RSA", "n", "AQ", "e", "AQ"), Map.of("kty", "oct", "k", "AAAA"),
                        Map.of("kty", "OKP", "crv", "Ed25519", "x", "AA"),
                        Map.of("kty", "EC", "crv", "P-256", "x", "AA", "y", "AA"))
                .injectNull(0.1);
    }

    @Provide
    Arbitrary<Map<String, Object>> members() {
        return Arbitraries.maps(Arbitraries.of("jti", "htm", "htu", "iat", "ath", "nonce", "exp", "nbf", "other", "typ",
                "alg", "jwk", "crit", "b64", "kid", "x5c"), odd()).ofMinSize(1).ofMaxSize(2).map(LinkedHashMap::new);
    }

    /// What the key's holder really signed, with members that make no sense.
    @Property(tries = 400, shrinking = ShrinkingMode.BOUNDED)
    void are_taken_only_where_they_say_all_that_they_must(@ForAll("members") Map<String, Object> members) {
        var header = new LinkedHashMap<String, Object>(
                Map.of("typ", "dpop+jwt", "alg", "ES256", "jwk", Json.object(OWN.jwk())));
        var now = cardea.clock.instant().getEpochSecond();
        var claims = new LinkedHashMap<String, Object>(Map.of("jti", UUID.randomUUID().toString(), "htm", "POST", "htu",
                TestCardea.ISSUER + TOKEN, "iat", now));
        members.forEach((name, value) -> {
            var to = List.of("typ", "alg", "jwk", "crit", "b64", "kid", "x5c").contains(name) ? header : claims;
            if (value == null) to.remove(name);
            else
                to.put(name, value);
        });
        var response = send(OWN.sign(header, claims));
        var whole = "ES256".equals(header.getOrDefault("alg", "ES256")) && "POST".equals(claims.get("htm"))
                && header.containsKey("jwk");
        if (response.statusCode() != 200) assertRefused(response, members);
        else
            assertThat(whole).as("%s", members).isTrue();
    }
}
