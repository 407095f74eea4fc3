package dev.cardea.html;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

@Label("Links and languages that others choose")
class AnyWebAddressTest {
    @Provide
    Arbitrary<String> address() {
        var pieces = Arbitraries.of("http:", "https:", "HTTPS:", "javascript:", "data:", "/", "//", "\\", "\t", "\n",
                " ",
                "@", ":", "443", "[::1]", "[fe80::1%25lo]", "[fe80::1%a]", "app.example", "evil.test", "%0a", "'", "\"",
                ";", ",", "*", "?", "#", "&", "<", "\0", "\u00a0", "\u2028", "ä", "..", "-", "_", "!", "(");
        return Arbitraries.oneOf(pieces.list().ofMaxSize(9).map(parts -> String.join("", parts)),
                Arbitraries.strings().ofMaxLength(12));
    }

    /// As the URL standard of browsers has it: they drop tabs and line breaks, and spaces at the ends, before they look.
    private static String asBrowsersRead(String text) {
        return text.replaceAll("[\\t\\r\\n]", "").replaceAll("^[\\x00-\\x20]+", "").toLowerCase(Locale.ROOT);
    }

    @Property(tries = 4000)
    void a_link_is_a_web_address_or_a_path_here(@ForAll("address") String text) {
        var link = WebAddress.orNull(text);
        if (link == null) return;
        assertThat(link).isEqualTo(text);
        assertThat(asBrowsersRead(link)).matches("(?s)https?://.+|/|/[^/\\\\].*");
    }

    /// The text of an origin becomes part of a header: a space or a semicolon would be another directive.
    @Property(tries = 4000)
    void an_origin_has_nothing_that_ends_a_directive(@ForAll("address") String text) {
        var origin = WebAddress.origin(text);
        if (origin != null) assertThat(origin).matches("(?i)https?://(\\[[0-9a-f:.]+]|[a-z0-9.-]+)(:[0-9]*)?");
    }

    @Property(tries = 1000)
    void whatever_languages_are_asked_for_one_is_spoken(@ForAll("tags") String uiLocales,
            @ForAll("tags") String acceptLanguage) {
        assertThat(Locales.SPOKEN).contains(Locales.negotiate(uiLocales, List.of(acceptLanguage)));
    }

    @Provide
    Arbitrary<String> tags() {
        var pieces = Arbitraries.of("de", "fr-CH", "en", "*", "-", "*-DE", "de-*", ";q=", "0.5", "1.1", "NaN", "q", "=",
                ",", " ", "x-", "i-klingon", "zh-Hant-TW", "accept-language:", "\0", "ß", "abcdefghij", "1");
        return Arbitraries.oneOf(pieces.list().ofMaxSize(8).map(parts -> String.join("", parts)),
                Arbitraries.strings().ofMaxLength(10));
    }
}
