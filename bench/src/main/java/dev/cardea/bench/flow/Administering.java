package dev.cardea.bench.flow;

import dev.cardea.bench.load.Answer;
import dev.cardea.bench.load.Flow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A program that reads pages of the administration API, with a token that it gets first.
public final class Administering implements Flow {
    private final Requests requests;
    private final Requests.Credentials client;
    private final Supplier<String> path;
    private String accessToken = "";

    /// @param path of each page
    public Administering(Requests requests, Requests.Credentials client, Supplier<String> path) {
        this.requests = requests;
        this.client = client;
        this.path = path;
    }

    @Override
    public byte[] begin() {
        return accessToken.isEmpty()
                ? requests.asClient("/oauth2/token", client, "grant_type=client_credentials")
                : page();
    }

    private byte[] page() {
        return requests.withToken(path.get(), accessToken);
    }

    @Override
    public byte @Nullable [] next(Answer answer) {
        answer.expect(200);
        if (accessToken.isEmpty()) {
            accessToken = answer.text("access_token");
            return page();
        }
        answer.expectText("\"items\"");
        return null;
    }
}
