package dev.cardea.html;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The language of a page: OIDC Core §3.1.2.1 ui_locales, RFC 9110 §12.5.4 Accept-Language")
class LocalesTest {
    @ParameterizedTest(name = "ui_locales {0}, Accept-Language {1}: {2}")
    @CsvSource(delimiter = '|', value = {
            "|de-AT,en;q=0.5|de",
            "|en;q=0.5,fr-CH|fr",
            "|ja,zh;q=0.9|en",
            "|ja,de;q=0.1|de",
            "|*|en",
            "|de;q=0,fr|fr",
            "|;;q=x,|en",
            "||en",
            "fr|de|fr",
            "ja  fr-CA|de|fr",
            "ja|de|de",
            "-- !|de|de" })
    void is_the_first_one_spoken(String uiLocales, String acceptLanguage, String language) {
        var headers = acceptLanguage == null ? List.<String>of() : List.of(acceptLanguage);
        assertThat(Locales.negotiate(uiLocales, headers)).hasToString(language);
    }

    @Test
    void joins_repeated_headers() {
        assertThat(Locales.negotiate(null, List.of("ja", "fr"))).hasToString("fr");
    }

    @Test
    void does_not_read_headers_without_end() {
        assertThat(Locales.negotiate(null, List.of("ja,".repeat(1000) + "de"))).hasToString("en");
    }
}
