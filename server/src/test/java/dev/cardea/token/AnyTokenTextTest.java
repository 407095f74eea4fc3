package dev.cardea.token;

import dev.cardea.jose.KeyedHash;
import dev.cardea.json.Json;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.ExpiringId;
import dev.cardea.oauth.OAuthException;
import dev.cardea.oauth.Scopes;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

@Label("Refresh tokens, ids, codes, scopes and requested claims, whatever their text")
class AnyTokenTextTest {
    private static final ClientId CLIENT = new ClientId("app");
    private static final RefreshTokens TOKENS = new RefreshTokens(KeyedHash.under(new byte[32]));
    private static final String KEY = "A".repeat(43);

    @Provide
    Arbitrary<RefreshTokens.Presented> presented() {
        return Arbitraries.bytes()
                .array(byte[].class)
                .ofSize(16)
                .flatMap(id -> Arbitraries.integers()
                        .flatMap(bucket -> Arbitraries.integers()
                                .greaterOrEqual(0)
                                .flatMap(generation -> Arbitraries.of(
                                        new Binding(Binding.Kind.key, KEY),
                                        new Binding(Binding.Kind.certificate, KEY))
                                        .injectNull(0.5)
                                        .map(key -> new RefreshTokens.Presented(
                                                new ExpiringId(bucket, HexFormat.of().formatHex(id)), generation,
                                                key)))));
    }

    @Property(tries = 500)
    void a_refresh_token_is_read_as_it_was_written(@ForAll("presented") RefreshTokens.Presented token) {
        assertThat(TOKENS.read(TOKENS.write(token, CLIENT), CLIENT)).contains(token);
    }

    @Property(tries = 500)
    void a_refresh_token_of_another_client_or_key_is_none(@ForAll("presented") RefreshTokens.Presented token) {
        var text = TOKENS.write(token, CLIENT);
        assertThat(TOKENS.read(text, new ClientId("apq"))).isEmpty();
        assertThat(new RefreshTokens(KeyedHash.under(new byte[]{1 })).read(text, CLIENT)).isEmpty();
    }

    @Property(tries = 1000)
    void a_refresh_token_with_one_other_character_is_none(@ForAll("presented") RefreshTokens.Presented token,
            @ForAll @IntRange(max = 200) int at,
            @ForAll @AlphaChars @NumericChars @CharRange(from = '-', to = '=') char put) {
        var text = TOKENS.write(token, CLIENT);
        int place = at % text.length();
        if (text.charAt(place) == put) return;
        assertThat(TOKENS.read(text.substring(0, place) + put + text.substring(place + 1), CLIENT)).isEmpty();
        assertThat(TOKENS.read(text.substring(0, place) + text.substring(place + 1), CLIENT)).isEmpty();
        assertThat(TOKENS.read(text.substring(0, place) + put + text.substring(place), CLIENT)).isEmpty();
    }

    @Provide
    Arbitrary<String> base64() {
        return Arbitraries.strings().alpha().numeric().withChars("-_=+/.").ofMinLength(25).ofMaxLength(52);
    }

    @Property(tries = 1000)
    void an_id_has_one_spelling(@ForAll("base64") String text) {
        ExpiringId.parse(text).ifPresent(id -> assertThat(id).hasToString(text));
        assertThatCode(() -> AuthorizationCodes.key(text)).doesNotThrowAnyException();
        assertThatCode(() -> TOKENS.claimed("rt_" + text)).doesNotThrowAnyException();
    }

    @Property(tries = 1000)
    void any_text_is_no_token(@ForAll String text) {
        assertThat(ExpiringId.parse(text)).isEmpty();
        assertThat(TOKENS.read("rt_" + text, CLIENT)).isEmpty();
        assertThatCode(() -> AuthorizationCodes.key(text)).doesNotThrowAnyException();
    }

    @Provide
    Arbitrary<String> scope() {
        return Arbitraries.oneOf(
                Arbitraries.of("openid", "a", "a:b", " ", "  ", "\"", "\\", "\t", "ä", "~", "!")
                        .list()
                        .ofMaxSize(9)
                        .map(parts -> String.join("", parts)),
                Arbitraries.strings().ofMaxLength(20));
    }

    @Property(tries = 1000)
    void scopes_are_refused_or_survive_being_written_again(@ForAll("scope") String text) {
        try {
            var scopes = Scopes.parse(text);
            assertThat(Scopes.parse(scopes.toString())).isEqualTo(scopes);
            assertThat(scopes.values()).allMatch(value -> value.matches("[\\x21\\x23-\\x5B\\x5D-\\x7E]+"));
        } catch (OAuthException e) {
            assertThat(e.error().code().name()).isEqualTo("invalid_scope");
        }
    }

    private static Arbitrary<Object> json(int depth) {
        var plain = Arbitraries.<Object>of("a", "", "sub", 1, -0.5, true, false, Long.MAX_VALUE, "\uD800", "\0");
        if (depth == 0) return plain.injectNull(0.1);
        return Arbitraries.oneOf(plain, json(depth - 1).list().ofMaxSize(3).map(list -> list),
                Arbitraries
                        .maps(Arbitraries.of("id_token", "userinfo", "sub", "acr", "value", "values", "essential", ""),
                                json(depth - 1))
                        .ofMaxSize(4)
                        .map(LinkedHashMap::new))
                .injectNull(0.1);
    }

    @Provide
    Arbitrary<Map<String, Object>> claims() {
        return Arbitraries.maps(Arbitraries.of("id_token", "userinfo", "other"), json(3)).ofMaxSize(3);
    }

    @Property(tries = 1000)
    void requested_claims_are_read_or_refused(@ForAll("claims") Map<String, Object> claims) {
        parse(Json.text(new LinkedHashMap<>(claims)));
    }

    @Property(tries = 1000)
    void requested_claims_of_any_text_are_refused(@ForAll @StringLength(max = 40) String text,
            @ForAll @Size(max = 12) List<@From("braces") String> braces) {
        parse(text);
        parse(String.join("", braces));
    }

    @Provide
    Arbitrary<String> braces() {
        return Arbitraries.of("{", "}", "[", "]", ":", ",", "\"id_token\"", "\"sub\"", "null", "1e999", "NaN",
                "\\u0000",
                "\"");
    }

    private static void parse(String text) {
        try {
            RequestedClaims.parse(text).accept("sub");
        } catch (OAuthException e) {
            assertThat(e.error().code().name()).isEqualTo("invalid_request");
        }
    }
}
