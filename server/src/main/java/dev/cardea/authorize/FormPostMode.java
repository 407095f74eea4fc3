package dev.cardea.authorize;

import dev.cardea.html.FormPostPage;
import dev.cardea.html.Pages;
import dev.cardea.http.Response;

/// `form_post` (OAuth 2.0 Form Post Response Mode §2): a page that posts the response, by script or by a button.
public final class FormPostMode implements ResponseMode {
    private final Pages pages;

    public FormPostMode(Pages pages) {
        this.pages = pages;
    }

    @Override
    public String name() {
        return "form_post";
    }

    @Override
    public Response deliver(Delivery delivery) {
        return pages.formPost(new FormPostPage(delivery.locale(), delivery.redirectUri(), delivery.parameters()));
    }
}
