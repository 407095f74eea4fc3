package dev.cardea.bench;

import dev.cardea.bench.flow.CodeFlow;
import dev.cardea.bench.flow.Requests;
import dev.cardea.bench.flow.Single;
import dev.cardea.bench.installation.Installation;
import dev.cardea.bench.load.Flow;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import static dev.cardea.bench.installation.Installation.ES256;
import static dev.cardea.bench.installation.Installation.RS256;

/// What is measured.
enum Scenario {
    DISCOVERY("discovery", Budget.of(20), world -> same(world, "/.well-known/openid-configuration")), JWKS("JWKS",
            Budget.of(20), world -> same(world, "/.well-known/jwks.json")), USERINFO("userinfo", Budget.of(80),
                    Scenario::userinfo), INTROSPECTION("introspection", Budget.of(60),
                            Scenario::introspection), CLIENT_CREDENTIALS_RS256("client_credentials, RS256",
                                    new Budget("1.25 × (bare POST + signature)",
                                            floor -> 1.25 * (floor.post() + floor.rs256())),
                                    world -> clientCredentials(world, RS256)), CLIENT_CREDENTIALS_ES256(
                                            "client_credentials, ES256", Budget.of(80),
                                            world -> clientCredentials(world, ES256)), REFRESH_RS256("refresh, RS256",
                                                    new Budget("2 signatures + 250 µs",
                                                            floor -> 2 * floor.rs256() + 250),
                                                    world -> world.refreshes(RS256)), REFRESH_ES256("refresh, ES256",
                                                            new Budget("2 signatures + 250 µs",
                                                                    floor -> 2 * floor.es256() + 250),
                                                            world -> world.refreshes(ES256)), CODE_RS256(
                                                                    "code flow, RS256",
                                                                    new Budget("2 signatures + 350 µs",
                                                                            floor -> 2 * floor.rs256() + 350),
                                                                    world -> List
                                                                            .copyOf(world.browsers(RS256))), CODE_ES256(
                                                                                    "code flow, ES256",
                                                                                    new Budget("2 signatures + 350 µs",
                                                                                            floor -> 2 * floor.es256()
                                                                                                    + 350),
                                                                                    world -> List.copyOf(world
                                                                                            .browsers(ES256))), SIGN_IN(
                                                                                                    "sign-in, ES256",
                                                                                                    new Budget(
                                                                                                            "1.1 × the hash",
                                                                                                            floor -> 1.1
                                                                                                                    * floor.hash()),
                                                                                                    world -> world
                                                                                                            .freshBrowsers(
                                                                                                                    ES256));

    /// Makes one flow for each connection.
    interface Flows {
        List<Flow> in(World world) throws IOException;
    }

    private final String title;
    private final Budget budget;
    private final Flows flows;

    Scenario(String title, Budget budget, Flows flows) {
        this.title = title;
        this.budget = budget;
        this.flows = flows;
    }

    String title() {
        return title;
    }

    Budget budget() {
        return budget;
    }

    List<Flow> flows(World world) throws IOException {
        return flows.in(world);
    }

    /// As written on the command line, e.g. `refresh-es256`.
    String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @param option the beginning of a name: all scenarios whose name begins so
    static Stream<Scenario> named(String option) {
        var found = Stream.of(values()).filter(scenario -> scenario.option().startsWith(option)).toList();
        if (found.isEmpty())
            throw new IllegalArgumentException("no scenario " + option + "; there are "
                    + String.join(", ", Stream.of(values()).map(Scenario::option).toList()));
        return found.stream();
    }

    private static List<Flow> same(World world, String path) {
        var request = world.requests().get(path, "Accept: application/json\r\n");
        return Collections.nCopies(world.connections(), Single.of(request));
    }

    private static List<Flow> userinfo(World world) {
        return world.browsers(RS256)
                .stream()
                .<Flow>map(browser -> Single.of(world.requests().withToken("/userinfo", browser.accessToken())))
                .toList();
    }

    private static List<Flow> introspection(World world) {
        return world.browsers(RS256)
                .stream()
                .<Flow>map(browser -> introspection(world, browser))
                .toList();
    }

    private static Single introspection(World world, CodeFlow browser) {
        var request = world.requests()
                .asClient(
                        "/oauth2/introspect", Installation.RS256, "token=" + browser.accessToken());
        return new Single(() -> request, "\"active\":true");
    }

    private static List<Flow> clientCredentials(World world, Requests.Credentials like) {
        return Collections.nCopies(world.connections(), new Single(
                () -> world.requests()
                        .asClient(
                                "/oauth2/token",
                                world.anyClient(like),
                                "grant_type=client_credentials&scope=orders"),
                "\"access_token\""));
    }
}
