package dev.cardea.authorize;

import dev.cardea.client.Client;
import dev.cardea.http.Form;
import dev.cardea.oauth.ResponseType;
import dev.cardea.session.Interaction;
import java.util.Optional;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// A request object in the parameter `request` (RFC 9101 §5.1, OIDC Core §6.1).
public final class ObjectByValue implements RequestSource {
    private final RequestObjects objects;

    public ObjectByValue(RequestObjects objects) {
        this.objects = objects;
    }

    @Override
    public Optional<Asked> read(Form sent, Client client) {
        return sent.get("request").map(text -> asked(objects.read(text, client), sent));
    }

    /// OIDC Core §6.1: `response_type` outside must match the one inside. What it says is not needed, but who sends two
    /// different ones is confused, or attacked.
    static Asked asked(Form inside, Form sent) {
        var outer = sent.get("response_type").flatMap(ResponseType::parse);
        var inner = inside.get("response_type").flatMap(ResponseType::parse);
        if (outer.isPresent() && inner.isPresent() && !outer.equals(inner))
            throw invalidRequest("response_type is another one than in the request object");
        return new Asked(inside, Interaction.Origin.OBJECT);
    }
}
