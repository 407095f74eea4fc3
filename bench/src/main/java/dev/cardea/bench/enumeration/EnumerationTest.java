package dev.cardea.bench.enumeration;

import dev.cardea.bench.installation.CardeaProcess;
import dev.cardea.bench.installation.Installation;
import dev.cardea.bench.machine.Repository;
import dev.cardea.demo.Mailbox;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `scripts/enumeration`.
@Command(name = "scripts/enumeration", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Asks for known and for unknown addresses in turn, over HTTP, and says how well the times of the answers",
        "tell them apart: at sign-in, registration and recovery. Prints a table in Markdown." })
public final class EnumerationTest implements Callable<Integer> {
    /// An address is asked for no more often than the server admits.
    private static final int TIMES = 3;
    private static final int WARM_UP = 60;

    @Option(names = "--store", description = "sqlite or postgres (default: ${DEFAULT-VALUE}).")
    private Installation.Store store = Installation.Store.sqlite;

    @Option(names = "--samples", description = "Of known addresses, and as many of unknown ones (default: ${DEFAULT-VALUE}).")
    private int samples = 1000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Random random = new Random(1);
    private int places;

    private EnumerationTest() {}

    static void main(String[] arguments) {
        System.exit(new CommandLine(new EnumerationTest()).execute(arguments));
    }

    /// One thing that is asked with an address.
    private interface Question {
        HttpRequest.Builder about(String address);
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        try (var installation = Installation.create(store); var mailbox = new Mailbox()) {
            mailbox.start();
            Site.prepare(installation, mailbox, (samples + WARM_UP) / TIMES + 1);
            var launch = new CardeaProcess.Launch(Repository.find().cardea(), "");
            try (var _ = CardeaProcess.start(installation, launch)) {
                var address = installation.address();
                measure("http://" + address.getHostString() + ":" + address.getPort());
            }
            return 0;
        }
    }

    private void measure(String base) throws IOException, InterruptedException {
        System.out.println("| | samples | known, median | unknown, median | distance | chance | right guesses |");
        System.out.println("|---|---|---|---|---|---|---|");
        compare("sign-in, wrong password", signIn(base));
        compare("registration", address -> json(base + "/api/account/registrations", """
                {"email":"%s","password":"kestrel over the marsh","organization":"bench"}""".formatted(address)));
        compare("forgotten password", address -> json(base + "/api/account/password/forgot", """
                {"email":"%s"}""".formatted(address)));
    }

    private Question signIn(String base) throws IOException, InterruptedException {
        var page = http.send(HttpRequest.newBuilder(URI.create(base + "/login")).build(),
                HttpResponse.BodyHandlers.ofString());
        var cookie = page.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        var token = Pattern.compile("name=\"csrf\" value=\"([^\"]*)\"").matcher(page.body());
        if (!token.find()) throw new IOException("the sign-in page has no form");
        return address -> HttpRequest.newBuilder(URI.create(base + "/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", cookie)
                .POST(HttpRequest.BodyPublishers.ofString("password=wrong&csrf=" + token.group(1) + "&username="
                        + URLEncoder.encode(address, StandardCharsets.UTF_8)));
    }

    private static HttpRequest.Builder json(String address, String body) {
        return HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /// In random order, so that neither is asked for at a better time, or after the other more often.
    private void compare(String what, Question question) throws IOException, InterruptedException {
        var known = new long[samples];
        var unknown = new long[samples];
        for (int i = 0; i < WARM_UP; i++) {
            nanos(question, Site.known(i / TIMES));
            nanos(question, Site.unknown(i / TIMES));
        }
        var order = new ArrayList<>(IntStream.range(0, 2 * samples).boxed().toList());
        Collections.shuffle(order, random);
        for (int one : order) {
            int i = one / 2;
            int number = (WARM_UP + i) / TIMES;
            if (one % 2 == 0) known[i] = nanos(question, Site.known(number));
            else
                unknown[i] = nanos(question, Site.unknown(number));
        }
        System.out.println(Comparison.of(known, unknown).row(what, samples));
    }

    private long nanos(Question question, String address) throws IOException, InterruptedException {
        places++;
        var request = question.about(address)
                .header("X-Forwarded-For",
                        "10." + places / 62_500 % 250 + "." + places / 250 % 250 + "." + places % 250)
                .build();
        long begin = System.nanoTime();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        long took = System.nanoTime() - begin;
        if (answer.statusCode() != 202 && answer.statusCode() != 401)
            throw new IOException("unexpected answer " + answer.statusCode() + ": " + answer.body());
        return took;
    }
}
