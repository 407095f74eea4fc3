package dev.cardea.html;

import dev.cardea.http.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PagesTest {
    private static final Pattern FIELD = Pattern.compile("<input (?!type=\"hidden\")[^>]*>");
    private static final Pattern INLINE = Pattern.compile("<style|<script(?! src=)| style=| on[a-z]+=\"");
    final Pages pages = new Pages(new Assets());

    static Stream<Arguments> everyPageInEveryLanguage() {
        var samples = SamplePages.of(new Pages(new Assets()));
        return samples.keySet().stream().flatMap(name -> Locales.SPOKEN.stream().map(l -> Arguments.of(name, l)));
    }

    @ParameterizedTest
    @MethodSource("everyPageInEveryLanguage")
    void names_itself_its_language_and_its_fields(String name, Locale locale) {
        var html = html(SamplePages.of(pages).get(name).apply(locale));
        assertThat(html).startsWith("<!doctype html>\n<html lang=\"" + locale.getLanguage() + "\">");
        assertThat(html).containsPattern("<title>[^<]{3,} · [^<]{3,}</title>");
        assertThat(html).contains("<meta name=\"robots\" content=\"noindex, nofollow\">", "<main ");
        assertThat(html.split("<h1>", -1)).hasSize(2);
        FIELD.matcher(html).results().forEach(field -> {
            var id = field.group().replaceAll(".* id=\"|<input id=\"", "").replaceAll("\".*", "");
            assertThat(html).contains("<label for=\"" + id + "\">");
        });
    }

    @ParameterizedTest
    @MethodSource("everyPageInEveryLanguage")
    void allows_no_inline_code_and_has_none(String name, Locale locale) {
        var response = SamplePages.of(pages).get(name).apply(locale);
        assertThat(policy(response)).contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContain("unsafe");
        assertThat(INLINE.matcher(html(response)).find()).isFalse();
        assertThat(response.headers()).contains(new Response.Header("Content-Type", "text/html;charset=UTF-8"));
    }

    @ParameterizedTest
    @CsvSource({"login,200", "login-wrong,401", "login-throttled,429", "login-busy,503", "login-expired,400",
            "consent,200", "device,200", "device-unknown,400", "device-throttled,429", "device-allowed,200",
            "requests,200", "requests-none,200", "requests-gone,400",
            "error,400", "error-back,403", "signed-out,200", "confirm-sign-out,200", "home,200" })
    void answers_with_the_status_of_what_happened(String name, int status) {
        assertThat(SamplePages.of(pages).get(name).apply(Locale.ENGLISH).status()).isEqualTo(status);
    }

    @Test
    void asks_for_user_name_and_password() {
        assertThat(html(login("Shop", "", null))).contains("to continue to <strong><bdi>Shop</bdi></strong>",
                "<input type=\"hidden\" name=\"request\" value=\"r-1\">",
                "<input type=\"hidden\" name=\"csrf\" value=\"c-1\">")
                .containsPattern("name=\"username\"[^>]* autocomplete=\"username\"[^>]* autofocus")
                .containsPattern("name=\"password\"[^>]* autocomplete=\"current-password\"")
                .doesNotContain("role=\"alert\"");
    }

    @Test
    void says_what_was_wrong_at_the_field_to_correct() {
        assertThat(html(login("Shop", "alice", LoginProblem.WRONG_CREDENTIALS)))
                .contains("id=\"problem\" role=\"alert\"", "value=\"alice\"")
                .containsPattern(
                        "name=\"password\"[^>]* autofocus[^>]* aria-invalid=\"true\" aria-describedby=\"problem\"");
    }

    @Test
    void asks_the_same_person_again() {
        var page = new LoginPage(Locale.ENGLISH, "/login", "r", "c", null, null, "alice", true, null, List.of());
        assertThat(html(pages.login(page))).containsPattern("name=\"username\"[^>]* value=\"alice\"[^>]* readonly");
    }

    @Test
    void says_in_words_what_an_application_asks_for() {
        var html = html(consent("Shop", null, List.of("offline", "email", "offline_access", "orders:write")));
        assertThat(html).containsOnlyOnce("Stay connected").contains("See your email address", "orders:write");
        assertThat(html.indexOf("name=\"decision\" value=\"allow\""))
                .isPositive()
                .isLessThan(html.indexOf("name=\"decision\" value=\"deny\""));
    }

    @Test
    void shows_the_clients_own_pages_and_logo() {
        var response = consent("Shop", "https://shop.example/x", List.of("openid"));
        assertThat(html(response)).contains("src=\"https://shop.example/x\"", "href=\"https://shop.example/x\"",
                ">shop.example</a>");
        assertThat(policy(response)).contains("img-src 'self' data: https://shop.example;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "data:text/html,x", "//evil.example", "https://a.example/\"x" })
    void renders_no_address_but_those_of_the_web(String address) {
        assertThat(html(consent("Shop", address, List.of("openid")))).doesNotContain(address, "<img");
        assertThat(html(pages.error(new ErrorPage(Locale.ENGLISH, 400, "", "", "id", address))))
                .doesNotContain(address);
        assertThat(html(pages.signedOut(new SignedOutPage(Locale.ENGLISH, address, null)))).doesNotContain(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'-alert(1)-'" })
    void escapes_whatever_it_is_given(String hostile) {
        var l = Locale.ENGLISH;
        var field = new DetailCard.Field(hostile, hostile, List.of(hostile), List.of());
        var details = List.of(new DetailCard(hostile, hostile, List.of(field,
                new DetailCard.Field(hostile, "", List.of(), List.of(field)))));
        var all = Stream.of(
                pages.login(new LoginPage(l, "/login", hostile, hostile, hostile, hostile, hostile, false, null,
                        List.of(hostile))),
                pages.consent(new ConsentPage(l, "/consent", hostile, hostile, hostile, hostile, hostile, hostile,
                        hostile, hostile, hostile, List.of(hostile), List.of(hostile), null,
                        new ConsentPage.Extent(List.of(new ConsentPage.Place(hostile, hostile)), details))),
                pages.error(new ErrorPage(l, 400, hostile, hostile, hostile, hostile)),
                pages.signedOut(new SignedOutPage(l, "/", hostile)),
                pages.confirmSignOut(new ConfirmSignOutPage(l, "/", hostile, hostile, hostile, List.of(hostile))),
                pages.requests(new RequestsPage(l, hostile, List.of(new RequestsPage.Card(hostile, hostile, hostile,
                        hostile, hostile, List.of(hostile), details, 5)), hostile, hostile,
                        new RequestsPage.Code(hostile, hostile, true), null)),
                pages.home(new HomePage(l, hostile, "/login", "/logout", "/account")),
                pages.factor(new FactorPage(l, "/", hostile, hostile, "passkey", List.of("totp"), hostile,
                        new PasskeyForm(hostile, hostile), null, false, 30, null, List.of())),
                pages.factor(new FactorPage(l, "/", hostile, hostile, "email", List.of(), hostile, null, hostile, true,
                        0, null, List.of())),
                pages.enrol(new EnrolPage(l, "/", hostile, hostile, hostile, "totp", List.of(), null,
                        new EnrolPage.Secret(hostile, hostile, hostile, 21, hostile), null, null, false, null,
                        List.of())),
                pages.security(new SecurityPage(l, "/", hostile, List.of(new SecurityPage.One(hostile, hostile,
                        "totp", hostile, Instant.EPOCH, null)), List.of(), 3, hostile, List.of(
                                new SecurityPage.Device(hostile, hostile, hostile, hostile, Instant.EPOCH,
                                        Instant.EPOCH)),
                        null, false)),
                pages.recoveryCodes(new RecoveryCodesPage(l, hostile, List.of(hostile), "/", true)),
                pages.account(new AccountPage(l, hostile, hostile, hostile)),
                pages.sessions(new SessionsPage(l, "/", hostile, hostile, List.of(new SessionsPage.Place(hostile,
                        hostile, hostile, hostile, Instant.EPOCH, Instant.EPOCH, List.of(hostile), false)), true)),
                pages.applications(new ApplicationsPage(l, "/", hostile, List.of(new ApplicationsPage.Application(
                        hostile, hostile, hostile, hostile, List.of(hostile), details, Instant.EPOCH, null, true,
                        true)),
                        hostile)),
                pages.formPost(new FormPostPage(l, "https://shop.example/cb", Map.of(hostile, hostile))));
        assertThat(all.toList()).allSatisfy(response -> {
            assertThat(html(response)).doesNotContain("<script>alert", "\"><img", "><img src=x onerror=alert(1)><");
            assertThat(policy(response)).doesNotContain("alert");
        });
    }

    @Test
    void sends_an_answer_on_by_form() {
        var response = pages
                .formPost(new FormPostPage(Locale.ENGLISH, "https://shop.example/cb", Map.of("code", "a&b")));
        assertThat(html(response)).contains("action=\"https://shop.example/cb\" data-submit",
                "<input type=\"hidden\" name=\"code\" value=\"a&amp;b\">", "<button class=\"button\" type=\"submit\">");
        assertThat(policy(response)).contains("form-action 'self' https:;");
    }

    private Response login(String client, String identifier, @Nullable LoginProblem problem) {
        return pages.login(new LoginPage(Locale.ENGLISH, "/login", "r-1", "c-1", client, null, identifier, false,
                problem, List.of("https://shop.example/cb")));
    }

    private Response consent(String client, @Nullable String address, List<String> scopes) {
        return pages.consent(new ConsentPage(Locale.ENGLISH, "/consent", "r", "c", client, address, address, address,
                address, "Alice", null, scopes, List.of("https://shop.example/cb")));
    }

    private static String html(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static String policy(Response response) {
        return response.headers()
                .stream()
                .filter(h -> h.name().equals("Content-Security-Policy"))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
