package dev.cardea.cli;

import dev.cardea.store.StoreException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// All commands, listed. To add one: write a class here and add it in [#run(Shell, String...)].
// @formatter:off
@Command(
        name = "cardea",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "One sign-on server in one process.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "  0:it worked",
            "  1:it failed, for instance because the database cannot be reached",
            "  2:the command line or the configuration is wrong",
            "130:it was stopped by Ctrl+C, and stopped well",
            "143:it was stopped by SIGTERM, and stopped well"
        },
        footerHeading = "%nFirst steps:%n",
        footer = {
            "  cardea demo                          try it: a server, three people, an application",
            "  cardea config check cardea.yaml      say what is wrong with a configuration",
            "  cardea serve --config cardea.yaml    start the server",
            "  cardea help config check             say more about a command"
        })
// @formatter:on
public final class Commands {
    private Commands() {}

    /// @return the exit code
    public static int run(Shell shell, String... arguments) {
        // The parser of command lines takes longer to load than the database takes to open, and starting is what must
        // be quick: the usual line is read without it.
        if (arguments.length == 3 && arguments[0].equals("serve") && arguments[1].equals("--config"))
            return serve(shell, Path.of(arguments[2]));
        var commands = new CommandLine(new Commands())
                .addSubcommand(new ServeCommand(shell))
                .addSubcommand(new DemoCommand(shell))
                .addSubcommand(new ConfigCommand(shell))
                .addSubcommand(new KeysCommand(shell))
                .addSubcommand(new AuditCommand(shell))
                .addSubcommand(new LogoutsCommand(shell))
                .addSubcommand(new MailsCommand(shell))
                .addSubcommand(new WhyCommand(shell))
                .addSubcommand(new RegistrationTokenCommand(shell))
                .addSubcommand(new HashPasswordCommand(shell))
                .addSubcommand(new CommandLine.HelpCommand())
                .setOut(new PrintWriter(shell.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(shell.err(), true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler((thrown, _, _) -> report(shell, thrown));
        return commands.execute(arguments);
    }

    private static int serve(Shell shell, Path file) {
        try {
            return new ServeCommand(shell).serve(file);
        } catch (RuntimeException e) {
            return report(shell, e);
        }
    }

    private static int report(Shell shell, Exception thrown) {
        if (thrown instanceof Failure failure) {
            failure.lines().forEach(shell.err()::println);
            return failure.exitCode();
        }
        if (thrown instanceof StoreException || thrown instanceof UncheckedIOException) {
            shell.err().println("cardea: " + thrown.getMessage());
            return Failure.FAILED;
        }
        LoggerFactory.getLogger(Commands.class).error("this is a bug in Cardea", thrown);
        return Failure.FAILED;
    }
}
