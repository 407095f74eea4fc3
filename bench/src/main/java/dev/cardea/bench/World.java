package dev.cardea.bench;

import dev.cardea.bench.flow.CodeFlow;
import dev.cardea.bench.flow.Manner;
import dev.cardea.bench.flow.Person;
import dev.cardea.bench.flow.Refresh;
import dev.cardea.bench.flow.Requests;
import dev.cardea.bench.installation.Installation;
import dev.cardea.bench.installation.Population;
import dev.cardea.bench.load.Exchange;
import dev.cardea.bench.load.Flow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// What the scenarios act on: a running server, whom it knows, and a signed-in browser for each connection.
final class World {
    private final Installation installation;
    private final Population population;
    private final int connections;
    private final List<CodeFlow> rs256;
    private final List<CodeFlow> es256;

    World(Installation installation, Population population, int connections) throws IOException {
        this.installation = installation;
        this.population = population;
        this.connections = connections;
        rs256 = signedIn(Installation.RS256, () -> Manner.PLAIN);
        es256 = signedIn(Installation.ES256, () -> Manner.PLAIN);
    }

    /// @param manners of the client in each
    List<CodeFlow> signedIn(Requests.Credentials client, Supplier<Manner> manners) throws IOException {
        var browsers = new ArrayList<CodeFlow>();
        for (int i = 0; i < connections; i++) {
            var browser = codeFlow(client, CodeFlow.Browser.KEPT, manners.get());
            Exchange.once(installation.address(), browser);
            browsers.add(browser);
        }
        return browsers;
    }

    private CodeFlow codeFlow(Requests.Credentials client, CodeFlow.Browser browser, Manner manner) {
        return new CodeFlow(
                installation.requests(), client, Installation.SCOPE, population::person, browser, manner);
    }

    int connections() {
        return connections;
    }

    Requests requests() {
        return installation.requests();
    }

    Person anyPerson() {
        return population.person();
    }

    Requests.Credentials anyClient(Requests.Credentials like) {
        return population.client(like);
    }

    /// Signed in, each with tokens of its own.
    List<CodeFlow> browsers(Requests.Credentials client) {
        return client.equals(Installation.RS256) ? rs256 : es256;
    }

    List<Flow> freshBrowsers(Requests.Credentials client) {
        var flows = new ArrayList<Flow>();
        for (int i = 0; i < connections; i++) flows.add(codeFlow(client, CodeFlow.Browser.FRESH, Manner.PLAIN));
        return flows;
    }

    /// Rotates the families made in bulk, or else one for each connection.
    List<Flow> refreshes(Requests.Credentials client) throws IOException {
        var flows = new ArrayList<Flow>();
        for (var browser : browsers(client)) {
            if (population.families().size() == 0) Exchange.once(installation.address(), browser);
            flows.add(new Refresh(requests(), population.families().size() == 0
                    ? new OneFamily(client, browser.refreshToken())
                    : population.families().of(client)));
        }
        return flows;
    }

    private static final class OneFamily implements Refresh.Tokens {
        private final Requests.Credentials client;
        private String live;

        OneFamily(Requests.Credentials client, String live) {
            this.client = client;
            this.live = live;
        }

        @Override
        public Current next() {
            return new Current(client, live, 0);
        }

        @Override
        public void replace(Current spent, String successor) {
            live = successor;
        }
    }
}
