package dev.cardea.bench.installation;

import dev.cardea.bench.flow.Refresh;
import dev.cardea.bench.flow.Requests;
import dev.cardea.jose.Secrets;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.ExpiringId;
import dev.cardea.token.RefreshTokens;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/// Refresh token families made in bulk. A token is computed from its family's row, so with the installation's secret
/// the load can present any of them without a million texts in memory.
public final class Families {
    private static final int ID_BYTES = 16;
    private static final long SEED = 42;

    private final byte[][] authorizations;
    private final byte[][] sessions;
    private final int[] generations;
    private final int users;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final RefreshTokens tokens = new RefreshTokens(
            new Secrets(Installation.SECRET, List.of()).keyed("refresh-token"));
    private int bucket;

    /// @param count half of them for each client
    /// @param users among whom they are dealt out
    Families(int count, int users) {
        this.users = users;
        authorizations = randomIds(count);
        sessions = randomIds(count);
        generations = new int[count];
    }

    /// In order, which is how a database takes them in quickly.
    private byte[][] randomIds(int count) {
        var ids = new byte[count][ID_BYTES];
        for (var id : ids) random.nextBytes(id);
        Arrays.sort(ids, 0, count / 2, Arrays::compareUnsigned);
        Arrays.sort(ids, count / 2, count, Arrays::compareUnsigned);
        return ids;
    }

    public int size() {
        return generations.length;
    }

    void bucket(int days) {
        bucket = days;
    }

    int first(Requests.Credentials client) {
        return client.equals(Installation.RS256) ? 0 : size() / 2;
    }

    byte[] authorization(int i) {
        return authorizations[i];
    }

    byte[] session(int i) {
        return sessions[i];
    }

    String user(int i) {
        return Population.userId(i % users);
    }

    /// All of one client, in random order, each as often as chance has it.
    public Refresh.Tokens of(Requests.Credentials client) {
        return new Refresh.Tokens() {
            @Override
            public Current next() {
                int place = first(client) + random.nextInt(size() / 2);
                var id = new ExpiringId(bucket, HexFormat.of().formatHex(authorizations[place]));
                var token = new RefreshTokens.Presented(id, generations[place], null);
                return new Current(client, tokens.write(token, new ClientId(client.id())), place);
            }

            @Override
            public void replace(Current spent, String successor) {
                generations[spent.place()]++;
            }
        };
    }
}
