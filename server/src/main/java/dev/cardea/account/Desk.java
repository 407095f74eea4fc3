package dev.cardea.account;

import dev.cardea.html.AccountSection;
import dev.cardea.html.DeskFormPage;
import dev.cardea.html.DeskNoticePage;
import dev.cardea.html.FormField;
import dev.cardea.html.FormPage;
import dev.cardea.html.Pages;
import dev.cardea.http.Response;
import dev.cardea.session.Interactions;
import java.util.List;

/// Shows the pages of an account that are one form, and knows the forms that come back from them.
public final class Desk {
    private static final String DONE = "done";
    private final Interactions interactions;
    private final Pages pages;

    public Desk(Interactions interactions, Pages pages) {
        this.interactions = interactions;
        this.pages = pages;
    }

    boolean isGenuine(Visit visit, String path, String about) {
        return interactions.isGenuine(visit.request(), path, about, visit.person());
    }

    String csrf(Visit visit, String path, String about) {
        return interactions.csrfToken(visit.browser(), path, about, visit.person());
    }

    FormPage form(Visit visit, String key, String path, List<FormField> fields) {
        return form(visit, key, path, "", fields);
    }

    /// @param about what the form is for, sent with it
    FormPage form(Visit visit, String key, String path, String about, List<FormField> fields) {
        return new FormPage(visit.locale(), 200, key, null, null, path, about, csrf(visit, path, about), fields, null,
                List.of());
    }

    Response show(Visit visit, AccountSection section, FormPage form) {
        boolean done = !visit.request().isPost() && visit.request().query().get(DONE).isPresent();
        return pages.deskForm(new DeskFormPage(form, section, visit.user().displayName(), done));
    }

    /// Where to go on once a form was taken, so that it is not sent again.
    static Response done(String path) {
        return Response.redirect(path + "?" + DONE + "=1");
    }

    Response notice(Visit visit, int status, AccountSection section, String key) {
        return pages.deskNotice(
                new DeskNoticePage(visit.locale(), status, key, section, visit.user().displayName()));
    }
}
