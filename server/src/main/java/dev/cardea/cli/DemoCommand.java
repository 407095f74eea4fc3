package dev.cardea.cli;

import ch.qos.logback.classic.Level;
import dev.cardea.Config;
import dev.cardea.Server;
import dev.cardea.demo.DemoClient;
import dev.cardea.demo.Mailbox;
import dev.cardea.demo.Registration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/// `cardea demo`: the server with some people in it, and an application to sign in to.
@Command(name = "demo", mixinStandardHelpOptions = true, description = {
        "Try Cardea: start it with three people, and an application for them to sign in to.",
        "Only this machine can reach either." })
final class DemoCommand implements Callable<Integer> {
    /// Agreed between `demo/demo.yaml` and the application.
    private static final String CLIENT_ID = "demo";
    private static final String CLIENT_SECRET = "demo-secret-for-this-machine-only";

    private final Shell shell;
    private final InstantSource clock = InstantSource.system();

    @Option(names = "--port", defaultValue = "8080", description = "Port of the server (default ${DEFAULT-VALUE}). 0 takes any that is free.")
    private int port;

    @Option(names = "--app-port", defaultValue = "8081", description = "Port of the application (default ${DEFAULT-VALUE}). 0 takes any that is free.")
    private int appPort;

    @Option(names = "--data", defaultValue = "data/demo", paramLabel = "DIRECTORY", description = "Where to keep accounts, sessions and keys (default ${DEFAULT-VALUE}). Delete it to start over.")
    private Path data = Path.of("data", "demo");

    DemoCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        // Said before anything else is done: the ports are what goes wrong.
        var serverPort = Ports.free(port, "--port");
        var clientPort = Ports.free(appPort, "--app-port");
        var home = URI.create("http://localhost:" + clientPort + "/");
        var mailbox = new Mailbox();
        var config = config(serverPort, home, mailbox.port());
        quietLogs();
        var server = Server.open(config, clock);
        var client = new DemoClient(new Registration(config.issuer(), CLIENT_ID, CLIENT_SECRET, home), mailbox,
                clock);
        var stop = new Thread(() -> {
            client.close();
            server.close();
            mailbox.close();
        }, "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        mailbox.start();
        server.start();
        client.start();
        new DemoBanner(Ansi.AUTO).print(shell.out(), config, home, data);
        // Until a signal ends the process, after the hook.
        new CountDownLatch(1).await();
        return 0;
    }

    private Config config(int serverPort, URI home, int mailPort) throws IOException {
        Files.createDirectories(data);
        return Config.parse(yaml(), data, Map.of(
                "CARDEA_DEMO_PORT", Integer.toString(serverPort),
                "CARDEA_DEMO_APP", home.toString(),
                "CARDEA_DEMO_MAIL", Integer.toString(mailPort)));
    }

    private static String yaml() {
        try (var in = Objects.requireNonNull(DemoClient.class.getResourceAsStream("/demo/demo.yaml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What matters in an operator's log would bury what the person in front of the screen is to read.
    private static void quietLogs() {
        for (var name : List.of(Logger.ROOT_LOGGER_NAME, "dev.cardea"))
            ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(name)).setLevel(Level.WARN);
    }
}
