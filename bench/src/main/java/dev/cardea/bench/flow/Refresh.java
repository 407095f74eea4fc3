package dev.cardea.bench.flow;

import dev.cardea.bench.load.Answer;
import dev.cardea.bench.load.Flow;
import dev.cardea.bench.load.Unexpected;
import org.jspecify.annotations.Nullable;

/// Rotates refresh tokens, each of which must be answered by another.
public final class Refresh implements Flow {
    /// Where the tokens come from and go to.
    public interface Tokens {
        Current next();

        /// @param client whose token it is
        record Current(Requests.Credentials client, String refreshToken, int place) {}

        void replace(Current spent, String successor);
    }

    private final Requests requests;
    private final Tokens tokens;
    private Tokens.@Nullable Current current;

    public Refresh(Requests requests, Tokens tokens) {
        this.requests = requests;
        this.tokens = tokens;
    }

    public static byte[] request(Requests requests, Requests.Credentials client, String refreshToken) {
        return requests.asClient("/oauth2/token", client, "grant_type=refresh_token&refresh_token=" + refreshToken);
    }

    @Override
    public byte[] begin() {
        var next = tokens.next();
        current = next;
        return request(requests, next.client(), next.refreshToken());
    }

    @Override
    public byte @Nullable [] next(Answer answer) {
        var spent = current;
        if (spent == null) throw new Unexpected("an answer without a request");
        var successor = answer.expect(200).text("refresh_token");
        if (successor.equals(spent.refreshToken())) throw new Unexpected("the refresh token was not replaced");
        tokens.replace(spent, successor);
        return null;
    }
}
