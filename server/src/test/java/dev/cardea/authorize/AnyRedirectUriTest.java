package dev.cardea.authorize;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

@Label("RFC 9700 §4.1.3, RFC 8252 §7.3: redirect URIs like a registered one")
class AnyRedirectUriTest {
    private static final List<String> ORIGINS = List.of("https://app.example", "https://app.example:8443",
            "http://127.0.0.1", "http://127.0.0.1:8080", "http://[::1]", "http://[::1]:0", "http://localhost:3000",
            "com.example.app:/app");
    private static final List<String> INSERTED = List.of("", ".", "/", "\\", "@", ":", ":1", ":80", ":65535", ":65536",
            ":99999", ":+1", ":\u0661", "%2e", "%00", "\0", "\n", "\r\n", "?", "#", "x", "X", "evil.test", "@evil.test",
            "//evil.test", "//", "\u2028", "\uff0e", "..", ";", " ");

    @Provide
    Arbitrary<String> registered() {
        return Combinators.combine(Arbitraries.of(ORIGINS), Arbitraries.of("/", "/cb", "/a/b", "/cb?x=1", ""))
                .as((origin, path) -> origin + path);
    }

    private record Change(int at, int away, String put) {
        String to(String text) {
            int from = Math.min(at, text.length());
            return text.substring(0, from) + put + text.substring(Math.min(text.length(), from + away));
        }
    }

    @Provide
    Arbitrary<Change> change() {
        return Combinators.combine(
                Arbitraries.integers().between(0, 32),
                Arbitraries.integers().between(0, 3),
                Arbitraries.oneOf(Arbitraries.of(INSERTED), Arbitraries.strings().ofMaxLength(3)))
                .as(Change::new);
    }

    private static boolean isLoopback(URI uri) {
        return "http".equals(uri.getScheme()) && List.of("127.0.0.1", "[::1]").contains(String.valueOf(uri.getHost()));
    }

    @Property(tries = 5000)
    void only_the_port_of_a_loopback_address_may_differ(@ForAll("registered") String registered,
            @ForAll @From("change") Change one, @ForAll @From("change") Change two) {
        var requested = two.to(one.to(registered));
        if (!RedirectUris.isRegistered(requested, List.of(registered)) || requested.equals(registered)) return;
        var from = URI.create(registered);
        var to = URI.create(requested);
        assertThat(isLoopback(from)).as(registered).isTrue();
        assertThat(isLoopback(to)).as(requested).isTrue();
        assertThat(to.getHost()).isEqualTo(from.getHost());
        assertThat(to.getPort()).as(requested).isBetween(-1, 65_535);
        assertThat(to.getRawPath()).isEqualTo(from.getRawPath());
        assertThat(to.getRawQuery()).isEqualTo(from.getRawQuery());
        assertThat(to.getRawFragment()).isNull();
        assertThat(to.getRawUserInfo()).isNull();
    }

    @Property(tries = 500)
    void every_port_of_a_loopback_address_is_the_same(@ForAll("registered") String registered,
            @ForAll @IntRange(max = 65_535) int port) {
        var uri = URI.create(registered);
        var requested = registered.replaceFirst("^(http://(?:127\\.0\\.0\\.1|\\[::1]))(:\\d+)?", "$1:" + port);
        assertThat(RedirectUris.isRegistered(requested, List.of(registered)))
                .isEqualTo(isLoopback(uri) || requested.equals(registered));
    }

    @Property(tries = 1000)
    void only_the_same_text_is_the_same(@ForAll("registered") String registered, @ForAll String requested) {
        assertThat(RedirectUris.isRegistered(requested, List.of(registered))).isEqualTo(requested.equals(registered));
        assertThat(RedirectUris.isRegistered(registered.toUpperCase(Locale.ROOT), List.of(registered))).isFalse();
    }
}
