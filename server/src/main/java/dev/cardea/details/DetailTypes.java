package dev.cardea.details;

import dev.cardea.client.Client;
import dev.cardea.html.DetailCard;
import dev.cardea.http.Form;
import dev.cardea.oauth.OAuthException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import static dev.cardea.details.SentDetails.invalid;

/// Which types of authorization details there are, and who may ask for what (RFC 9396). A client may use those types that
/// it is registered for.
public final class DetailTypes {
    public static final DetailTypes NONE = new DetailTypes(List.of());

    private final List<DetailType> declared;
    private final Map<String, DetailType> byName;

    public DetailTypes(List<DetailType> declared) {
        this.declared = List.copyOf(declared);
        // A mistake that was made with one name twice is told elsewhere.
        byName = declared.stream()
                .collect(Collectors.toUnmodifiableMap(DetailType::name, Function.identity(), (first, _) -> first));
    }

    public static boolean areAsked(Form form) {
        return form.get(Detail.NAME).isPresent();
    }

    /// What is asked for; empty where nothing is.
    ///
    /// @throws OAuthException `invalid_authorization_details` (§5)
    public List<Detail> asked(Form form, Client client) {
        var text = form.get(Detail.NAME);
        if (text.isEmpty()) return List.of();
        var details = SentDetails.read(text.get());
        for (var detail : details) check(detail, client);
        return details;
    }

    private void check(Detail detail, Client client) {
        var name = detail.type();
        var type = byName.get(name);
        if (type == null)
            throw invalid("has the type " + name + ", which this server does not know")
                    .with("declared", byName.keySet());
        if (!isRegistered(client, detail))
            throw invalid("has the type " + name + ", for which the client is not registered")
                    .by("RFC 9396 §10")
                    .with("registered", client.permissions().detailTypes());
        type.schema().mistakes(detail).ifPresent(mistakes -> {
            throw invalid("of the type " + name + " is not what its schema says: " + mistakes);
        });
    }

    private static boolean isRegistered(Client client, Detail detail) {
        return client.permissions().detailTypes().contains(detail.type());
    }

    /// Refuses what is more than was granted (§6, §6.1).
    ///
    /// @throws OAuthException `invalid_authorization_details`
    public static void checkWithin(List<Detail> asked, List<Detail> granted) {
        for (var detail : asked)
            if (granted.stream().noneMatch(detail::isWithin))
                throw invalid("has one of the type " + detail.type() + " that is not what was granted, nor less")
                        .by("RFC 9396 §6.1")
                        .with("granted", granted.stream().map(Detail::type).toList())
                        .with("less", "the same, but with some of " + String.join(", ", Detail.LISTS));
    }

    /// Of what was granted, what the client may still use.
    public List<Detail> usable(List<Detail> granted, Client client) {
        return granted.stream()
                .filter(detail -> byName.containsKey(detail.type()) && isRegistered(client, detail))
                .toList();
    }

    /// Refuses what is asked for at other places than those.
    ///
    /// @throws OAuthException `invalid_authorization_details`
    public static void checkAt(List<Detail> asked, List<String> resources) {
        for (var detail : asked)
            if (!detail.isAt(resources))
                throw invalid("has one of the type " + detail.type() + " whose locations are not what the token is for")
                        .by("RFC 9396 §9.1")
                        .with("locations", detail.locations())
                        .with("the token is for", resources);
    }

    public static OAuthException gone() {
        return invalid("that were granted are of types that the client may not use any more").by("RFC 9396 §6");
    }

    public static OAuthException elsewhere(String location) {
        return invalid("has the location " + location + ", which is no resource that this client may ask for")
                .by("RFC 9396 §2.2, RFC 8707 §2");
    }

    public static OAuthException notOf(String issuer, String type) {
        return invalid("has the type " + type + ", which assertions of this issuer do not grant")
                .by("RFC 9396 §6")
                .with("issuer", issuer);
    }

    /// In the order in which they were declared.
    public List<String> names() {
        return declared.stream().map(DetailType::name).toList();
    }

    /// Whether clients that anybody can register may use it.
    public boolean isOpen(String name) {
        var type = byName.get(name);
        return type != null && type.open();
    }

    /// As people see them.
    ///
    /// @param place what a location is called
    public List<DetailCard> cards(List<Detail> details, Locale locale, UnaryOperator<String> place) {
        return details.stream().map(detail -> {
            var type = byName.get(detail.type());
            return type == null
                    ? DetailWords.of(detail, locale, place)
                    : DetailWords.of(detail, type, locale, place);
        }).toList();
    }
}
