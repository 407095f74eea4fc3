package dev.cardea.html;

import dev.cardea.http.Response;
import io.nayuki.qrcodegen.QrCode;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Every page in the states that matter, for tests and for looking at.
final class SamplePages {
    static final String LONG_NAME = "Gesellschaft für internationale Zusammenarbeit und nachhaltige "
            + "Donaudampfschifffahrtsgesellschaftskapitänsmützenverwaltung mbH & Co. KG";
    private static final List<String> TARGETS = List.of("https://shop.example/cb");
    private static final List<String> ALL_SCOPES = List.of("openid", "profile", "email", "address", "phone",
            "offline_access", "offline", "roles", "organization", "orders:write");

    private SamplePages() {}

    static Map<String, Function<Locale, Response>> of(Pages pages) {
        var all = new LinkedHashMap<String, Function<Locale, Response>>();
        all.put("login", l -> pages.login(login(l, null, "Shop", "", false)));
        all.put("login-organization", l -> pages.login(new LoginPage(l, "/login", "r", "c", "Shop", "Acme GmbH",
                "alice@acme.example", false, null, TARGETS)));
        all.put("login-wrong",
                l -> pages.login(login(l, LoginProblem.WRONG_CREDENTIALS, "Shop", "alice@acme.example", false)));
        all.put("login-throttled",
                l -> pages.login(login(l, LoginProblem.THROTTLED, "Shop", "alice@acme.example", false)));
        all.put("login-busy", l -> pages.login(login(l, LoginProblem.BUSY, null, "alice@acme.example", false)));
        all.put("login-expired", l -> pages.login(login(l, LoginProblem.EXPIRED, "Shop", "", false)));
        all.put("login-again", l -> pages.login(login(l, null, "Shop", "alice@acme.example", true)));
        all.put("login-long", l -> pages.login(new LoginPage(l, "/login", "r", "c", LONG_NAME, LONG_NAME,
                "a.very.long.address.that.does.not.end.soon@subdomain.of.a.long.domain.example", false,
                LoginProblem.WRONG_CREDENTIALS, TARGETS)));
        all.put("consent", l -> pages.consent(new ConsentPage(l, "/consent", "r", "c", "Shop", "https://shop.example/",
                null, "https://shop.example/privacy", "https://shop.example/terms", "Alice Adams",
                "alice@acme.example", List.of("openid", "profile", "email", "offline_access"), TARGETS)));
        all.put("consent-all", l -> pages.consent(new ConsentPage(l, "/consent", "r", "c", LONG_NAME,
                "https://www.a-long-name-of-a-host.shop.example/", null, null, null, "alice@acme.example",
                "alice@acme.example", ALL_SCOPES, TARGETS)));
        all.put("consent-device",
                l -> pages.consent(new ConsentPage(l, "/device", "r", "c", "Living room", null, null, null,
                        null, "Alice Adams", "alice@acme.example", List.of("openid"), List.of(), "BCDF-GHJK",
                        ConsentPage.Extent.NONE)));
        all.put("device", l -> pages.deviceCode(deviceCode(l, "", null)));
        all.put("device-filled", l -> pages.deviceCode(deviceCode(l, "BCDF-GHJK", null)));
        all.put("device-unknown", l -> pages.deviceCode(deviceCode(l, "BCDF-GHJK", DeviceProblem.UNKNOWN_CODE)));
        all.put("device-throttled", l -> pages.deviceCode(deviceCode(l, "BCDF-GHJK", DeviceProblem.THROTTLED)));
        all.put("device-expired", l -> pages.deviceCode(deviceCode(l, "", DeviceProblem.EXPIRED)));
        all.put("device-allowed", l -> pages.deviceResult(new DeviceResultPage(l, true)));
        all.put("device-denied", l -> pages.deviceResult(new DeviceResultPage(l, false)));
        all.put("requests", l -> pages.requests(requests(l, null, card("Till 7", "https://shop.example/", "W4SCT"))));
        all.put("requests-many", l -> pages.requests(requests(l, RequestsPage.Result.ALLOWED,
                card(LONG_NAME, "https://www.a-long-name-of-a-host.shop.example/", LONG_NAME.substring(0, 100)),
                card("Shop", null, null))));
        all.put("requests-none", l -> pages.requests(requests(l, null)));
        all.put("requests-denied", l -> pages.requests(requests(l, RequestsPage.Result.DENIED)));
        all.put("requests-gone", l -> pages.requests(requests(l, RequestsPage.Result.GONE)));
        all.put("requests-elsewhere", l -> pages.requests(requests(l, RequestsPage.Result.ELSEWHERE)));
        all.put("requests-expired", l -> pages.requests(
                requests(l, RequestsPage.Result.EXPIRED, card("Till 7", null, "W4SCT"))));
        all.put("consent-places", l -> pages.consent(new ConsentPage(l, "/consent", "r", "c", "Shop",
                "https://shop.example/", null, null, null, "Alice Adams", "alice@acme.example",
                List.of("openid", "orders"), TARGETS, null, new ConsentPage.Extent(List.of(
                        new ConsentPage.Place("Orders", "https://orders.example/"),
                        new ConsentPage.Place(
                                "https://a.very.long.name.of.a.host.that.does.not.end.example/with/a/path",
                                "https://a.very.long.name.of.a.host.that.does.not.end.example/with/a/path")),
                        List.of()))));
        all.put("consent-details", l -> pages.consent(new ConsentPage(l, "/consent", "r", "c", "Shop",
                "https://shop.example/", null, null, null, "Alice Adams", "alice@acme.example",
                List.of("openid"), TARGETS, null, new ConsentPage.Extent(List.of(), details()))));
        all.put("requests-details",
                l -> pages.requests(requests(l, null, new RequestsPage.Card("r", "c", "Till 7", null,
                        "W4SCT", List.of("openid"), details(), 5))));
        all.put("error", l -> pages.error(new ErrorPage(l, 400, "invalid_request",
                "redirect_uri is not one that is registered for this client, character by character",
                "7f3c9e0a51d24b68", null)));
        all.put("error-back", l -> pages.error(new ErrorPage(l, 403, "access_denied",
                "the account lacks a role that the client requires", "7f3c9e0a51d24b68", "https://shop.example/")));
        all.put("error-fault", l -> pages.error(new ErrorPage(l, 500, "", "", "7f3c9e0a51d24b68", null)));
        all.put("error-not-found", l -> pages.error(new ErrorPage(l, 404, "", "", "7f3c9e0a51d24b68", null)));
        all.put("error-busy", l -> pages.error(new ErrorPage(l, 503, "temporarily_unavailable", "try again later",
                "7f3c9e0a51d24b68", null)));
        all.put("signed-out", l -> pages.signedOut(new SignedOutPage(l, "https://shop.example/", "Shop")));
        all.put("signed-out-plain", l -> pages.signedOut(new SignedOutPage(l, null, null)));
        all.put("signed-out-onward", l -> pages.signedOut(SignedOutPage.onTheWay(l, "https://shop.example/bye", "Shop")
                .loading(List.of("https://shop.example/out?iss=x&sid=y"))));
        all.put("confirm-sign-out", l -> pages.confirmSignOut(new ConfirmSignOutPage(l, "/oauth2/sessions/logout",
                "r", "c", "alice@acme.example", TARGETS)));
        all.put("home", l -> pages.home(home(l, null)));
        all.put("home-signed-in", l -> pages.home(home(l, "alice@acme.example")));
        all.put("applications", l -> pages.applications(applications(l, null)));
        all.put("applications-withdrawn", l -> pages.applications(applications(l, "Photos")));
        all.put("applications-none", l -> pages.applications(
                new ApplicationsPage(l, "/account/applications", "alice@acme.example", List.of(), null)));
        all.put("account", l -> pages.account(new AccountPage(l, "Alice Adams", "alice@acme.example", "Acme GmbH")));
        all.put("account-long", l -> pages.account(new AccountPage(l, null, LONG_NAME, LONG_NAME)));
        all.put("sessions", l -> pages.sessions(sessions(l)));
        factors(all, pages);
        all.put("form-post", l -> pages.formPost(new FormPostPage(l, "https://shop.example/cb",
                Map.of("code", "x", "state", "y"))));
        all.putAll(SampleForms.of(pages));
        return all;
    }

    private static RequestsPage requests(
            Locale locale, RequestsPage.@Nullable Result result, RequestsPage.Card... cards) {
        return new RequestsPage(locale, "/account/requests", List.of(cards), "Alice Adams", "alice@acme.example",
                new RequestsPage.Code("/account/requests/code", "c", result != null), result);
    }

    private static RequestsPage.Card card(String client, @Nullable String uri, @Nullable String message) {
        return new RequestsPage.Card("r", "c", client, uri, message, List.of("openid", "profile"), List.of(), 5);
    }

    private static HomePage home(Locale locale, @Nullable String user) {
        return new HomePage(locale, user, "/login", "/oauth2/sessions/logout", "/account");
    }

    private static ApplicationsPage applications(Locale locale, @Nullable String withdrawn) {
        var day = Instant.parse("2026-03-01T10:20:30Z");
        return new ApplicationsPage(locale, "/account/applications", "alice@acme.example", List.of(
                new ApplicationsPage.Application("shop", "c", "Shop", "https://shop.example/",
                        List.of("openid", "profile", "email", "offline_access"), details(), day,
                        day.plusSeconds(400_000), true,
                        false),
                new ApplicationsPage.Application("intranet", "c", "Intranet", null, List.of("openid"), List.of(), day,
                        null, false,
                        true),
                new ApplicationsPage.Application("long", "c", LONG_NAME,
                        "https://www.a-long-name-of-a-host.shop.example/", ALL_SCOPES, List.of(), day, day, true,
                        false)),
                withdrawn);
    }

    private static void factors(Map<String, Function<Locale, Response>> all, Pages pages) {
        all.put("login-passkey", l -> pages.login(new LoginPage(l, "/login", "r", "c", "Shop", null, "", false, null,
                TARGETS, PASSKEY)));
        all.put("factor-passkey", l -> pages.factor(factor(l, "passkey", null)));
        all.put("factor-totp", l -> pages.factor(factor(l, "totp", null)));
        all.put("factor-totp-wrong", l -> pages.factor(factor(l, "totp", FactorProblem.WRONG)));
        all.put("factor-email", l -> pages.factor(factor(l, "email", null)));
        all.put("factor-email-not-sent", l -> pages.factor(factor(l, "email", FactorProblem.NOT_SENT)));
        all.put("factor-recovery", l -> pages.factor(factor(l, "recovery", FactorProblem.THROTTLED)));
        all.put("enrol", l -> pages.enrol(enrol(l, "", false, null)));
        all.put("enrol-totp", l -> pages.enrol(enrol(l, "totp", true, null)));
        all.put("enrol-totp-account", l -> pages.enrol(enrol(l, "totp", false, FactorProblem.WRONG)));
        all.put("enrol-passkey-account", l -> pages.enrol(enrol(l, "passkey", false, null)));
        all.put("enrol-email", l -> pages.enrol(enrol(l, "email", true, null)));
        all.put("recovery-codes", l -> pages.recoveryCodes(new RecoveryCodesPage(l, "alice@acme.example",
                Collections.nCopies(10, "ABCDE-23456"), "/", false)));
        all.put("recovery-codes-account", l -> pages.recoveryCodes(new RecoveryCodesPage(l, "alice@acme.example",
                Collections.nCopies(10, "ABCDE-23456"), "/", true)));
        all.put("security", l -> pages.security(security(l, true)));
        all.put("security-none", l -> pages.security(security(l, false)));
    }

    private static final PasskeyForm PASSKEY = new PasskeyForm("x", "{\"challenge\":\"AAAA\",\"rpId\":\"localhost\"}");

    private static FactorPage factor(Locale locale, String method, @Nullable FactorProblem problem) {
        return new FactorPage(locale, "/login/factor/" + method, "r", "c", method, List.of("recovery", "email"),
                "alice@acme.example", method.equals("passkey") ? PASSKEY : null,
                method.equals("email") ? "a***@acme.example" : null, problem != null,
                method.equals("recovery") ? 0 : 30, problem, TARGETS);
    }

    private static EnrolPage enrol(Locale locale, String method, boolean step, @Nullable FactorProblem problem) {
        var picture = QrCode.encodeText("otpauth://totp/x?secret=ABCDEFGHIJKLMNOPABCDEFGHIJKLMNOP", QrCode.Ecc.MEDIUM);
        var path = new StringBuilder();
        for (int y = 0; y < picture.size; y++)
            for (int x = 0; x < picture.size; x++)
                if (picture.getModule(x, y)) path.append("M%d %dh1v1h-1z".formatted(x, y));
        return new EnrolPage(locale, "/login/enrol/" + method, "r", "c", "alice@acme.example", method,
                List.of(new EnrolPage.Choice("passkey", "/x"), new EnrolPage.Choice("email", "/y")),
                step || method.isEmpty() ? null : "/account/security",
                method.equals("totp")
                        ? new EnrolPage.Secret("s", "ABCD EFGH IJKL MNOP ABCD EFGH IJKL MNOP", "otpauth://totp/x",
                                picture.size, path.toString())
                        : null,
                method.equals("passkey") ? PASSKEY : null, method.equals("email") ? "a***@acme.example" : null, true,
                problem, List.of());
    }

    private static SecurityPage security(Locale locale, boolean full) {
        var day = Instant.parse("2026-03-01T10:20:30Z");
        var choices = List.of(new EnrolPage.Choice("passkey", "/x"), new EnrolPage.Choice("totp", "/y"));
        return full
                ? new SecurityPage(locale, "/account/security", "alice@acme.example", List.of(
                        new SecurityPage.One("a", "c", "passkey", "My laptop", day, day),
                        new SecurityPage.One("b", "c", "totp", LONG_NAME.substring(0, 60), day, null)), choices, 7, "c",
                        List.of(new SecurityPage.Device("d", "c", "Firefox · Linux", "192.0.2.7", day, day)), "added",
                        true)
                : new SecurityPage(locale, "/account/security", "alice@acme.example", List.of(), choices, 0, "c",
                        List.of(), null, false);
    }

    private static SessionsPage sessions(Locale locale) {
        var day = Instant.parse("2026-03-01T10:20:30Z");
        return new SessionsPage(locale, "/account/sessions", "alice@acme.example", "c", List.of(
                new SessionsPage.Place("a", "c", "Firefox · Linux", "192.0.2.7", day, day.plusSeconds(4000),
                        List.of("Shop", LONG_NAME), true),
                new SessionsPage.Place("b", "c", "", "2001:db8::1", day, day, List.of(), false)), true);
    }

    private static List<DetailCard> details() {
        return List.of(
                new DetailCard("A payment", "Once, to the receiver named here", List.of(
                        field("actions", "Initiate it", "See its status"),
                        field("locations", "Payments (https://payments.example/api)"),
                        field("instructedAmount", "123.50 EUR"),
                        new DetailCard.Field("creditorAccount", "Receiver", List.of(), List.of(
                                field("name", LONG_NAME), field("iban", "DE02100100109307118603"),
                                field("verified", "true"))))),
                new DetailCard("https://scheme.example.org/a/type/that/nobody/gave/a/title", "", List.of(
                        field("identifier", "a-document-" + "0123456789".repeat(8)))),
                new DetailCard("Accounts", "", List.of()));
    }

    private static DetailCard.Field field(String name, String... values) {
        return new DetailCard.Field(name, "", List.of(values), List.of());
    }

    private static DeviceCodePage deviceCode(Locale locale, String userCode, @Nullable DeviceProblem problem) {
        return new DeviceCodePage(locale, "/device", "r", "c", userCode, "alice@acme.example", problem);
    }

    private static LoginPage login(
            Locale locale,
            @Nullable LoginProblem problem,
            @Nullable String client,
            String identifier,
            boolean again) {
        return new LoginPage(locale, "/login", "r", "c", client, null, identifier, again, problem, TARGETS);
    }
}
