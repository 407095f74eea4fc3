package dev.cardea.token;

import dev.cardea.client.Client;
import dev.cardea.details.Detail;
import dev.cardea.details.DetailType;
import dev.cardea.details.DetailTypes;
import dev.cardea.html.DetailCard;
import dev.cardea.http.Form;
import dev.cardea.resource.Resource;
import dev.cardea.resource.Resources;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// What clients may ask for beyond scopes: resources (RFC 8707) and details (RFC 9396). The two meet where a detail names
/// the resources that it is for (`locations`): these are what its token is for, and a token that is for other resources
/// is without it (RFC 9396 §9.1).
public record Reaches(Resources resources, DetailTypes types) {
    public static final Reaches NONE = new Reaches(Resources.NONE, DetailTypes.NONE);
    private static final Set<String> PARAMETERS = Set.of(Resources.PARAMETER, Detail.NAME);

    public static Reaches of(List<Resource> resources, List<DetailType> types) {
        return new Reaches(new Resources(resources), new DetailTypes(types));
    }

    /// Whether the form asks for anything here.
    public static boolean areAsked(Form form) {
        return PARAMETERS.stream().anyMatch(name -> !form.all(name).isEmpty());
    }

    /// What is asked for, by a client that may.
    ///
    /// @throws dev.cardea.oauth.OAuthException `invalid_target`, `invalid_authorization_details`
    public Reach asked(Form form, Client client) {
        var details = details(form, client);
        return Reach.of(resources.asked(form, client), details);
    }

    /// The same where only details can be asked for.
    ///
    /// @throws dev.cardea.oauth.OAuthException `invalid_authorization_details`
    public List<Detail> details(Form form, Client client) {
        var details = types.asked(form, client);
        for (var detail : details)
            for (var location : detail.locations())
                if (!resources.may(client, location)) throw DetailTypes.elsewhere(location);
        return details;
    }

    /// What a token request asks for of what was granted: all of it where it names nothing. Resources that it names leave
    /// out the details that are for others; details that it names leave out the resources that only others are for.
    ///
    /// @throws dev.cardea.oauth.OAuthException `invalid_target`, `invalid_authorization_details`
    public Reach within(Reach granted, Form form, Client client) {
        var asked = types.asked(form, client);
        DetailTypes.checkWithin(asked, granted.details());
        var named = resources.within(granted.resources(), form, client);
        if (asked.isEmpty()) {
            var usable = types.usable(granted.details(), client);
            if (usable.isEmpty() && !granted.details().isEmpty()) throw DetailTypes.gone();
            return new Reach(named, at(named, usable));
        }
        if (!named.isEmpty()) DetailTypes.checkAt(asked, named);
        return new Reach(
                resources.asked(form, client).isEmpty() ? narrowed(named, granted.details(), asked) : named, asked);
    }

    private static List<Detail> at(List<String> resources, List<Detail> details) {
        return resources.isEmpty() ? details : details.stream().filter(detail -> detail.isAt(resources)).toList();
    }

    private static List<String> narrowed(List<String> resources, List<Detail> granted, List<Detail> asked) {
        var left = locations(asked);
        var others = locations(granted);
        others.removeAll(left);
        var narrowed = resources.stream().filter(uri -> !others.contains(uri)).toList();
        // None left would mean the client's usual audience, which nobody named.
        return narrowed.isEmpty() ? resources : narrowed;
    }

    private static Set<String> locations(List<Detail> details) {
        return details.stream()
                .flatMap(detail -> detail.locations().stream())
                .collect(Collectors.toCollection(HashSet::new));
    }

    /// What a token for these has of the details of another one that it is exchanged for (RFC 8693).
    ///
    /// @param audience of the new token
    /// @throws dev.cardea.oauth.OAuthException `invalid_authorization_details`
    List<Detail> exchanged(List<Detail> held, List<String> audience, Form form, Client client) {
        var asked = types.asked(form, client);
        var places = audience.isEmpty() ? client.tokens().audience() : audience;
        DetailTypes.checkWithin(asked, held);
        DetailTypes.checkAt(asked, places);
        return asked.isEmpty()
                ? types.usable(held, client).stream().filter(detail -> detail.isAt(places)).toList()
                : asked;
    }

    /// As people see them.
    public List<DetailCard> cards(List<Detail> details, Locale locale) {
        return types.cards(details, locale, uri -> {
            var name = resources.name(uri, locale);
            return name.equals(uri) ? uri : name + " (" + uri + ")";
        });
    }
}
