package dev.cardea.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
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
            footer = "  cardea config check /etc/cardea/cardea.yaml")
    // @formatter:on
    int check(@Parameters(paramLabel = "FILE", description = "The configuration file.") Path file) {
        var declared = ConfigFile.read(file, shell.environment()).declarations();
        shell.out()
                .printf(
                        "%s: correct (organizations: %d, roles: %d, users: %d, clients: %d)%n",
                        file,
                        declared.organizations().size(),
                        declared.roles().size(),
                        declared.users().size(),
                        declared.clients().size());
        return 0;
    }
}
