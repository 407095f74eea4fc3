package dev.cardea.ciba;

import dev.cardea.client.Client;
import dev.cardea.jose.Base64Url;
import dev.cardea.mail.Mails;
import dev.cardea.mail.RequestMail;
import dev.cardea.oauth.TokenHash;
import dev.cardea.outbox.Message;
import dev.cardea.user.User;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tells people by mail of what waits for them. The link says which request it is, and nothing else: it neither decides
/// when it is followed, which programs that look for malware do too, nor stands for signing in, since whoever reads
/// somebody's mail is not that person. It ends with the request, by a decision or by time.
public final class RequestLinks {
    private static final int BYTES = 32;
    private static final Pattern LINK = Pattern.compile("[A-Za-z0-9_-]{43}");
    /// Further requests wait on the page alone: nobody's mailbox can be filled by asking.
    private static final int MOST = 10;
    private static final Duration WITHIN = Duration.ofHours(1);

    private final BackchannelRequestStore store;
    private final Mails mails;
    private final String base;
    private final SecureRandom random;

    /// @param base what the addresses of this server begin with
    public RequestLinks(BackchannelRequestStore store, Mails mails, String base, SecureRandom random) {
        this.store = store;
        this.mails = mails;
        this.base = base;
        this.random = random;
    }

    /// @param hash of what is in the link; null where there is none
    record Mailed(@Nullable TokenHash hash, List<Message> messages) {
        static final Mailed NOTHING = new Mailed(null, List.of());
    }

    /// What is to be written with the request. The client does not learn whether that is a mail: it would tell who has
    /// an account with a verified address.
    Mailed of(BackchannelRequest request, Client client, User person) {
        var registered = client.permissions().backchannel();
        if (registered == null || !registered.requestMail() || !mails.reaches(person)) return Mailed.NOTHING;
        if (store.mailed(person.id(), request.createdAt().minus(WITHIN)) >= MOST) return Mailed.NOTHING;
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var link = Base64Url.encode(bytes);
        var mail = new RequestMail(
                client.display(),
                request.bindingMessage(),
                request.scopes(),
                base + RequestsEndpoint.PATH + "/" + link,
                Duration.between(request.createdAt(), request.expiresAt()),
                request.expiresAt());
        return new Mailed(TokenHash.of(link), mails.to(person, mail));
    }

    /// Empty for what was never in a link.
    static Optional<TokenHash> hash(String link) {
        return LINK.matcher(link).matches() ? Optional.of(TokenHash.of(link)) : Optional.empty();
    }
}
