package dev.cardea.jose;

import com.nimbusds.jose.jwk.JWK;
import dev.cardea.client.TestKey;
import dev.cardea.json.Json;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

@Label("RFC 7519: JWTs of others, whatever their text")
class AnyJwtTest {
    private static final TestKey KEY = TestKey.es256();
    private static final String GOOD = KEY.sign(Map.of("iss", "app", "exp", 1));
    private static final List<String> ODD_NUMBERS = List.of("AQAB", "AA", "AQ", "Ag", "", "_w", "AAAA", "=", "ä",
            "A".repeat(43), "A".repeat(42) + "E", "_".repeat(42) + "8", "A".repeat(342), "_".repeat(341) + "w");

    private static JWK publicKey() {
        try {
            return JWK.parse(Json.object(KEY.jwk()));
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static String encode(String text) {
        return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Arbitrary<Object> value() {
        return Arbitraries
                .<Object>of("", "none", "ES256", "RS256", "EdDSA", "HS256", "dpop+jwt", "JWT", true, false, 0, -1,
                        1e11, 1e308, Long.MAX_VALUE, Long.MIN_VALUE, List.of(), List.of("b64"), List.of(1), Map.of(),
                        "\0",
                        Map.of("kty", "EC"), List.of("AAAA"), "http://[", "\uD800")
                .injectNull(0.05);
    }

    @Provide
    Arbitrary<Map<String, Object>> header() {
        return Arbitraries
                .maps(Arbitraries.of("alg", "typ", "cty", "kid", "crit", "b64", "jwk", "jku", "x5c", "x5u", "x5t",
                        "x5t#S256", "enc", "zip", "p2c", "epk", "iv", "other"), value())
                .ofMaxSize(4)
                .map(LinkedHashMap::new);
    }

    @Provide
    Arbitrary<Map<String, Object>> claims() {
        return Arbitraries.maps(Arbitraries.of("exp", "nbf", "iat", "iss", "aud", "jti"), value())
                .ofMaxSize(4)
                .map(LinkedHashMap::new);
    }

    @Property(tries = 1000)
    void is_refused_or_read_as_it_is(@ForAll("header") Map<String, Object> header,
            @ForAll("claims") Map<String, Object> claims, @ForAll boolean alg) {
        if (alg) header.put("alg", "ES256");
        var text = encode(Json.text(header)) + "." + encode(Json.text(claims)) + ".";
        UnsecuredJwt.parse(text).ifPresent(jwt -> {
            assertThat(jwt.header()).containsEntry("alg", "none").doesNotContainKeys("crit", "b64");
            assertThat(jwt.claims().keySet()).isEqualTo(claims.keySet());
        });
        ForeignJwt.parse(text + "AAAA").ifPresent(jwt -> {
            assertThat(jwt.claims().keySet()).isEqualTo(claims.keySet());
            assertThat(jwt.isSignedBy(publicKey())).isFalse();
            if (jwt.isPlain()) assertThat(jwt.jwt().serialize()).isEqualTo(text + "AAAA");
        });
    }

    @Property(tries = 1000)
    void is_refused_where_it_is_any_text(@ForAll String one, @ForAll String two, @ForAll String three) {
        for (var text : List.of(one, one + "." + two + "." + three,
                encode(one) + "." + encode(two) + "." + encode(three))) {
            assertThat(ForeignJwt.parse(text)).isEmpty();
            assertThat(UnsecuredJwt.parse(text)).isEmpty();
        }
    }

    @Property(tries = 2000)
    void is_not_signed_any_more_with_one_other_character(@ForAll @IntRange(max = 1000) int at,
            @ForAll("character") char put, @ForAll @IntRange(max = 2) int how) {
        int place = at % GOOD.length();
        var changed = GOOD.substring(0, place) + (how == 0 ? "" : put) + GOOD.substring(how == 2 ? place : place + 1);
        if (changed.equals(GOOD)) return;
        assertThat(ForeignJwt.parse(changed).filter(jwt -> jwt.isSignedBy(publicKey()))).isEmpty();
    }

    @Provide
    Arbitrary<Character> character() {
        return Arbitraries.chars().alpha().numeric().with('-', '_', '.', '=', '+', '/', ' ');
    }

    /// A DPoP proof brings its own key: nothing about it is to be relied on.
    @Provide
    Arbitrary<Map<String, Object>> key() {
        var number = Arbitraries.of(ODD_NUMBERS);
        return Combinators.combine(Arbitraries.of("EC", "RSA", "OKP", "oct", "AKP", ""),
                Arbitraries.of("P-256", "P-384", "P-521", "secp256k1", "Ed25519", "Ed448", "X25519", ""), number,
                number,
                Arbitraries.of("n", "x", "e", "d", "k", "p", "q", "use", "alg", "x5c", "exp", "key_ops"), value())
                .as((kty, curve, first, second, name, odd) -> {
                    var key = new LinkedHashMap<String, Object>(
                            Map.of("kty", kty, "crv", curve, "x", first, "y", second,
                                    "n", first, "e", second, "k", first));
                    key.put(name, odd);
                    return key;
                });
    }

    @Property(tries = 2000)
    void is_not_signed_by_an_impossible_key(@ForAll("key") Map<String, Object> jwk,
            @ForAll("algorithm") String algorithm, @ForAll("signature") String signature) {
        var header = Json.text(new LinkedHashMap<>(Map.of("alg", algorithm, "jwk", jwk)));
        var text = encode(header) + "." + encode("{}") + "." + signature;
        assertThatCode(() -> ForeignJwt.parse(text).ifPresent(jwt -> {
            var key = jwt.header().getJWK();
            if (key != null) jwt.isSignedBy(key);
        })).as(header).doesNotThrowAnyException();
    }

    @Provide
    Arbitrary<String> algorithm() {
        return Arbitraries.of(Verifiers.ALGORITHMS);
    }

    @Provide
    Arbitrary<String> signature() {
        return Arbitraries.of("AAAA", "", "A".repeat(86), "A".repeat(342), "A".repeat(128), "_".repeat(85) + "w");
    }
}
