package dev.cardea.bench;

import dev.cardea.bench.flow.Administering;
import dev.cardea.bench.flow.CodeFlow;
import dev.cardea.bench.flow.DevicePoll;
import dev.cardea.bench.flow.Manner;
import dev.cardea.bench.flow.Requests;
import dev.cardea.bench.flow.Single;
import dev.cardea.bench.installation.Installation;
import dev.cardea.bench.load.Flow;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import static dev.cardea.bench.installation.Installation.ES256;
import static dev.cardea.bench.installation.Installation.RS256;

/// What is measured.
///
/// @param option as written on the command line
/// @param flows makes one flow for each connection
record Scenario(String option, String title, Budget budget, Flows flows) {
    static final List<Scenario> ALL = List.of(
            new Scenario("discovery", "discovery", Budget.of(20),
                    world -> same(world, "/.well-known/openid-configuration")),
            new Scenario("jwks", "JWKS", Budget.of(20), world -> same(world, "/.well-known/jwks.json")),
            new Scenario("userinfo", "userinfo", Budget.of(80), Scenario::userinfo),
            new Scenario("introspection", "introspection", Budget.of(60), Scenario::introspection),
            new Scenario("client-credentials-rs256", "client_credentials, RS256",
                    new Budget("1.25 × (bare POST + signature)", floor -> 1.25 * (floor.post() + floor.rs256())),
                    world -> clientCredentials(world, RS256)),
            new Scenario("client-credentials-es256", "client_credentials, ES256", Budget.of(80),
                    world -> clientCredentials(world, ES256)),
            new Scenario("client-credentials-assertion", "client_credentials, private_key_jwt, ES256",
                    new Budget("80 µs + verification + 80 µs", floor -> 160 + floor.es256Verify()),
                    Scenario::assertions),
            new Scenario("refresh-rs256", "refresh, RS256",
                    new Budget("2 signatures + 250 µs", floor -> 2 * floor.rs256() + 250),
                    world -> world.refreshes(RS256)),
            new Scenario("refresh-es256", "refresh, ES256",
                    new Budget("2 signatures + 250 µs", floor -> 2 * floor.es256() + 250),
                    world -> world.refreshes(ES256)),
            new Scenario("code-rs256", "code flow, RS256",
                    new Budget("2 signatures + 350 µs", floor -> 2 * floor.rs256() + 350),
                    world -> List.copyOf(world.browsers(RS256))),
            new Scenario("code-es256", "code flow, ES256",
                    new Budget("2 signatures + 350 µs", floor -> 2 * floor.es256() + 350),
                    world -> List.copyOf(world.browsers(ES256))),
            new Scenario("hybrid-es256", "code id_token flow, ES256",
                    new Budget("3 signatures + 370 µs", floor -> 3 * floor.es256() + 370),
                    world -> List.copyOf(world.signedIn(ES256, () -> Manner.HYBRID))),
            new Scenario("par-dpop-es256", "code flow with PAR and DPoP, ES256",
                    new Budget("2 signatures + 2 verifications + 650 µs",
                            floor -> 2 * floor.es256() + 2 * floor.es256Verify() + 650),
                    world -> List.copyOf(world.signedIn(Installation.BOUND, Manner::pushedAndBound))),
            new Scenario("device-poll", "device polling", Budget.of(100), Scenario::devicePolls),
            new Scenario("admin-search", "searching an account by its address", Budget.of(150),
                    world -> administering(world, () -> "/api/admin/users?limit=10&q="
                            + URLEncoder.encode(world.anyPerson().name(), StandardCharsets.UTF_8))),
            new Scenario("admin-list", "a page of 50 accounts", Budget.of(1000),
                    world -> administering(world, () -> "/api/admin/users?organization=bench")),
            new Scenario("sign-in", "sign-in, ES256", new Budget("1.1 × the hash", floor -> 1.1 * floor.hash()),
                    world -> world.freshBrowsers(ES256)));

    interface Flows {
        List<Flow> in(World world) throws IOException;
    }

    List<Flow> flows(World world) throws IOException {
        return flows.in(world);
    }

    /// @param beginning of a name: all scenarios whose option begins so
    static Stream<Scenario> named(String beginning) {
        var found = ALL.stream().filter(scenario -> scenario.option().startsWith(beginning)).toList();
        if (found.isEmpty())
            throw new IllegalArgumentException("no scenario " + beginning + "; there are "
                    + String.join(", ", ALL.stream().map(Scenario::option).toList()));
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

    private static List<Flow> assertions(World world) {
        return Collections.nCopies(world.connections(), new Single(
                () -> world.requests().withAssertion(Installation.ASSERTING, Installation.KEY), "\"access_token\""));
    }

    private static List<Flow> administering(World world, Supplier<String> path) {
        return Stream.generate(() -> new Administering(world.requests(), Installation.ADMINISTERING, path))
                .limit(world.connections())
                .map(Flow.class::cast)
                .toList();
    }

    private static List<Flow> devicePolls(World world) {
        return Stream.generate(() -> new DevicePoll(world.requests(), ES256))
                .limit(world.connections())
                .map(Flow.class::cast)
                .toList();
    }
}
