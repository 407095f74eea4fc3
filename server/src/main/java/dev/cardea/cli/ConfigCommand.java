package dev.cardea.cli;

import dev.cardea.Config;
import dev.cardea.mail.MailServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `cardea config`.
@Command(name = "config", mixinStandardHelpOptions = true, description = "Look at a configuration.")
final class ConfigCommand {
    private final Shell shell;

    ConfigCommand(Shell shell) {
        this.shell = shell;
    }

    // @formatter:off
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = {
                "Report every mistake in a configuration file, each with its line.",
                "Environment variables and ${file:...} references count as they would for the server."
            },
            footerHeading = "%nExample:%n",
            footer = {
                "  cardea config check /etc/cardea/cardea.yaml",
                "  cardea config check --connect /etc/cardea/cardea.yaml"
            })
    // @formatter:on
    int check(
            @Parameters(paramLabel = "FILE", description = "The configuration file.") Path file,
            @Option(names = "--connect", description = "Also try to reach the mail server and to sign in there. Nothing is sent.") boolean connect) {
        var config = ConfigFile.read(file, shell.environment());
        var declared = config.declarations();
        shell.out()
                .printf(
                        "%s: correct (organizations: %d, roles: %d, users: %d, clients: %d)%n",
                        file,
                        declared.organizations().size(),
                        declared.roles().size(),
                        declared.users().size(),
                        declared.clients().size());
        if (connect) tryMail(config);
        return 0;
    }

    private void tryMail(Config config) {
        var settings = config.mail();
        if (settings == null) {
            shell.out().println("mail: not configured");
            return;
        }
        var problem = new MailServer(settings, URI.create(config.issuer()).getHost()).check();
        if (problem.isPresent())
            throw new Failure(Failure.FAILED, List.of("cardea: the mail server " + settings.host() + ":"
                    + settings.port() + " cannot be used: " + problem.get(),
                    "Signing in works without it; mails wait in the database until it can be."));
        shell.out().printf("mail: %s:%s takes mails%n", settings.host(), settings.port());
    }
}
