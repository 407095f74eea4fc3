package dev.cardea.account;

import dev.cardea.html.AccountPage;
import dev.cardea.html.Pages;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.organization.Organization;
import dev.cardea.organization.OrganizationStore;
import dev.cardea.session.Interaction;
import java.util.Optional;

/// GET /account: what a person can look after.
public final class AccountEndpoint implements Endpoint {
    private final Entrance entrance;
    private final OrganizationStore organizations;
    private final Pages pages;

    public AccountEndpoint(Entrance entrance, OrganizationStore organizations, Pages pages) {
        this.entrance = entrance;
        this.organizations = organizations;
        this.pages = pages;
    }

    @Override
    public Response handle(Request request) {
        return entrance.signedIn(request, Interaction.Resume.account, this::page);
    }

    private Response page(Visit visit) {
        var user = visit.user();
        var organization = Optional.ofNullable(user.organization()).flatMap(organizations::find);
        return pages.account(new AccountPage(
                visit.locale(),
                user.claims().get("name") instanceof String name ? name : null,
                user.displayName(),
                organization.map(Organization::name).orElse(null)));
    }
}
