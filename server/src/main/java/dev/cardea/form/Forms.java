package dev.cardea.form;

import dev.cardea.html.FormField;
import dev.cardea.html.FormPage;
import dev.cardea.html.Locales;
import dev.cardea.html.NoticePage;
import dev.cardea.html.Pages;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.session.Interactions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Shows pages with one form, and knows those that come back from them.
public final class Forms {
    private final Interactions interactions;
    private final Pages pages;

    public Forms(Interactions interactions, Pages pages) {
        this.interactions = interactions;
        this.pages = pages;
    }

    /// Somebody in front of such a page.
    public record Visit(Request request, Interactions.Browser browser, Locale locale) {
        /// What was typed into a field.
        public String typed(String field) {
            return request.form().get(field).orElse("");
        }

        /// What the form, or the address of the page, says that this is about.
        public String parameter(String name) {
            return request.parameters().get(name).orElse("");
        }
    }

    public Visit visit(Request request) {
        return visit(request, null);
    }

    /// @param languages that were asked for elsewhere, null for none
    public Visit visit(Request request, @Nullable String languages) {
        return new Visit(request, interactions.browser(request),
                Locales.negotiate(languages, request.headers("Accept-Language")));
    }

    /// Whether the form came from our page in this browser, and was made for this.
    public boolean isGenuine(Visit visit, String path, String about) {
        return interactions.isGenuine(visit.request(), path, about);
    }

    /// @param about the hidden field `request`: an interaction, a link, or nothing
    public FormPage page(Visit visit, String key, String path, String about, List<FormField> fields) {
        return new FormPage(visit.locale(), 200, key, null, null, path, about,
                interactions.csrfToken(visit.browser(), path, about), fields, null, List.of());
    }

    public Response show(Visit visit, FormPage page) {
        return withCookie(visit, pages.form(page));
    }

    public Response show(Visit visit, FormPage page, Duration retryAfter) {
        return show(visit, page).with("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
    }

    public Response notice(Visit visit, int status, String key, @Nullable String about, FormPage.Onward... links) {
        boolean good = status < 400;
        return withCookie(visit, pages.notice(
                new NoticePage(visit.locale(), status, key, about, null, good, List.of(links))));
    }

    private static Response withCookie(Visit visit, Response response) {
        var cookie = visit.browser().setCookie();
        return cookie == null ? response : response.with("Set-Cookie", cookie);
    }
}
