package dev.cardea.html;

import dev.cardea.http.Response;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Every page that a person can be shown. Values are escaped by the templates, for the place where they stand.
public final class Pages {
    private static final String HTML = "text/html;charset=UTF-8";
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
    private final Assets assets;
    private final Map<Locale, Messages> messages;

    public Pages(Assets assets) {
        this(assets, Map.of());
    }

    /// @param scopes what the operator calls scopes, by scope and language tag; the empty tag is for all others
    public Pages(Assets assets, Map<String, Map<String, String>> scopes) {
        this.assets = assets;
        this.messages = messages(scopes);
    }

    /// Those of every language that is spoken.
    static Map<Locale, Messages> messages(Map<String, Map<String, String>> scopes) {
        var messages = new HashMap<Locale, Messages>();
        for (var locale : Locales.SPOKEN) messages.put(locale, Messages.in(locale).with(texts(scopes, locale)));
        return messages;
    }

    private static Map<String, String> texts(Map<String, Map<String, String>> scopes, Locale locale) {
        var texts = new HashMap<String, String>();
        scopes.forEach((scope, byTag) -> {
            var text = byTag.getOrDefault(locale.getLanguage(), byTag.get(""));
            if (text != null) texts.put(ScopeLine.DECLARED + scope, text);
        });
        return texts;
    }

    /// 200, or the status of the problem.
    public Response login(LoginPage page) {
        return page(page.status(), "login.jte", page.locale(), page, page.formTargets(), null, List.of());
    }

    public Response consent(ConsentPage page) {
        return page(200, "consent.jte", page.locale(), page, page.formTargets(), page.logoUri(), List.of());
    }

    /// 200, or the status of the problem.
    public Response deviceCode(DeviceCodePage page) {
        return page(page.status(), "device-code.jte", page.locale(), page, List.of(), null, List.of());
    }

    public Response deviceResult(DeviceResultPage page) {
        return page(200, "device-result.jte", page.locale(), page, List.of(), null, List.of());
    }

    /// 200, or the status of the problem.
    public Response requests(RequestsPage page) {
        return page(page.status(), "requests.jte", page.locale(), page, List.of(), null, List.of());
    }

    public Response applications(ApplicationsPage page) {
        return page(200, "applications.jte", page.locale(), page, List.of(), null, List.of());
    }

    public Response account(AccountPage page) {
        return page(200, "account.jte", page.locale(), page, List.of(), null, List.of());
    }

    public Response sessions(SessionsPage page) {
        return page(200, "sessions.jte", page.locale(), page, List.of(), null, List.of());
    }

    public Response form(FormPage page) {
        return unnamed(page(page.status(), "form.jte", page.locale(), page, List.of(), null, List.of()));
    }

    public Response deskForm(DeskFormPage page) {
        var form = page.form();
        return page(form.status(), "desk-form.jte", form.locale(), page, List.of(), null, List.of());
    }

    public Response deskNotice(DeskNoticePage page) {
        return page(page.status(), "desk-notice.jte", page.locale(), page, List.of(), null, List.of());
    }

    public Response activity(ActivityPage page) {
        return page(200, "activity.jte", page.locale(), page, List.of(), null, List.of());
    }

    public Response emails(EmailsPage page) {
        return page(page.status(), "emails.jte", page.locale(), page, List.of(), null, List.of());
    }

    public Response notice(NoticePage page) {
        return unnamed(page(page.status(), "notice.jte", page.locale(), page, List.of(), null, List.of()));
    }

    /// The address of the page may be a secret: nobody is told more of it than the origin.
    private static Response unnamed(Response page) {
        return page.without("Referrer-Policy").with("Referrer-Policy", "strict-origin");
    }

    /// 200, or the status of the problem.
    public Response factor(FactorPage page) {
        return page(page.status(), "factor.jte", page.locale(), page, page.formTargets(), null, List.of());
    }

    /// 200, or the status of the problem.
    public Response enrol(EnrolPage page) {
        return page(page.status(), "enrol.jte", page.locale(), page, page.formTargets(), null, List.of());
    }

    public Response recoveryCodes(RecoveryCodesPage page) {
        return page(200, "recovery-codes.jte", page.locale(), page, List.of(), null, List.of());
    }

    public Response security(SecurityPage page) {
        return page(200, "security.jte", page.locale(), page, List.of(), null, List.of());
    }

    /// One text of the pages, for what becomes data.
    public String say(Locale locale, String key) {
        return messages.getOrDefault(locale, Messages.in(locale)).get(key);
    }

    public Response error(ErrorPage page) {
        return page(page.status(), "error.jte", page.locale(), page, List.of(), null, List.of());
    }

    public Response signedOut(SignedOutPage page) {
        return page(200, "signed-out.jte", page.locale(), page, List.of(), null, page.frames());
    }

    public Response confirmSignOut(ConfirmSignOutPage page) {
        return page(200, "confirm-sign-out.jte", page.locale(), page, page.formTargets(), null, List.of());
    }

    public Response home(HomePage page) {
        return page(200, "home.jte", page.locale(), page, List.of(), null, List.of());
    }

    /// Sends the person's browser on with a form instead of a redirect: by the script, or by its one button.
    public Response formPost(FormPostPage page) {
        return page(200, "form-post.jte", page.locale(), page, List.of(page.action()), null, List.of());
    }

    /// The one page that others may frame.
    ///
    /// @param cookie the name of the cookie that its script reads
    public Response checkSession(String cookie) {
        var html = new Utf8ByteOutput();
        templates.render("check-session.jte", Map.of("cookie", cookie, "assets", assets), html);
        return Response.of(200, HTML, html.toByteArray())
                .with("Content-Security-Policy", ContentSecurityPolicy.ofFramed())
                .with("X-Frame-Options", "");
    }

    private Response page(
            int status,
            String template,
            Locale locale,
            Object page,
            List<String> formTargets,
            @Nullable String image,
            List<String> frames) {
        var html = new Utf8ByteOutput();
        templates.render(template,
                Map.of("page", page, "m", messages.getOrDefault(locale, Messages.in(locale)), "assets", assets), html);
        return Response.of(status, HTML, html.toByteArray())
                .with("Content-Security-Policy", ContentSecurityPolicy.of(formTargets, image, frames))
                // Not no-referrer: a form posted from such a page has Origin: null, which looks like an attack.
                .with("Referrer-Policy", "same-origin");
    }
}
