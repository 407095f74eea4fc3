package dev.cardea.html;

import dev.cardea.html.Letter.Part;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class LettersTest {
    private static final String TRICK = "Evil\r\nBcc: bob@acme.example\u2028\u0085\u202Eowned\u0000</td><script>";
    private static final Letters LETTERS = new Letters(Map.of(), "sso.example.com");

    static Stream<Arguments> everyLetterInEveryLanguage() {
        return SampleLetters.all()
                .keySet()
                .stream()
                .flatMap(name -> Locales.SPOKEN.stream().map(l -> Arguments.of(name, l)));
    }

    @ParameterizedTest
    @MethodSource("everyLetterInEveryLanguage")
    void says_the_same_as_html_and_as_text(String name, Locale locale) {
        var letter = SampleLetters.all().get(name).apply(locale);
        assertThat(letter.html()).startsWith("<!doctype html>\n<html lang=\"" + locale.getLanguage() + "\">")
                .contains("https://sso.example.com/account/requests/dBjft")
                .contains(Messages.in(locale).get("mail.request.warning"));
        assertThat(letter.text()).contains("\nhttps://sso.example.com/account/requests/dBjft")
                .contains(Messages.in(locale).get("mail.request.warning"))
                .contains("\n-- \n")
                .doesNotContain("<", "{}");
    }

    @ParameterizedTest
    @MethodSource("everyLetterInEveryLanguage")
    void loads_nothing_from_anywhere(String name, Locale locale) {
        assertThat(SampleLetters.all().get(name).apply(locale).html()).doesNotContain("src=", "url(", "<img", "<link",
                "<script", "@import");
    }

    @Test
    void makes_one_line_of_every_value() {
        var letter = new Letter(TRICK, List.of(new Part.Sentence(TRICK), new Part.Value(TRICK, TRICK),
                new Part.Scopes(List.of(new ScopeLine("other", TRICK, TRICK))), new Part.SmallPrint(TRICK)));
        assertThat(letter.subject()).isEqualTo("Evil Bcc: bob@acme.example owned </td><script>");
        var laidOut = LETTERS.layOut(letter, Locale.ENGLISH);
        assertThat(laidOut.html()).doesNotContain("<script>", "\u202E").contains("&lt;script&gt;");
        assertThat(laidOut.text().lines()).noneMatch(line -> line.startsWith("Bcc"));
    }

    @Test
    void leaves_what_people_write_as_it_is() {
        var name = "می\u200Cخواهم 👩\u200D💻 Zoë’s «Café» №5";
        assertThat(new Letter(name, List.of()).subject()).isEqualTo(name);
    }
}
