package dev.cardea.cli;

import dev.cardea.Config;
import dev.cardea.Server;
import dev.cardea.config.InvalidSettings;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `cardea serve`.
// @formatter:off
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Start the server.%n",
            "It applies what the configuration declares, then answers requests until it is told to stop (SIGTERM, Ctrl+C); what was accepted until then is finished."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  cardea serve --config /etc/cardea/cardea.yaml",
            "  CARDEA_LISTEN_PORT=8443 cardea serve"
        })
// @formatter:on
final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    private final Shell shell;

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration file (default cardea.yaml).")
    private Path file = Path.of("cardea.yaml");

    ServeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        return serve(file);
    }

    int serve(Path file) {
        var config = ConfigFile.read(file, shell.environment());
        var server = open(config, file);
        var stop = new Thread(server::close, "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            start(server);
            LOG.info("ready: {} at {}, port {}", config.issuer(), config.listen().host(), server.port());
            // The signal ends the process, after the hook.
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // Whoever runs the command inside another program has had enough of it.
            Runtime.getRuntime().removeShutdownHook(stop);
            server.close();
        }
        return 0;
    }

    private static void start(Server server) {
        try {
            server.start();
        } catch (UncheckedIOException e) {
            throw new Failure(
                    Failure.FAILED,
                    List.of(
                            "cardea: " + e.getMessage(),
                            "Another program may have the port: stop it, or set listen.port (listen.admin_port) to another one,",
                            "for instance CARDEA_LISTEN_PORT=9080. Ports below 1024 need a privilege; listen.host must be an address",
                            "of this machine."));
        }
    }

    private static Server open(Config config, Path file) {
        try {
            return Server.open(config, InstantSource.system());
        } catch (InvalidSettings e) {
            throw ConfigFile.invalid(file, e);
        }
    }
}
