package dev.cardea.bench.installation;

import dev.cardea.bench.flow.CodeFlow;
import dev.cardea.bench.flow.Manner;
import dev.cardea.bench.flow.Person;
import dev.cardea.bench.flow.Requests;
import dev.cardea.bench.load.Exchange;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Whom and what the load is about: clients, people, refresh tokens. Each operation picks one by chance, so that a
/// server with many of them has to find each.
public final class Population {
    /// Enough that nobody is asked to wait: a person is admitted a few sign-ins at a time.
    private static final int FEWEST_USERS = 200;

    private final Sizes sizes;
    private final Families families;

    private Population(Sizes sizes) {
        this.sizes = sizes;
        families = new Families(sizes.refreshTokens() / 2 * 2, sizes.users());
    }

    /// Starts and stops the server to have one row of each kind, then copies those.
    public static Population create(Installation installation, CardeaProcess.Launch launch, Sizes sizes)
            throws IOException, InterruptedException, SQLException {
        var population = new Population(new Sizes(
                sizes.clients(), Math.max(FEWEST_USERS, sizes.users()), sizes.refreshTokens(), sizes.organizations()));
        try (var _ = CardeaProcess.start(installation, launch)) {
            for (var client : List.of(Installation.RS256, Installation.ES256))
                Exchange.once(installation.address(), new CodeFlow(
                        installation.requests(),
                        client,
                        Installation.SCOPE,
                        () -> Installation.PERSON,
                        CodeFlow.Browser.FRESH,
                        Manner.PLAIN));
        }
        BulkRows.insert(installation, population.sizes, population.families);
        return population;
    }

    /// Families to rotate; there may be none, then the load has to sign in for its own.
    public Families families() {
        return families;
    }

    /// One of the clients like the given one.
    public Requests.Credentials client(Requests.Credentials declared) {
        int copies = sizes.clients() / 2;
        return copies == 0 ? declared : client(declared, ThreadLocalRandom.current().nextInt(copies));
    }

    public Person person() {
        return person(ThreadLocalRandom.current().nextInt(sizes.users()));
    }

    static Requests.Credentials client(Requests.Credentials declared, int i) {
        return new Requests.Credentials(declared.id() + "-" + i, declared.secret());
    }

    static String userId(int i) {
        return "bench-user-" + i;
    }

    static Person person(int i) {
        return new Person("person-" + i + "@bench.example", Installation.PASSWORD);
    }
}
