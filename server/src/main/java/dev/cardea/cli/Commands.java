package dev.cardea.cli;

import dev.cardea.store.StoreException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// All commands, listed. To add one: write a class here and add it in [#run(Shell, String...)].
@Command(name = "cardea", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "One sign-on server in one process.", synopsisSubcommandLabel = "COMMAND", exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
        " 0:it worked", " 1:it failed, for instance because the database cannot be reached",
        " 2:the command line or the configuration is wrong" }, footerHeading = "%nFirst steps:%n", footer = {
                "  cardea config check cardea.yaml      say what is wrong with a configuration",
                "  cardea serve --config cardea.yaml    start the server",
                "  cardea help config check             say more about a command" })
public final class Commands {
    private Commands() {}

    /// @return the exit code
    public static int run(Shell shell, String... arguments) {
        var commands = new CommandLine(new Commands())
                .addSubcommand(new ServeCommand(shell))
                .addSubcommand(new ConfigCommand(shell))
                .addSubcommand(new KeysCommand(shell))
                .addSubcommand(new HashPasswordCommand(shell))
                .addSubcommand(new CommandLine.HelpCommand())
                .setOut(new PrintWriter(shell.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(shell.err(), true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler((thrown, _, _) -> report(shell, thrown));
        return commands.execute(arguments);
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
