package dev.cardea.html;

import dev.cardea.http.Response;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Each page with which accounts are made and kept, with values that it may be shown with.
final class SampleForms {
    private static final String ALICE = "alice@acme.example";
    private static final FormPage.Onward SIGN_IN = new FormPage.Onward("link.sign_in", "/login");

    private SampleForms() {}

    static Map<String, Function<Locale, Response>> of(Pages pages) {
        var samples = new LinkedHashMap<String, Function<Locale, Response>>();
        samples.put("register", l -> pages.form(register(l, List.of(), List.of())));
        samples.put("register-wrong", l -> pages.form(register(l, List.of("field.problem.email"),
                List.of("password.problem.too_short", "password.problem.too_common")).refused(400, null)));
        samples.put("register-sent", l -> pages.notice(
                new NoticePage(l, 200, "register.sent", ALICE, null, true, List.of(SIGN_IN))));
        samples.put("register-closed", l -> pages.notice(
                new NoticePage(l, 403, "register.closed", null, null, false, List.of(SIGN_IN))));
        samples.put("forgot", l -> pages.form(form(l, "forgot", List.of(FormField.email("", List.of())))
                .leadingTo(SIGN_IN)));
        samples.put("reset", l -> pages.form(form(l, "reset", List.of(FormField.newPassword(8, List.of())))));
        samples.put("confirm", l -> pages.form(form(l, "confirm", List.of()).about(ALICE)));
        samples.put("invitation", l -> pages.form(form(l, "invitation", List.of(FormField.newPassword(8, List.of())))
                .about(ALICE)));
        samples.put("account-password", l -> pages.deskForm(new DeskFormPage(form(l, "change", List.of(
                FormField.password("old_password", List.of("field.problem.old_password")),
                FormField.newPassword(8, List.of()))), AccountSection.SECURITY, ALICE, false)));
        samples.put("account-profile", l -> pages.deskForm(new DeskFormPage(form(l, "profile", List.of(
                FormField.text("name", SamplePages.LONG_NAME, "name", false, List.of()),
                FormField.text("birthdate", "30.6.", "bday", false, List.of("field.problem.birthdate")))),
                AccountSection.PROFILE, ALICE, true)));
        samples.put("account-delete", l -> pages.deskForm(new DeskFormPage(form(l, "delete", List.of(
                FormField.text("confirmation", "", "off", true, List.of()))).about(ALICE), AccountSection.DATA, ALICE,
                false)));
        samples.put("account-managed", l -> pages.deskNotice(
                new DeskNoticePage(l, 200, "profile.managed", AccountSection.PROFILE, ALICE)));
        samples.put("account-emails", l -> pages.emails(emails(l, null, "emails.done.added")));
        samples.put("account-emails-wrong", l -> pages.emails(emails(l, "emails.problem.malformed", null)));
        samples.put("account-activity", l -> pages.activity(activity(l)));
        return samples;
    }

    private static FormPage form(Locale locale, String key, List<FormField> fields) {
        return new FormPage(locale, 200, key, null, null, "/form", "r", "c", fields, null, List.of());
    }

    private static FormPage register(Locale locale, List<String> email, List<String> password) {
        return form(locale, "register", List.of(
                FormField.text("name", "", "name", false, List.of()),
                FormField.email(email.isEmpty() ? "" : "alice@", email),
                FormField.newPassword(8, password),
                FormField.agreement("terms", "https://acme.example/terms", List.of())))
                .about("Shop")
                .of("Acme")
                .leadingTo(SIGN_IN);
    }

    private static EmailsPage emails(Locale locale, @Nullable String problem, @Nullable String done) {
        return new EmailsPage(locale, problem == null ? 200 : 400, "/account/emails", ALICE, "c", List.of(
                new EmailsPage.Address(ALICE, "c", true, true),
                new EmailsPage.Address("alice.archer@" + "sub.".repeat(20) + "example", "c", true, false),
                new EmailsPage.Address("new@acme.example", "c", false, false)), false, problem, done);
    }

    private static ActivityPage activity(Locale locale) {
        var at = Instant.parse("2026-03-01T10:20:30Z");
        return new ActivityPage(locale, ALICE, List.of(
                new ActivityPage.Event("SignedIn", at, "", "192.0.2.7"),
                new ActivityPage.Event("ConsentGranted", at, "Shop", "2001:db8::7"),
                new ActivityPage.Event("SomethingNew", at, "", "")), "/account/activity?before=1-2");
    }
}
